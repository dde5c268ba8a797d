"""Let the database itself refuse to change or delete a line of the audit log.

Revision: 0002, after 0001.
"""

from alembic import op

from partnership.audit.triggers import guard, unguard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    guard(op.get_bind())


def downgrade() -> None:
    unguard(op.get_bind())
