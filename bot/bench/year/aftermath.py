"""What follows a meeting in a simulated year: did you meet, who was missed, what was promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.bench.year import life
from bot.bench.year.diary import Person, Told
from bot.errors import BadInput
from bot.meetings.promises import Promised
from bot.store import promises
from bot.store.queries.scope import own_caseload

if TYPE_CHECKING:
    from bot.bench.year.simulation import Year

ACTOR: Final = "bench"
OVER: Final = timedelta(minutes=80)  # an hour's meeting, and what passes before anybody is asked
PATIENCE: Final = timedelta(hours=13)  # past the night, in which no worker is asked
DOWN: Final = timedelta(minutes=30)


def draw_aftermath(year: Year, meeting_id: int, person: Person) -> None:
    """Draw what is said of a meeting when it is over, at the time it stands at now."""
    starts_at = year.diary.meetings[meeting_id][-1].starts_at
    for wait in (OVER, OVER + PATIENCE):
        year.at(starts_at + wait, lambda: ask_workers(year))
    if year.random.random() < 0.6:
        at = starts_at + OVER + timedelta(hours=year.random.randrange(1, 40))
        year.at(at, lambda: say_what_became(year, meeting_id, person))


def ask_workers(year: Year) -> None:
    """Do what the schedule does every few minutes, as soon as a worker process runs."""
    if year.held is None:
        year.at(year.clock.at + DOWN, lambda: ask_workers(year))
        return
    year.services.tell_workers()


def say_what_became(year: Year, meeting_id: int, person: Person) -> None:
    """Have the worker say it on their page; it was not moved, or it is another time's aftermath."""
    how = year.random.choice(["met", "met", "met", "missed", "moved"])
    try:
        year.services.follow.attended(meeting_id, how, actor=ACTOR)
    except BadInput:  # called off, moved to a time to come, or said before
        return
    year.diary.said.add(meeting_id)
    if how == "missed":
        _tell(year, person, f"missed:{meeting_id}")
    elif how == "met" and year.random.random() < 0.6:
        promise(year, meeting_id, person)


def promise(year: Year, meeting_id: int, person: Person) -> None:
    """Write down what was agreed; most of it is done some days later."""
    promised = [Promised("worker", "ring the school"), Promised("them", "find a book")]
    now = year.clock.at
    year.services.follow.promise(
        person.contact_id, person.worker_id, promised, appointment_id=meeting_id, actor=ACTOR
    )
    _tell(year, person, f"promise:{person.contact_id}:{now.isoformat()}")
    if year.random.random() < 0.8:
        at = life.between(year.random, now, now + timedelta(days=20))
        year.at(at, lambda: keep(year, person))


def keep(year: Year, person: Person) -> None:
    """Mark the oldest open promise as done, whoever was to do it."""
    with year.services.store.reading() as tx:
        scope = own_caseload(person.worker_id)
        lines = promises.open_in(tx, scope, contact_id=person.contact_id)
    if lines:
        year.services.follow.keep(lines[0], user_id=person.worker_id, actor=ACTOR)
        _tell(year, person, f"promise:{lines[0].id}:done")


def _tell(year: Year, person: Person, key: str) -> None:
    """Write down what they are to be told, if it can reach them at all."""
    can_reach = not person.is_away(year.clock.at) and person.phone not in year.carrier.dead
    if can_reach:
        year.diary.told.append(Told(key, person.contact_id))
