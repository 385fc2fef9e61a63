"""Meetings: booked, moved, called off, and what the young person replied."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from bot.meetings.booking_rules import LONGEST_MINUTES
from bot.store.columns import AnyRow
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.staff_tables import user
from bot.store.tables import appointment, contact
from bot.store.whose import with_names

PLACE = "appointment.place"
OTHERS = "appointment.others"
_ONE_AHEAD = Prepared(
    select(appointment.c.id)
    .where(
        appointment.c.contact_id == bindparam("whose"),
        appointment.c.status == "booked",
        appointment.c.starts_at > bindparam("from_now"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Booking:
    """A meeting to book. `starts_at` is aware, UTC; `leads` like ("3d", "evening").

    Args:
        others: who else will be there, in a few words.
        gathering: the same for every young person of one group meeting.
    """

    contact_id: int
    worker_id: int
    starts_at: datetime
    zone: str
    place: str
    leads: tuple[str, ...]
    minutes: int = 60
    kind: str = "one_to_one"
    others: str | None = None
    gathering: str | None = None

    def overlaps(self, other: Booking) -> bool:
        """Tell whether one of the two begins before the other is over."""
        first, second = sorted((self, other), key=lambda one: one.starts_at)
        return second.starts_at < first.starts_at + timedelta(minutes=first.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What its reminders need to know of a meeting. `version` rises with every change."""

    id: int
    contact_id: int
    worker: str
    starts_at: datetime
    zone: str
    place: str
    version: int
    leads: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Reminded):
    """A meeting as it stands; `reply` is the latest."""

    nickname: str
    worker_id: int
    minutes: int
    status: str
    reply: str | None
    replied_at: datetime | None
    others: str | None
    attended: str | None


def add(tx: Transaction, booking: Booking, now: datetime) -> int:
    """Store a meeting and return its id."""
    made = tx.db.execute(
        appointment.insert()
        .values(
            uid=f"{uuid.uuid4()}",
            contact_id=booking.contact_id,
            worker_id=booking.worker_id,
            starts_at=booking.starts_at,
            zone=booking.zone,
            minutes=booking.minutes,
            kind=booking.kind,
            place=tx.cipher.encrypt(booking.place, PLACE),
            leads=",".join(booking.leads),
            others=tx.cipher.encrypt(booking.others, OTHERS) if booking.others else None,
            gathering=booking.gathering,
            created_at=now,
            updated_at=now,
        )
        .returning(appointment.c.id)
    ).scalar_one()
    return int(made)


def as_booked(tx: Transaction, booking: Booking) -> Appointment:
    """Return a booking as the meeting it would be, before it is one: its id is 0."""
    worker = tx.db.execute(select(user.c.name).where(user.c.id == booking.worker_id)).scalar_one()
    return Appointment(
        id=0,
        contact_id=booking.contact_id,
        nickname="",
        worker_id=booking.worker_id,
        worker=worker,
        starts_at=booking.starts_at,
        zone=booking.zone,
        minutes=booking.minutes,
        place=booking.place,
        status="booked",
        version=1,
        leads=booking.leads,
        reply=None,
        replied_at=None,
        kind=booking.kind,
        others=booking.others,
        attended=None,
    )


def clashes(
    tx: Transaction,
    contact_id: int,
    starts_at: datetime,
    minutes: int = 60,
    *,
    but: int | None = None,
) -> bool:
    """Tell whether one contact is at another meeting for any of this time, and lock out twins.

    Args:
        but: the meeting that is to be moved there.
    """
    tx.db.execute(select(contact.c.id).where(contact.c.id == contact_id).with_for_update())
    ends_at = starts_at + timedelta(minutes=minutes)
    rows = tx.db.execute(
        select(appointment.c.id, appointment.c.starts_at, appointment.c.minutes).where(
            appointment.c.contact_id == contact_id,
            appointment.c.starts_at > starts_at - timedelta(minutes=LONGEST_MINUTES),
            appointment.c.starts_at < ends_at,
            appointment.c.status == "booked",
        )
    )
    return any(
        row.starts_at + timedelta(minutes=row.minutes) > starts_at for row in rows if row.id != but
    )


def move(
    tx: Transaction, appointment_id: int, *, starts_at: datetime, place: str, now: datetime
) -> bool:
    """Change when and where; the reply to the old time no longer counts. Tell if it was booked."""
    changed = tx.db.execute(
        update(appointment)
        .where(appointment.c.id == appointment_id, appointment.c.status == "booked")
        .values(
            starts_at=starts_at,
            place=tx.cipher.encrypt(place, PLACE),
            version=appointment.c.version + 1,
            reply=None,
            replied_at=None,
            updated_at=now,
        )
    )
    return changed.rowcount == 1


def make_by_phone(tx: Transaction, appointment_id: int) -> None:
    """Make a meeting a call; whoever does so moves it, so that all are told."""
    tx.db.execute(
        update(appointment).where(appointment.c.id == appointment_id).values(kind="phone")
    )


def last_place(tx: Transaction, contact_id: int) -> str | None:
    """Return where somebody met, or was to meet, last; None if nowhere yet."""
    sealed = tx.db.scalars(
        select(appointment.c.place)
        .where(appointment.c.contact_id == contact_id, appointment.c.kind != "phone")
        .order_by(appointment.c.starts_at.desc())
        .limit(1)
    ).first()
    return tx.cipher.decrypt(sealed, PLACE) if sealed is not None else None


