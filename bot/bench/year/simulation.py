"""The clock of a simulated year: what happens next, over the real services and the real store."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from random import Random

from sqlalchemy import func, select, text

from bot.bench.year import life
from bot.bench.year.aftermath import draw_aftermath
from bot.bench.year.carrier import BetweenClaimAndSend, Killed, YearCarrier
from bot.bench.year.company import draw_company
from bot.bench.year.diary import LONDON, Diary, Person, QuietSpell, Version
from bot.bench.year.rows import Row
from bot.conversation.model import Inbound
from bot.errors import BadInput
from bot.meetings.planning import Meeting
from bot.meetings.preferences import TextTimes, plan_reminders
from bot.meetings.quiet_hours import QuietHours
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.settle_unknown import SettleUnknown
from bot.settings import Settings
from bot.store import leases, recipients
from bot.store.lanes import IS_WAITING, Lane
from bot.store.leases import Held
from bot.store.queries.meetings import ABOUT_A_MEETING
from bot.store.reminding import lead_of
from bot.store.tables import outbox
from bot.wiring import Services, build

NIGHT, LONGER_NIGHT = QuietHours(time(20), time(9)), QuietHours(time(19), time(9))
ACTOR = "bench"
COUNTED = (*ABOUT_A_MEETING, "prompt", "task")
SPIN = timedelta(seconds=5)
SETTLED = timedelta(minutes=2)  # a call is long over, and its text may be looked up
# Spelt out as the index over what waits has it: with values bound, the whole outbox would be read.
NEXT_DUE = select(func.min(outbox.c.due_at)).where(text(IS_WAITING))


@dataclass
class Clock:
    """The time of the simulation, in UTC; it only goes forward."""

    at: datetime

    def now(self) -> datetime:
        """Return it."""
        return self.at


@dataclass
class Year:
    """A year under way. `diary` is what truly happened; the store is what is tested."""

    settings: Settings
    random: Random
    clock: Clock = field(default_factory=lambda: Clock(life.BEGINNING.astimezone(UTC)))
    diary: Diary = field(default_factory=Diary)
    held: Held | None = None
    _heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _tick: count[int] = field(default_factory=count)
    _settled_at: int = 0

    def __post_init__(self) -> None:
        self.carrier = YearCarrier(Random(self.random.random()), self.clock.now)
        self.settings = replace(self.settings, quiet_hours=NIGHT)
        self.services: Services = build(self.settings, self.clock.now)

    def at(self, moment: datetime, what: Callable[[], None]) -> None:
        """Let something happen at a moment of the year; after its end nothing does."""
        if self.clock.at <= moment < life.END:
            heapq.heappush(self._heap, (moment.astimezone(UTC), next(self._tick), what))

    def run(self) -> None:
        """Live the year through, and a last look at what it left open."""
        self.come_up()
        self._live()
        self.come_up()  # the year may have ended with no worker process
        self._live()
        self.clock.at += SETTLED
        self._settle()

    def _live(self) -> None:
        """Go on while there is more: the next thing that happens, or the next text that is due."""
        while True:
            happens = self._heap[0][0] if self._heap else None
            due = self._next_due() if self.held is not None else None
            following = [moment for moment in (happens, due) if moment is not None]
            if not following:
                return
            self.clock.at = max(self.clock.at, min(following))
            if happens is not None and happens <= self.clock.at:
                heapq.heappop(self._heap)[2]()
            elif not self._send():
                self.clock.at += SPIN

    # People.

    def add_person(self, contact_id: int, phone: str, worker_id: int) -> None:
        """Draw the year of one young person."""
        person = Person(
            contact_id, phone, worker_id, quiet=[QuietSpell(self.clock.at, NIGHT.start, NIGHT.end)]
        )
        self.diary.people[contact_id] = person
        draw_company(self, person)
        self._say_when(person)
        if self.random.random() < 0.3:
            self.at(self._some_time(), lambda: self._say_when(person))
        if self.random.random() < 0.06:
            self.at(self._some_time(), lambda: self._leave(person))
        for booked_at, starts_at in life.bookings(self.random):
            self.at(booked_at, lambda start=starts_at: self._book(person, worker_id, start))  # type: ignore[misc]
        if len(self.diary.people) <= life.TWICE_TOLD:
            clock = time(1, 30, fold=len(self.diary.people) % 2)
            start = datetime.combine(life.CLOCKS_GO_BACK, clock, LONDON)
            booked_at = start - timedelta(days=self.random.randrange(1, 12))
            self.at(booked_at, lambda: self._book(person, worker_id, start))

    def _some_time(self) -> datetime:
        return life.between(self.random, self.clock.at, life.END)

    def _say_when(self, person: Person) -> None:
        times = life.texting(self.random)
        self.services.replan.set_times(person.contact_id, times, actor=ACTOR)
        house = self.services.house.quiet
        night = (time(21, 30), time(8)) if times.night else (house.start, house.end)
        person.quiet.append(
            QuietSpell(self.clock.at, *night, own=bool(times.night), no_weekends=times.no_weekends)
        )

    def _leave(self, person: Person) -> None:
        self._text(person, "STOP")
        person.away.append((self.clock.at, None))
        if self.random.random() < 0.5:
            back = timedelta(days=self.random.randrange(1, 40))
            self.at(self.clock.at + back, lambda: self._come_back(person))

    def _come_back(self, person: Person) -> None:
        self._text(person, "START")
        left, _ = person.away.pop()
        person.away.append((left, self.clock.at))

    def _text(self, person: Person, words: str) -> None:
        self.services.receive(
            Inbound(
                external_id=f"IN{next(self._tick):032x}",
                urn=f"tel:{person.phone}",
                text=words,
                channel="sms",
                received_at=self.clock.at,
            )
        )

    # Meetings.

    def _book(self, person: Person, worker_id: int, starts_at: datetime) -> None:
        if starts_at <= self.clock.at:
            return
        try:
            meeting_id = self.services.book(
                contact_id=person.contact_id,
                worker_id=worker_id,
                starts_at=starts_at,
                place="the cafe",
                actor=ACTOR,
            )
        except BadInput:  # a clash
            return
        self.diary.whose[meeting_id] = person.contact_id
        self.diary.meetings[meeting_id] = []
        self.note(meeting_id, person, starts_at)
        self.draw_changes(meeting_id, person, starts_at)

    def draw_changes(self, meeting_id: int, person: Person, starts_at: datetime) -> None:
        """Draw whether a meeting moves, is called off, or is replied to before it begins."""
        drawn, when = self.random.random(), life.between(self.random, self.clock.at, starts_at)
        if drawn < 0.2:
            self.at(when, lambda: self.move(meeting_id, person))
        elif drawn < 0.32:
            self.at(when, lambda: self.call_off(meeting_id))
        elif drawn < 0.55:
            words = self.random.choice(["1", "1", "1", "2", "3", "yes"])
            self.at(when, lambda: self._text(person, words))

    def move(self, meeting_id: int, person: Person) -> None:
        """Move a meeting to another time, if it is still on and to come."""
        if not self._stands(meeting_id):
            return
        starts_at = life.some_start(self.random, self.clock.at.astimezone(LONDON))
        if starts_at <= self.clock.at:
            return
        try:
            self.services.book.move(
                meeting_id, starts_at=starts_at, place="the centre", actor=ACTOR
            )
        except BadInput:
            return
        for each in self._together(meeting_id):
            self.note(each, self.diary.people[self.diary.whose[each]], starts_at)
        self.draw_changes(meeting_id, person, starts_at)

    def call_off(self, meeting_id: int) -> None:
        """Call a meeting off, if it is still on and to come."""
        if not self._stands(meeting_id):
            return
        self.services.book.call_off(meeting_id, actor=ACTOR)
        for each in self._together(meeting_id):
            versions = self.diary.meetings[each]
            last = versions[-1]
            versions.append(Version(last.number + 1, self.clock.at, last.starts_at, booked=False))

    def _together(self, meeting_id: int) -> list[int]:
        """Return all the meetings that are one with this one: a group's, or it alone."""
        return self.diary.together.get(meeting_id, [meeting_id])

    def _stands(self, meeting_id: int) -> bool:
        last = self.diary.meetings[meeting_id][-1]
        return last.booked and last.starts_at > self.clock.at

    def note(
        self, meeting_id: int, person: Person, starts_at: datetime, *, weekly: bool = False
    ) -> None:
        """Write down a meeting as it stands from now on, and draw what comes after it."""
        versions = self.diary.meetings[meeting_id]
        weekly = weekly or any(before.weekly for before in versions)
        with self.services.store.reading() as tx:
            known = recipients.all_of(tx, self.services.house, [person.contact_id])
        wanted = known[person.contact_id].preferences
        plan = plan_reminders(Meeting(starts_at, LONDON, weekly=weekly), wanted, self.clock.at)
        versions.append(
            Version(
                number=len(versions) + 1,
                since=self.clock.at,
                starts_at=starts_at.astimezone(UTC),
                booked=True,
                leads=_wanted(starts_at, wanted.times, weekly=weekly),
                weekly=weekly,
                dropped=frozenset(left.lead for left in plan.dropped),
                can_reach=not person.is_away(self.clock.at)
                and person.phone not in self.carrier.dead,
            )
        )
        draw_aftermath(self, meeting_id, person)

    # The worker process.

    def draw_outages(self) -> None:
        """Draw when the worker process stops, is killed in the middle of a send, and comes back."""
        for _ in range(life.OUTAGES):
            down = self._some_time()
            minutes = self.random.choice([1, 5, 60, 300, 900])
            killed = self.random.random() < 0.6
            self.at(down, lambda killed=killed: self.go_down(killed=killed))  # type: ignore[misc]
            self.at(down + timedelta(minutes=minutes), self.come_up)
        self.at(life.between(self.random, self.clock.at, life.END), self.change_settings)

    def go_down(self, *, killed: bool) -> None:
        """Stop the worker: in order, or in the middle of its next send."""
        if killed:
            self.carrier.kill_next = True
        elif self.held is not None:
            with self.services.store.begin() as tx:
                leases.give_up(tx, self.held, self.clock.at)
            self.held = None

    def come_up(self) -> None:
        """Start a worker under a new name: it plans anew by its settings, as the real one does."""
        self.carrier.kill_next, self.held = False, None
        self.clock.at += leases.LENGTH + timedelta(seconds=1)
        self._renew(f"worker {next(self._tick)}")
        self.services.replan()
        self._settle_soon()

    def change_settings(self) -> None:
        """Restart everything with longer quiet hours, as an organisation might decide."""
        self.services.store.engine.dispose()
        self.settings = replace(self.settings, quiet_hours=LONGER_NIGHT)
        self.services = build(self.settings, self.clock.now)
        for person in self.diary.people.values():
            before = person.quiet[-1]
            if not before.own:
                person.quiet.append(replace(before, since=self.clock.at, begins=LONGER_NIGHT.start))
        self.come_up()

    def _renew(self, holder: str) -> Held | None:
        with self.services.store.begin() as tx:
            self.held = leases.take(tx, holder, self.clock.at)
        return self.held

    def _send(self) -> bool:
        """Send what is due; tell whether anything was."""
        if self.held is None:
            return False
        held = self._renew(self.held.holder)
        if held is None:
            return False
        now_and_then = BetweenClaimAndSend(self._something_between)
        deliver = DeliverOutbox(
            self.services.store,
            {"sms": self.carrier},
            self.services.house,
            pools=dict.fromkeys(Lane, now_and_then),
            now=self.clock.now,
        )
        if len(self.carrier.taken) > self._settled_at + 200:
            self._settled_at = len(self.carrier.taken)
            self._settle_soon()
        try:
            return deliver(held) > 0
        except Killed:
            self.held = None
            self.at(self.clock.at + timedelta(minutes=self.random.randrange(1, 400)), self.come_up)
            return True

    def _something_between(self) -> None:
        """Rarely, a meeting is moved or called off between the claim of its text and the send."""
        self.clock.at += timedelta(milliseconds=50)
        if self.random.random() > 0.01:
            return
        with self.services.store.reading() as tx:
            claimed = tx.db.scalar(
                select(outbox.c.appointment_id).where(
                    outbox.c.state == "claimed", outbox.c.kind == "reminder"
                )
            )
        if claimed is None:
            return
        if self.random.random() < 0.5:
            self.call_off(claimed)
        else:
            self.move(claimed, self.diary.people[self.diary.whose[claimed]])

    def _settle_soon(self) -> None:
        for hours in (0.05, 24):
            self.at(self.clock.at + timedelta(hours=hours), self._settle)

    def _settle(self) -> None:
        held = self._renew(self.held.holder) if self.held is not None else None
        if held is not None:
            SettleUnknown(self.services.store, {"sms": self.carrier}, self.clock.now)(held)

    def _next_due(self) -> datetime | None:
        with self.services.store.reading() as tx:
            due: datetime | None = tx.db.scalar(NEXT_DUE)
            return due

    def rows(self) -> list[Row]:
        """Return every text about a meeting, or after one, as the store has it."""
        with self.services.store.reading() as tx:
            found = tx.db.execute(select(outbox).where(outbox.c.kind.in_(COUNTED)))
            return [
                Row(
                    row.ref,
                    row.kind,
                    row.appointment_id,
                    row.appointment_version,
                    lead_of(row.dedupe_key) if row.kind in ABOUT_A_MEETING else row.dedupe_key,
                    row.state,
                    row.not_after,
                    row.why,
                    row.due_at,
                    row.contact_id,
                )
                for row in found
            ]


def _wanted(starts_at: datetime, times: TextTimes, *, weekly: bool) -> dict[str, datetime]:
    """Return when each text of a meeting is wanted, worked out apart from the planner."""
    evening_at = times.evening_at
    local = starts_at.astimezone(LONDON)
    ahead = datetime.combine(local.date() - timedelta(days=3), local.time(), LONDON)
    evening = datetime.combine(local.date() - timedelta(days=1), evening_at or time(18), LONDON)
    name = f"evening@{evening_at:%H:%M}" if evening_at else "evening"
    leads = {name: evening} if weekly else {"3d": ahead, name: evening}
    if times.two_hours:
        leads["2h"] = starts_at.astimezone(UTC) - timedelta(hours=2)
    return {lead: at.astimezone(UTC) for lead, at in leads.items()}
