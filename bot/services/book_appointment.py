"""Book, move and call off meetings. Whatever was queued about the old time is void at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.meetings.lead_times import parse_lead
from bot.store import appointments, audits, contacts, outbox, recipients, reminding
from bot.store.appointments import Booking
from bot.store.database import Store, Transaction

LONGEST_PLACE = 40  # longer, and a reminder would be two texts
MOST_LEADS = 6


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
        actor: str = "command",
    ) -> int:
        """Book a meeting, queue its reminders, and return its id.

        Args:
            starts_at: aware.
            leads: "3d", "2h", "evening" …; none given means what the young person asked for,
                else the usual ones. Who asked for no reminders gets none.

        Raises:
            BadInput: with what to mend.
        """
        now = self.now()
        self._check(starts_at, place, now)
        if len(leads) > MOST_LEADS:
            raise BadInput(f"choose at most {MOST_LEADS} reminders")
        chosen = tuple(parse_lead(lead) for lead in leads)
        with self.store.begin() as tx:
            if contacts.person(tx, contact_id) is None:
                raise BadInput(f"there is no contact {contact_id}")
            if appointments.clashes(tx, contact_id, starts_at):
                raise BadInput("There is a meeting with them at that time already.")
            wanted = recipients.all_of(tx, self.house, [contact_id])[contact_id].preferences
            keys = wanted.leads(chosen=chosen)
            booking = Booking(
                contact_id=contact_id,
                worker_id=worker_id,
                starts_at=starts_at,
                zone=self.house.zone.key,
                place=place.strip(),
                leads=tuple(lead.key for lead in keys),
            )
            appointment_id = appointments.add(tx, booking, now)
            reminding.remind(tx, self.house, appointment_id, now, catch_up=True)
            self._audit(tx, actor, "appointment.book", appointment_id=appointment_id, now=now)
        return appointment_id

    def move(self, appointment_id: int, *, starts_at: datetime, place: str, actor: str) -> None:
        """Change when and where; the young person is told once, and reminded of the new time.

        Raises:
            BadInput: with what to mend.
        """
        now = self.now()
        self._check(starts_at, place, now)
        with self.store.begin() as tx:
            moved = appointments.move(
                tx, appointment_id, starts_at=starts_at, place=place.strip(), now=now
            )
            if not moved:
                raise BadInput(
                    "This meeting was called off, so it cannot be moved. Book a new one."
                )
            outbox.void_appointment(tx, appointment_id, "the meeting was moved")
            reminding.tell_change(tx, self.house, appointment_id, moved=True, now=now)
            reminding.remind(tx, self.house, appointment_id, now, catch_up=False)
            self._audit(tx, actor, "appointment.move", appointment_id=appointment_id, now=now)

    def call_off(self, appointment_id: int, *, actor: str) -> None:
        """Call a meeting off: nothing more goes out about it but one line that says so.

        Raises:
            BadInput: it was called off already.
        """
        now = self.now()
        with self.store.begin() as tx:
            if not appointments.call_off(tx, appointment_id, now):
                raise BadInput("This meeting was called off already.")
            outbox.void_appointment(tx, appointment_id, "the meeting was called off")
            reminding.tell_change(tx, self.house, appointment_id, moved=False, now=now)
            self._audit(tx, actor, "appointment.call_off", appointment_id=appointment_id, now=now)

    def _check(self, starts_at: datetime, place: str, now: datetime) -> None:
        if starts_at.tzinfo is None:
            raise BadInput("say which time zone the meeting is in")
        if starts_at <= now:
            raise BadInput("that time has passed: choose one still to come")
        if not 0 < len(place.strip()) <= LONGEST_PLACE:
            raise BadInput(f"say where, in 1 to {LONGEST_PLACE} letters")

    def _audit(
        self, tx: Transaction, actor: str, action: str, *, appointment_id: int, now: datetime
    ) -> None:
        audits.record(
            tx, actor=actor, action=action, subject=f"appointment:{appointment_id}", now=now
        )