def record_attendance(tx: Transaction, appointment_id: int, attended: str, now: datetime) -> bool:
    """Record whether they met: met, missed or moved; tell whether nobody had said before."""
    changed = tx.db.execute(
        update(appointment)
        .where(
            appointment.c.id == appointment_id,
            appointment.c.status == "booked",
            appointment.c.attended.is_(None),
        )
        .values(attended=attended, attended_at=now)
    )
    return changed.rowcount == 1


def call_off(tx: Transaction, appointment_id: int, now: datetime) -> bool:
    """Cancel a meeting; tell whether it was still booked."""
    changed = tx.db.execute(
        update(appointment)
        .where(appointment.c.id == appointment_id, appointment.c.status == "booked")
        .values(status="cancelled", version=appointment.c.version + 1, updated_at=now)
    )
    return changed.rowcount == 1


def record_reply(tx: Transaction, appointment_id: int, reply: str, now: datetime) -> None:
    """Record what the young person said of it: coming, change, cannot or late."""
    tx.db.execute(
        update(appointment)
        .where(appointment.c.id == appointment_id)
        .values(reply=reply, replied_at=now)
    )


def one(tx: Transaction, appointment_id: int) -> Appointment | None:
    """Return one meeting, or None."""
    row = tx.db.execute(with_names(appointment).where(appointment.c.id == appointment_id)).first()
    return _read(tx, row) if row is not None else None


def contacts_of(tx: Transaction, appointment_ids: Sequence[int]) -> tuple[int, ...]:
    """Return whose meetings these are, each once."""
    found = select(appointment.c.contact_id).where(appointment.c.id.in_(appointment_ids))
    return tuple(tx.db.scalars(found.distinct().order_by(appointment.c.contact_id)))


def next_of(tx: Transaction, contact_id: int, now: datetime) -> Appointment | None:
    """Return the next meeting of one contact that is still on, or None."""
    row = tx.db.execute(
        with_names(appointment)
        .where(
            appointment.c.contact_id == contact_id,
            appointment.c.status == "booked",
            appointment.c.starts_at > now,
        )
        .order_by(appointment.c.starts_at)
        .limit(1)
    ).first()
    return _read(tx, row) if row is not None else None


def ahead_of(tx: Transaction, contact_ids: Sequence[int], now: datetime) -> tuple[Appointment, ...]:
    """Return the meetings of these contacts that are still on and to come, soonest first."""
    rows = tx.db.execute(
        with_names(appointment)
        .where(
            appointment.c.contact_id.in_(contact_ids),
            appointment.c.status == "booked",
            appointment.c.starts_at > now,
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
    )
    return tuple(_read(tx, row) for row in rows)


def has_one_ahead(tx: Transaction, contact_id: int, now: datetime) -> bool:
    """Tell whether somebody has a meeting that is still on and to come."""
    return _ONE_AHEAD.first(tx, {"whose": contact_id, "from_now": now}) is not None


def to_plan(tx: Transaction, contact_ids: Sequence[int], now: datetime) -> tuple[Reminded, ...]:
    """Return the same meetings with what planning their texts needs, in the same order."""
    here = appointment.c
    rows = tx.db.execute(
        select(
            here.id,
            here.contact_id,
            user.c.name,
            here.starts_at,
            here.zone,
            here.place,
            here.version,
            here.leads,
            here.kind,
        )
        .outerjoin(user, user.c.id == here.worker_id)
        .where(here.contact_id.in_(contact_ids), here.status == "booked", here.starts_at > now)
        .order_by(here.starts_at, here.id)
    )
    return tuple(
        Reminded(
            id=number,
            contact_id=contact_id,
            worker=worker,
            starts_at=starts_at,
            zone=zone,
            place=tx.cipher.decrypt(place, PLACE),
            version=version,
            leads=_leads(leads),
            kind=kind,
        )
        for number, contact_id, worker, starts_at, zone, place, version, leads, kind in rows
    )


def with_meetings_ahead(
    tx: Transaction, now: datetime, *, after: int, limit: int
) -> tuple[int, ...]:
    """Return the ids of contacts with a meeting to come, in order, from above `after` on."""
    return tuple(
        tx.db.scalars(
            select(appointment.c.contact_id)
            .distinct()
            .where(
                appointment.c.status == "booked",
                appointment.c.starts_at > now,
                appointment.c.contact_id > after,
            )
            .order_by(appointment.c.contact_id)
            .limit(limit)
        )
    )


def set_leads(tx: Transaction, appointment_id: int, leads: Sequence[str]) -> None:
    """Change when one meeting is reminded of; whoever does plans its texts anew."""
    tx.db.execute(
        update(appointment).where(appointment.c.id == appointment_id).values(leads=",".join(leads))
    )


def _read(tx: Transaction, row: AnyRow) -> Appointment:
    return Appointment(
        id=row.id,
        contact_id=row.contact_id,
        nickname=tx.cipher.decrypt(row.nickname, NICKNAME),
        worker_id=row.worker_id,
        worker=row.worker,
        starts_at=row.starts_at,
        zone=row.zone,
        minutes=row.minutes,
        place=tx.cipher.decrypt(row.place, PLACE),
        status=row.status,
        version=row.version,
        leads=_leads(row.leads),
        reply=row.reply,
        replied_at=row.replied_at,
        kind=row.kind,
        others=tx.cipher.decrypt(row.others, OTHERS) if row.others is not None else None,
        attended=row.attended,
    )


def _leads(written: str) -> tuple[str, ...]:
    return tuple(written.split(",")) if written else ()
