"""The tables around access: the ends of the audit chain, known keys, opened records, tries."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from bot.store.columns import identity, link, moment, sealed
from bot.store.metadata import metadata

# The two ends of the audit log, sealed: one row. Whoever writes an audit row holds it.
audit_ends = Table(
    "audit_ends",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kept", Integer, nullable=False),
    Column("dropped", Integer, nullable=False),
    Column("base", String(64), nullable=False),
    Column("newest", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

# Which keys this database was made with: a wrong one is told of before anything is read.
known_key = Table(
    "known_key",
    metadata,
    Column("name", String(20), primary_key=True),
    sealed("value", required=True),
)

# A record opened by somebody whose young person it is not, with a reason, for a short time.
opened_record = Table(
    "opened_record",
    metadata,
    identity(),
    link("user_id", "user", index=True),
    link("contact_id", "contact", index=True),
    sealed("reason", required=True),
    moment("opened_at", required=True),
    moment("until", required=True),
    moment("seen_at"),
    link("seen_by", "user", required=False),
)

# How often somebody tried something lately. `who` is a keyed digest: no address is kept.
tried = Table(
    "tried",
    metadata,
    Column("what", String(20), primary_key=True),
    Column("who", String(64), primary_key=True),
    moment("since", required=True),
    Column("times", Integer, nullable=False),
    Index("ix_tried_since", "since"),
)
