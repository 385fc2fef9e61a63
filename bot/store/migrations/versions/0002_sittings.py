"""Who began a session and what it costs the week; when a flow may begin; who sees a held answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "session",
        sa.Column("begun_by", sa.String(length=8), server_default="staff", nullable=False),
    )
    op.add_column("session", sa.Column("charge", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "flow_request",
        sa.Column("begun_by", sa.String(length=8), server_default="staff", nullable=False),
    )
    op.add_column(
        "flow_request", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("answer", sa.Column("shared", sa.String(length=8), nullable=True))


def downgrade() -> None:
    op.drop_column("answer", "shared")
    op.drop_column("flow_request", "not_before")
    op.drop_column("flow_request", "begun_by")
    op.drop_column("session", "charge")
    op.drop_column("session", "begun_by")
