"""Tables of a young person's rights: cases with a clock, and what the provider must forget."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from bot.store.columns import Id, identity, link, moment, sealed
from bot.store.metadata import metadata

# Something a young person has a right to an answer about: a complaint, or that all be deleted.
rights_case = Table(
    "rights_case",
    metadata,
    identity(),
    Column("kind", String(12), nullable=False),  # complaint or erasure
    link("contact_id", "contact", index=True),
    moment("opened_at", required=True),
    moment("due_at", required=True),
    sealed("words"),
    moment("acknowledged_at"),
    link("acknowledged_by", "user", required=False),
    moment("closed_at"),
    link("closed_by", "user", required=False),
    sealed("outcome"),
    # Of an erasure: the last text to them, after which who they are goes too.
    Column("last_word_id", Id),
    Index("ix_rights_case_kind_closed_at", "kind", "closed_at"),
)

# Texts of which the provider must forget the words. A row goes when it has.
redaction = Table(
    "redaction",
    metadata,
    identity(),
    Column("external_id", String(64), nullable=False, unique=True),
    moment("asked_at", required=True),
    moment("due_at", required=True, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error_code", String(10)),
    moment("gave_up_at"),
)
