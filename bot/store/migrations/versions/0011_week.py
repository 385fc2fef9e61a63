"""What is said about meetings, promises, joining codes, the way to a place, how workers hear."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str, *, required: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _id(name: str, *, required: bool = True) -> "sa.Column[Any]":
    return sa.Column(name, ID, nullable=not required)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _make(name: str, *parts: Any, links: dict[str, str]) -> None:
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    ends = (_to(name, column, target) for column, target in links.items())
    op.create_table(name, _id("id"), *parts, *ends, key)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    _make(
        "meeting_talk",
        _id("contact_id"),
        _id("appointment_id", required=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("options", sa.LargeBinary(), nullable=False),
        _moment("made_at", required=True),
        _moment("ended_at"),
        links={"contact_id": "contact", "appointment_id": "appointment"},
    )
    _index("meeting_talk", "contact_id")
    _make(
        "meeting_request",
        _id("contact_id"),
        _id("worker_id", required=False),
        _id("appointment_id", required=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        _moment("starts_at"),
        _flag("by_phone"),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        _moment("raised_at", required=True),
        _moment("settled_at"),
        _id("settled_by", required=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        links={
            "contact_id": "contact",
            "worker_id": "user",
            "appointment_id": "appointment",
            "settled_by": "user",
        },
    )
    _index("meeting_request", "contact_id", "worker_id")
    _make(
        "promise",
        _id("contact_id"),
        _id("worker_id"),
        _id("appointment_id", required=False),
        sa.Column("who", sa.String(length=8), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        _moment("made_at", required=True),
        _moment("disputed_at"),
        _moment("done_at"),
        _id("done_by", required=False),
        links={
            "contact_id": "contact",
            "worker_id": "user",
            "appointment_id": "appointment",
            "done_by": "user",
        },
    )
    _index("promise", "contact_id", "worker_id")
    op.create_table(
        "worker_way",
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("route", sa.String(length=5), server_default="email", nullable=False),
        _id("address_id", required=False),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        _moment("code_until"),
        _moment("confirmed_at"),
        _moment("wording_agreed_at"),
        _to("worker_way", "user_id", "user"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_worker_way")),
        sa.UniqueConstraint("address_id", name=op.f("uq_worker_way_address_id")),
    )
    _make(
        "join_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        _id("contact_id"),
        _id("made_by"),
        _flag("moves"),
        _moment("made_at", required=True),
        _moment("until", required=True),
        _moment("used_at"),
        sa.UniqueConstraint("digest", name=op.f("uq_join_code_digest")),
        links={"contact_id": "contact", "made_by": "user"},
    )
    _index("join_code", "contact_id")
    _make(
        "place_way",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("way", sa.LargeBinary(), nullable=False),
        _id("written_by"),
        _moment("written_at", required=True),
        sa.UniqueConstraint("digest", name=op.f("uq_place_way_digest")),
        links={"written_by": "user"},
    )
    for added in (
        sa.Column("others", sa.LargeBinary(), nullable=True),
        sa.Column("gathering", sa.String(length=40), nullable=True),
        sa.Column("attended", sa.String(length=6), nullable=True),
        _moment("attended_at"),
        sa.Column("travel", sa.String(length=6), nullable=True),
    ):
        op.add_column("appointment", added)
    _index("appointment", "gathering")
    op.add_column("outbox", _id("talk_id", required=False))
    op.add_column("outbox", sa.Column("calendar", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "calendar")
    op.drop_column("outbox", "talk_id")
    op.drop_index(op.f("ix_appointment_gathering"), "appointment")
    for name in ("travel", "attended_at", "attended", "gathering", "others"):
        op.drop_column("appointment", name)
    for name in (
        *("place_way", "join_code", "worker_way", "promise", "meeting_request", "meeting_talk"),
    ):
        op.drop_table(name)
