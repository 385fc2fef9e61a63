"""The board: what a snapshot was counted from, the copied answers, areas, benchmarks, drawings."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOT_COPIED = sa.text("NOT copied")


def _moment(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _name(name: str, length: int) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length=length), nullable=False)


def upgrade() -> None:
    op.add_column("snapshot", sa.Column("flow", sa.String(length=40), server_default="", nullable=False))
    op.add_column("snapshot", sa.Column("counts", sa.LargeBinary(), nullable=True))
    # Before, a family had one flow with totals, of the same name as itself.
    op.execute("UPDATE snapshot SET flow = family")
    op.add_column(
        "totals_answer",
        sa.Column("copied", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(
        "ix_totals_answer_not_copied",
        "totals_answer",
        ["family"],
        sqlite_where=NOT_COPIED,
        postgresql_where=NOT_COPIED,
    )
    op.create_table(
        "ward",
        _name("name", 60),
        _name("part", 60),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ward")),
    )
    op.create_table(
        "benchmark",
        sa.Column("id", ID, nullable=False),
        _name("title", 120),
        _name("source", 300),
        _name("people", 200),
        _name("year", 20),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("uploaded_by", ID, nullable=True),
        _moment("uploaded_at"),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["user.id"], name=op.f("fk_benchmark_uploaded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark")),
    )
    op.create_table(
        "drawing",
        sa.Column("id", ID, nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        _name("name", 120),
        _name("kind", 4),
        _name("theme", 8),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawing")),
        sa.UniqueConstraint(
            "snapshot_id", "name", "kind", "theme", name=op.f("uq_drawing_snapshot_id_name_kind_theme")
        ),
    )
    op.create_index(op.f("ix_drawing_snapshot_id"), "drawing", ["snapshot_id"])
    op.create_table(
        "outcome_audit",
        sa.Column("id", ID, nullable=False),
        _name("family", 40),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        _moment("released_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_audit")),
    )
    op.create_index("ix_outcome_audit_family_wave", "outcome_audit", ["family", "wave"])


def downgrade() -> None:
    for name in ("outcome_audit", "drawing", "benchmark", "ward"):
        op.drop_table(name)
    op.drop_index("ix_totals_answer_not_copied", "totals_answer")
    op.drop_column("totals_answer", "copied")
    op.drop_column("snapshot", "counts")
    op.drop_column("snapshot", "flow")
