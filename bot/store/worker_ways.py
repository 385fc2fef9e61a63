"""How a member of staff hears of what cannot wait: their own choice, their own confirmed number."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.errors import BadInput
from bot.store import addresses, outbox
from bot.store.database import Transaction
from bot.store.meeting_tables import worker_way
from bot.store.outbox import NewMessage
from bot.store.staff_tables import user
from bot.store.tables import contact_address
from bot.store.upserts import insert_for

ROUTES = ("email", "sms", "page")
GOOD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class WorkerWay:
    """What one member of staff chose.

    Args:
        confirmed: their own number answered with the code that was sent to it.
        waiting: a code is on its way.
        agreed: they read the texts that go out in their name, and agreed to them.
    """

    route: str = "email"
    confirmed: bool = False
    waiting: bool = False
    agreed: bool = False


def of_user(tx: Transaction, user_id: int, now: datetime) -> WorkerWay:
    """Return what somebody chose; e-mail where they chose nothing."""
    row = tx.db.execute(select(worker_way).where(worker_way.c.user_id == user_id)).first()
    if row is None:
        return WorkerWay()
    return WorkerWay(
        route=row.route,
        confirmed=row.confirmed_at is not None,
        waiting=row.code_until is not None and row.code_until > now and row.confirmed_at is None,
        agreed=row.wording_agreed_at is not None,
    )


def choose(tx: Transaction, user_id: int, route: str) -> None:
    """Choose how to hear.

    Raises:
        BadInput: there is no such way.
    """
    if route not in ROUTES:
        raise BadInput("choose by e-mail, by text, or on this page alone")
    _put(tx, user_id, route=route)


def agree_to_wording(tx: Transaction, user_id: int, now: datetime) -> None:
    """Note that they agree to the texts that go out in their name."""
    _put(tx, user_id, wording_agreed_at=now)


def begin_number(tx: Transaction, user_id: int, number: str, now: datetime) -> None:
    """Send a code to what is said to be somebody's own number: "+447700900123".

    Raises:
        BadInput: it is a young person's, or a colleague's.
    """
    address_id = addresses.ensure(tx, f"tel:{number}", now)
    a_contacts = tx.db.scalar(
        select(contact_address.c.contact_id)
        .where(contact_address.c.address_id == address_id, contact_address.c.ended_at.is_(None))
        .limit(1)
    )
    whose = tx.db.scalar(
        select(worker_way.c.user_id).where(
            worker_way.c.address_id == address_id, worker_way.c.user_id != user_id
        )
    )
    if a_contacts is not None or whose is not None:
        raise BadInput("that number is somebody else's here: use one that is yours alone")
    code = f"{secrets.randbelow(1_000_000):06}"
    _put(
        tx,
        user_id,
        address_id=address_id,
        code_digest=_digest(tx, user_id, code),
        code_until=now + GOOD_FOR,
        confirmed_at=None,
    )
    message = NewMessage(
        address_id=address_id,
        channel="sms",
        kind="task",
        body=f"{code} is your code for Sayso. It is good for 15 minutes.",
        dedupe_key=f"staff:{user_id}:code:{now.isoformat()}",
        due_at=now,
        not_after=now + GOOD_FOR,
    )
    outbox.enqueue(tx, message, now)


def confirm_number(tx: Transaction, user_id: int, code: str, now: datetime) -> bool:
    """Take the code that was sent; tell whether it was right. A wrong one ends it."""
    row = tx.db.execute(select(worker_way).where(worker_way.c.user_id == user_id)).first()
    good = (
        row is not None
        and row.code_until is not None
        and row.code_until > now
        and row.code_digest is not None
        and secrets.compare_digest(row.code_digest, _digest(tx, user_id, code.strip()))
    )
    if row is not None:
        done = {"confirmed_at": now, "route": "sms"} if good else {}
        tx.db.execute(
            update(worker_way)
            .where(worker_way.c.user_id == user_id)
            .values(code_digest=None, code_until=None, **done)
        )
    return good


def worker_at(tx: Transaction, address_id: int) -> int | None:
    """Return whose own confirmed number an address is, or None."""
    return tx.db.scalar(
        select(worker_way.c.user_id)
        .join(user, user.c.id == worker_way.c.user_id)
        .where(
            worker_way.c.address_id == address_id,
            worker_way.c.confirmed_at.is_not(None),
            user.c.active.is_(True),
        )
    )


def _put(tx: Transaction, user_id: int, **values: object) -> None:
    tx.db.execute(
        insert_for(tx.db, worker_way)
        .values(user_id=user_id, **values)
        .on_conflict_do_update(index_elements=["user_id"], set_=values)
    )


def _digest(tx: Transaction, user_id: int, code: str) -> str:
    return tx.digest(f"own number:{user_id}:{code}")
