"""What totals are counted from, and the snapshots shown. Only `release_totals` reads the rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from bot.insight import snapshot as snapshots
from bot.insight.figures import SafeTally
from bot.insight.tallies import Response
from bot.store.answers import WAVE
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.tables import answer, contact, respondent, snapshot, totals_answer

RELEASE_LOCK = 741_852_965  # any number, the same everywhere


@dataclass(frozen=True, slots=True)
class Released:
    """One released snapshot: figures that are safe to show, and when they were fixed."""

    family: str
    respondents: int
    released_at: datetime
    figures: SafeTally


def by_pseudonym(tx: Transaction, family: str, wave: int = WAVE) -> Iterator[Response]:
    """Yield what became of each question of a `totals` flow, held answers left out."""
    rows = tx.db.execute(
        select(
            totals_answer.c.pseudonym.label("who"),
            totals_answer.c.question,
            totals_answer.c.status,
            totals_answer.c.value,
            respondent.c.age_band,
            respondent.c.gender,
            respondent.c.area,
        )
        .join(respondent, respondent.c.pseudonym == totals_answer.c.pseudonym)
        .where(
            totals_answer.c.family == family,
            totals_answer.c.wave == wave,
            totals_answer.c.held.is_(False),
        )
    )
    yield from map(_response, rows)


def by_contact(tx: Transaction, flow: str) -> Iterator[Response]:
    """Yield what became of each question of a `worker` flow: its choices are counted too."""
    rows = tx.db.execute(
        select(
            answer.c.contact_id.label("who"),
            answer.c.question,
            answer.c.status,
            answer.c.value,
            contact.c.age_band,
            contact.c.gender,
            contact.c.area,
        )
        .join(contact, contact.c.id == answer.c.contact_id)
        .where(answer.c.flow == flow, answer.c.sees == "worker")
        .order_by(answer.c.session_id)
    )
    yield from map(_response, rows)


def _response(row: AnyRow) -> Response:
    return Response(
        respondent=str(row.who),
        question=row.question,
        status=row.status,
        keys=_keys(row.value),
        age_band=row.age_band,
        gender=row.gender,
        area=row.area,
    )


def _keys(value: str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    said = json.loads(value)
    return tuple(map(str, said)) if isinstance(said, list) else (str(said),)


def one_at_a_time(tx: Transaction) -> None:
    """Let nobody else release until this transaction ends: two snapshots of almost the same people
    could be subtracted. SQLite's own write lock serves there."""
    if tx.db.dialect.name == "postgresql":
        tx.db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": RELEASE_LOCK})


def newest(tx: Transaction, family: str, wave: int = WAVE) -> Released | None:
    """Return the newest snapshot of one family of flows, or None before the first."""
    row = tx.db.execute(
        select(snapshot)
        .where(snapshot.c.family == family, snapshot.c.wave == wave)
        .order_by(snapshot.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    figures = snapshots.load(json.loads(row.figures))
    return Released(row.family, row.respondents, row.released_at, figures)


def keep(
    tx: Transaction,
    family: str,
    respondents: int,
    *,
    safe: SafeTally,
    now: datetime,
    wave: int = WAVE,
) -> None:
    """Fix figures that are safe to show."""
    tx.db.execute(
        snapshot.insert().values(
            family=family,
            wave=wave,
            respondents=respondents,
            figures=json.dumps(snapshots.dump(safe)),
            released_at=now,
        )
    )
