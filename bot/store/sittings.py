"""What a young person was asked before: sittings for the budget, questions, texts unasked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.conversation.budget import Sitting
from bot.store.database import Transaction
from bot.store.tables import answer, outbox, session, totals_answer

REMEMBERED = timedelta(days=400)
UNASKED_FOR = ("prompt", "reminder", "notice", "nudge")


def of_contact(tx: Transaction, contact_id: int, now: datetime) -> tuple[Sitting, ...]:
    """Return the sittings of one contact that a budget may have to count."""
    rows = tx.db.execute(
        select(session.c.flow, session.c.started_at, session.c.charge, session.c.asked_at).where(
            session.c.contact_id == contact_id, session.c.started_at > now - REMEMBERED
        )
    )
    return tuple(Sitting(r.flow, r.started_at, r.charge, r.asked_at) for r in rows)


def texts_unasked_for(tx: Transaction, contact_id: int, now: datetime) -> tuple[datetime, ...]:
    """Return when each text that nobody asked for went to one contact this week, or is due."""
    due = tx.db.scalars(
        select(outbox.c.due_at).where(
            outbox.c.contact_id == contact_id,
            outbox.c.kind.in_(UNASKED_FOR),
            outbox.c.channel == "sms",
            outbox.c.state.notin_(("void", "failed")),
            outbox.c.due_at > now - timedelta(days=7),
        )
    )
    return tuple(due)


def questions_had(
    tx: Transaction, *, contact_id: int, flow: str, pseudonym: str | None, wave: int
) -> tuple[str, ...]:
    """Return the kept questions put to somebody in earlier sessions, those asked longest ago first.

    Both by contact and by pseudonym: the service may go forward, from a contact.
    """
    last: dict[str, date] = {}
    by_contact = tx.db.execute(
        select(answer.c.question, answer.c.answered_at).where(
            answer.c.contact_id == contact_id, answer.c.flow == flow
        )
    )
    for row in by_contact:
        last[row.question] = max(row.answered_at.date(), last.get(row.question, date.min))
    if pseudonym is not None:
        counted = tx.db.execute(
            select(totals_answer.c.question, totals_answer.c.answered_on).where(
                totals_answer.c.pseudonym == pseudonym, totals_answer.c.wave == wave
            )
        )
        last |= {row.question: row.answered_on for row in counted}
    return tuple(sorted(last, key=lambda question: (last[question], question)))
