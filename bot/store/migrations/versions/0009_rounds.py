"""Rounds, who they invite, their findings, and ideas as cases."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str, *, required: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _count(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")
    )


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=15), nullable=False),
        sa.Column("flow", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        _flag("trial"),
        _flag("heads_up"),
        _flag("hide_counts"),
        sa.Column("join_word", sa.String(length=20), nullable=True),
        sa.Column("spread_days", sa.Integer(), nullable=False),
        _moment("opens_at", required=True),
        _moment("closes_at", required=True),
        _moment("paused_at"),
        _moment("closed_at"),
        sa.Column("closed_by", ID, nullable=True),
        sa.Column("close_reason", sa.String(length=300), nullable=True),
        sa.Column("launched_by", ID, nullable=True),
        _moment("launched_at", required=True),
        _to("consultation", "closed_by", "user"),
        _to("consultation", "launched_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("join_word", name=op.f("uq_consultation_join_word")),
    )
    op.create_index("ix_consultation_family_wave", "consultation", ["family", "wave"])
    op.create_table(
        "invitation",
        sa.Column("consultation_id", ID, autoincrement=False, nullable=False),
        sa.Column("contact_id", ID, autoincrement=False, nullable=False),
        _moment("due_at", required=True),
        _moment("heads_up_at"),
        _moment("invited_at"),
        _moment("prompted_at"),
        sa.PrimaryKeyConstraint("consultation_id", "contact_id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_contact_id"), "invitation", ["contact_id"])
    op.create_index(op.f("ix_invitation_due_at"), "invitation", ["due_at"])
    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("consultation_id", ID, nullable=True),
        sa.Column("idea_id", ID, nullable=True),
        sa.Column("about", sa.String(length=15), nullable=False),
        sa.Column("heard", sa.String(length=45), nullable=False),
        sa.Column("rung", sa.String(length=10), nullable=False),
        sa.Column("decider", sa.String(length=80), nullable=True),
        sa.Column("decider_address_id", ID, nullable=True),
        _count("asked_times"),
        _moment("asked_at"),
        _count("reminders"),
        sa.Column("decision", sa.String(length=8), nullable=True),
        sa.Column("because", sa.String(length=300), nullable=True),
        sa.Column("by_when", sa.Date(), nullable=True),
        _moment("decided_at"),
        sa.Column("right_flow", sa.String(length=40), nullable=True),
        _moment("right_asked_at"),
        sa.Column("right_upto", ID, nullable=True),
        sa.Column("change", sa.String(length=60), nullable=True),
        sa.Column("still", sa.String(length=120), nullable=True),
        sa.Column("picture", sa.String(length=10), nullable=True),
        sa.Column("checked_by", ID, nullable=True),
        _moment("published_at"),
        sa.Column("told_upto", ID, nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.Column("created_by", ID, nullable=True),
        _moment("created_at", required=True),
        _to("finding", "consultation_id", "consultation"),
        _to("finding", "decider_address_id", "address"),
        _to("finding", "checked_by", "user"),
        _to("finding", "created_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_consultation_id"), "finding", ["consultation_id"])
    op.create_index(op.f("ix_finding_idea_id"), "finding", ["idea_id"])
    op.create_table(
        "idea",
        sa.Column("id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        _moment("opened_at", required=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        _moment("answered_at"),
        _to("idea", "session_id", "session"),
        _to("idea", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("session_id", name=op.f("uq_idea_session_id")),
    )
    op.create_table(
        "asked_thing",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("written_by", ID, nullable=False),
        _moment("written_at", required=True),
        sa.Column("read_by", ID, nullable=True),
        _moment("published_at"),
        _to("asked_thing", "written_by", "user"),
        _to("asked_thing", "read_by", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_thing")),
    )


def downgrade() -> None:
    for name in ("asked_thing", "idea", "finding", "invitation", "consultation"):
        op.drop_table(name)
