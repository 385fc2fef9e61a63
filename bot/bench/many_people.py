"""A house full of made-up young people, for looking at: caseloads, meetings, texts, what was said.

Everything about the n-th of them follows from n, so the same house is filled every time. What is
sealed is sealed in earnest and can be read; sentences said often are sealed once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table

from bot.bench.phones import phone
from bot.store.access_tables import opened_record
from bot.store.addresses import VALUE
from bot.store.answers import WORDS
from bot.store.appointments import PLACE
from bot.store.contacts import NICKNAME
from bot.store.database import Transaction
from bot.store.flows import Shelf
from bot.store.meeting_requests import WORDS as ASKED_WORDS
from bot.store.meeting_tables import meeting_request, promise
from bot.store.messages import BODY
from bot.store.openings import REASON
from bot.store.outbox import BODY as SENT
from bot.store.promises import WORDS as PROMISED
from bot.store.queries.own_pages import FLOW as OWN_PAGE
from bot.store.queries.wishes import FLOW as MEETINGS
from bot.store.tables import (
    address,
    answer,
    appointment,
    contact,
    contact_address,
    inbound_message,
    outbox,
    session,
    task,
)

FIRST = 1_000_000  # their ids begin here, out of the way of those the store gives
AT_ONCE = 2_000  # rows of one statement
TEXTS, PAST, AHEAD = 8, 4, 1  # of each: texts in, and meetings that were and will be
NAMES = (
    "Bree",
    "Kit",
    "Ziggy",
    "Marlo",
    "Tink",
    "Ash",
    "Pip",
    "Roo",
    "Nova",
    "Dex",
    "Juno",
    "Fizz",
)
AREAS = ("Basildon", "Southend", "Laindon", "Pitsea", "Wickford", "Billericay", "Benfleet")
PLACES = ("the Hub, Long Road", "School, room 4", "Library, top floor", "Park gate")
SAID = (
    "yes that's fine",
    "2",
    "can it be after school pls",
    "the library, not the cafe",
    "ok thanks",
)
SENT_WORDS = (
    "Hi from the Hub. You meet Sam on Tuesday at 4pm, the Hub. Reply 1 coming 2 change 3 no"
)
WISHES: Mapping[str, object] = {  # question of `my-meetings` -> what is chosen
    "m1": ["cafe", "outside"],
    "m2": "walk",
    "m3": ["after_school"],
    "m4": "just_worker",
    "m5": ["breaks", "quiet_room"],
    "m7": "times",
    "m8": "evening_before",
    "m9": "bus",
}
OWN_LINES = ("r2", "r3", "r4", "r5", "r6")
EVERY = {  # one in so many of them has this
    "task": 10,
    "request": 20,
    "page": 5,
    "opened": 100,
}


@dataclass(frozen=True, slots=True)
class Caseload:
    """Who looks after whom: workers in turn, each with the team they are in."""

    workers: Sequence[tuple[int, int]]  # account, team

    def of(self, number: int) -> tuple[int, int]:
        """Return the worker of the n-th young person, and the team."""
        return self.workers[number % len(self.workers)]

    def place(self, number: int) -> int:
        """Return the place of the n-th young person in their caseload, from 0."""
        return number // len(self.workers)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The house as it is filled: whose, when, and each sentence sealed once."""

    tx: Transaction
    caseload: Caseload
    now: datetime
    versions: Mapping[str, int]
    _sealed: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def seal(self, words: str, place: str) -> bytes:
        """Return words sealed for a column; the same words every time the same."""
        if (words, place) not in self._sealed:
            self._sealed[words, place] = self.tx.cipher.encrypt(words, place)
        return self._sealed[words, place]

    def ago(self, **back: float) -> datetime:
        """Return a moment before now."""
        return self.now - timedelta(**back)

    def fill(self, table: Table, rows: Iterator[dict[str, Any]]) -> None:
        """Insert rows that all have the same columns."""
        while some := list(islice(rows, AT_ONCE)):
            self.tx.db.execute(table.insert(), some)


def crowd_of(tx: Transaction, shelf: Shelf, caseload: Caseload, now: datetime) -> Crowd:
    """Return what fills the house, with the conversations as they are published."""
    versions = {
        key: shelf.newest(tx, key).id for key in (MEETINGS, OWN_PAGE, "ideas", "good-place")
    }
    return Crowd(tx, caseload, now, versions)


