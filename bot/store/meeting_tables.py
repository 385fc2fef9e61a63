"""Tables of meetings besides the meeting itself: times of texts, series, feeds, what is said."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text, false

from bot.store.columns import Id, identity, link, moment, sealed
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

# A short talk about a meeting outside any flow: one question, and the options it was put with.
meeting_talk = Table(
    "meeting_talk",
    metadata,
    identity(),
    link("contact_id", "contact", index=True),
    link("appointment_id", "appointment", required=False),
    Column("step", String(12), nullable=False),  # change, cannot, missed, promise, handover …
    sealed("options", required=True),  # JSON: [[key, label], …]; a time's key is ISO, UTC
    moment("made_at", required=True),
    moment("ended_at"),
)

# What a young person asked of a meeting, until their worker has settled it.
meeting_request = Table(
    "meeting_request",
    metadata,
    identity(),
    link("contact_id", "contact", index=True),
    link("worker_id", "user", required=False, index=True),
    link("appointment_id", "appointment", required=False),
    Column("kind", String(12), nullable=False),  # change, cannot, late, meet, company, way …
    moment("starts_at"),  # the time they would like, where they named one
    Column("by_phone", Boolean, nullable=False, server_default=false()),
    Column("minutes", Integer),  # how late
    sealed("words"),
    moment("raised_at", required=True),
    moment("settled_at"),
    link("settled_by", "user", required=False),
    Column("outcome", String(10)),  # agreed, other or seen
)

# What somebody said they would do after a meeting. Kept, open, or said to be wrong.
promise = Table(
    "promise",
    metadata,
    identity(),
    link("contact_id", "contact", index=True),
    link("worker_id", "user", index=True),
    link("appointment_id", "appointment", required=False),
    Column("who", String(8), nullable=False),  # worker or them
    sealed("words", required=True),
    Column("due_on", Date),
    moment("made_at", required=True),
    moment("disputed_at"),
    moment("done_at"),
    link("done_by", "user", required=False),
)

# How a member of staff hears of what cannot wait, and whether they agreed to texts in their name.
worker_way = Table(
    "worker_way",
    metadata,
    link("user_id", "user", primary_key=True, autoincrement=False),
    Column("route", String(5), nullable=False, server_default="email"),  # email, sms or page
    Column("address_id", Id, unique=True),
    Column("code_digest", String(64)),
    moment("code_until"),
    moment("confirmed_at"),
    moment("wording_agreed_at"),
)

# A short code a young person texts, with their worker beside them: it proves the number.
join_code = Table(
    "join_code",
    metadata,
    identity(),
    Column("digest", String(64), nullable=False, unique=True),
    link("contact_id", "contact", index=True),
    link("made_by", "user"),
    Column("moves", Boolean, nullable=False, server_default=false()),  # their other numbers end
    moment("made_at", required=True),
    moment("until", required=True),
    moment("used_at"),
)

# The way to a place in plain words, written once.
place_way = Table(
    "place_way",
    metadata,
    identity(),
    Column("digest", String(64), nullable=False, unique=True),  # of the place's name
    sealed("way", required=True),
    link("written_by", "user"),
    moment("written_at", required=True),
)
