"""What a conversation is begun about, looked up when it begins: the meeting to come, and what they
said last time. Never what somebody who looks at a shared phone should not read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from bot.conversation.house import House
from bot.engine.model import AnswerStatus, Flow, Say
from bot.meetings.wording import say_when
from bot.store import appointments
from bot.store.contacts import Person
from bot.store.database import Transaction
from bot.store.tables import answer

THEN = "then_"


def known_of(
    tx: Transaction, house: House, person: Person, flow: Flow, *, now: datetime
) -> dict[str, str]:
    """Return the facts `flow` has a use for: {"when": "Tue 4pm", "then_t1": "ok"}."""
    known = _then(tx, person.id, flow)
    meeting = appointments.next_of(tx, person.id, now) if _says_when(flow) else None
    if meeting is not None:
        known["when"] = say_when(meeting.starts_at, now, house.zone, person.language)
    return known


def _says_when(flow: Flow) -> bool:
    return any("{when}" in view.text for one in flow.index.views.values() for view in one.values())


def _then(tx: Transaction, contact_id: int, flow: Flow) -> dict[str, str]:
    """Return what they chose last time, of the questions the flow sets beside each other."""
    says = (node for node in flow.nodes.values() if isinstance(node, Say))
    beside = {question for say in says for question in say.then_and_now}
    if not beside:
        return {}
    rows = tx.db.execute(
        select(answer.c.question, answer.c.value)
        .where(
            answer.c.contact_id == contact_id,
            answer.c.flow == flow.key,
            answer.c.question.in_(beside),
            answer.c.status == AnswerStatus.ANSWERED,
            answer.c.value.is_not(None),
        )
        .order_by(answer.c.session_id)
    )
    return _said({row.question: json.loads(row.value) for row in rows})


def _said(values: Mapping[str, object]) -> dict[str, str]:
    """Leave out what is no single choice or number: a fact is one word."""
    return {f"{THEN}{key}": str(value) for key, value in values.items() if _is_one(value)}


def _is_one(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
