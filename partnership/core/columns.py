"""How columns are declared: words by value with a named check, instants in UTC, links that never load by surprise."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Relationship
from typing_extensions import override

from partnership.core.vocabulary import Word


class UtcDateTime(TypeDecorator[datetime]):
    """An instant; stored without zone as UTC, always handed out with the zone UTC."""

    impl = sa.DateTime
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class WordColumn(TypeDecorator[Word]):
    """A `Word` stored by its value; longer than any value we use, checked by the table's own constraint."""

    impl = sa.String
    cache_ok = True

    def __init__(self, word_class: type[Word]) -> None:
        super().__init__(length=max(24, *(len(member.value) for member in word_class)))
        self.word_class = word_class

    @override
    def process_bind_param(self, value: Word | str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(self.word_class(value).value)

    @override
    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Word | None:
        return None if value is None else self.word_class(value)


def word(word_class: type[Word], *, default: Word | None = None, optional: bool = False, index: bool = False) -> Any:
    """A column that holds one word of an enumeration."""
    settings: dict[str, Any] = {"sa_type": WordColumn(word_class), "index": index, "nullable": optional}
    if default is not None or optional:
        settings["default"] = default
    return Field(**settings)


def one_of(column: str, word_class: type[Word]) -> sa.CheckConstraint:
    """The database's own refusal of any value outside the enumeration."""
    values = ", ".join(f"'{member.value}'" for member in word_class)
    return sa.CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


def instant(*, optional: bool = False, index: bool = False, default: Any = None) -> Any:
    """A column that holds an instant in UTC."""
    settings: dict[str, Any] = {"sa_type": UtcDateTime, "nullable": optional, "index": index}
    if optional:
        settings["default"] = None
    elif default is not None:
        settings["default_factory"] = default
    return Field(**settings)


def personal(**settings: Any) -> Any:
    """A column with personal data: the audit log says that it changed, never from what to what."""
    return Field(sa_column_kwargs={"info": {"personal": True}}, **settings)


def belongs_to(**settings: Any) -> Any:
    """A link to one other record; raises where a query forgot to load it."""
    return Relationship(sa_relationship_kwargs={"lazy": "raise", **settings})


def has_many(back_populates: str, *, order_by: str | None = None) -> Any:
    """The records of the same feature that belong to this one, deleted with it."""
    options: dict[str, Any] = {"lazy": "raise", "cascade": "all, delete-orphan"}
    if order_by:
        options["order_by"] = order_by
    return Relationship(back_populates=back_populates, sa_relationship_kwargs=options)
