"""Which counts of a publication must be hidden so that nobody can be found in it (domain.md section 10).

Primary rule: counts of 1 and 2 always, 3 and 4 too where the table has a personal feature; zeros only where they reveal
something about everybody. Complementary rule: for every hidden cell the smallest and the largest value that the published
figures allow are computed by linear programme; while that range is narrower than MINIMUM_RANGE, another cell is hidden.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy

ALWAYS_HIDDEN = frozenset({1, 2})
HIDDEN_WITH_PERSONAL_FEATURE = frozenset({1, 2, 3, 4})
MINIMUM_RANGE = 3
"""A hidden cell must have at least this distance between its smallest and largest possible value."""
TOLERANCE = 1e-6


class Unprotectable(ValueError):
    """The figures contradict each other or cannot be protected; nothing may be published."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One count of people. `printed` is False for a count that is not shown but can be computed from shown ones."""

    count: int
    personal_feature: bool = False
    zero_reveals: bool = False
    printed: bool = True

    @property
    def is_small(self) -> bool:
        """Whether the primary rule hides it."""
        if self.count == 0:
            return self.zero_reveals
        return self.count in (HIDDEN_WITH_PERSONAL_FEATURE if self.personal_feature else ALWAYS_HIDDEN)


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`; all are keys of cells."""

    total: str
    parts: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All cells of the sum."""
        return (self.total, *self.parts)


def hidden_cells(cells: Mapping[str, Cell], sums: Sequence[Sum]) -> frozenset[str]:
    """Keys of the printed cells that must not be shown.

    Raises Unprotectable when a sum does not add up, or when not even hiding everything around a cell protects it.
    """
    _check(cells, sums)
    hidden: set[str] = set()
    for keys, own_sums in _components(cells, sums):
        hidden |= _protect({key: cells[key] for key in keys}, own_sums)
    return frozenset(hidden)


def possible_range(
    key: str, cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: Collection[str]
) -> tuple[float, float]:
    """Smallest and largest value of an unpublished cell that fits everything published; infinite where nothing bounds it."""
    return _Attack(cells, sums, hidden).range_of(key)


def _check(cells: Mapping[str, Cell], sums: Sequence[Sum]) -> None:
    for one in sums:
        if cells[one.total].count != sum(cells[part].count for part in one.parts):
            raise Unprotectable(f"{one.total} is not the sum of its parts")


def _components(cells: Mapping[str, Cell], sums: Sequence[Sum]) -> Iterable[tuple[list[str], list[Sum]]]:
    """Groups of cells that are linked by sums; each can be protected by itself."""
    parent = {key: key for key in cells}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one in sums:
        for part in one.parts:
            parent[root(part)] = root(one.total)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in cells:
        groups[root(key)].append(key)
    own: dict[str, list[Sum]] = defaultdict(list)
    for one in sums:
        own[root(one.total)].append(one)
    return [(keys, own[name]) for name, keys in groups.items()]


def _protect(cells: Mapping[str, Cell], sums: Sequence[Sum]) -> set[str]:
    hidden = {key for key, cell in cells.items() if cell.printed and cell.is_small}
    while True:
        exposed = _first_exposed(cells, sums, hidden)
        if exposed is None:
            return hidden
        hidden.add(_best_companion(exposed, cells, sums, hidden))


def _first_exposed(cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: Collection[str]) -> str | None:
    """A cell that needs protection and has too narrow a range, the smallest count first."""
    attack = _Attack(cells, sums, hidden)
    secret = [key for key, cell in cells.items() if key in hidden or (not cell.printed and cell.is_small)]
    for key in sorted(secret, key=lambda one: (cells[one].count, one)):
        low, high = attack.range_of(key)
        if high - low < MINIMUM_RANGE - TOLERANCE:
            return key
    return None


def _best_companion(exposed: str, cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: Collection[str]) -> str:
    """The printed cell whose hiding costs least: nearest to the exposed one, a part before a total, few people before many."""
    frontier, seen = {exposed}, {exposed}
    while frontier:
        linked = [one for one in sums if not frontier.isdisjoint(one.keys)]
        reached = {key for one in linked for key in one.keys} - seen
        totals = {one.total for one in linked}
        candidates = [key for key in reached if cells[key].printed and key not in hidden]
        if candidates:
            return min(candidates, key=lambda key: (key in totals, cells[key].count == 0, cells[key].count, key))
        seen |= reached
        frontier = reached
    raise Unprotectable(f"{exposed} cannot be protected")


class _Attack:
    """What a reader can compute: the published figures as equations over the unpublished ones."""

    def __init__(self, cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: Collection[str]) -> None:
        unknown = [key for key, cell in cells.items() if key in hidden or not cell.printed]
        self.columns = {key: number for number, key in enumerate(unknown)}
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the one constructor it leaves untyped
        self.solver.setOptionValue("output_flag", False)
        for _key in unknown:
            self.solver.addVar(0.0, highspy.kHighsInf)
        for one in sums:
            self._add(one, cells)

    def _add(self, one: Sum, cells: Mapping[str, Cell]) -> None:
        known, indices, signs = 0, [], []
        for key, sign in [(one.total, 1), *((part, -1) for part in one.parts)]:
            if key in self.columns:
                indices.append(self.columns[key])
                signs.append(float(sign))
            else:
                known += sign * cells[key].count
        if indices:
            self.solver.addRow(float(-known), float(-known), len(indices), indices, signs)

    def range_of(self, key: str) -> tuple[float, float]:
        column = self.columns[key]
        self.solver.changeColCost(column, 1.0)
        bounds = self._solve(highspy.ObjSense.kMinimize), self._solve(highspy.ObjSense.kMaximize)
        self.solver.changeColCost(column, 0.0)
        return bounds

    def _solve(self, sense: highspy.ObjSense) -> float:
        self.solver.changeObjectiveSense(sense)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return float(self.solver.getObjectiveValue())
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return float("inf")
        raise Unprotectable(f"the published figures contradict each other ({status})")
