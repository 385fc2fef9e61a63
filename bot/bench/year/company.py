"""Meetings that come again and meetings with several, booked in a simulated year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from bot.bench.year import life
from bot.bench.year.diary import LONDON, Person
from bot.errors import BadInput
from bot.store.appointments import Booking
from bot.store.tables import appointment

if TYPE_CHECKING:
    from bot.bench.year.simulation import Year

WEEKLY, MONTHLY = "FREQ=WEEKLY;COUNT=5", "FREQ=MONTHLY;COUNT=4"
KINDS: Final = 8  # of this many young people one has a weekly series, one a monthly, one a group
ACTOR: Final = "bench"


def draw_company(year: Year, person: Person) -> None:
    """Draw the series, or the group, of one young person; most have neither."""
    which = (len(year.diary.people) - 1) % KINDS
    rule = WEEKLY if which == 0 else MONTHLY
    for _ in range(2):
        at = life.at_some_hour(year.random, life.BEGINNING.date() + timedelta(_some_day(year)))
        if which in (0, 1):
            year.at(at, lambda: book_series(year, [person], rule))
        if which == 2:
            year.at(at, lambda: book_group(year, _near(year, person)))
            year.at(at, lambda: book_series(year, _near(year, person), MONTHLY))


def _some_day(year: Year) -> int:
    return year.random.randrange(1, life.DAYS // 2)


def _near(year: Year, person: Person) -> list[Person]:
    """Return somebody and the two added before them."""
    first = max(1, person.contact_id - 2)
    return [person, *(year.diary.people[one] for one in range(first, person.contact_id))]


def book_group(year: Year, people: Sequence[Person]) -> None:
    """Book one meeting with several; none of it where one of them has another then."""
    starts_at = _soon(year)
    try:
        booked = year.services.book.group(
            [person.contact_id for person in people],
            people[0].worker_id,
            starts_at=starts_at,
            place="the cafe",
            actor=ACTOR,
        )
    except BadInput:
        return
    _note(year, people, booked)


def book_series(year: Year, people: Sequence[Person], rule: str) -> None:
    """Book meetings that come again, with one or with several."""
    starts_at = _soon(year)
    whose = people[0]
    first = Booking(whose.contact_id, whose.worker_id, starts_at, LONDON.key, "the cafe", ())
    others = [person.contact_id for person in people[1:]]
    with year.services.store.reading() as tx:
        before = tx.db.scalars(select(appointment.c.id)).all()
    try:
        year.services.book_series.book(first, rule, group=others, actor=ACTOR)
    except BadInput:
        return
    with year.services.store.reading() as tx:
        made = set(tx.db.scalars(select(appointment.c.id))) - set(before)
    _note(year, people, sorted(made), weekly=rule == WEEKLY)


def _note(
    year: Year, people: Sequence[Person], booked: Sequence[int], *, weekly: bool = False
) -> None:
    """Write down what was booked: whose each is, and who is at the same one."""
    by_contact = {person.contact_id: person for person in people}
    with year.services.store.reading() as tx:
        rows = tx.db.execute(select(appointment).where(appointment.c.id.in_(booked))).all()
    for row in rows:
        year.diary.whose[row.id] = row.contact_id
        year.diary.meetings[row.id] = []
        at_once = [one.id for one in rows if one.starts_at == row.starts_at]
        year.diary.together[row.id] = at_once if len(people) > 1 else [row.id]
        year.diary.gatherings[row.id] = row.gathering
        year.note(row.id, by_contact[row.contact_id], row.starts_at, weekly=weekly)
    for row in rows:
        if year.diary.together[row.id][0] == row.id:
            year.draw_changes(row.id, by_contact[row.contact_id], row.starts_at)


def _soon(year: Year) -> datetime:
    day = year.clock.at.astimezone(LONDON).date() + timedelta(year.random.randrange(2, 12))
    return datetime.combine(day, time(year.random.randrange(10, 18)), LONDON)
