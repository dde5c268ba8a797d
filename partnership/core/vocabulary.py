"""Words with a stored value and a label in the user's language: the base of every enumeration."""

from enum import StrEnum
from typing import Any, Self

from flask_babel import gettext


def N_(message: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return message


class Word(StrEnum):
    """An enumeration member written as `NAME = "value", N_("Label")`; the value is what the database stores."""

    _label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A member from its value and its label in English."""
        member = str.__new__(cls, value)
        member._value_ = value
        member._label = label
        return member

    @property
    def label(self) -> str:
        """The label in the language of the reader."""
        return str(gettext(self._label))

    @property
    def source_label(self) -> str:
        """The label as written in the source, in English."""
        return self._label

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each member, for a form field."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def parse(cls, value: Any) -> Self | None:
        """The member with this value, or None: addresses carry words that people can mistype."""
        try:
            return cls(value)
        except ValueError:
            return None
