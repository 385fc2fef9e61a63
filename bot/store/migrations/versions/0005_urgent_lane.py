"""Alerts and holding replies are found without looking through every reminder planned."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NAME = "ix_outbox_urgent"
URGENT = sa.text(
    "state IN ('queued', 'claimed') "
    "AND kind IN ('alert', 'holding', 'help', 'receipt', 'staff')"
)


def upgrade() -> None:
    op.create_index(
        NAME, "outbox", ["due_at", "id"], sqlite_where=URGENT, postgresql_where=URGENT
    )


def downgrade() -> None:
    op.drop_index(NAME, "outbox")
