"""What the template of the Landtag report is given: chapters, rows, profiles, ready to be set."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from reports.landtag_report.document import ProjectProfile, ResolutionPoint, StrandChapter
from reports.landtag_report.milestones import MilestoneRow


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row with a bar: name, drawing, figure, and what it is compared with."""

    letter: str
    name: Markup
    bar: Markup
    figure: Markup
    compared: Markup
    code: str = ""
    baseline: Markup | None = None
    before: Markup | None = None
    change: Markup | None = None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows with what they are compared with; a column no row has anything for is not printed."""

    rows: list[FigureRow]
    has_targets: bool
    has_before: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """An entry of the contents."""

    anchor: str
    number: int | None
    title: str
    subject: str
    strand: str
    mark: Markup

    @property
    def heading(self) -> str:
        """The title with its number."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project's profile."""

    content: ProjectProfile
    anchor: str
    letters: list[str]
    has_result_targets: bool
    status: str
    duration: str
    milestones: list[MilestoneRow]
    trend: Markup | None
    people: list[FigureRow]
    results: list[FigureRow]
    money: list[FigureRow]
    planned: Decimal | None
    spent: Decimal | None
    spent_share: Markup
    late_count: int
    late_words: str
    until: str


@dataclass(frozen=True, slots=True)
class StrandView:
    """A strand's chapter."""

    chapter: Chapter
    content: StrandChapter
    letter: str
    opening: Markup
    steps: list[FigureRow]
    indicators: FigureTable
    tiles: Markup | None
    sexes: list[FigureRow]
    projects: list[ProjectView]


@dataclass(frozen=True, slots=True)
class AnsweringMilestone:
    """A milestone with its station and what has become of it."""

    mark: Markup
    name: Markup
    state: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A project that answers a point of the resolution, with its milestones for it."""

    project: ProjectView
    milestones: list[AnsweringMilestone]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """People of one region, a figure for each strand that has regions."""

    name: Markup
    code: str
    figures: list[Markup]


@dataclass(frozen=True, slots=True)
class RegionTable:
    """People by region and strand."""

    strands: list[str]
    rows: list[RegionRow]
    totals: list[Markup]


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of the resolution with its station and the projects that answer it."""

    content: ResolutionPoint
    mark: Markup
    state: str
    is_late: bool
    sentence: str
    answers: list[Answer]
