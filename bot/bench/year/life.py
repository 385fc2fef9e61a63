"""What people do in a simulated year, drawn from a seed: book, move, call off, reply, leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from bot.bench.year.diary import LONDON
from bot.meetings.preferences import USUAL_TIMES, TextTimes

DAYS = 365
BEGINNING = datetime(2027, 9, 6, 7, tzinfo=LONDON)  # both clock changes and a 29 February to come
END = BEGINNING + timedelta(days=DAYS)
CLOCKS_GO_BACK = date(2027, 10, 31)
MEETINGS_A_YEAR = 9
OUTAGES = 24
TWICE_TOLD = 20  # young people with a meeting in the hour that comes twice


def texting(random: Random) -> TextTimes:
    """Return what one young person asked for; most asked for nothing."""
    if random.random() < 0.6:
        return USUAL_TIMES
    return TextTimes(
        evening_at=random.choice([None, time(17, 15), time(19, 30)]),
        two_hours=random.random() < 0.3,
        night=random.choice([None, None, "21:30-08:00"]),
        school_hours=random.random() < 0.3,
        no_weekends=random.random() < 0.2,
        no_holidays=random.random() < 0.1,
    )


def bookings(random: Random) -> Iterator[tuple[datetime, datetime]]:
    """Yield when one young person's worker books a meeting, and for when."""
    for _ in range(random.randint(MEETINGS_A_YEAR // 2, MEETINGS_A_YEAR * 3 // 2)):
        booked_at = at_some_hour(random, BEGINNING.date() + timedelta(random.randrange(DAYS - 21)))
        yield booked_at, some_start(random, booked_at)


def at_some_hour(random: Random, day: date) -> datetime:
    """Return a time of the working day, and now and then of the night."""
    hour = random.randrange(8, 18) if random.random() < 0.9 else random.randrange(24)
    clock = time(hour, random.randrange(60), random.randrange(60))
    return datetime.combine(day, clock, LONDON)


def some_start(random: Random, after: datetime) -> datetime:
    """Return when a meeting is to be: at a half hour, within three weeks, now and then today."""
    if random.random() < 0.1:
        start = after + timedelta(minutes=random.randrange(20, 600))
        return start.replace(minute=30 * (start.minute // 30), second=0) + timedelta(minutes=30)
    day = after.date() + timedelta(days=random.randrange(1, 21))
    return datetime.combine(day, time(random.randrange(8, 20), random.choice([0, 30])), LONDON)


def between(random: Random, first: datetime, last: datetime) -> datetime:
    """Return a moment between two."""
    return first + (last - first) * random.random()
