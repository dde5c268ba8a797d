"""The state of the list of people, as it stands in the address."""

from dataclasses import dataclass, fields, replace
from typing import Any

from partnership.core.vocabulary import N_, Word
from partnership.participants.vocabulary import Sex
from partnership.projects.vocabulary import Strand


class Sort(Word):
    """Orders of the list."""

    STARTED = "started", N_("Start")
    NUMBER = "id", N_("Number")
    NAME = "name", N_("Name")


class Openness(Word):
    """Whether a way still goes on."""

    OPEN = "open", N_("Under way")
    ENDED = "ended", N_("Ended")


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """The state of the list, as it stands in the address. `at` is a step (`Q110`) or a phase of a strand (`QUAL.training`)."""

    q: str = ""
    strand: Strand | None = None
    project: str = ""
    at: str = ""
    organisation: str = ""
    region: str = ""
    sex: Sex | None = None
    status: Openness | None = None
    overdue: bool = False
    soon: bool = False
    sort: Sort = Sort.STARTED
    descending: bool = True

    def without(self, name: str) -> "PeopleFilter":
        """The same list with one filter less."""
        usual: dict[str, Any] = {field.name: field.default for field in fields(self)}
        return replace(self, **{name: usual[name]})

    def as_query(self) -> dict[str, str]:
        """The parts of the address; what is as usual is left out."""
        usual = PeopleFilter(descending=self.sort is Sort.STARTED)
        found = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != getattr(usual, field.name):
                found[field.name] = ("1" if value else "0") if isinstance(value, bool) else str(value)
        return found
