"""Who may run the scheduler: one holder, with an epoch that fences off whoever held it before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update

from bot.store.database import Transaction
from bot.store.tables import lease
from bot.store.upserts import insert_for

SCHEDULER = "scheduler"
SENDERS, EVERY_SENDER = "senders", "*"
LENGTH = timedelta(seconds=15)
CLOCKS_APART = 4 * LENGTH


@dataclass(frozen=True, slots=True)
class Held:
    """The lease as one process holds it. Every claim says so: it may have been lost since."""

    holder: str
    epoch: int
    name: str = SCHEDULER


def take(tx: Transaction, holder: str, now: datetime) -> Held | None:
    """Take or renew the scheduler's lease; None while another process holds it.

    A new holder raises the epoch, so that statements of the old one no longer match.
    """
    # One that ends far ahead was written by a clock that ran ahead, and must not last a day.
    ended = (lease.c.expires_at <= now) | (lease.c.expires_at > now + CLOCKS_APART)
    renewed = tx.db.scalar(
        update(lease)
        .where(lease.c.name == SCHEDULER, lease.c.holder == holder, lease.c.expires_at > now)
        .values(expires_at=now + LENGTH, seen_at=now)
        .returning(lease.c.epoch)
    )
    if renewed is not None:
        return Held(holder, renewed)
    tx.db.execute(
        insert_for(tx.db, lease)
        .values(name=SCHEDULER, holder="", epoch=0, expires_at=now, seen_at=now)
        .on_conflict_do_nothing(index_elements=["name"])
    )
    taken = tx.db.scalar(
        update(lease)
        .where(lease.c.name == SCHEDULER, ended)
        .values(holder=holder, epoch=lease.c.epoch + 1, expires_at=now + LENGTH, seen_at=now)
        .returning(lease.c.epoch)
    )
    return Held(holder, taken) if taken is not None else None


def share(tx: Transaction, now: datetime) -> Held:
    """Take part in the lease that every sender of many holds together (decision 7).

    It fences off a sender whose database has stood still; what keeps two senders from one message
    is the claim, which names the claim it moves on from.
    """
    until = {"expires_at": now + LENGTH, "seen_at": now}
    tx.db.execute(
        insert_for(tx.db, lease)
        .values(name=SENDERS, holder=EVERY_SENDER, epoch=1, **until)
        .on_conflict_do_update(index_elements=["name"], set_=until)
    )
    return Held(EVERY_SENDER, 1, SENDERS)


def give_up(tx: Transaction, held: Held, now: datetime) -> None:
    """Let another process take over at once, on an orderly stop."""
    tx.db.execute(
        update(lease)
        .where(
            lease.c.name == SCHEDULER,
            lease.c.holder == held.holder,
            lease.c.epoch == held.epoch,
        )
        .values(expires_at=now)
    )


def still_held(held: Held, now: datetime) -> ColumnElement[bool]:
    """Return the condition every claim carries: this lease, this epoch, not run out."""
    return held_by(held.name, held.holder, held.epoch, now)


def held_by(name: Any, holder: Any, epoch: Any, now: Any) -> ColumnElement[bool]:
    """Return that condition over values, or over the places of values in a statement."""
    return exists(
        select(lease.c.name).where(
            lease.c.name == name,
            lease.c.holder == holder,
            lease.c.epoch == epoch,
            lease.c.expires_at > now,
        )
    )


def is_still_held(tx: Transaction, held: Held, now: datetime) -> bool:
    """Tell whether this lease, of this epoch, has not run out: a database away lets it run out."""
    return bool(tx.db.scalar(select(still_held(held, now))))


def seen_at(tx: Transaction) -> datetime | None:
    """Return when a scheduler last renewed its lease, or None if none ever ran."""
    return tx.db.scalar(select(lease.c.seen_at).where(lease.c.name == SCHEDULER))
