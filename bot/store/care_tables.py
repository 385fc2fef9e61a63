"""The tables around a concern: its history, its clock, the rota, sign-offs and double reading."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, UniqueConstraint

from bot.store.columns import identity, link, moment, partial, sealed
from bot.store.metadata import metadata

# Everything that happened to a concern. Append-only: the database refuses to change a row.
concern_event = Table(
    "concern_event",
    metadata,
    identity(),
    link("concern_id", "concern", index=True),
    Column("kind", String(16), nullable=False),  # opened, told, acknowledged, note, wrote, closed …
    moment("at", required=True),
    link("user_id", "user", required=False),
    sealed("words"),
)

# The clock of a concern that nobody has acknowledged: one pending step, always (escalation.py).
escalation = Table(
    "escalation",
    metadata,
    identity(),
    link("concern_id", "concern"),
    Column("number", Integer, nullable=False),  # steps taken before it since the clock began
    Column("step", String(10), nullable=False),
    moment("began_at", required=True),
    moment("due_at", required=True),
    moment("ended_at"),
    Column("ended_how", String(12)),  # taken, acknowledged or begun_again
    Index("ix_escalation_concern_id_number", "concern_id", "number"),
    partial(
        "uq_escalation_one_pending_a_concern", "concern_id", unique=True, where="ended_at IS NULL"
    ),
)

# People and teams who can be told of a concern: staff, or a council's emergency duty team.
responder = Table(
    "responder",
    metadata,
    identity(),
    sealed("name", required=True),
    sealed("email"),
    sealed("phone"),
    link("user_id", "user", required=False),
    moment("created_at", required=True),
    moment("ended_at"),
)

shift = Table(
    "shift",
    metadata,
    identity(),
    link("responder_id", "responder", index=True),
    Column("post", String(12), nullable=False),  # duty, deputy, lead, manager, out_of_hours
    Column("days", String(7), nullable=False),  # digits, 0 is Monday
    Column("first", Date),
    Column("last", Date),
    moment("created_at", required=True),
    moment("ended_at"),
)

# How an organisation answers concerns. Each change is a new row; the newest holds.
care_rule = Table(
    "care_rule",
    metadata,
    identity(),
    Column("days", String(7), nullable=False),
    Column("opens", String(5), nullable=False),  # HH:MM, local
    Column("closes", String(5), nullable=False),
    Column("deputy", Integer, nullable=False),  # minutes after which each step is taken
    Column("lead", Integer, nullable=False),
    Column("manager", Integer, nullable=False),
    Column("again", Integer, nullable=False),
    Column("two_to_close", Boolean, nullable=False),  # else one, and a review within days
    moment("changed_at", required=True),
    link("changed_by", "user", required=False),
)

# Which fixed reply, at which wording, a safeguarding lead has signed, and until when.
sign_off = Table(
    "sign_off",
    metadata,
    identity(),
    Column("phrase", String(40), nullable=False),
    Column("digest", String(8), nullable=False),
    link("signed_by", "user"),
    moment("signed_at", required=True),
    Column("next_review", Date, nullable=False),
    Index("ix_sign_off_phrase", "phrase"),
)

# One message in fifty that no rule flagged is read by a person, to find what the rules miss.
double_read = Table(
    "double_read",
    metadata,
    identity(),
    link("message_id", "inbound_message"),
    moment("drawn_at", required=True),
    moment("read_at", index=True),
    link("read_by", "user", required=False),
    Column("missed", Boolean),
    UniqueConstraint("message_id"),
)