def fill_people(crowd: Crowd, people: int) -> None:
    """Write so many young people, and all that is about each."""
    numbers = range(people)
    crowd.fill(contact, (_contact(crowd, n) for n in numbers))
    crowd.fill(address, (_address(crowd, n) for n in numbers))
    crowd.fill(contact_address, (_way(crowd, n) for n in numbers))
    crowd.fill(session, (_sitting(crowd, n) for n in numbers))
    crowd.fill(answer, (row for n in numbers for row in _wishes(crowd, n)))
    pages = range(0, people, EVERY["page"])
    crowd.fill(session, (_sitting(crowd, n, page=True) for n in pages))
    crowd.fill(answer, (row for n in pages for row in _own_page(crowd, n)))
    crowd.fill(inbound_message, (row for n in numbers for row in _texts_in(crowd, n)))
    crowd.fill(appointment, (row for n in numbers for row in _meetings(crowd, n)))
    crowd.fill(outbox, (row for n in numbers for row in _texts_out(crowd, n)))
    crowd.fill(promise, (row for n in numbers for row in _promises(crowd, n)))
    crowd.fill(task, (_task(crowd, n) for n in range(0, people, EVERY["task"])))
    asked = range(0, people, EVERY["request"])
    crowd.fill(meeting_request, (_request(crowd, n) for n in asked))
    crowd.fill(opened_record, (_opened(crowd, n) for n in range(0, people, EVERY["opened"])))


def sitting_id(number: int, *, page: bool = False) -> int:
    """Return the id of a young person's sitting about meetings, or about their own page."""
    return FIRST + 2 * number + page


def meeting_id(number: int, place: int) -> int:
    """Return the id of one of their meetings: those that were come first, the latest last."""
    return FIRST + (PAST + AHEAD) * number + place


def _contact(crowd: Crowd, number: int) -> dict[str, Any]:
    worker, team = crowd.caseload.of(number)
    nickname = f"{NAMES[number % len(NAMES)]} {number}"
    return {
        "id": FIRST + number,
        "nickname": crowd.tx.cipher.encrypt(nickname, NICKNAME),
        "age_band": ("11-12", "13-15", "16-18", "13-15")[number % 4],
        "gender": ("girl", "boy")[number % 2],
        "area": AREAS[number % len(AREAS)],
        "worker_id": worker,
        "team_id": team,
        "welcomed_at": crowd.ago(days=200),
        "created_at": crowd.ago(days=201),
    }


def _address(crowd: Crowd, number: int) -> dict[str, Any]:
    urn = f"tel:{phone(number)}"
    return {
        "id": FIRST + number,
        "scheme": "tel",
        "digest": crowd.tx.digest(urn),
        "value": crowd.tx.cipher.encrypt(phone(number), VALUE),
        "created_at": crowd.ago(days=201),
    }


def _way(crowd: Crowd, number: int) -> dict[str, Any]:
    return {
        "contact_id": FIRST + number,
        "address_id": FIRST + number,
        "confirmed_at": crowd.ago(days=201),
        "confirmed_by": "worker",
        "shared": "no",
    }


def _sitting(crowd: Crowd, number: int, *, page: bool = False) -> dict[str, Any]:
    flow = OWN_PAGE if page else MEETINGS
    return {
        "id": sitting_id(number, page=page),
        "contact_id": FIRST + number,
        "address_id": FIRST + number,
        "flow_version_id": crowd.versions[flow],
        "flow": flow,
        "status": "ended",
        "outcome": "complete",
        "started_at": crowd.ago(days=100),
        "asked_at": crowd.ago(days=100),
        "ended_at": crowd.ago(days=100),
    }


def said(crowd: Crowd, number: int, *, sitting: int, flow: str, question: str) -> dict[str, Any]:
    """Return the row of an answer for their worker, with nothing said in it yet."""
    return {
        "session_id": sitting,
        "question": question,
        "contact_id": FIRST + number,
        "flow_version_id": crowd.versions[flow],
        "flow": flow,
        "sees": "worker",
        "status": "answered",
        "value": None,
        "words": None,
        "shared": None,
        "channel": "sms",
        "language": "en",
        "answered_at": crowd.ago(days=100),
    }


