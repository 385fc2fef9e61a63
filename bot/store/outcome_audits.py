"""Audits of the five outcomes as they were fixed, and the benchmarks to stand beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.insight.outcomes import Audit
from bot.store.database import Transaction
from bot.store.insight_tables import benchmark, outcome_audit


@dataclass(frozen=True, slots=True)
class KeptAudit:
    """One audit, safe to show, and when it was fixed."""

    respondents: int
    released_at: datetime
    audit: Audit


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Figures from elsewhere, and where they are from. `figures`: scale or factor -> 0 to 100."""

    title: str
    source: str
    people: str
    year: str
    figures: Mapping[str, float]


def newest(tx: Transaction, family: str, wave: int) -> KeptAudit | None:
    """Return the newest audit of a family in one wave, or None."""
    row = tx.db.execute(
        select(outcome_audit)
        .where(outcome_audit.c.family == family, outcome_audit.c.wave == wave)
        .order_by(outcome_audit.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return KeptAudit(row.respondents, row.released_at, Audit.load(json.loads(row.figures)))


def keep(tx: Transaction, family: str, wave: int, *, kept: KeptAudit) -> None:
    """Fix an audit."""
    tx.db.execute(
        outcome_audit.insert().values(
            family=family,
            wave=wave,
            respondents=kept.respondents,
            figures=json.dumps(kept.audit.dump(), separators=(",", ":")),
            released_at=kept.released_at,
        )
    )


def benchmarks(tx: Transaction) -> tuple[Benchmark, ...]:
    """Return the benchmarks officers brought, the newest first."""
    rows = tx.db.execute(select(benchmark).order_by(benchmark.c.id.desc()))
    return tuple(
        Benchmark(row.title, row.source, row.people, row.year, json.loads(row.figures))
        for row in rows
    )


def add_benchmark(tx: Transaction, brought: Benchmark, *, by: int | None, now: datetime) -> None:
    """Keep a benchmark with where it is from."""
    tx.db.execute(
        benchmark.insert().values(
            title=brought.title,
            source=brought.source,
            people=brought.people,
            year=brought.year,
            figures=json.dumps(dict(brought.figures)),
            uploaded_by=by,
            uploaded_at=now,
        )
    )
