"""Times of texts, series, calendar feeds; what kind a meeting is."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str, *, required: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")
    )


def upgrade() -> None:
    op.create_table(
        "text_times",
        sa.Column("contact_id", ID, autoincrement=False, nullable=False),
        sa.Column("evening_at", sa.String(length=5), nullable=True),
        _flag("two_hours"),
        sa.Column("night", sa.String(length=11), nullable=True),
        _flag("school_hours"),
        _flag("no_weekends"),
        _flag("no_holidays"),
        _moment("updated_at", required=True),
        _to("text_times", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_text_times")),
    )
    op.create_table(
        "series",
        sa.Column("id", ID, nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("worker_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        _moment("starts_at", required=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("status", sa.String(length=10), server_default="booked", nullable=False),
        _moment("created_at", required=True),
        _moment("updated_at", required=True),
        _to("series", "contact_id", "contact"),
        _to("series", "worker_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("uid", name=op.f("uq_series_uid")),
    )
    op.create_index(op.f("ix_series_contact_id"), "series", ["contact_id"])
    op.create_index(op.f("ix_series_worker_id"), "series", ["worker_id"])
    op.create_table(
        "calendar_feed",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("worker_id", ID, nullable=False),
        _moment("created_at", required=True),
        _moment("revoked_at"),
        _to("calendar_feed", "worker_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feed_digest")),
    )
    op.create_index(op.f("ix_calendar_feed_worker_id"), "calendar_feed", ["worker_id"])
    for added in (
        sa.Column("kind", sa.String(length=16), server_default="one_to_one", nullable=False),
        sa.Column("series_id", ID, nullable=True),
        _moment("occurs_at"),
    ):
        op.add_column("appointment", added)
    op.create_index(op.f("ix_appointment_series_id"), "appointment", ["series_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_appointment_series_id"), "appointment")
    for name in ("occurs_at", "series_id", "kind"):
        op.drop_column("appointment", name)
    for name in ("calendar_feed", "series", "text_times"):
        op.drop_table(name)
