"""Who did what to whose record, when. Append-only; each row holds the digest of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, text

from bot.store.database import Transaction
from bot.store.tables import audit

FIRST = "0" * 64
CHAIN_LOCK = 741_852_963  # any number, the same everywhere: one writer of the chain at a time


def record(
    tx: Transaction,
    *,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Append one row. `actor` is "user:3" or "command"; `subject` like "contact:17"; no words."""
    if tx.db.dialect.name == "postgresql":
        tx.db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    previous = tx.db.scalar(select(audit.c.digest).order_by(audit.c.id.desc()).limit(1)) or FIRST
    told = json.dumps(dict(detail or {}), sort_keys=True)
    line = "\n".join((previous, now.isoformat(), actor, action, subject, told))
    tx.db.execute(
        audit.insert().values(
            at=now,
            actor=actor,
            action=action,
            subject=subject,
            detail=told,
            previous=previous,
            digest=hashlib.sha256(line.encode()).hexdigest(),
        )
    )
