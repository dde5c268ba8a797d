"""Runs the migrations on the connection the application hands over."""

from alembic import context

from partnership import model_registry  # noqa: F401  every table must be known to compare
from partnership.core.record import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
