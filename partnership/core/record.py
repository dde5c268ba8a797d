"""The base of every table: identity, times and the version that tells two editors apart."""

from datetime import datetime
from typing import Any

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from partnership.core import clock
from partnership.core.columns import UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LARGEST_KEY = 2**31 - 1
"""The largest number a row can have: PostgreSQL's integer."""
SQLModel.metadata.naming_convention = NAMING
metadata: MetaData = SQLModel.metadata


class Entry(SQLModel):
    """A row that is written once: a history line, a link. It has no version because nobody edits it."""

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)


class Record(SQLModel):
    """A row people edit. `version` goes up with each change; a second editor who started from an older one is told."""

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    updated_at: datetime = Field(
        default_factory=clock.now, sa_type=UtcDateTime, nullable=False, sa_column_kwargs={"onupdate": clock.now}
    )
    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  SQLAlchemy calls it with the class
        return {"version_id_col": cls.version}


def id_of(record: Entry | Record) -> int:
    """The number the database gave the record at its flush. Raises ValueError for a record that has not been flushed yet."""
    if record.id is None:
        raise ValueError(f"this {type(record).__name__} has not been stored yet")
    return record.id


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model, for statements that handle plain rows in bulk."""
    return metadata.tables[str(model.__tablename__)]
