"""What is known when a message arrives: one statement mostly, a second for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from bot.conversation.house import YOUR_WORKER
from bot.conversation.model import (
    MEETING_QUESTIONS,
    KnownAddress,
    KnownContact,
    OpenSession,
    Situation,
)
from bot.engine import state_json
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.meeting_tables import meeting_talk
from bot.store.prepared import Prepared
from bot.store.shared_phones import sharers
from bot.store.staff_tables import user
from bot.store.tables import address, appointment, contact, contact_address, session

ADDRESS = (
    address.c.id.label("address_id"),
    address.c.opted_out_at,
    address.c.held_by,
    address.c.asking_kind,
    address.c.asking_id,
    address.c.asking_at,
    address.c.unknown_replied_at,
    address.c.helped_at,
    address.c.shared_since,
    address.c.here_id,
    address.c.here_until,
    address.c.who_asked_at,
    address.c.who_tries,
)
CONTACT = (
    contact.c.id.label("contact_id"),
    contact.c.age_band,
    contact.c.language,
    contact.c.worker_id,
    user.c.name.label("worker"),
)
SESSION = (
    session.c.id.label("session_id"),
    session.c.contact_id.label("session_contact_id"),
    session.c.flow_version_id,
    session.c.flow,
    session.c.private,
    session.c.revision,
    session.c.state,
    session.c.asked_at,
)

_AT_ADDRESS = Prepared(
    select(*ADDRESS, *CONTACT, *SESSION)
    .select_from(
        address.outerjoin(
            session, (session.c.address_id == address.c.id) & session.c.ended_at.is_(None)
        )
        .outerjoin(contact, contact.c.id == session.c.contact_id)
        .outerjoin(user, user.c.id == contact.c.worker_id)
    )
    .where(address.c.digest == bindparam("digest"))
)

_CONTACTS_AT_ADDRESS = (
    select(*CONTACT, func.count().over().label("contacts"))
    .select_from(
        contact_address.join(contact, contact.c.id == contact_address.c.contact_id).outerjoin(
            user, user.c.id == contact.c.worker_id
        )
    )
    .where(
        contact_address.c.address_id == bindparam("address_id"),
        contact_address.c.ended_at.is_(None),
        contact.c.status != "archived",
    )
    .limit(2)
)


def of_urn(tx: Transaction, urn: str, now: datetime) -> Situation:
    """Return what is known of the address `urn` ("tel:+447700900123"), its contact and session.

    Args:
        now: whoever said they hold a shared phone is believed for a while only.
    """
    row = _AT_ADDRESS.first(tx, {"digest": tx.digest(urn)})
    if row is None:
        return Situation()
    known = _address(row)
    if known.shared:
        return _on_shared(tx, row, known, now)
    if row.session_id is not None:
        return Situation(known, _contact(row), _session(tx, row, row.address_id), contacts=1)
    people = tx.db.execute(_CONTACTS_AT_ADDRESS, {"address_id": row.address_id}).all()
    if len(people) != 1:
        return Situation(known, contacts=len(people))
    person = _contact(people[0])
    return Situation(known, person, _elsewhere(tx, person.id), contacts=1)


def _on_shared(tx: Transaction, row: AnyRow, known: KnownAddress, now: datetime) -> Situation:
    """Return what is known of a phone that several have: nobody's, until one says who they are."""
    people = sharers(tx, known.id)
    here = row.here_id if row.here_until is not None and row.here_until > now else None
    if len(people) == 1:
        here = people[0].contact_id
    person = tx.db.execute(_BY_ID, {"contact_id": here}).first() if here is not None else None
    if person is None or here not in {one.contact_id for one in people}:
        return Situation(known, contacts=len(people), sharers=people)
    if known.asking_kind in MEETING_QUESTIONS and _asked_of(tx, known) != here:
        known = replace(known, asking_kind=None, asking_id=None, asking_at=None)
    if row.session_id is not None and row.session_contact_id == here:
        return Situation(known, _contact(person), _session(tx, row, row.address_id), contacts=1)
    return Situation(known, _contact(person), _elsewhere(tx, person.contact_id), contacts=1)


_BY_ID = (
    select(*CONTACT)
    .select_from(contact.outerjoin(user, user.c.id == contact.c.worker_id))
    .where(contact.c.id == bindparam("contact_id"))
)


def _asked_of(tx: Transaction, known: KnownAddress) -> int | None:
    """Return whose meeting this number was asked about last: the answer is theirs to give."""
    of = appointment if known.asking_kind == "reminder" else meeting_talk
    return tx.db.scalar(select(of.c.contact_id).where(of.c.id == known.asking_id))


def _elsewhere(tx: Transaction, contact_id: int) -> OpenSession | None:
    """Return the session this contact left on another channel: the talk goes on where they are."""
    row = tx.db.execute(_OPEN_OF_CONTACT, {"contact_id": contact_id}).first()
    return _session(tx, row, row.address_id) if row is not None else None


_OPEN_OF_CONTACT: Select[Any] = select(*SESSION, session.c.address_id).where(
    session.c.contact_id == bindparam("contact_id"), session.c.ended_at.is_(None)
)


def open_session_of(tx: Transaction, contact_id: int) -> OpenSession | None:
    """Return the open session of one contact, wherever it is held."""
    return _elsewhere(tx, contact_id)


def lock(tx: Transaction, urn: str) -> None:
    """Let nobody else write for this address, or move a session of its people, until we are done.

    The address comes first: whoever stores a message there holds a share of it.
    """
    here = tx.db.scalar(
        select(address.c.id).where(address.c.digest == tx.digest(urn)).with_for_update()
    )
    if here is None:
        return
    people = select(contact_address.c.contact_id).where(
        contact_address.c.address_id == here, contact_address.c.ended_at.is_(None)
    )
    theirs = or_(session.c.address_id == here, session.c.contact_id.in_(people))
    tx.db.execute(
        select(session.c.id)
        .where(session.c.ended_at.is_(None), theirs)
        .order_by(session.c.id)
        .with_for_update()
    ).all()


def _address(row: AnyRow) -> KnownAddress:
    return KnownAddress(
        id=row.address_id,
        opted_out=row.opted_out_at is not None,
        held=row.held_by is not None,
        asking_kind=row.asking_kind,
        asking_id=row.asking_id,
        asking_at=row.asking_at,
        unknown_replied_at=row.unknown_replied_at,
        helped_at=row.helped_at,
        shared=row.shared_since is not None,
        who_asked_at=row.who_asked_at,
        who_tries=row.who_tries,
    )


def _contact(row: AnyRow) -> KnownContact:
    return KnownContact(
        id=row.contact_id,
        age_band=row.age_band,
        language=row.language,
        worker_id=row.worker_id,
        worker=row.worker or YOUR_WORKER,
    )


def _session(tx: Transaction, row: AnyRow, address_id: int) -> OpenSession:
    return OpenSession(
        id=row.session_id,
        contact_id=row.session_contact_id,
        address_id=address_id,
        flow_version_id=row.flow_version_id,
        flow=row.flow,
        private=row.private,
        revision=row.revision,
        state=state_json.load(tx.cipher.decrypt(row.state, "session.state")),
        asked_at=row.asked_at,
    )
