"""Made-up young people: how each is reached, and what they said of meetings and on their page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.bench.crowd import FIRST, Crowd
from bot.bench.phones import phone
from bot.store.addresses import VALUE
from bot.store.answers import WORDS
from bot.store.contacts import NICKNAME
from bot.store.queries.own_pages import FLOW as OWN_PAGE
from bot.store.queries.wishes import FLOW as MEETINGS
from bot.store.tables import address, answer, contact, contact_address, session

NAMES = ("Bree", "Kit", "Ziggy", "Marlo", "Tink", "Ash", "Pip", "Roo", "Nova", "Dex", "Juno")
AREAS = ("Basildon", "Southend", "Laindon", "Pitsea", "Wickford", "Billericay", "Benfleet")
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
PAGE_OF = 5  # one in so many of them has a page of their own


def fill_people(crowd: Crowd, people: int) -> None:
    """Write so many young people, and what they said."""
    numbers = range(people)
    crowd.fill(contact, (_contact(crowd, n) for n in numbers))
    crowd.fill(address, (_address(crowd, n) for n in numbers))
    crowd.fill(contact_address, (_way(crowd, n) for n in numbers))
    crowd.fill(session, (_sitting(crowd, n) for n in numbers))
    crowd.fill(answer, (row for n in numbers for row in _wishes(crowd, n)))
    pages = range(0, people, PAGE_OF)
    crowd.fill(session, (_sitting(crowd, n, page=True) for n in pages))
    crowd.fill(answer, (row for n in pages for row in _own_page(crowd, n)))


def sitting_id(number: int, *, page: bool = False) -> int:
    """Return the id of a young person's sitting about meetings, or about their own page."""
    return FIRST + 2 * number + page


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
