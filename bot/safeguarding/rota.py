"""Who is there to answer a concern, and when. Pure; never empty while one last resort is set.

A rota holds shifts: one person on one post, on some days of the week, between two dates or always.
A shift with dates (cover for a holiday) comes before those without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.safeguarding.bank_holidays import is_bank_holiday

LOOK_AHEAD = 60  # days; nobody closes for longer
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
EVERY_DAY = frozenset(range(7))


class Post(StrEnum):
    """What somebody on the rota does, in the order in which they are turned to."""

    DUTY = "duty"
    DEPUTY = "deputy"
    LEAD = "lead"
    MANAGER = "manager"
    OUT_OF_HOURS = "out_of_hours"


class Step(StrEnum):
    """Whom an alert turns to next, while nobody has acknowledged it."""

    FIRST = "first"  # who is on duty, or the out-of-hours contact and the lead
    DEPUTY = "deputy"
    LEAD = "lead"
    MANAGER = "manager"
    EVERYONE = "everyone"  # again and again: silence never wins


@dataclass(frozen=True, slots=True)
class Responder:
    """One person or team that can be told. Without an account it is reached outside Sayso."""

    id: int
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    user_id: int | None = None

    @property
    def urns(self) -> tuple[str, ...]:
        """Where to tell them: by e-mail and by text, as far as they have both."""
        mail = (f"mailto:{self.email}",) if self.email else ()
        return (*mail, f"tel:{self.phone}") if self.phone else mail


@dataclass(frozen=True, slots=True)
class Shift:
    """One person on one post. `days` are 0 (Monday) to 6; without dates it holds always."""

    id: int
    responder: Responder
    post: Post
    days: frozenset[int] = EVERY_DAY
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether it holds on this day."""
        begun = self.first is None or self.first <= day
        over = self.last is not None and self.last < day
        return begun and not over and day.weekday() in self.days

    @property
    def is_dated(self) -> bool:
        """Whether it stands in for the usual one."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Hours:
    """When the team works: the same hours on each of `days`, never on a bank holiday."""

    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[int] = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Pace:
    """Minutes without an acknowledgement after which each step is taken."""

    deputy: int = 15
    lead: int = 30
    manager: int = 60
    again: int = 30


@dataclass(frozen=True, slots=True)
class Rota:
    """Everybody who can be told, and when.

    Args:
        accounts: every active safeguarding account, as URNs: told where no shift says who.
        last_resort: from the settings; with it the rota is never empty.
    """

    zone: ZoneInfo
    hours: Hours = field(default_factory=Hours)
    pace: Pace = field(default_factory=Pace)
    shifts: tuple[Shift, ...] = ()
    accounts: tuple[str, ...] = field(default=(), repr=False)
    last_resort: tuple[str, ...] = field(default=(), repr=False)


def is_working_day(rota: Rota, day: date) -> bool:
    """Tell whether the team works on this day at all."""
    return day.weekday() in rota.hours.days and not is_bank_holiday(day)


def on_post(rota: Rota, post: Post, day: date) -> tuple[Responder, ...]:
    """Return who holds a post on a day: those with dates, else the usual ones."""
    here = [shift for shift in rota.shifts if shift.post is post and shift.covers(day)]
    dated = [shift for shift in here if shift.is_dated]
    return tuple(dict.fromkeys(shift.responder for shift in dated or here))


def is_staffed(rota: Rota, at: datetime) -> bool:
    """Tell whether somebody is at work to read a message at this moment."""
    local = at.astimezone(rota.zone)
    inside = rota.hours.opens <= local.time() < rota.hours.closes
    return inside and _somebody_works(rota, local.date())


def _somebody_works(rota: Rota, day: date) -> bool:
    if not is_working_day(rota, day):
        return False
    keeps_duty = any(shift.post is Post.DUTY for shift in rota.shifts)
    return not keeps_duty or bool(on_post(rota, Post.DUTY, day))


def next_staffed(rota: Rota, at: datetime) -> datetime | None:
    """Return the first moment from `at` on, in UTC, when somebody is at work, or None."""
    if is_staffed(rota, at):
        return at.astimezone(UTC)
    today = at.astimezone(rota.zone).date()
    for ahead in range(LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        opens = datetime.combine(day, rota.hours.opens, rota.zone).astimezone(UTC)
        if opens >= at and _somebody_works(rota, day):
            return opens
    return None


def say_when_read(rota: Rota, at: datetime, *, briefly: bool = False) -> str | None:
    """Say when a person will read what is written now: "today", "Monday 9am", "Mon 4 Jan 9am".

    Args:
        briefly: three letters for the weekday.
    """
    when = next_staffed(rota, at)
    if when is None or is_staffed(rota, at):
        return None if when is None else "today"
    local, today = when.astimezone(rota.zone), at.astimezone(rota.zone).date()
    weekday = WEEKDAYS[local.weekday()]
    day = weekday[:3] if briefly else weekday
    if (local.date() - today).days >= 7:
        day = f"{day} {local.day} {MONTHS[local.month - 1]}"
    return f"{'today' if local.date() == today else day} {_clock(local.time())}"


def _clock(at: time) -> str:
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def whom_to_tell(rota: Rota, step: Step, at: datetime) -> tuple[str, ...]:
    """Return whom one step tells, as URNs, each once: by e-mail and by text wherever there is one.

    Empty only where no shift, no account and no last resort exists.
    """
    day = at.astimezone(rota.zone).date()
    people = [person for post in _posts(rota, step, at) for person in on_post(rota, post, day)]
    told = [urn for person in people for urn in person.urns]
    if not told or step is Step.EVERYONE:
        told += [*rota.accounts, *rota.last_resort]
    return tuple(dict.fromkeys([*told, *_missing_route(rota, told)]))


def _posts(rota: Rota, step: Step, at: datetime) -> tuple[Post, ...]:
    if step is Step.EVERYONE:
        return tuple(Post)
    if step is Step.FIRST:
        away = (Post.OUT_OF_HOURS, Post.LEAD)
        return (Post.DUTY,) if is_staffed(rota, at) else away
    return (Post(step.value),)


def _missing_route(rota: Rota, told: Iterable[str]) -> Iterator[str]:
    """Two routes each time: where a step has but one, the last resort's other one is added."""
    schemes = {urn.partition(":")[0] for urn in told}
    for urn in (*rota.last_resort, *rota.accounts):
        scheme = urn.partition(":")[0]
        if scheme not in schemes:
            schemes.add(scheme)
            yield urn


def everybody(rota: Rota, at: datetime) -> tuple[str, ...]:
    """Return everyone who could ever be told of something at this moment, as URNs."""
    return whom_to_tell(rota, Step.EVERYONE, at)
