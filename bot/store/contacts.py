"""Young people and carers: who they are to us, and how they may be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from bot.store import addresses
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.staff_tables import user
from bot.store.tables import address, contact, contact_address, team
from bot.store.upserts import insert_for

NICKNAME = "contact.nickname"


@dataclass(frozen=True, slots=True)
class NewContact:
    """What is recorded of a contact: no surname, address, school or date of birth."""

    nickname: str = field(repr=False)
    age_band: str
    gender: str | None = None
    area: str | None = None
    language: str = "en"
    worker_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach a contact, and whether it may be used.

    Args:
        confirmed: the number is known to be theirs and safe; else it gets the welcome alone.
    """

    address_id: int
    scheme: str
    confirmed: bool
    opted_out: bool
    held: bool
    trouble: str | None
    shared: str | None = None

    @property
    def channel(self) -> str:
        """The channel that serves this address: sms or chat."""
        return "sms" if self.scheme == "tel" else "chat"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as the services know one."""

    id: int
    age_band: str
    gender: str | None
    area: str | None
    language: str
    worker_id: int | None
    worker: str | None
    status: str
    discretion: str
    team: str | None
    welcomed: bool


@dataclass(frozen=True, slots=True)
class Whose:
    """A contact and the worker to tell about them."""

    contact_id: int
    worker_id: int | None


def add(tx: Transaction, new: NewContact, now: datetime) -> int:
    """Store a contact and return its id."""
    made = tx.db.execute(
        contact.insert()
        .values(
            nickname=tx.cipher.encrypt(new.nickname, NICKNAME),
            age_band=new.age_band,
            gender=new.gender,
            area=new.area,
            language=new.language,
            worker_id=new.worker_id,
            team_id=new.team_id,
            created_at=now,
        )
        .returning(contact.c.id)
    ).scalar_one()
    return int(made)


def give_address(
    tx: Transaction, contact_id: int, urn: str, *, confirmed_by: str | None, now: datetime
) -> int:
    """Join a contact and an address; return the address's id."""
    address_id = addresses.ensure(tx, urn, now)
    tx.db.execute(
        insert_for(tx.db, contact_address)
        .values(
            contact_id=contact_id,
            address_id=address_id,
            confirmed_at=now if confirmed_by else None,
            confirmed_by=confirmed_by,
        )
        .on_conflict_do_nothing()
    )
    addresses.note_sharing(tx, address_id, now)
    return address_id


def person(tx: Transaction, contact_id: int) -> Person | None:
    """Return one contact, or None if there is none of that id."""
    row = tx.db.execute(
        select(
            contact.c.id,
            contact.c.age_band,
            contact.c.gender,
            contact.c.area,
            contact.c.language,
            contact.c.worker_id,
            user.c.name.label("worker"),
            contact.c.status,
            contact.c.discretion,
            team.c.name.label("team"),
            contact.c.welcomed_at,
        )
        .outerjoin(user, user.c.id == contact.c.worker_id)
        .outerjoin(team, team.c.id == contact.c.team_id)
        .where(contact.c.id == contact_id)
    ).first()
    if row is None:
        return None
    return Person(*row[:10], welcomed=row.welcomed_at is not None)


def ways_to_reach(tx: Transaction, contact_id: int) -> tuple[Reach, ...]:
    """Return the addresses of a contact that have not ended, phones first."""
    rows = tx.db.execute(
        select(
            address.c.id,
            address.c.scheme,
            contact_address.c.confirmed_at,
            address.c.opted_out_at,
            address.c.held_by,
            address.c.trouble,
            contact_address.c.shared,
        )
        .join(contact_address, contact_address.c.address_id == address.c.id)
        .where(contact_address.c.contact_id == contact_id, contact_address.c.ended_at.is_(None))
        .order_by(address.c.scheme.desc(), address.c.id)
    )
    return tuple(map(reach_of, rows))


