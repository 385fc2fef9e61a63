"""Every text a booking would send, to each young person it is with, before it is booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort

from admin.desk import Desk
from admin.meeting_forms import Wanted
from admin.reach_words import Reached, reached
from admin.times import say_moment
from admin.viewer import Viewer
from bot.store.appointments import Booking
from bot.store.queries import people
from bot.store.queries.people import PersonLine
from bot.store.reminding import Previewed


@dataclass(frozen=True, slots=True)
class Shown:
    """What one young person would get.

    Args:
        texts: when each goes, in words, and the text.
        times: how many meetings the series has whose first this is; 1 for one alone.
    """

    nickname: str
    reach: Reached
    texts: Sequence[tuple[str, Previewed]]
    times: int = 1


def texts_of(desk: Desk, who: Viewer, person: PersonLine, wanted: Wanted) -> tuple[Shown, ...]:
    """Return what everybody of this meeting would get; 404 where one is not in scope.

    Raises:
        BadInput: with what to mend.
    """
    worker_id, everybody = person.worker_id or who.id, (person, *group_of(desk, who, wanted))
    shows = _alone if wanted.repeat is None else _again
    return tuple(shows(desk, one, worker_id, wanted) for one in everybody)


def group_of(desk: Desk, who: Viewer, wanted: Wanted) -> tuple[PersonLine, ...]:
    """Return the others of a group, in scope all of them; 404 where one is not."""
    with desk.store.reading() as tx:
        asked = people.in_scope(tx, who.scope, among=wanted.group)
    mine = {one.id: one for one in asked}
    if not mine.keys() >= set(wanted.group):
        abort(404)
    return tuple(mine[one] for one in dict.fromkeys(wanted.group))


def _alone(desk: Desk, person: PersonLine, worker_id: int, wanted: Wanted) -> Shown:
    texts = desk.book.preview(
        contact_id=person.id,
        worker_id=worker_id,
        starts_at=wanted.starts_at,
        place=wanted.place,
        leads=wanted.leads,
        kind=wanted.kind,
    )
    return _shown(desk, person, texts)


def _again(desk: Desk, person: PersonLine, worker_id: int, wanted: Wanted) -> Shown:
    first = first_of(desk, person, worker_id, wanted)
    texts, times = desk.book_series.preview(first, wanted.repeat or "", in_term=wanted.in_term)
    return _shown(desk, person, texts, times)


def first_of(desk: Desk, person: PersonLine, worker_id: int, wanted: Wanted) -> Booking:
    """Return the first meeting of a series as asked for."""
    return Booking(
        contact_id=person.id,
        worker_id=worker_id,
        starts_at=wanted.starts_at,
        zone=desk.house.zone.key,
        place=wanted.place,
        leads=wanted.leads,
        minutes=wanted.minutes,
        kind=wanted.kind,
        others=wanted.others,
    )


def _shown(desk: Desk, person: PersonLine, texts: Sequence[Previewed], times: int = 1) -> Shown:
    now, zone = desk.now(), desk.house.zone
    said = [(say_moment(text.due_at, now, zone), text) for text in texts]
    return Shown(person.nickname, reached(person), said, times)
