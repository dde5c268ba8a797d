"""The seven points of the Landtag's resolution, quoted in German with English short titles."""

from dataclasses import dataclass
from functools import cache

from partnership.core.formatting import in_language
from partnership.reference_data.codelists import rows


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point: B1 to B7."""

    code: str
    name_de: str
    name_en: str
    evidence_de: str
    evidence_en: str

    @property
    def label(self) -> str:
        """The title in the reader's language."""
        return in_language(self.name_de, self.name_en)

    @property
    def evidence(self) -> str:
        """What the register can show for it, in the reader's language."""
        return in_language(self.evidence_de, self.evidence_en)

    @property
    def outside(self) -> bool:
        """Whether the point lies outside the partnership's own projects (domain.md section 11.1: B3 and B6)."""
        return self.code in ("B3", "B6")


@cache
def points() -> tuple[Point, ...]:
    """The seven points in order (beschlussfassung.csv)."""
    return tuple(
        Point(
            code=row["code"],
            name_de=row["name_de"],
            name_en=row["name_en"],
            evidence_de=row["evidence_de"],
            evidence_en=row["evidence_en"],
        )
        for row in rows("beschlussfassung")
    )


POINT_CODES = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")
