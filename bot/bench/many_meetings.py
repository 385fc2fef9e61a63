"""The meetings of made-up young people, and what is about them: texts in and out, promises, tasks,
what they asked, and whose records were opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.bench.crowd import AHEAD, FIRST, PAST, TEXTS, Crowd
from bot.store.access_tables import opened_record
from bot.store.appointments import PLACE
from bot.store.meeting_requests import WORDS as ASKED_WORDS
from bot.store.meeting_tables import meeting_request, promise
from bot.store.messages import BODY
from bot.store.openings import REASON
from bot.store.outbox import BODY as SENT
from bot.store.promises import WORDS as PROMISED
from bot.store.tables import appointment, inbound_message, outbox, task

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
TASK_OF, REQUEST_OF, OPENED_OF = 10, 20, 100  # one in so many of them has this


def fill_meetings(crowd: Crowd, people: int) -> None:
    """Write the meetings of so many young people, and all that is about them."""
    numbers = range(people)
    crowd.fill(inbound_message, (row for n in numbers for row in _texts_in(crowd, n)))
    crowd.fill(appointment, (row for n in numbers for row in _meetings(crowd, n)))
    crowd.fill(outbox, (row for n in numbers for row in _texts_out(crowd, n)))
    crowd.fill(promise, (row for n in numbers for row in _promises(crowd, n)))
    crowd.fill(task, (_task(crowd, n) for n in range(0, people, TASK_OF)))
    crowd.fill(meeting_request, (_request(crowd, n) for n in range(0, people, REQUEST_OF)))
    crowd.fill(opened_record, (_opened(crowd, n) for n in range(0, people, OPENED_OF)))


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
    is_open = number // REQUEST_OF % 2 == 0
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


def meeting_id(number: int, place: int) -> int:
    """Return the id of one of their meetings: those that were come first, the latest last."""
    return FIRST + (PAST + AHEAD) * number + place