def reach_of(row: AnyRow) -> Reach:
    """Return one way to reach a contact, from its rows of `address` and `contact_address`."""
    return Reach(
        address_id=row.id,
        scheme=row.scheme,
        confirmed=row.confirmed_at is not None,
        opted_out=row.opted_out_at is not None,
        held=row.held_by is not None,
        trouble=row.trouble,
        shared=row.shared,
    )


def state_facts(
    tx: Transaction, contact_id: int, address_id: int, *, facts: Mapping[str, str], now: datetime
) -> None:
    """Record what a young person stated about their number, phone, texts or language."""
    at_this_number = (contact_address.c.contact_id == contact_id) & (
        contact_address.c.address_id == address_id
    )
    about_number: dict[str, object] = {}
    if facts.get("number") == "confirmed":
        about_number |= {"confirmed_at": now, "confirmed_by": "self"}
        addresses.clear_doubt(tx, address_id)
    if facts.get("number") == "wrong":
        about_number |= {"confirmed_at": None, "ended_at": now}
        addresses.mark_trouble(tx, address_id, "wrong")
    if "shared" in facts:
        about_number["shared"] = facts["shared"]
    if about_number:
        tx.db.execute(update(contact_address).where(at_this_number).values(about_number))
        addresses.note_sharing(tx, address_id, now)
    about_them = {name: facts[name] for name in ("discretion", "language") if name in facts}
    if about_them:
        tx.db.execute(update(contact).where(contact.c.id == contact_id).values(about_them))


def nobodys_number(tx: Transaction, address_id: int, now: datetime) -> tuple[Whose, ...]:
    """End a number for everybody who had it: it is wrong, or somebody else's by now.

    Returns:
        Whose it was, each with their worker.
    """
    ended = tx.db.execute(
        update(contact_address)
        .where(contact_address.c.address_id == address_id, contact_address.c.ended_at.is_(None))
        .values(confirmed_at=None, ended_at=now)
        .returning(contact_address.c.contact_id)
    ).scalars()
    people = select(contact.c.id, contact.c.worker_id).where(contact.c.id.in_(list(ended)))
    addresses.mark_trouble(tx, address_id, "wrong")
    addresses.note_sharing(tx, address_id, now)
    return tuple(Whose(row.id, row.worker_id) for row in tx.db.execute(people))


def end_other_numbers(
    tx: Transaction, contact_id: int, kept_id: int, now: datetime
) -> tuple[int, ...]:
    """End every other phone of somebody who has a new one; all that was said stays with them.

    Returns:
        Ids of the addresses that ended.
    """
    others = tx.db.scalars(
        update(contact_address)
        .where(
            contact_address.c.contact_id == contact_id,
            contact_address.c.address_id != kept_id,
            contact_address.c.ended_at.is_(None),
            contact_address.c.address_id.in_(select(address.c.id).where(address.c.scheme == "tel")),
        )
        .values(ended_at=now)
        .returning(contact_address.c.address_id)
    ).all()
    for address_id in others:
        addresses.note_sharing(tx, address_id, now)
    return tuple(others)


def hold_as_elsewhere(tx: Transaction, contact_id: int, address_id: int) -> None:
    """Pause questions at a new address of somebody of whom a concern is open already."""
    holding = tx.db.scalar(
        select(address.c.held_by)
        .join(contact_address, contact_address.c.address_id == address.c.id)
        .where(contact_address.c.contact_id == contact_id, address.c.held_by.is_not(None))
        .limit(1)
    )
    if holding is not None:
        addresses.hold(tx, address_id, holding)


def people_at(tx: Transaction, address_ids: Sequence[int]) -> tuple[int, ...]:
    """Return the ids of everybody who has one of these addresses."""
    found = tx.db.scalars(
        select(contact_address.c.contact_id)
        .distinct()
        .where(contact_address.c.address_id.in_(address_ids), contact_address.c.ended_at.is_(None))
    )
    return tuple(found)


def welcomed(tx: Transaction, contact_id: int, now: datetime) -> None:
    """Record that the welcome was finished."""
    tx.db.execute(
        update(contact)
        .where(contact.c.id == contact_id, contact.c.welcomed_at.is_(None))
        .values(welcomed_at=now)
    )
