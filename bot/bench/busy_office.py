"""What participation officers and auditors have in front of them, for looking at: rounds, findings,
drawings, and the audit log of so many young people.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from bot.bench.crowd import FIRST, Crowd
from bot.demo.sketch import a_place
from bot.privacy.picture import drawn_anew
from bot.rounds.audience import EVERYBODY, dump
from bot.store import audits
from bot.store.drawn_answers import DESCRIBED, PICTURE
from bot.store.round_tables import consultation, finding, invitation
from bot.store.theme_tables import drawn_answer

ROUNDS_BEFORE, FINDINGS, DRAWINGS = 24, 60, 60
ASKED_OF = 5  # of each round before, one young person in so many


def fill_office(crowd: Crowd, people: int, *, officer_id: int) -> None:
    """Write what stands before officers and auditors about so many young people."""
    crowd.fill(consultation, (_round(crowd, n, officer_id) for n in range(ROUNDS_BEFORE)))
    crowd.fill(invitation, _invitations(crowd, people))
    crowd.fill(finding, (_finding(crowd, n, officer_id) for n in range(FINDINGS)))
    crowd.fill(drawn_answer, _drawings(crowd))
    _audit(crowd, people)


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
