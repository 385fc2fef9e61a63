"""What a worker texts from their own confirmed number: did you meet, and booking by text.

A part of `turns.write`, in its transaction. Their words are read by the readers a young person's
are, and nothing is booked before they text 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.conversation.model import Reply
from bot.errors import BadInput
from bot.meetings.booking_by_text import ByText, read_booking
from bot.meetings.booking_rules import check_place, check_time
from bot.meetings.wording import say_when
from bot.store import (
    addresses,
    appointments,
    audits,
    diaries,
    following_up,
    recipients,
    reminding,
    talks,
)
from bot.store.appointments import Booking
from bot.store.queries import people
from bot.store.queries.scope import own_caseload
from nlu.port import Option

if TYPE_CHECKING:
    from bot.store.turns import Writing

MET, BOOK = "met", talks.BY_WORKER
HOW = {"1": "met", "2": "missed", "3": "moved"}
SAID = {
    "met": "Thanks. It is written down that you met.",
    "missed": "Thanks. They are asked tomorrow if all is OK.",
    "moved": "Thanks. It is written down that it was moved.",
}
BUSY = "You or they have a meeting then. "
HOUR = timedelta(hours=1)
HOW_TO = "To book, text: book NAME friday 4pm the cafe. All else is on your page."


def answer_worker(writing: Writing, user_id: int) -> Reply:
    """Do what a worker's text says, and return what is said back to them."""
    said = writing.inbound.text.strip()
    address = writing.situation.address
    kind = address.asking_kind if address is not None else None
    about = address.asking_id if address is not None else None
    if kind == MET and about is not None and said in HOW:
        return _met(writing, user_id, about, HOW[said])
    if kind == BOOK and about is not None and said in {"1", "2"}:
        return _confirmed(writing, user_id, about, said == "1")
    return _booking(writing, user_id, said)


def _met(writing: Writing, user_id: int, appointment_id: int, how: str) -> Reply:
    addresses.asked_and_answered(writing.tx, writing.address_id)
    try:
        following_up.attended(
            writing.tx,
            writing.house,
            appointment_id,
            how,
            actor=f"user:{user_id}",
            now=writing.now,
        )
    except BadInput as error:
        return Reply(f"{error}")
    return Reply(SAID[how])


def _booking(writing: Writing, user_id: int, said: str) -> Reply:
    tx, zone = writing.tx, writing.house.zone
    mine = {one.id: one.nickname for one in people.in_scope(tx, own_caseload(user_id))}
    read = read_booking(said, mine, writing.now, zone)
    if isinstance(read, str):
        return Reply(read or HOW_TO)
    # The young person's id is kept with the question; what is booked is only what was read out.
    options = [Option(json.dumps(_kept(read)), "yes"), Option("no", "no")]
    talk_id = talks.begin(tx, read.contact_id, BOOK, options, appointment_id=None, now=writing.now)
    addresses.ask(tx, writing.address_id, kind=BOOK, about=talk_id, now=writing.now)
    when = say_when(read.starts_at, writing.now, zone)
    place = read.place.replace("{", "(").replace("}", ")")
    busy = BUSY if _is_busy(writing, user_id, read) else ""
    return Reply(f"{busy}Book {mine[read.contact_id]}, {when}, {place}?\n1 Yes\n2 No")


def _is_busy(writing: Writing, user_id: int, read: ByText) -> bool:
    """Tell whether the worker is at a meeting for any of that hour."""
    until = read.starts_at + HOUR
    taken = diaries.busy(
        writing.tx,
        worker_id=user_id,
        contact_id=read.contact_id,
        since=read.starts_at,
        until=until,
    )
    return any(one.ends_at > read.starts_at for one in taken)


def _kept(read: ByText) -> Mapping[str, str]:
    return {"at": read.starts_at.isoformat(), "place": read.place}


def _confirmed(writing: Writing, user_id: int, talk_id: int, yes: bool) -> Reply:
    tx, now = writing.tx, writing.now
    asked = talks.one(tx, talk_id)
    addresses.asked_and_answered(tx, writing.address_id)
    if asked is None or not yes:
        return Reply("Nothing is booked.")
    talks.end_one(tx, talk_id, now)
    kept = json.loads(asked.options[0].key)
    starts_at = datetime.fromisoformat(kept["at"])
    try:
        check_time(starts_at, now)
        booked = _book(writing, user_id, asked.contact_id, starts_at=starts_at, place=kept["place"])
    except BadInput as error:
        return Reply(f"Not booked: {error}")
    audits.record(
        tx,
        actor=f"user:{user_id}",
        action="appointment.book",
        subject=f"appointment:{booked}",
        now=now,
    )
    return Reply("Booked. Reminders go out as they asked, in your first name.")


def _book(
    writing: Writing, user_id: int, contact_id: int, *, starts_at: datetime, place: str
) -> int:
    tx, house = writing.tx, writing.house
    if people.one(tx, own_caseload(user_id), contact_id) is None:
        raise BadInput("they are not on your list any more")
    if appointments.clashes(tx, contact_id, starts_at):
        raise BadInput("there is a meeting with them at that time already")
    wanted = recipients.all_of(tx, house, [contact_id])[contact_id].preferences
    booking = Booking(
        contact_id=contact_id,
        worker_id=user_id,
        starts_at=starts_at,
        zone=house.zone.key,
        place=check_place(place),
        leads=tuple(lead.key for lead in wanted.leads()),
    )
    booked = appointments.add(tx, booking, writing.now)
    reminding.remind(tx, house, booked, writing.now, catch_up=True)
    return booked
