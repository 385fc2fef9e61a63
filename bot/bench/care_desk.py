"""What stands before those who answer for made-up young people: concerns, complaints, ideas, and
texts to read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.bench.crowd import FIRST, TEXTS, Crowd
from bot.bench.many_people import said
from bot.store.answers import WORDS
from bot.store.care_tables import concern_event, double_read, escalation
from bot.store.cases import WORDS as COMPLAINED
from bot.store.concern_events import WORDS as NOTED
from bot.store.concerns import OUTCOME, QUESTION
from bot.store.ideas import FLOW as IDEAS
from bot.store.rights_tables import rights_case
from bot.store.round_tables import idea
from bot.store.tables import answer, concern, concern_message, session

CONCERN_OF, CASE_OF, IDEA_OF = 20, 100, 25  # one in so many of them has this
OPEN_SHARE = 10  # of concerns and ideas, one in so many is not dealt with yet
READ_AGAIN = 50  # one text in so many
IDEA_IDS = FIRST * 4  # of sittings: out of the way of the others'


def fill_care(crowd: Crowd, people: int) -> None:
    """Write what came of so many young people and waits for somebody, or did."""
    _concerns(crowd, range(0, people, CONCERN_OF))
    crowd.fill(rights_case, (_case(crowd, n) for n in range(0, people, CASE_OF)))
    _ideas(crowd, range(0, people, IDEA_OF))
    texts = range(0, people * TEXTS, READ_AGAIN)
    crowd.fill(double_read, (_read_again(crowd, n) for n in texts))


def _concerns(crowd: Crowd, numbers: range) -> None:
    crowd.fill(concern, (_concern(crowd, n) for n in numbers))
    crowd.fill(
        concern_message,
        (
            {"concern_id": FIRST + n, "message_id": FIRST + TEXTS * n + k}
            for n in numbers
            for k in (0, 1)
        ),
    )
    crowd.fill(concern_event, (row for n in numbers for row in _events(crowd, n)))
    crowd.fill(escalation, (_clock(crowd, n) for n in numbers))


def _is_open(number: int, every: int) -> bool:
    return number // every % OPEN_SHARE == 0


def _concern(crowd: Crowd, number: int) -> dict[str, Any]:
    is_open = _is_open(number, CONCERN_OF)
    opened_at = crowd.ago(hours=number % 60) if is_open else crowd.ago(days=3 + number % 300)
    safe = crowd.caseload.workers[0][0]
    return {
        "id": FIRST + number,
        "address_id": FIRST + number,
        "contact_id": FIRST + number,
        "severity": "immediate" if number % 60 == 0 else "concern",
        "category": ("self_harm", "physical", "help")[number % 3],
        "state": "open" if is_open else "closed",
        "can_text": True,
        "question_before": crowd.seal("Where is a good place for you to meet?", QUESTION),
        "opened_at": opened_at,
        "acknowledged_at": None if is_open else opened_at + timedelta(minutes=20),
        "acknowledged_by": None if is_open else safe,
        "closed_at": None if is_open else opened_at + timedelta(days=2),
        "closed_by": None if is_open else safe,
        "outcome": None if is_open else crowd.seal("Spoke with them and with home.", OUTCOME),
        "real": None if is_open else number % 5 > 0,
        "first_acknowledged_at": None if is_open else opened_at + timedelta(minutes=20),
    }


def _events(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    kinds = ("opened", "told", "acknowledged", "note", "closed")
    for kind in kinds[: 2 if _is_open(number, CONCERN_OF) else 5]:
        words = crowd.seal("Rang home: nobody there yet.", NOTED) if kind == "note" else None
        at = crowd.ago(days=number % 300)
        yield {"concern_id": FIRST + number, "kind": kind, "at": at, "words": words}


def _clock(crowd: Crowd, number: int) -> dict[str, Any]:
    is_open = _is_open(number, CONCERN_OF)
    began_at = crowd.ago(hours=number % 60)
    return {
        "concern_id": FIRST + number,
        "number": 0,
        "step": "deputy",
        "began_at": began_at,
        "due_at": began_at + timedelta(minutes=15),
        "ended_at": None if is_open else began_at,
        "ended_how": None if is_open else "acknowledged",
    }


def _case(crowd: Crowd, number: int) -> dict[str, Any]:
    is_open = number // CASE_OF % 3 == 0
    opened_at = crowd.ago(days=10 if is_open else 40 + number % 300)
    complaint = number // CASE_OF % 2 == 0
    return {
        "kind": "complaint" if complaint else "erasure",
        "contact_id": FIRST + number,
        "opened_at": opened_at,
        "due_at": opened_at + timedelta(days=30),
        "words": crowd.seal("Nobody came, and nobody said.", COMPLAINED) if complaint else None,
        "closed_at": None if is_open else opened_at + timedelta(days=9),
    }


def _ideas(crowd: Crowd, numbers: range) -> None:
    crowd.fill(session, (_idea_sitting(crowd, n) for n in numbers))
    crowd.fill(answer, (row for n in numbers for row in _idea_said(crowd, n)))
    crowd.fill(idea, (_idea(crowd, n) for n in numbers))


def _idea_sitting(crowd: Crowd, number: int) -> dict[str, Any]:
    return {
        "id": IDEA_IDS + number,
        "contact_id": FIRST + number,
        "address_id": FIRST + number,
        "flow_version_id": crowd.versions[IDEAS],
        "flow": IDEAS,
        "status": "ended",
        "outcome": "complete",
        "started_at": crowd.ago(days=30),
        "asked_at": crowd.ago(days=30),
        "ended_at": crowd.ago(days=30),
    }


def _idea_said(crowd: Crowd, number: int) -> Iterator[dict[str, Any]]:
    kind = said(crowd, number, sitting=IDEA_IDS + number, flow=IDEAS, question="e1")
    yield kind | {"sees": "ask", "shared": "team", "value": '"idea"'}
    for question, words in (("e2", "a bench by the road, and a light"), ("e4", "nobody shouts")):
        row = said(crowd, number, sitting=IDEA_IDS + number, flow=IDEAS, question=question)
        yield row | {"sees": "ask", "shared": "team", "words": crowd.seal(words, WORDS)}


def _idea(crowd: Crowd, number: int) -> dict[str, Any]:
    is_open = _is_open(number, IDEA_OF)
    opened_at = crowd.ago(days=3 if is_open else 10 + number % 300)
    return {
        "session_id": IDEA_IDS + number,
        "contact_id": FIRST + number,
        "opened_at": opened_at,
        "answer_by": (opened_at + timedelta(days=7)).date(),
        "answered_at": None if is_open else opened_at + timedelta(days=4),
    }


def _read_again(crowd: Crowd, number: int) -> dict[str, Any]:
    is_read = number // READ_AGAIN % 20 > 0
    return {
        "message_id": FIRST + number,
        "drawn_at": crowd.ago(days=1 + number % 50),
        "read_at": crowd.ago(days=number % 50) if is_read else None,
        "missed": False if is_read else None,
    }
