"""The summary page, which stands alone."""

from dataclasses import dataclass

from reports.figures import Figure
from reports.landtag_report.document.basics import Words
from reports.landtag_report.document.people import TargetRow


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure set large on the summary page, with the words that make it a sentence."""

    figure: Figure
    words: Words


@dataclass(frozen=True, slots=True)
class Summary:
    """The page that stands alone: lead sentence, key figures, targets, what did not succeed, what follows from it."""

    lead: Words
    key_figures: tuple[KeyFigure, ...]
    targets: tuple[TargetRow, ...]
    not_achieved: Words
    consequences: Words
