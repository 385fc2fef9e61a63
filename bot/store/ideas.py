"""Ideas as cases: what a young person shared with the team, and the day they are answered by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from sqlalchemy import ColumnElement, exists, select, true, update

from bot.engine.model import AnswerStatus
from bot.rounds.findings import answer_by
from bot.store.answers import WORDS
from bot.store.database import Transaction
from bot.store.round_tables import finding, idea
from bot.store.tables import answer

FLOW, KIND, SAID, GOOD = "ideas", "e1", "e2", "e4"
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea without a name. `kind`: idea, problem, good_news, complaint; None if not said."""

    id: int
    opened_at: datetime
    answer_by: date
    answered_at: datetime | None
    finding_id: int | None
    kind: str | None
    said: str = field(repr=False)
    good: str = field(repr=False, default="")


def open_cases(tx: Transaction, zone: tzinfo) -> int:
    """Open a case for every idea shared with the team that has none; return how many."""
    known = exists().where(idea.c.session_id == answer.c.session_id)
    rows = tx.db.execute(
        select(answer.c.session_id, answer.c.contact_id, answer.c.answered_at)
        .where(
            answer.c.flow == FLOW,
            answer.c.question == SAID,
            answer.c.status == AnswerStatus.ANSWERED,
            answer.c.shared.is_not(None),
            ~known,
        )
        .limit(AT_ONCE)
    ).all()
    for row in rows:
        tx.db.execute(
            idea.insert().values(
                session_id=row.session_id,
                contact_id=row.contact_id,
                opened_at=row.answered_at,
                answer_by=answer_by(row.answered_at.astimezone(zone).date()),
            )
        )
    return len(rows)


def every(tx: Transaction) -> tuple[Idea, ...]:
    """Return all ideas: those to be answered first, by day, then the answered ones."""
    return _read(tx, true())


def _read(tx: Transaction, which: ColumnElement[bool]) -> tuple[Idea, ...]:
    rows = tx.db.execute(
        select(idea, finding.c.id.label("finding_id"))
        .outerjoin(finding, finding.c.idea_id == idea.c.id)
        .where(which)
        .order_by(idea.c.answered_at.is_not(None), idea.c.answer_by, idea.c.id)
    ).all()
    said = _said(tx, [row.session_id for row in rows])
    return tuple(
        Idea(
            id=row.id,
            opened_at=row.opened_at,
            answer_by=row.answer_by,
            answered_at=row.answered_at,
            finding_id=row.finding_id,
            kind=said.get((row.session_id, KIND)),
            said=said.get((row.session_id, SAID), ""),
            good=said.get((row.session_id, GOOD), ""),
        )
        for row in rows
    )


def one(tx: Transaction, idea_id: int) -> Idea | None:
    """Return one idea, or None."""
    return next(iter(_read(tx, idea.c.id == idea_id)), None)


def whose(tx: Transaction, idea_id: int) -> int | None:
    """Return the contact an idea came from, to answer them; pages never ask."""
    return tx.db.scalar(select(idea.c.contact_id).where(idea.c.id == idea_id))


def answered(tx: Transaction, idea_id: int, now: datetime) -> None:
    """Stop the clock: they were told."""
    tx.db.execute(update(idea).where(idea.c.id == idea_id).values(answered_at=now))


def _said(tx: Transaction, session_ids: list[int]) -> dict[tuple[int, str], str]:
    rows = tx.db.execute(
        select(answer).where(
            answer.c.session_id.in_(session_ids),
            answer.c.question.in_((KIND, SAID, GOOD)),
            answer.c.status == AnswerStatus.ANSWERED,
        )
    )
    found = {}
    for row in rows:
        words = tx.cipher.decrypt(row.words, WORDS) if row.words else (row.value or "").strip('"')
        found[row.session_id, row.question] = words
    return found
