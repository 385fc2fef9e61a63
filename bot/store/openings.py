"""Records opened by somebody whose young person it is not: with a reason, and for an hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from bot.privacy.policy import Resource
from bot.store.access_tables import opened_record
from bot.store.database import Transaction
from bot.store.queries.scope import Scope
from bot.store.staff_tables import RoleName, role, roles_users, user
from bot.store.tables import address, contact, contact_address

REASON = "opened_record.reason"
MOST = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """One record that was opened, as a lead reads of it: no name of the young person."""

    id: int
    by: str
    contact_id: int
    worker: str | None
    reason: str = field(repr=False)
    opened_at: datetime
    until: datetime
    seen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whose record may be opened."""

    contact_id: int
    worker_id: int | None
    team_id: int | None


def find(tx: Transaction, *, number: int | None = None, urn: str | None = None) -> list[Found]:
    """Return whose record a number of ours, or a phone, leads to: none, one, or several."""
    query = select(contact.c.id, contact.c.worker_id, contact.c.team_id).where(
        contact.c.status != "archived"
    )
    if number is not None:
        query = query.where(contact.c.id == number)
    else:
        query = (
            query.join(contact_address, contact_address.c.contact_id == contact.c.id)
            .join(address, address.c.id == contact_address.c.address_id)
            .where(address.c.digest == tx.digest(urn or ""), contact_address.c.ended_at.is_(None))
        )
    return [Found(*row) for row in tx.db.execute(query.order_by(contact.c.id)).all()]


def add(
    tx: Transaction,
    *,
    user_id: int,
    contact_id: int,
    reason: str,
    now: datetime,
    until: datetime,
) -> int:
    """Open a record; return the id of its opening."""
    made = tx.db.execute(
        opened_record.insert()
        .values(
            user_id=user_id,
            contact_id=contact_id,
            reason=tx.cipher.encrypt(reason, REASON),
            opened_at=now,
            until=until,
        )
        .returning(opened_record.c.id)
    )
    return int(made.scalar_one())


def open_now(tx: Transaction, user_id: int, now: datetime) -> frozenset[int]:
    """Return the contacts whose records an account has open."""
    held = select(opened_record.c.contact_id).where(
        opened_record.c.user_id == user_id, opened_record.c.until > now
    )
    return frozenset(tx.db.scalars(held))


def leads_of(tx: Transaction, team_id: int | None) -> tuple[int, ...]:
    """Return the accounts that lead a team."""
    rows = tx.db.scalars(
        select(user.c.id)
        .join(roles_users, roles_users.c.user_id == user.c.id)
        .join(role, role.c.id == roles_users.c.role_id)
        .where(role.c.name == RoleName.LEAD, user.c.team_id == team_id, user.c.active.is_(True))
        .order_by(user.c.id)
    )
    return tuple(rows)


def recent(tx: Transaction, scope: Scope) -> tuple[Opening, ...]:
    """Return the records that were opened, the latest first, of those in scope."""
    opener, worker = user.alias("opener"), user.alias("worker")
    rows = tx.db.execute(
        select(opened_record, opener.c.name.label("by"), worker.c.name.label("worker"))
        .join(contact, contact.c.id == opened_record.c.contact_id)
        .join(opener, opener.c.id == opened_record.c.user_id)
        .outerjoin(worker, worker.c.id == contact.c.worker_id)
        .where(scope.over(Resource.OPENINGS).contacts())
        .order_by(opened_record.c.id.desc())
        .limit(MOST)
    )
    return tuple(
        Opening(
            id=row.id,
            by=row.by,
            contact_id=row.contact_id,
            worker=row.worker,
            reason=tx.cipher.decrypt(row.reason, REASON),
            opened_at=row.opened_at,
            until=row.until,
            seen=row.seen_at is not None,
        )
        for row in rows
    )


def seen(tx: Transaction, opening_id: int, scope: Scope, now: datetime) -> int | None:
    """Record that somebody else looked at an opening; return its contact, None if not theirs.

    Nobody ticks off what they opened themselves.
    """
    mine = select(contact.c.id).where(scope.over(Resource.OPENINGS).contacts())
    contact_id: int | None = tx.db.scalar(
        update(opened_record)
        .where(
            opened_record.c.id == opening_id,
            opened_record.c.contact_id.in_(mine),
            opened_record.c.user_id != scope.user_id,
            opened_record.c.seen_at.is_(None),
        )
        .values(seen_at=now, seen_by=scope.user_id)
        .returning(opened_record.c.contact_id)
    )
    return contact_id
