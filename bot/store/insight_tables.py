"""Tables of the board besides the snapshot itself: areas, benchmarks, drawings, audits."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from bot.store.columns import identity, link, moment, sealed
from bot.store.metadata import metadata

# The wards of the organisation: the sub-area each is in, and the order in which neighbours merge.
ward = Table(
    "ward",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("part", String(60), nullable=False),
    Column("position", Integer, nullable=False),
)

# Figures from elsewhere to stand beside ours, as an officer uploaded them, with where from.
benchmark = Table(
    "benchmark",
    metadata,
    identity(),
    Column("title", String(120), nullable=False),
    Column("source", String(300), nullable=False),
    Column("people", String(200), nullable=False),  # whom it is about: age, place, how many
    Column("year", String(20), nullable=False),
    Column("figures", Text, nullable=False),  # JSON: {"c4": {"yes": 41.5}, "be_healthy": …}
    link("uploaded_by", "user", required=False),
    moment("uploaded_at", required=True),
)

# Charts, drawn once at release by the worker: by snapshot, name, kind and theme.
drawing = Table(
    "drawing",
    metadata,
    identity(),
    Column("snapshot_id", Integer, nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("kind", String(4), nullable=False),  # svg or png
    Column("theme", String(8), nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("snapshot_id", "name", "kind", "theme"),
)

# The audit of the five outcomes, safe to show, as fixed beside a snapshot.
outcome_audit = Table(
    "outcome_audit",
    metadata,
    identity(),
    Column("family", String(40), nullable=False),
    Column("wave", Integer, nullable=False),
    Column("respondents", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    moment("released_at", required=True),
    Index("ix_outcome_audit_family_wave", "family", "wave"),
)

# What is told of meetings, promises and teams, safe to show, each part fixed on its own.
meeting_snapshot = Table(
    "meeting_snapshot",
    metadata,
    identity(),
    Column("part", String(12), nullable=False, index=True),  # attendance, promises or teams
    Column("young_people", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    sealed("counts"),  # the true counts behind what is shown: the next one is held against them
    moment("released_at", required=True),
)
