"""Tables of rounds: whom they ask, and what came of it. None of them holds an answer or says who
answered: that is worked out forward, from contact to pseudonym, each time it is needed.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.store.columns import Id, identity, link, moment
from bot.store.metadata import metadata

# One launch of a flow. `wave` joins it to the rows of `totals_answer`; 0 is a trial's.
consultation = Table(
    "consultation",
    metadata,
    identity(),
    Column("name", String(80), nullable=False),
    Column("about", String(15), nullable=False),  # "You told us about {about}"
    Column("flow", String(40), nullable=False),
    Column("family", String(40), nullable=False),
    Column("wave", Integer, nullable=False),
    Column("audience", Text, nullable=False),  # JSON
    Column("trial", Boolean, nullable=False, server_default=false()),
    Column("heads_up", Boolean, nullable=False, server_default=false()),
    Column("hide_counts", Boolean, nullable=False, server_default=false()),
    Column("join_word", String(20), unique=True),
    Column("spread_days", Integer, nullable=False),
    moment("opens_at", required=True),
    moment("closes_at", required=True),
    moment("paused_at"),
    moment("closed_at"),
    link("closed_by", "user", required=False),
    Column("close_reason", String(300)),
    link("launched_by", "user", required=False),
    moment("launched_at", required=True),
    Index("ix_consultation_family_wave", "family", "wave"),
)

# Who is asked and when. `invited_at` is when the talk began, whatever they said to it.
invitation = Table(
    "invitation",
    metadata,
    Column("consultation_id", Id, primary_key=True),
    Column("contact_id", Id, primary_key=True, index=True),
    moment("due_at", required=True, index=True),
    moment("heads_up_at"),
    moment("invited_at"),
    moment("prompted_at"),
)

# One thing young people said, on its way to somebody who decides, and back.
finding = Table(
    "finding",
    metadata,
    identity(),
    link("consultation_id", "consultation", required=False, index=True),
    Column("idea_id", Id, index=True),
    Column("about", String(15), nullable=False),
    Column("heard", String(45), nullable=False),
    Column("rung", String(10), nullable=False),
    Column("decider", String(80)),
    link("decider_address_id", "address", required=False),
    Column("asked_times", Integer, nullable=False, server_default="0"),
    moment("asked_at"),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("decision", String(8)),  # yes, later or no
    Column("because", String(300)),
    Column("by_when", Date),
    moment("decided_at"),
    Column("right_flow", String(40)),  # "did we get that right?", as a flow of its own
    moment("right_asked_at"),
    Column("right_upto", Id),  # told or asked so far, by contact id; NULL before and after
    Column("change", String(60)),
    Column("still", String(120)),  # what we still want to know
    Column("picture", String(10)),
    link("checked_by", "user", required=False),
    moment("published_at"),
    Column("told_upto", Id),
    # How many answered and how many of them were told, once telling is over. No names.
    Column("answered", Integer),
    Column("told", Integer),
    link("created_by", "user", required=False),
    moment("created_at", required=True),
)

# Questions an officer wrote, until they are a flow. A sensitive one waits for a second reader.
asked_thing = Table(
    "asked_thing",
    metadata,
    identity(),
    Column("name", String(80), nullable=False),
    Column("document", Text, nullable=False),
    Column("sensitive", Boolean, nullable=False),
    link("written_by", "user"),
    moment("written_at", required=True),
    link("read_by", "user", required=False),
    moment("published_at"),
)

# An idea a young person shared with the team, and the day it is answered by.
idea = Table(
    "idea",
    metadata,
    identity(),
    link("session_id", "session"),
    link("contact_id", "contact"),
    moment("opened_at", required=True),
    Column("answer_by", Date, nullable=False),
    moment("answered_at"),
    UniqueConstraint("session_id"),
)
