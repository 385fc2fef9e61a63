"""Who did what to whose record, when. Append-only; each row holds the digest of the one before.

A row is made with a key and the ends are sealed, so that `verify` finds what was edited, removed,
reordered or cut off by anybody who has the database and not the keys. No words are kept here.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select, true, update

from bot.privacy import chain
from bot.store.access_tables import audit_ends
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.tables import audit
from bot.store.upserts import insert_for

ONLY = 1  # the one row of the ends
BATCH = 1000
PAGE = 200
BROKEN = ""  # a seal that fits nothing: once broken, never mended by going on


@dataclass(frozen=True, slots=True)
class Line:
    """One row as an auditor reads it."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of checking the log: how many rows, the newest digest, each fault in words."""

    rows: int
    newest: str
    faults: tuple[str, ...]


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
    ends = _hold_ends(tx)
    told = json.dumps(dict(detail or {}), sort_keys=True)
    digest = chain.link(_key(tx), ends.newest, (_moment(now), actor, action, subject, told))
    tx.db.execute(
        audit.insert().values(
            at=now,
            actor=actor,
            action=action,
            subject=subject,
            detail=told,
            previous=ends.newest,
            digest=digest,
        )
    )
    _move_ends(tx, ends, kept=ends.kept + 1, newest=digest)


def latest(tx: Transaction, *, before: int | None = None) -> tuple[Line, ...]:
    """Return the newest rows, or those before one of them; at most `PAGE`."""
    query = select(audit.c.id, audit.c.at, audit.c.actor, audit.c.action, audit.c.subject)
    if before is not None:
        query = query.where(audit.c.id < before)
    rows = tx.db.execute(query.order_by(audit.c.id.desc()).limit(PAGE)).all()
    return tuple(Line(*row) for row in rows)


def verify(tx: Transaction) -> Verdict:
    """Follow the whole chain and say what does not fit."""
    # One statement: the ends, and the row they were at, while others go on writing.
    newest = select(func.max(audit.c.id)).scalar_subquery()
    ends = tx.db.execute(select(audit_ends, newest.label("until"))).first()
    expected = ends.base if ends is not None else chain.FIRST
    count, faults = 0, []
    for row in _rows(tx, until=ends.until if ends is not None else None):
        count += 1
        if row.previous != expected:
            faults.append(f"row {row.id} does not follow the one before it")
        if not hmac.compare_digest(row.digest, _link(tx, row.previous, row)):
            faults.append(f"row {row.id} was changed")
        expected = row.digest
    faults += _wrong_ends(tx, ends, count, expected)
    return Verdict(count, expected, tuple(faults))


def forget_before(tx: Transaction, moment: datetime) -> int:
    """Drop the oldest rows, up to the first that is younger; return how many. For retention."""
    ends = _hold_ends(tx)
    kept_from = tx.db.scalar(select(func.min(audit.c.id)).where(audit.c.at >= moment))
    older = audit.c.at < moment if kept_from is None else audit.c.id < kept_from
    last = tx.db.scalar(select(audit.c.digest).where(older).order_by(audit.c.id.desc()).limit(1))
    if last is None:
        return 0
    gone = tx.db.execute(delete(audit).where(older)).rowcount
    _move_ends(tx, ends, kept=ends.kept - gone, dropped=ends.dropped + gone, base=last)
    return gone


def adopt(tx: Transaction) -> int:
    """Give rows from before the chain had a key their place in it; return how many."""
    if tx.db.execute(select(audit_ends)).first() is not None:
        return 0
    rows = list(_rows(tx))
    digest = chain.FIRST
    for row in rows:
        previous, digest = digest, _link(tx, digest, row)
        tx.db.execute(
            update(audit).where(audit.c.id == row.id).values(previous=previous, digest=digest)
        )
    if rows:
        values = {"kept": len(rows), "dropped": 0, "base": chain.FIRST, "newest": digest}
        tx.db.execute(audit_ends.insert().values(id=ONLY, **values, seal=_seal(tx, **values)))
    return len(rows)


def _hold_ends(tx: Transaction) -> AnyRow:
    """Return the ends, held until the transaction is over: one writer of the chain at a time."""
    held = select(audit_ends).with_for_update()
    found = tx.db.execute(held).first()
    if found is None:
        tx.db.execute(_first_ends(tx))
        found = tx.db.execute(held).one()
    return found


def _first_ends(tx: Transaction) -> Any:
    nothing = {"kept": 0, "dropped": 0, "base": chain.FIRST, "newest": chain.FIRST}
    # Rows without ends: somebody took the ends away. What comes now must not hide that.
    lost = tx.db.scalar(select(audit.c.id).limit(1)) is not None
    new = insert_for(tx.db, audit_ends).values(
        id=ONLY, **nothing, seal=BROKEN if lost else _seal(tx, **nothing)
    )
    return new.on_conflict_do_nothing()


def _move_ends(tx: Transaction, ends: AnyRow, **changes: Any) -> None:
    values = {name: getattr(ends, name) for name in ("kept", "dropped", "base", "newest")}
    fits = ends.seal == _seal(tx, **values)
    values |= changes
    tx.db.execute(update(audit_ends).values(**values, seal=_seal(tx, **values) if fits else BROKEN))


def _wrong_ends(tx: Transaction, ends: AnyRow | None, count: int, newest: str) -> Iterator[str]:
    if ends is None:
        if count:
            yield "the seal of the log is gone"
        return
    told = {name: getattr(ends, name) for name in ("kept", "dropped", "base", "newest")}
    if ends.seal != _seal(tx, **told):
        yield "the seal of the log does not fit"
    if (ends.kept, ends.newest) != (count, newest):
        yield f"the log ends elsewhere: {ends.kept} rows were written and {count} are there"


def _rows(tx: Transaction, until: int | None = None) -> Iterator[AnyRow]:
    last = -1
    upto = audit.c.id <= until if until is not None else true()
    while True:
        batch = tx.db.execute(
            select(audit).where(audit.c.id > last, upto).order_by(audit.c.id).limit(BATCH)
        ).all()
        if not batch:
            return
        yield from batch
        last = batch[-1].id


def _link(tx: Transaction, previous: str, row: AnyRow) -> str:
    fields = (_moment(row.at), row.actor, row.action, row.subject, row.detail)
    return chain.link(_key(tx), previous, fields)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _key(tx: Transaction) -> bytes:
    return chain.chain_key(tx.index_key)


def _seal(tx: Transaction, **ends: Any) -> str:
    return chain.seal(_key(tx), **ends)