def _wishes(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    sitting = sitting_id(number)
    for question, chosen in WISHES.items():
        yield said(crowd, number, sitting=sitting, flow=MEETINGS, question=question) | {
            "value": json.dumps(chosen)
        }
    words = crowd.seal("school stuff, and not in front of my brother", WORDS)
    yield said(crowd, number, sitting=sitting, flow=MEETINGS, question="m6") | {"words": words}


def _own_page(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    words = crowd.seal("Being asked first, and having the time to think about it.", WORDS)
    for question in OWN_LINES:
        sitting = sitting_id(number, page=True)
        row = said(crowd, number, sitting=sitting, flow=OWN_PAGE, question=question)
        yield row | {"sees": "ask", "shared": "worker", "words": words}


def _texts_in(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    for place in range(TEXTS):
        yield {
            "id": FIRST + TEXTS * number + place,
            "external_id": f"SMmany{number:08d}{place:02d}",
            "address_id": FIRST + number,
            "contact_id": FIRST + number,
            "body": crowd.seal(SAID[(number + place) % len(SAID)], BODY),
            "became": "answer",
            "received_at": crowd.ago(days=60 - 7 * place, minutes=number % 600),
        }


def _meetings(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    worker, _ = crowd.caseload.of(number)
    for place in range(PAST + AHEAD):
        # One a fortnight; of each caseload some every day. The last that was is of this week.
        fortnights = place - PAST
        near = timedelta(days=crowd.caseload.place(number) % 14, hours=number % 8)
        starts_at = crowd.now + timedelta(days=1 + 14 * fortnights) + near
        is_over = starts_at < crowd.now
        yield {
            "id": meeting_id(number, place),
            "uid": f"many-{number}-{place}",
            "contact_id": FIRST + number,
            "worker_id": worker,
            "starts_at": starts_at,
            "zone": "Europe/London",
            "place": crowd.seal(PLACES[number % len(PLACES)], PLACE),
            "leads": "3d,evening",
            "reply": ("coming", "coming", None, "change")[number % 4],
            "attended": "met" if is_over and (place < PAST - 1 or number % 3) else None,
            "created_at": starts_at - timedelta(days=10),
            "updated_at": starts_at - timedelta(days=10),
        }


def _texts_out(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    """A reply to each text, and two reminders of each meeting."""
    base = (TEXTS + 2 * (PAST + AHEAD)) * number
    for place in range(TEXTS):
        at = crowd.ago(days=60 - 7 * place, minutes=number % 600)
        yield _text_out(crowd, number, base + place, kind="reply", at=at)
    for place in range(2 * (PAST + AHEAD)):
        meeting, lead = divmod(place, 2)
        away = 1 + 14 * (meeting - PAST) + crowd.caseload.place(number) % 14 - (1 if lead else 3)
        at = crowd.now + timedelta(days=away)
        about = {"appointment_id": meeting_id(number, meeting), "appointment_version": 1}
        yield _text_out(crowd, number, base + TEXTS + place, kind="reminder", at=at) | about


def _text_out(crowd: Crowd, number: int, nth: int, *, kind: str, at: datetime) -> dict[str, Any]:
    gone = at <= crowd.now
    return {
        "id": FIRST + nth,
        "address_id": FIRST + number,
        "contact_id": FIRST + number,
        "kind": kind,
        "channel": "sms",
        "body": crowd.seal(SENT_WORDS, SENT),
        "dedupe_key": f"many-{nth}",
        "ref": f"many-{nth}",
        "due_at": at,
        "state": "sent" if gone else "queued",
        "segments": 1 if gone else None,
        "sending_at": at if gone else None,
        "sent_at": at if gone else None,
        "external_id": f"SMsent{nth:010d}" if gone else None,
        "delivery": "delivered" if gone else None,
        "appointment_id": None,
        "appointment_version": None,
        "created_at": at - timedelta(days=7),
    }


def _promises(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    worker, _ = crowd.caseload.of(number)
    for place in range(2):
        is_open = place == 1 and number % 3 == 0
        yield {
            "contact_id": FIRST + number,
            "worker_id": worker,
            "appointment_id": meeting_id(number, place),
            "who": ("worker", "them")[number % 2],
            "words": crowd.seal("ring the school about the bus pass", PROMISED),
            "due_on": (crowd.now + timedelta(days=3)).date(),
            "made_at": crowd.ago(days=20),
            "done_at": None if is_open else crowd.ago(days=5),
            "done_by": None if is_open else worker,
        }


def _task(crowd: Crowd, number: int) -> dict[str, Any]:
    return {
        "worker_id": crowd.caseload.of(number)[0],
        "contact_id": FIRST + number,
        "kind": "tell_them_yourself",
        "raised_at": crowd.ago(days=number % 20),
    }


def _request(crowd: Crowd, number: int) -> dict[str, Any]:
    worker, _ = crowd.caseload.of(number)
    is_open = number // EVERY["request"] % 2 == 0
    return {
        "contact_id": FIRST + number,
        "worker_id": worker,
        "appointment_id": meeting_id(number, PAST),
        "kind": "change",
        "words": crowd.seal("can we meet at the library instead", ASKED_WORDS),
        "raised_at": crowd.ago(days=2),
        "settled_at": None if is_open else crowd.ago(days=1),
        "settled_by": None if is_open else worker,
        "outcome": None if is_open else "agreed",
    }


def _opened(crowd: Crowd, number: int) -> dict[str, Any]:
    opener, _ = crowd.caseload.of(number + 1)
    return {
        "user_id": opener,
        "contact_id": FIRST + number,
        "reason": crowd.seal("Covering for a colleague who is off sick today.", REASON),
        "opened_at": crowd.ago(days=number % 60),
        "until": crowd.ago(days=number % 60, hours=-1),
    }
