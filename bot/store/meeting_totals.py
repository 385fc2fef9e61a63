"""What is told of meetings, promises and teams, as it was last fixed. Safe to show, all of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from bot.insight import snapshot as snapshots
from bot.insight.successive import Release
from bot.store.database import Transaction
from bot.store.insight_tables import meeting_snapshot

COUNTS = "meeting_snapshot.counts"


class Part(StrEnum):
    """What a snapshot is of; each is fixed on its own."""

    ATTENDANCE = "attendance"
    PROMISES = "promises"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Kept:
    """One snapshot: how many different young people are in it, the figures, when it was fixed."""

    young_people: int
    figures: Mapping[str, Any]
    released_at: datetime
    counts: bytes | None = None


def newest(tx: Transaction, part: Part) -> Kept | None:
    """Return the newest snapshot of one part, or None before the first."""
    row = tx.db.execute(
        select(meeting_snapshot)
        .where(meeting_snapshot.c.part == part)
        .order_by(meeting_snapshot.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Kept(row.young_people, json.loads(row.figures), row.released_at, row.counts)


def before(tx: Transaction, kept: Kept | None) -> Release | None:
    """Return a snapshot of teams with the counts behind it, for making the next; None if none."""
    if kept is None or kept.counts is None:
        return None
    counts = json.loads(tx.cipher.decrypt(kept.counts, COUNTS))
    return Release(snapshots.load(kept.figures), snapshots.load_fixed(counts))


def seal(tx: Transaction, made: Release) -> bytes:
    """Return the counts behind a snapshot of teams as they are kept."""
    return tx.cipher.encrypt(_json(snapshots.dump_fixed(made.fixed)), COUNTS)


def keep(tx: Transaction, part: Part, kept: Kept) -> None:
    """Fix a snapshot."""
    tx.db.execute(
        meeting_snapshot.insert().values(
            part=part,
            young_people=kept.young_people,
            figures=_json(kept.figures),
            counts=kept.counts,
            released_at=kept.released_at,
        )
    )


def _json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, separators=(",", ":"))
