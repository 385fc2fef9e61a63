"""Book, move and call off meetings. Whatever was queued about the old time is void at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.conversation.phrases import phrase
from bot.errors import BadInput
from bot.meetings.lead_times import NO_REMINDERS, parse_lead, wished_leads
from bot.meetings.planning import Meeting, PlannedText, plan
from bot.meetings.quiet_hours import next_allowed
from bot.meetings.wording import Style, Wording, moved_wording, say_when
from bot.store import appointments, audits, contacts, outbox
from bot.store.appointments import Appointment, Booking
from bot.store.contacts import Person, Reach
from bot.store.database import Store, Transaction
from bot.store.outbox import NewMessage
from bot.store.queries import wishes

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
            wish = wishes.chosen(tx, contact_id, wishes.REMIND_ME)
            keys = () if wish == NO_REMINDERS else (chosen or wished_leads(wish))
            booking = Booking(
                contact_id=contact_id,
                worker_id=worker_id,
                starts_at=starts_at,
                zone=self.house.zone.key,
                place=place.strip(),
                leads=tuple(lead.key for lead in keys),
            )
            appointment_id = appointments.add(tx, booking, now)
            self._remind(tx, appointment_id, now, catch_up=True)
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
            self._tell(tx, appointment_id, moved=True, now=now)
            self._remind(tx, appointment_id, now, catch_up=False)
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
            self._tell(tx, appointment_id, moved=False, now=now)
            self._audit(tx, actor, "appointment.call_off", appointment_id=appointment_id, now=now)

    def _check(self, starts_at: datetime, place: str, now: datetime) -> None:
        if starts_at.tzinfo is None:
            raise BadInput("say which time zone the meeting is in")
        if starts_at <= now:
            raise BadInput("that time has passed: choose one still to come")
        if not 0 < len(place.strip()) <= LONGEST_PLACE:
            raise BadInput(f"say where, in 1 to {LONGEST_PLACE} letters")

    def _remind(
        self, tx: Transaction, appointment_id: int, now: datetime, *, catch_up: bool
    ) -> None:
        meeting, person, reach = self._who(tx, appointment_id)
        if meeting is None or person is None or reach is None or person.discretion == "none":
            return
        planned = plan(
            Meeting(meeting.starts_at, ZoneInfo(meeting.zone), style_of(person, reach)),
            tuple(parse_lead(lead) for lead in meeting.leads),
            self.house.quiet,
            now=now,
            catch_up=catch_up,
        )
        for text in planned.texts:
            outbox.enqueue(tx, self._reminder(meeting, person, reach, text), now)

    def _reminder(
        self, meeting: Appointment, person: Person, reach: Reach, text: PlannedText
    ) -> NewMessage:
        said, plain = phrase(text.wording), phrase(Wording.PLAIN)
        spoken = said.text.spoken(person.language)
        gaps = {
            "when": say_when(meeting.starts_at, text.due_at, ZoneInfo(meeting.zone), spoken),
            "place": meeting.place,
        }
        labels = said.labels(person.language)
        body = self.house.fill(said.text.to(person.language), meeting.worker, **gaps)
        return NewMessage(
            address_id=reach.address_id,
            contact_id=person.id,
            channel=reach.channel,
            kind="reminder",
            body=self.house.body(body, labels, channel=reach.channel),
            plain_body=self.house.fill(plain.text.to(person.language), meeting.worker, **gaps)
            if labels
            else None,
            options=labels if reach.channel == "chat" else (),
            language=person.language,
            dedupe_key=f"appointment:{meeting.id}:v{meeting.version}:{text.lead}",
            due_at=text.due_at,
            not_after=text.not_after,
            appointment_id=meeting.id,
            appointment_version=meeting.version,
        )

    def _tell(self, tx: Transaction, appointment_id: int, *, moved: bool, now: datetime) -> None:
        meeting, person, reach = self._who(tx, appointment_id)
        if meeting is None or person is None or reach is None or person.discretion == "none":
            return
        zone = ZoneInfo(meeting.zone)
        wording = moved_wording(style_of(person, reach)) if moved else Wording.CALLED_OFF
        due_at = next_allowed(now, self.house.quiet, zone)
        said = phrase(wording).text
        text = self.house.fill(
            said.to(person.language),
            meeting.worker,
            when=say_when(meeting.starts_at, due_at, zone, said.spoken(person.language)),
            place=meeting.place,
        )
        message = NewMessage(
            address_id=reach.address_id,
            contact_id=person.id,
            channel=reach.channel,
            kind="notice",
            body=self.house.body(text, (), channel=reach.channel),
            language=person.language,
            dedupe_key=f"appointment:{meeting.id}:v{meeting.version}:notice",
            due_at=due_at,
            not_after=meeting.starts_at,
            appointment_id=meeting.id,
            appointment_version=meeting.version,
        )
        outbox.enqueue(tx, message, now)

    def _who(
        self, tx: Transaction, appointment_id: int
    ) -> tuple[Appointment | None, Person | None, Reach | None]:
        """Return the meeting, whom it is with, and how they may be reached, if they may.

        A number not confirmed yet is planned for: whether it is by then is looked at when sending.
        """
        meeting = appointments.one(tx, appointment_id)
        if meeting is None:
            return None, None, None
        ways = contacts.ways_to_reach(tx, meeting.contact_id)
        usable = [way for way in ways if not way.opted_out and not way.trouble]
        return (
            meeting,
            contacts.person(tx, meeting.contact_id),
            usable[0] if usable else None,
        )

    def _audit(
        self, tx: Transaction, actor: str, action: str, *, appointment_id: int, now: datetime
    ) -> None:
        audits.record(
            tx, actor=actor, action=action, subject=f"appointment:{appointment_id}", now=now
        )


def style_of(person: Person, reach: Reach) -> Style:
    """Return how much a text to this person may say, and whether it may ask."""
    if reach.shared == "often":
        return Style.PLAIN
    return Style.FULL if person.discretion == "normal" else Style.DISCREET
