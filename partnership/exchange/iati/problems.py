"""What is wrong with an IATI file or with one activity in it, as codes; the sentences are in sentences.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from .vocabulary import Fault, Refusal, Severity

QUOTED_LENGTH = 60
"""How many characters of the file a sentence quotes at most; longer texts are cut."""


class UnreadableFile(Exception):
    """The whole file is refused. Nothing that was read from it before may be kept."""

    def __init__(self, refusal: Refusal, /, **parameters: str | int) -> None:
        self.refusal = refusal
        self.parameters: Mapping[str, str | int] = parameters
        super().__init__(refusal, parameters)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a part of one activity, with the line of the file where it stands."""

    fault: Fault
    severity: Severity
    line: int
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefusedActivity:
    """An activity that is not imported, with every reason; `line` is where the activity begins."""

    identifier: str
    line: int
    problems: tuple[Problem, ...]


class Problems:
    """The problems found so far in one activity."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def refuse(self, fault: Fault, /, *, at: Element, **parameters: str | int) -> None:
        """Note something for which the activity cannot be imported."""
        self._note(fault, severity=Severity.ERROR, at=at, parameters=parameters)

    def warn(self, fault: Fault, /, *, at: Element, **parameters: str | int) -> None:
        """Note something that is left out, or read in the way the sentence says."""
        self._note(fault, severity=Severity.WARNING, at=at, parameters=parameters)

    def _note(self, fault: Fault, *, severity: Severity, at: Element, parameters: dict[str, str | int]) -> None:
        quoted = {name: quote(value) if isinstance(value, str) else value for name, value in parameters.items()}
        line = int(at.sourceline or 0)
        self._found.append(Problem(fault=fault, severity=severity, line=line, parameters=quoted))

    @property
    def found(self) -> tuple[Problem, ...]:
        """All problems so far, in the order in which they were noted."""
        return tuple(self._found)

    @property
    def are_fatal(self) -> bool:
        """Whether one of them refuses the activity."""
        return any(problem.severity is Severity.ERROR for problem in self._found)


def quote(text: str) -> str:
    """A text of the file, short enough to stand in a sentence, without line breaks."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= QUOTED_LENGTH else one_line[: QUOTED_LENGTH - 1] + "…"
