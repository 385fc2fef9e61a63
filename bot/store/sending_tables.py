"""Tables of sending besides the outbox: every receipt; how fast a sender may go and its costs."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from bot.store.columns import identity, moment
from bot.store.metadata import metadata

sending_pace = Table(
    "sending_pace",
    metadata,
    Column("channel", String(8), primary_key=True),
    moment("free_at", required=True),  # until then the sender is busy with what was handed to it
    Column("month", String(7), nullable=False, server_default=""),  # "2026-11", where they live
    Column("segments", Integer, nullable=False, server_default="0"),  # offered in that month
)

# Every receipt, as it came. Append-only.
delivery_event = Table(
    "delivery_event",
    metadata,
    identity(),
    Column("ref", String(32), index=True),
    Column("external_id", String(64), index=True),
    Column("status", String(20), nullable=False),
    Column("error_code", String(10)),
    Column("carrier_done_at", String(20)),  # the carrier's own, without a zone
    moment("received_at", required=True),
)
