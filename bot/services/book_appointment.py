"""Book, move and call off meetings. Whatever was queued about the old time is void at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.meetings.booking_rules import MOST_LEADS, check_kind, check_place, check_time
from bot.meetings.lead_times import Lead, parse_lead
from bot.meetings.recurrence import MeetingKind
from bot.store import (
    appointments,
    audits,
    changing,
    contacts,
    gatherings,
    recipients,
    reminding,
    series,
)
from bot.store.appointments import Booking
from bot.store.database import Store, Transaction
from bot.store.reminding import Previewed
from bot.store.would_go import WouldGo, would_go


@dataclass(frozen=True, slots=True)
class BookAppointment:
    """The worker's side of a meeting. Reminders are planned anew with every change."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def __call__(
        self,
        *,
        contact_id: int,
        worker_id: int,
        starts_at: datetime,
        place: str,
        leads: Sequence[str] = (),
        minutes: int = 60,
        kind: str = MeetingKind.ONE_TO_ONE,
        others: str | None = None,
        actor: str = "command",
    ) -> int:
        """Book a meeting, queue its reminders, and return its id.

        Args:
            starts_at: aware.
            leads: "3d", "2h", "evening" …; none given means what the young person asked for,
                else the usual ones. Who asked for no reminders gets none.
            others: who else will be there, in a few words.

        Raises:
            BadInput: with what to mend.
        """
        booking = self.read(
            contact_id,
            worker_id,
            starts_at=starts_at,
            place=place,
            minutes=minutes,
            kind=kind,
            others=others,
        )
        with self.store.begin() as tx:
            return self.within(tx, booking, leads=leads, actor=actor)

    def group(
        self,
        contact_ids: Sequence[int],
        worker_id: int,
        *,
        starts_at: datetime,
        place: str,
        actor: str,
        leads: Sequence[str] = (),
        minutes: int = 60,
        kind: str = MeetingKind.ONE_TO_ONE,
        others: str | None = None,
    ) -> tuple[int, ...]:
        """Book one meeting with several young people: all of them or none.

        Each is reminded in their own way, and told of nobody else.

        Raises:
            BadInput: with what to mend.
        """
        first = self.read(
            0,
            worker_id,
            starts_at=starts_at,
            place=place,
            minutes=minutes,
            kind=kind,
            others=others,
        )
        whole = replace(first, gathering=f"{uuid.uuid4()}")
        with self.store.begin() as tx:
            return tuple(
                self.within(tx, replace(whole, contact_id=each), leads=leads, actor=actor)
                for each in dict.fromkeys(contact_ids)
            )

    def preview(
        self,
        *,
        contact_id: int,
        worker_id: int,
        starts_at: datetime,
        place: str,
        leads: Sequence[str] = (),
        kind: str = MeetingKind.ONE_TO_ONE,
    ) -> tuple[Previewed, ...]:
        """Return every text a booking would send, with its segments. Nothing is booked.

        Raises:
            BadInput: with what to mend.
        """
        booking = self.read(contact_id, worker_id, starts_at=starts_at, place=place, kind=kind)
        with self.store.reading() as tx:
            keys = self._leads(tx, contact_id, leads)
            return reminding.preview(tx, self.house, replace(booking, leads=keys), self.now())

    def move(
        self,
        appointment_id: int,
        *,
        starts_at: datetime,
        place: str,
        actor: str,
        together: bool = True,
    ) -> None:
        """Change when and where; the young person is told once, and reminded of the new time.

        Args:
            together: a group moves as one; else this young person leaves it.

        Raises:
            BadInput: with what to mend.
        """
        with self.store.begin() as tx:
            self._move(tx, appointment_id, starts_at, place=place, actor=actor, together=together)

    def texts_of_move(
        self,
        appointment_id: int,
        *,
        starts_at: datetime,
        place: str,
        actor: str,
        together: bool = True,
    ) -> tuple[WouldGo, ...]:
        """Return every text that moving it would send; see `move`. Nothing is moved."""
        return would_go(
            self.store,
            lambda tx: self._move(
                tx, appointment_id, starts_at, place=place, actor=actor, together=together
            ),
        )

    def _move(
        self,
        tx: Transaction,
        appointment_id: int,
        starts_at: datetime,
        *,
        place: str,
        actor: str,
        together: bool,
    ) -> tuple[int, ...]:
        now = self.now()
        check_time(starts_at, now)
        whose = self._whose(tx, appointment_id, together=together)
        for each in whose:
            changing.move(
                tx,
                self.house,
                each,
                starts_at=starts_at,
                place=check_place(place),
                now=now,
                together=together,
            )
            self._audit(tx, actor, "appointment.move", appointment_id=each, now=now)
        return appointments.contacts_of(tx, whose)

    def call_off(
        self, appointment_id: int, *, actor: str, together: bool = True, rest: bool = False
    ) -> None:
        """Call a meeting off: nothing more goes out about it but one line that says so.

        Args:
            together: it is off for all of its group; else for this young person alone.
            rest: so are all after it of its series; the one line says both.

        Raises:
            BadInput: it was called off already.
        """
        with self.store.begin() as tx:
            self._call_off(tx, appointment_id, actor=actor, together=together, rest=rest)

    def texts_of_call_off(
        self, appointment_id: int, *, actor: str, together: bool = True, rest: bool = False
    ) -> tuple[WouldGo, ...]:
        """Return every text that calling it off would send; see `call_off`. Nothing is done."""
        return would_go(
            self.store,
            lambda tx: self._call_off(
                tx, appointment_id, actor=actor, together=together, rest=rest
            ),
        )

    def _call_off(
        self, tx: Transaction, appointment_id: int, *, actor: str, together: bool, rest: bool
    ) -> tuple[int, ...]:
        now = self.now()
        whose = self._whose(tx, appointment_id, together=together)
        for each in whose:
            after = series.after(tx, each) if rest else ()
            changing.call_off(tx, self.house, each, now=now, and_after=after)
            for off in (each, *after):
                self._audit(tx, actor, "appointment.call_off", appointment_id=off, now=now)
        return appointments.contacts_of(tx, whose)

    def _whose(self, tx: Transaction, appointment_id: int, *, together: bool) -> tuple[int, ...]:
        return gatherings.all_of(tx, appointment_id) if together else (appointment_id,)

    def read(
        self,
        contact_id: int,
        worker_id: int,
        *,
        starts_at: datetime,
        place: str,
        minutes: int = 60,
        kind: str = MeetingKind.ONE_TO_ONE,
        others: str | None = None,
    ) -> Booking:
        """Return a booking as it is kept, without its reminders.

        Raises:
            BadInput: with what to mend.
        """
        check_time(starts_at, self.now())
        check_kind(kind, minutes, _said(others))
        return Booking(
            contact_id=contact_id,
            worker_id=worker_id,
            starts_at=starts_at,
            zone=self.house.zone.key,
            place=check_place(place),
            leads=(),
            minutes=minutes,
            kind=kind,
            others=_said(others),
        )

    def within(self, tx: Transaction, booking: Booking, *, leads: Sequence[str], actor: str) -> int:
        """Book in a transaction that is open, queue its reminders, and return its id.

        Raises:
            BadInput: with what to mend.
        """
        now = self.now()
        if contacts.person(tx, booking.contact_id) is None:
            raise BadInput(f"there is no contact {booking.contact_id}")
        self.check_clash(tx, booking)
        keys = self._leads(tx, booking.contact_id, leads)
        appointment_id = appointments.add(tx, replace(booking, leads=keys), now)
        reminding.remind(tx, self.house, appointment_id, now, catch_up=True)
        self._audit(tx, actor, "appointment.book", appointment_id=appointment_id, now=now)
        return appointment_id

    def check_clash(self, tx: Transaction, booking: Booking) -> None:
        """Refuse a meeting while one young person is at another.

        Raises:
            BadInput: there is one.
        """
        if appointments.clashes(tx, booking.contact_id, booking.starts_at, booking.minutes):
            raise BadInput("There is a meeting with them at that time already.")

    def _leads(self, tx: Transaction, contact_id: int, leads: Sequence[str]) -> tuple[str, ...]:
        if len(leads) > MOST_LEADS:
            raise BadInput(f"choose at most {MOST_LEADS} reminders")
        chosen: tuple[Lead, ...] = tuple(parse_lead(lead) for lead in leads)
        known = recipients.all_of(tx, self.house, [contact_id]).get(contact_id)
        if known is None:
            raise BadInput(f"there is no contact {contact_id}")
        return tuple(lead.key for lead in known.preferences.leads(chosen=chosen))

    def _audit(
        self, tx: Transaction, actor: str, action: str, *, appointment_id: int, now: datetime
    ) -> None:
        audits.record(
            tx, actor=actor, action=action, subject=f"appointment:{appointment_id}", now=now
        )


def _said(others: str | None) -> str | None:
    return " ".join(others.split()) or None if others else None
