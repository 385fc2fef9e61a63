"""Tables of what young people said in their own words, gathered: none holds a contact, a session or
a time of day. Words alone are in `totals_answer`, and in what was released to be quoted.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, false

from bot.store.columns import Id, identity, link, moment, sealed
from bot.store.metadata import metadata

# One theme of one question, as an officer named it and put it on the sheet.
theme = Table(
    "theme",
    metadata,
    identity(),
    Column("family", String(40), nullable=False),
    Column("wave", Integer, nullable=False),
    Column("question", String(40), nullable=False),
    Column("name", String(60), nullable=False, server_default=""),  # "": as the machine suggests
    Column("cell", String(20), nullable=False, server_default=""),
    Index("ix_theme_place", "family", "wave", "question"),
)

# Answers alike, counted when they were gathered. The rest, which no theme has, is one of them.
theme_group = Table(
    "theme_group",
    metadata,
    identity(),
    link("theme_id", "theme", required=False, index=True),
    Column("family", String(40), nullable=False),
    Column("wave", Integer, nullable=False),
    Column("question", String(40), nullable=False),
    Column("is_rest", Boolean, nullable=False, server_default=false()),
    Column("people", Integer, nullable=False),
    Column("suggested", String(60), nullable=False),
    Column("words", Text, nullable=False),  # JSON: those that enough young people said
    Index("ix_theme_group_place", "family", "wave", "question"),
)

# Which group an answer is in, by pseudonym. NULL: told in a snapshot, and not gathered yet.
theme_answer = Table(
    "theme_answer",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    Column("wave", Integer, primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("family", String(40), nullable=False),
    link("group_id", "theme_group", required=False),
    Index("ix_theme_answer_place", "family", "wave", "question"),
    sqlite_with_rowid=False,
)

# What a person read of those who said they may be quoted, and what they let be quoted of it.
quote = Table(
    "quote",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    Column("wave", Integer, primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("family", String(40), nullable=False),
    Column("state", String(8), nullable=False),  # released, left_out, or held: it is worrying
    sealed("words"),
    link("decided_by", "user", required=False),
    Column("decided_on", Date, nullable=False),
    Index("ix_quote_place", "family", "wave", "question"),
    sqlite_with_rowid=False,
)

# A picture that answered a question. Until a person has looked at it, it leads back to who sent it,
# sealed: a child in danger may have drawn it. Then it leads to nobody, or a concern holds it.
drawn_answer = Table(
    "drawn_answer",
    metadata,
    Column("id", String(32), primary_key=True),  # random: it tells nothing of when
    Column("pseudonym", String(32), index=True),  # NULL: a concern holds it
    Column("family", String(40), nullable=False),
    Column("wave", Integer, nullable=False),
    Column("question", String(40), nullable=False),
    link("flow_version_id", "flow_version", required=False),
    Column("state", String(8), nullable=False),  # waiting, released, or worried: see a concern
    Column("may_show", Boolean, nullable=False),
    sealed("picture", required=True),
    sealed("sender"),  # NULL: somebody has looked at it
    sealed("described"),  # what is in it, in words, for who cannot see it
    Column("sent_on", Date, nullable=False),
    link("decided_by", "user", required=False),
    Column("decided_on", Date),
    link("concern_id", "concern", required=False, index=True),
    Index("ix_drawn_answer_place", "family", "wave", "question"),
    sqlite_with_rowid=False,
)

# A focus group: the vote is a round of its own, and what comes of it stands here.
focus_group = Table(
    "focus_group",
    metadata,
    identity(),
    link("consultation_id", "consultation", unique=True),
    Column("about", String(15), nullable=False),
    Column("asked_from", String(40), nullable=False),  # the flow whose board it is to talk about
    Column("offered", Text, nullable=False),  # JSON: places, times and ways to vote on
    Column("place", String(60)),
    Column("way", String(20)),
    moment("meets_at"),
    moment("settled_at"),
    Column("told_upto", Id),
    Column("reminded_upto", Id),
    sealed("notes"),
    moment("noted_at"),
    link("created_by", "user", required=False),
    moment("created_at", required=True),
)
