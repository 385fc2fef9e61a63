"""The young people of one caseload and how each may be reached. Names only for those in scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from bot.privacy.policy import Resource
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME, Reach, reach_of
from bot.store.database import Transaction
from bot.store.queries.scope import Scope
from bot.store.staff_tables import user
from bot.store.tables import address, contact, contact_address


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One young person as their own worker sees one. `ways` holds phones first, then chats."""

    id: int
    nickname: str
    age_band: str
    worker_id: int | None
    worker: str | None
    discretion: str
    ways: tuple[Reach, ...]


def in_scope(
    tx: Transaction, scope: Scope, *, among: Collection[int] | None = None
) -> tuple[PersonLine, ...]:
    """Return everybody in scope, by nickname.

    Args:
        among: only those with these ids; None for all.
    """
    query = _lines(scope)
    if among is not None:
        query = query.where(contact.c.id.in_(sorted(among)))
    rows = tx.db.execute(query).all()
    ways = _ways(tx, [row.id for row in rows])
    people = (_read(tx, row, ways.get(row.id, ())) for row in rows)
    return tuple(sorted(people, key=lambda person: (person.nickname.casefold(), person.id)))


def one(tx: Transaction, scope: Scope, contact_id: int) -> PersonLine | None:
    """Return one young person; None where there is none of that id in scope."""
    row = tx.db.execute(_lines(scope).where(contact.c.id == contact_id)).first()
    return _read(tx, row, _ways(tx, [row.id]).get(row.id, ())) if row is not None else None


def _lines(scope: Scope) -> Select[Any]:
    return (
        select(
            contact.c.id,
            contact.c.nickname,
            contact.c.age_band,
            contact.c.worker_id,
            user.c.name.label("worker"),
            contact.c.discretion,
        )
        .outerjoin(user, user.c.id == contact.c.worker_id)
        .where(scope.over(Resource.ARRANGEMENTS).contacts(), contact.c.status != "archived")
    )


def _read(tx: Transaction, row: AnyRow, ways: tuple[Reach, ...]) -> PersonLine:
    return PersonLine(
        id=row.id,
        nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
        age_band=row.age_band,
        worker_id=row.worker_id,
        worker=row.worker,
        discretion=row.discretion,
        ways=ways,
    )


def _ways(tx: Transaction, contact_ids: Sequence[int]) -> Mapping[int, tuple[Reach, ...]]:
    rows = tx.db.execute(
        select(
            contact_address.c.contact_id,
            contact_address.c.confirmed_at,
            contact_address.c.shared,
            address.c.id,
            address.c.scheme,
            address.c.opted_out_at,
            address.c.held_by,
            address.c.trouble,
        )
        .join(address, address.c.id == contact_address.c.address_id)
        .where(contact_address.c.contact_id.in_(contact_ids), contact_address.c.ended_at.is_(None))
        .order_by(address.c.scheme.desc(), address.c.id)
    )
    ways: dict[int, tuple[Reach, ...]] = {}
    for row in rows:
        ways[row.contact_id] = (*ways.get(row.contact_id, ()), reach_of(row))
    return ways
