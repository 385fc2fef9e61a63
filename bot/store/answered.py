"""Which of these people answered in a round: worked out forward, contact to pseudonym, never back.

Nothing here is stored: no row joins a contact with an answer of the totals (decision 0002).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.conversation.house import House
from bot.engine.model import AnswerStatus, Flow
from bot.store.beginnings import who_answers
from bot.store.database import Transaction
from bot.store.tables import answer, contact, flow_version, totals_answer


def among(
    tx: Transaction,
    house: House,
    flow: Flow,
    contact_ids: Sequence[int],
    *,
    wave: int,
    since: datetime,
) -> frozenset[int]:
    """Return those who answered at least one question of this flow in this wave.

    Args:
        contact_ids: at most some hundreds at a time.
        since: when the round was launched: answers a worker may see have no wave.
    """
    if not contact_ids:
        return frozenset()
    seen = tx.db.scalars(
        select(answer.c.contact_id).where(
            answer.c.contact_id.in_(contact_ids),
            answer.c.flow == flow.key,
            answer.c.status == AnswerStatus.ANSWERED,
            answer.c.answered_at >= since,
        )
    )
    found = {int(contact_id) for contact_id in seen}
    by_pseudonym = {who_answers(house, flow, one): one for one in contact_ids}
    pseudonyms = tx.db.scalars(
        select(totals_answer.c.pseudonym)
        .join(flow_version, flow_version.c.id == totals_answer.c.flow_version_id)
        .where(
            totals_answer.c.pseudonym.in_([who for who in by_pseudonym if who is not None]),
            totals_answer.c.wave == wave,
            totals_answer.c.status == AnswerStatus.ANSWERED,
            flow_version.c.flow == flow.key,
        )
        .distinct()
    )
    return frozenset(found | {by_pseudonym[who] for who in pseudonyms})


def chose(
    tx: Transaction,
    house: House,
    flow: Flow,
    contact_ids: Sequence[int],
    *,
    question: str,
    values: Sequence[str],
) -> frozenset[int]:
    """Return those of these people who chose one of these options: forward, and kept nowhere."""
    by_pseudonym = {who_answers(house, flow, one): one for one in contact_ids}
    found = tx.db.scalars(
        select(totals_answer.c.pseudonym).where(
            totals_answer.c.pseudonym.in_([who for who in by_pseudonym if who is not None]),
            totals_answer.c.question == question,
            totals_answer.c.status == AnswerStatus.ANSWERED,
            totals_answer.c.value.in_([json.dumps(one) for one in values]),
        )
    )
    return frozenset(by_pseudonym[who] for who in found)


def people_after(tx: Transaction, contact_id: int, *, status: str, at_most: int) -> tuple[int, ...]:
    """Return the next contacts in the order of their ids, whether they answered or not."""
    return tuple(
        tx.db.scalars(
            select(contact.c.id)
            .where(contact.c.id > contact_id, contact.c.status == status)
            .order_by(contact.c.id)
            .limit(at_most)
        )
    )
