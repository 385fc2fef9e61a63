"""Answers never wait behind reminders; what is sent is counted in segments, and paced by them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WAITING = "state IN ('queued', 'claimed')"
INDEXES = (
    (
        "ix_outbox_rest",
        ["due_at", "id"],
        f"{WAITING} AND kind NOT IN ('alert', 'holding', 'help', 'receipt', 'staff') "
        "AND (kind NOT IN ('reminder', 'notice', 'prompt') OR channel <> 'sms')",
    ),
    (
        "ix_outbox_unasked",
        ["due_at", "id"],
        f"{WAITING} AND kind IN ('reminder', 'notice', 'prompt') AND channel = 'sms'",
    ),
    ("ix_outbox_offered", ["sending_at"], "sending_at IS NOT NULL"),
)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("segments", sa.Integer()))
    for name, columns, condition in INDEXES:
        where = sa.text(condition)
        op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "sending_pace",
        sa.Column("channel", sa.String(8), primary_key=True),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("month", sa.String(7), nullable=False, server_default=""),
        sa.Column("segments", sa.Integer(), nullable=False, server_default="0"),
    )


def downgrade() -> None:
    op.drop_table("sending_pace")
    for name, _, _ in INDEXES:
        op.drop_index(name, "outbox")
    op.drop_column("outbox", "segments")
