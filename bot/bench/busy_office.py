"""What the offices around many young people have in front of them, for looking at: concerns, cases,
ideas, the audit log, rounds, findings and the board. Beside `bot.bench.many_people`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from bot.bench.many_people import FIRST, TEXTS, Crowd, said
from bot.demo.sketch import a_place
from bot.privacy.picture import drawn_anew
from bot.rounds.audience import EVERYBODY, dump
from bot.store import audits
from bot.store.answers import WORDS
from bot.store.care_tables import concern_event, double_read, escalation
from bot.store.cases import WORDS as COMPLAINED
from bot.store.concern_events import WORDS as NOTED
from bot.store.concerns import OUTCOME, QUESTION
from bot.store.drawn_answers import DESCRIBED, PICTURE
from bot.store.ideas import FLOW as IDEAS
from bot.store.rights_tables import rights_case
from bot.store.round_tables import consultation, finding, idea, invitation
from bot.store.tables import answer, concern, concern_message, session
from bot.store.theme_tables import drawn_answer

ROUNDS_BEFORE, FINDINGS, DRAWINGS = 24, 60, 60
ASKED_OF = 5  # of each round before, one young person in so many
EVERY = {"concern": 20, "case": 100, "idea": 25}  # one in so many of them has this
OPEN_SHARE = 10  # of concerns and ideas, one in so many is not dealt with yet
READ_AGAIN = 50  # one text in so many
IDEA_IDS = FIRST * 4  # of sittings: out of the way of the others'


def fill_office(crowd: Crowd, people: int, *, officer_id: int) -> None:
    """Write what stands before safeguarding, leads, auditors and officers about so many people."""
    _concerns(crowd, range(0, people, EVERY["concern"]))
    crowd.fill(rights_case, (_case(crowd, n) for n in range(0, people, EVERY["case"])))
    _ideas(crowd, range(0, people, EVERY["idea"]))
    texts = range(0, people * TEXTS, READ_AGAIN)
    crowd.fill(double_read, (_read_again(crowd, n) for n in texts))
    crowd.fill(consultation, (_round(crowd, n, officer_id) for n in range(ROUNDS_BEFORE)))
    crowd.fill(invitation, _invitations(crowd, people))
    crowd.fill(finding, (_finding(crowd, n, officer_id) for n in range(FINDINGS)))
    crowd.fill(drawn_answer, _drawings(crowd))
    _audit(crowd, people)


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
    is_open = _is_open(number, EVERY["concern"])
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
    for kind in kinds[: 2 if _is_open(number, EVERY["concern"]) else 5]:
        words = crowd.seal("Rang home: nobody there yet.", NOTED) if kind == "note" else None
        at = crowd.ago(days=number % 300)
        yield {"concern_id": FIRST + number, "kind": kind, "at": at, "words": words}


def _clock(crowd: Crowd, number: int) -> dict[str, Any]:
    is_open = _is_open(number, EVERY["concern"])
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
    is_open = number // EVERY["case"] % 3 == 0
    opened_at = crowd.ago(days=10 if is_open else 40 + number % 300)
    complaint = number // EVERY["case"] % 2 == 0
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
    is_open = _is_open(number, EVERY["idea"])
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


def _round(crowd: Crowd, number: int, officer_id: int) -> dict[str, Any]:
    closed_at = crowd.ago(days=30 * (number + 1))
    return {
        "id": FIRST + number,
        "name": f"How help comes, {number + 1}",
        "about": "getting help",
        "flow": "good-worker",
        "family": "good-worker",
        "wave": number + 1,
        "audience": dump(EVERYBODY),
        "spread_days": 7,
        "opens_at": closed_at - timedelta(days=14),
        "closes_at": closed_at,
        "closed_at": closed_at,
        "launched_by": officer_id,
        "launched_at": closed_at - timedelta(days=15),
    }


def _invitations(crowd: Crowd, people: int) -> Iterator[dict[str, Any]]:
    for number in range(ROUNDS_BEFORE):
        at = crowd.ago(days=30 * (number + 1) + 10)
        for one in range(number % ASKED_OF, people, ASKED_OF):
            whom = {"consultation_id": FIRST + number, "contact_id": FIRST + one}
            yield whom | {"due_at": at, "invited_at": at}


def _finding(crowd: Crowd, number: int, officer_id: int) -> dict[str, Any]:
    decided = number % 3 > 0
    return {
        "consultation_id": FIRST + number % ROUNDS_BEFORE,
        "about": "getting help",
        "heard": "it took far too long",
        "rung": "heard",
        "decider": "Dee Cider" if decided else None,
        "asked_times": 1 if decided else 0,
        "decision": "yes" if decided else None,
        "because": "There is money for it from April." if decided else None,
        "decided_at": crowd.ago(days=40) if decided else None,
        "change": "a person answers within a day" if decided else None,
        "published_at": crowd.ago(days=20) if decided else None,
        "answered": 240 if decided else None,
        "told": 236 if decided else None,
        "created_by": officer_id,
        "created_at": crowd.ago(days=60),
    }


def _drawings(crowd: Crowd) -> Iterator[dict[str, Any]]:
    """Pictures that answered, half of them looked at."""
    draw = Random(DRAWINGS)
    sealed = crowd.seal(base64.b64encode(drawn_anew(a_place())).decode(), PICTURE)
    for number in range(DRAWINGS):
        waits = number % 2 == 0
        yield {
            "id": f"{draw.getrandbits(128):032x}",
            "pseudonym": f"{draw.getrandbits(128):032x}",
            "family": "good-place",
            "wave": 1,
            "question": "i5",
            "flow_version_id": crowd.versions["good-place"],
            "state": "waiting" if waits else "released",
            "may_show": True,
            "picture": sealed,
            "described": None if waits else crowd.seal("A room with a sofa.", DESCRIBED),
            "sent_on": crowd.ago(days=number % 3).date(),
        }


def _audit(crowd: Crowd, people: int) -> None:
    """As many lines as young people: each was added, and some were read."""
    for number in range(people):
        worker, _ = crowd.caseload.of(number)
        audits.record(
            crowd.tx,
            actor=f"user:{worker}",
            action="record.read" if number % 3 else "contact.add",
            subject=f"contact:{FIRST + number}",
            now=crowd.now,
        )
