"""Tables of meetings besides the meeting itself: times of texts, series, feeds."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, false

from bot.store.columns import identity, link, moment
from bot.store.metadata import metadata

# When a young person wants texts, and when not. No row: the usual times.
text_times = Table(
    "text_times",
    metadata,
    link("contact_id", "contact", primary_key=True, autoincrement=False),
    Column("evening_at", String(5)),  # local, "19:30"
    Column("two_hours", Boolean, nullable=False, server_default=false()),
    Column("night", String(11)),  # "21:30-08:00"; none keeps the organisation's
    Column("school_hours", Boolean, nullable=False, server_default=false()),
    Column("no_weekends", Boolean, nullable=False, server_default=false()),
    Column("no_holidays", Boolean, nullable=False, server_default=false()),
    moment("updated_at", required=True),
)

# A meeting that comes again, by RFC 5545. Each time is a row of `appointment` as well.
series = Table(
    "series",
    metadata,
    identity(),
    Column("uid", String(40), nullable=False, unique=True),
    link("contact_id", "contact", index=True),
    link("worker_id", "user", index=True),
    Column("kind", String(16), nullable=False),
    moment("starts_at", required=True),
    Column("zone", String(40), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("rule", String(200), nullable=False),  # "FREQ=MONTHLY;COUNT=12"
    Column("skipped", Text, nullable=False),  # JSON: the starts left out, ISO in UTC
    Column("version", Integer, nullable=False, server_default="1"),
    Column("status", String(10), nullable=False, server_default="booked"),
    moment("created_at", required=True),
    moment("updated_at", required=True),
)

# A private calendar address of one worker. The token itself is shown once and kept nowhere.
calendar_feed = Table(
    "calendar_feed",
    metadata,
    identity(),
    Column("digest", String(64), nullable=False, unique=True),
    link("worker_id", "user", index=True),
    moment("created_at", required=True),
    moment("revoked_at"),
)
