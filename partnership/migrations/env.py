"""Runs the migrations on the connection the application hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from partnership import model_registry  # noqa: F401  every table must be known to compare
from partnership.core.record import metadata


def plain_type(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Migrations name the database's own types: they must still run when ours have changed."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    length = item.impl_instance.length if hasattr(item.impl_instance, "length") else None
    name = type(item.impl_instance).__name__
    return f"sa.{name}({f'length={length}' if length else ''})"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain_type,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
