"""Book a meeting that comes again. Each time is a meeting of its own, to move or call off."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.meetings.booking_rules import check_kind, check_place, check_time
from bot.meetings.lead_times import parse_lead
from bot.meetings.recurrence import MeetingKind, is_weekly, parse_rule, times_of
from bot.store import appointments, audits, contacts, recipients, reminding, series
from bot.store.appointments import Booking
from bot.store.database import Store, Transaction
from bot.store.reminding import Previewed
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
        """Book a series of meetings of one hour; see `book`."""
        first = Booking(
            contact_id=contact_id,
            worker_id=worker_id,
            starts_at=starts_at,
            zone=self.house.zone.key,
            place=place,
            leads=(),
            kind=kind,
        )
        return self.book(first, rule, in_term=in_term, actor=actor)

    def book(
        self,
        first: Booking,
        rule: str,
        *,
        in_term: bool = False,
        group: Sequence[int] = (),
        actor: str = "command",
    ) -> int:
        """Book a series, queue its reminders, and return its id.

        Args:
            first: the first time of it; `starts_at` is aware. No leads: as they asked, or as usual.
            rule: "FREQ=MONTHLY;COUNT=12".
            in_term: no times in the school holidays. Bank holidays are always left out.
            group: who else is at each of its times. Each has a series of their own, is reminded in
                their own way, and told of nobody else. The id is that of the first.

        Raises:
            BadInput: with what to mend.
        """
        now = self.now()
        new = self._read(first, rule, in_term=in_term)
        if group:
            new = replace(new, gatherings=tuple(f"{uuid.uuid4()}" for _ in new.times))
        with self.store.begin() as tx:
            ids = [
                self._add(tx, replace(new, first=replace(new.first, contact_id=each)), actor, now)
                for each in dict.fromkeys((first.contact_id, *group))
            ]
        return ids[0]

    def _add(self, tx: Transaction, new: NewSeries, actor: str, now: datetime) -> int:
        self._check_clashes(tx, new)
        series_id, made = series.add(tx, self._as_wished(tx, new), now)
        for appointment_id in made:
            reminding.remind(tx, self.house, appointment_id, now, catch_up=True)
        audits.record(tx, actor=actor, action="series.book", subject=f"series:{series_id}", now=now)
        return series_id

    def preview(
        self, first: Booking, rule: str, *, in_term: bool = False
    ) -> tuple[tuple[Previewed, ...], int]:
        """Return the texts about the first of a series, and how many times it has.

        Raises:
            BadInput: with what to mend.
        """
        new = self._read(first, rule, in_term=in_term)
        with self.store.reading() as tx:
            soonest = replace(self._as_wished(tx, new).first, starts_at=new.times[0])
            return reminding.preview(tx, self.house, soonest, self.now()), len(new.times)

    def _read(self, booking: Booking, rule: str, *, in_term: bool) -> NewSeries:
        """Return a series as it is kept, without its reminders."""
        check_time(booking.starts_at, self.now())
        check_kind(booking.kind, booking.minutes, booking.others)
        written = parse_rule(rule)
        times = times_of(
            written,
            booking.starts_at,
            self.house.zone,
            year=self.house.school_year,
            in_term=in_term,
        )
        if not times.kept:
            raise BadInput("every time of this series is on a day that is left out")
        first = replace(
            booking, starts_at=booking.starts_at.astimezone(UTC), place=check_place(booking.place)
        )
        return NewSeries(first, written, times.kept, times.skipped)

    def _check_clashes(self, tx: Transaction, new: NewSeries) -> None:
        contact_id = new.first.contact_id
        if contacts.person(tx, contact_id) is None:
            raise BadInput(f"there is no contact {contact_id}")
        for at in new.times:
            if appointments.clashes(tx, contact_id, at, new.first.minutes):
                day = at.astimezone(self.house.zone)
                who = "one of the group" if new.gatherings else "them"
                raise BadInput(f"there is a meeting with {who} on {day:%d/%m/%Y} already")

    def _as_wished(self, tx: Transaction, new: NewSeries) -> NewSeries:
        """Remind of it as was chosen, else as they asked; of a weekly one on the eve alone."""
        contact_id, weekly = new.first.contact_id, is_weekly(new.rule)
        wanted = recipients.all_of(tx, self.house, [contact_id])[contact_id].preferences
        chosen = () if weekly else [parse_lead(key) for key in new.first.leads]
        leads = tuple(lead.key for lead in wanted.leads(weekly=weekly, chosen=chosen))
        return replace(new, first=replace(new.first, leads=leads))
