"""A meeting in words: when, with whom, where, what was asked for, what became of its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.delivery_words import Said, say_text
from admin.desk import Desk
from admin.reach_words import reached
from admin.times import say_clock, say_day, say_moment
from admin.viewer import Viewer
from admin.wish_words import WishLine, wish_lines
from bot.store.database import Transaction
from bot.store.queries import meetings, people, wishes
from bot.store.queries.meetings import Meeting, TextAbout
from bot.store.queries.people import PersonLine

REPLIES = {
    "coming": ("Coming", "good"),
    "change": ("Wants to change it", "waiting"),
    "cannot": ("Can't come", "bad"),
    "late": ("Running late", "waiting"),
}
KINDS = {
    "one_to_one": "One to one",
    "review": "Review with several people",
    "team": "Team around the child",
    "home_visit": "Home visit",
    "phone": "Phone or video",
    "drop_in": "Drop-in",
}
ATTENDED = {
    "met": ("You met", "good"),
    "missed": ("Did not happen", "quiet"),
    "moved": ("It was moved", "quiet"),
}
NO_REPLY = ("No reply yet", "quiet")


@dataclass(frozen=True, slots=True)
class Card:
    """One meeting in words. `worker` is set where somebody else holds it.

    Args:
        person_page: the young person is in the viewer's own scope, so their page opens.
    """

    id: int
    contact_id: int
    nickname: str
    day: str
    clock: str
    when: str
    place: str
    worker: str | None
    booked: bool
    over: bool
    reply: str
    reply_tone: str
    wishes: tuple[WishLine, ...]
    texts: tuple[Said, ...]
    person_page: bool
    kind: str
    others: str | None
    next_step: str | None
    in_group: bool
    in_series: bool


def cards(tx: Transaction, desk: Desk, who: Viewer, listed: Sequence[Meeting]) -> tuple[Card, ...]:
    """Return the meetings in words, in the order given."""
    those = {meeting.contact_id for meeting in listed}
    known = {one.id: one for one in people.in_scope(tx, who.scope, among=those)}
    seen = [meeting.contact_id for meeting in listed if meeting.contact_id in known]
    asked_for = wishes.newest(tx, who.scope, desk.release.shelf, seen)
    texts = meetings.texts_about(tx, listed)
    now = desk.now()
    return tuple(
        _card(
            meeting,
            who,
            person=known.get(meeting.contact_id),
            wished=wish_lines(asked_for.get(meeting.contact_id, ()), desk.house, meeting.worker),
            texts=texts.get(meeting.id, ()),
            now=now,
        )
        for meeting in listed
    )


def _card(
    meeting: Meeting,
    who: Viewer,
    *,
    person: PersonLine | None,
    wished: tuple[WishLine, ...],
    texts: Sequence[TextAbout],
    now: datetime,
) -> Card:
    zone = ZoneInfo(meeting.zone)
    local = meeting.starts_at.astimezone(zone)
    reply, tone = ATTENDED.get(meeting.attended or "") or REPLIES.get(meeting.reply or "", NO_REPLY)
    return Card(
        id=meeting.id,
        contact_id=meeting.contact_id,
        nickname=meeting.nickname,
        day=say_day(local.date(), now.astimezone(zone).date()),
        clock=say_clock(local.time()),
        when=say_moment(meeting.starts_at, now, zone),
        place=meeting.place,
        worker=meeting.worker if meeting.worker_id != who.id else None,
        booked=meeting.status == "booked",
        over=meeting.starts_at <= now,
        reply=reply,
        reply_tone=tone,
        wishes=wished,
        texts=_texts(meeting, person, texts, now=now),
        person_page=person is not None,
        kind=KINDS[meeting.kind],
        others=meeting.others,
        next_step=_next_step(meeting, texts, now=now),
        in_group=meeting.gathering is not None,
        in_series=meeting.series_id is not None,
    )


def _next_step(meeting: Meeting, texts: Sequence[TextAbout], *, now: datetime) -> str | None:
    """Say what happens next without anybody doing anything; silence stays silence."""
    if meeting.status != "booked" or meeting.starts_at <= now:
        return None
    if meeting.reply == "change":
        return "Next: answer what they asked, above."
    if meeting.reply == "cannot":
        return "Next: find another time together."
    planned = [text.due_at for text in texts if text.state == "queued" and text.due_at > now]
    zone = ZoneInfo(meeting.zone)
    if planned:
        return f"Next: a reminder goes {say_moment(min(planned), now, zone)}."
    return "Next: you meet. Nothing more goes out before."


def _texts(
    meeting: Meeting, person: PersonLine | None, texts: Sequence[TextAbout], *, now: datetime
) -> tuple[Said, ...]:
    if not texts:
        ahead = meeting.status == "booked" and meeting.starts_at > now
        return (Said(_why_none(person), "bad"),) if ahead else ()
    zone = ZoneInfo(meeting.zone)
    return tuple(
        say_text(text, meeting.nickname, lambda at: say_moment(at, now, zone), now=now)
        for text in texts
    )


def _why_none(person: PersonLine | None) -> str:
    if person is None:
        return "No reminders are planned."
    if person.discretion == "none":
        return "No reminders are planned: they asked for none."
    reach = reached(person)
    if not reach.usable:
        return f"No reminders are planned. {reach.line}."
    return "No reminders are planned: there was no time left for one."
