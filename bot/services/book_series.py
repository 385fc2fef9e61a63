"""Book a meeting that comes again. Each time is a meeting of its own, to move or call off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.meetings.booking_rules import check_kind, check_place, check_time
from bot.meetings.recurrence import MeetingKind, is_weekly, parse_rule, times_of
from bot.store import appointments, audits, contacts, recipients, reminding, series
from bot.store.appointments import Booking
from bot.store.database import Store
from bot.store.series import NewSeries


@dataclass(frozen=True, slots=True)
class BookSeries:
    """All of a series or nothing: one clash, and none of it is booked."""

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
        rule: str,
        in_term: bool = False,
        kind: str = MeetingKind.ONE_TO_ONE,
        actor: str = "command",
    ) -> int:
        """Book a series, queue its reminders, and return its id.

        Args:
            starts_at: aware; the first time.
            rule: "FREQ=MONTHLY;COUNT=12".
            in_term: no times in the school holidays. Bank holidays are always left out.

        Raises:
            BadInput: with what to mend.
        """
        now = self.now()
        check_time(starts_at, now)
        check_kind(kind, 60, None)
        written = parse_rule(rule)
        times = times_of(
            written, starts_at, self.house.zone, year=self.house.school_year, in_term=in_term
        )
        with self.store.begin() as tx:
            if contacts.person(tx, contact_id) is None:
                raise BadInput(f"there is no contact {contact_id}")
            for at in times.kept:
                if appointments.clashes(tx, contact_id, at):
                    day = at.astimezone(self.house.zone)
                    raise BadInput(f"there is a meeting with them on {day:%d/%m/%Y} already")
            wanted = recipients.all_of(tx, self.house, [contact_id])[contact_id].preferences
            first = Booking(
                contact_id=contact_id,
                worker_id=worker_id,
                starts_at=starts_at.astimezone(UTC),
                zone=self.house.zone.key,
                place=check_place(place),
                leads=tuple(lead.key for lead in wanted.leads(weekly=is_weekly(written))),
                kind=kind,
            )
            series_id, made = series.add(
                tx, NewSeries(first, written, times.kept, times.skipped), now
            )
            for appointment_id in made:
                reminding.remind(tx, self.house, appointment_id, now, catch_up=True)
            audits.record(
                tx, actor=actor, action="series.book", subject=f"series:{series_id}", now=now
            )
        return series_id
