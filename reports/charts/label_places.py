"""Where labels go: free places beside a point, and a column in which none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """An upright rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Block") -> bool:
        """True when the two share more than an edge."""
        apart = (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )
        return not apart

    def contains(self, other: "Block") -> bool:
        """True when the other lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight stretch of a line."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, block: Block) -> bool:
        """True when the stretch enters the block (Liang and Barsky's clipping)."""
        start, end = 0.0, 1.0
        dx, dy = self.x2 - self.x1, self.y2 - self.y1
        for step, distance in (
            (-dx, self.x1 - block.left),
            (dx, block.right - self.x1),
            (-dy, self.y1 - block.top),
            (dy, block.bottom - self.y1),
        ):
            if step == 0 and distance < 0:
                return False
            if step < 0:
                start = max(start, distance / step)
            elif step > 0:
                end = min(end, distance / step)
        return start < end


def free_place(
    x: float,
    y: float,
    *,
    width: float,
    height: float,
    gap: float,
    inside: Block,
    taken: Sequence[Block],
    segments: Sequence[Segment],
) -> Block | None:
    """Return a block of a size beside a point that covers neither line nor label, None where there is no room.

    Tried in this order: right below, right above, left below, left above, then the same at twice the distance.
    """
    for distance in (gap, 2 * gap):
        for left in (x + distance, x - distance - width):
            for top in (y + distance * 0.5, y - distance * 0.5 - height):
                block = Block(left, top, left + width, top + height)
                if not inside.contains(block) or any(block.overlaps(other) for other in taken):
                    continue
                if not any(segment.crosses(block) for segment in segments):
                    return block
    return None


def spread(tops: Sequence[float], *, heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move blocks apart so that none overlaps, each as near to its wish as the order allows.

    `tops` are wishes in ascending order. The blocks fit between `low` and `high` if their heights sum up to less.
    """
    placed: list[float] = []
    free_from = low
    for top, height in zip(tops, heights, strict=True):
        placed.append(max(top, free_from))
        free_from = placed[-1] + height
    limit = high
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], limit - heights[index])
        limit = placed[index]
    return placed
