"""What is told of meetings is fixed in snapshots; a rating keeps the team it is of, and no worker."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("respondent", sa.Column("team", sa.String(80), nullable=True))
    op.create_table(
        "meeting_snapshot",
        sa.Column("id", ID, nullable=False),
        sa.Column("part", sa.String(12), nullable=False),
        sa.Column("young_people", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_snapshot")),
    )
    op.create_index(op.f("ix_meeting_snapshot_part"), "meeting_snapshot", ["part"])


def downgrade() -> None:
    op.drop_index(op.f("ix_meeting_snapshot_part"), "meeting_snapshot")
    op.drop_table("meeting_snapshot")
    op.drop_column("respondent", "team")
