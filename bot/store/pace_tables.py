"""How fast a sender may go, and what this month has cost: one row a channel, no person in it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from bot.store.columns import moment
from bot.store.metadata import metadata

sending_pace = Table(
    "sending_pace",
    metadata,
    Column("channel", String(8), primary_key=True),
    moment("free_at", required=True),  # until then the sender is busy with what was handed to it
    Column("month", String(7), nullable=False, server_default=""),  # "2026-11", where they live
    Column("segments", Integer, nullable=False, server_default="0"),  # offered in that month
)
