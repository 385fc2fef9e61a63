"""Concerns: opening one, adding to it, and who has it. Nothing here closes one on its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.errors import BadInput
from bot.safeguarding.assess import OPEN_ENDED, Assessment, Severity
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.tables import address, concern, concern_message

QUESTION = "concern.question_before"
OUTCOME = "concern.outcome"


@dataclass(frozen=True, slots=True)
class Opened:
    """The concern a message belongs to. `new`: it was opened, or became graver, just now.
    `first`: it was opened by this very message."""

    id: int
    new: bool
    first: bool = False


def open_or_add(
    tx: Transaction,
    *,
    address_id: int,
    contact_id: int | None,
    message_id: int | None,
    assessment: Assessment,
    can_text: bool,
    question_before: str | None,
    resumed: bool,
    now: datetime,
) -> Opened:
    """Add a message to the open concern of whoever is at this address, or open one.

    It is news again where it is graver, where somebody took the concern and danger is told of
    now, or where a human had let questions go on: what they took was not this.

    Args:
        message_id: None where the message is not kept any more: a picture was all of it.
        resumed: nothing is paused at this address.
    """
    row = _open_here(tx, address_id)
    if row is None:
        values = {
            "address_id": address_id,
            "contact_id": contact_id,
            "severity": assessment.severity,
            "category": assessment.category,
            "can_text": can_text,
            "question_before": tx.cipher.encrypt(question_before, QUESTION)
            if question_before
            else None,
            "opened_at": now,
        }
        made = tx.db.execute(concern.insert().values(values).returning(concern.c.id))
        opened = Opened(int(made.scalar_one()), new=True, first=True)
    else:
        opened = _news(tx, row, assessment, can_text=can_text, resumed=resumed)
    if message_id is not None:
        holds = concern_message.insert().values(concern_id=opened.id, message_id=message_id)
        tx.db.execute(holds)
    return opened


def _news(
    tx: Transaction, row: AnyRow, assessment: Assessment, *, can_text: bool, resumed: bool
) -> Opened:
    graver = assessment.severity is Severity.IMMEDIATE and row.severity != Severity.IMMEDIATE
    more_than_help = row.category in OPEN_ENDED and assessment.category not in OPEN_ENDED
    taken = row.state == "acknowledged"
    again = taken and (resumed or assessment.severity is Severity.IMMEDIATE)
    new = graver or more_than_help or again
    if new:
        named = assessment.category if assessment.category not in OPEN_ENDED else row.category
        tx.db.execute(
            update(concern)
            .where(concern.c.id == row.id)
            .values(
                severity=assessment.severity if graver else row.severity,
                category=named,
                can_text=can_text,
                state="open",
                acknowledged_at=None,
                acknowledged_by=None,
                close_asked_by=None,
            )
        )
    return Opened(row.id, new)


def _open_here(tx: Transaction, address_id: int) -> AnyRow | None:
    """Return the concern that is open about whoever writes from this address: what pauses it, or
    what came from it."""
    held_by = select(address.c.held_by).where(address.c.id == address_id).scalar_subquery()
    here = (concern.c.address_id == address_id) | (concern.c.id == held_by)
    return tx.db.execute(
        select(concern.c.id, concern.c.severity, concern.c.category, concern.c.state)
        .where(here, concern.c.state != "closed")
        .order_by(concern.c.id.desc())
        .limit(1)
        .with_for_update()
    ).first()


def is_any_open(tx: Transaction) -> bool:
    """Tell whether there is a concern that nobody has acknowledged."""
    return tx.db.scalar(select(concern.c.id).where(concern.c.state == "open").limit(1)) is not None


def has_been(tx: Transaction, address_id: int, category: str) -> bool:
    """Tell whether this address ever had a concern of one kind, open or closed."""
    return (
        tx.db.scalar(
            select(concern.c.id)
            .where(concern.c.address_id == address_id, concern.c.category == category)
            .limit(1)
        )
        is not None
    )


def can_be_texted(tx: Transaction, address_id: int) -> None:
    """Record that whoever wrote may be answered by text again: they came back."""
    tx.db.execute(
        update(concern)
        .where(concern.c.address_id == address_id, concern.c.state != "closed")
        .values(can_text=True)
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """The concern that one more message now stands under, and who has it."""

    id: int
    taken_by: int | None
    told_of_more_at: datetime | None


def add_message(tx: Transaction, address_id: int, message_id: int) -> Joined | None:
    """Put one more message under the open concern of this address, if there is one."""
    row = _open_here(tx, address_id)
    if row is None:
        return None
    tx.db.execute(concern_message.insert().values(concern_id=row.id, message_id=message_id))
    taken = tx.db.execute(
        select(concern.c.acknowledged_by, concern.c.told_of_more_at).where(concern.c.id == row.id)
    ).one()
    return Joined(row.id, taken.acknowledged_by, taken.told_of_more_at)


def taken_by(tx: Transaction, concern_id: int) -> int | None:
    """Return who has taken a concern; None where nobody has."""
    return tx.db.scalar(select(concern.c.acknowledged_by).where(concern.c.id == concern_id))


def told_of_more(tx: Transaction, concern_id: int, now: datetime) -> None:
    """Remember that whoever has a concern was told that there is more in it."""
    tx.db.execute(update(concern).where(concern.c.id == concern_id).values(told_of_more_at=now))


def acknowledge(tx: Transaction, concern_id: int, *, user_id: int, now: datetime) -> bool:
    """Record who has taken it; tell whether it was still free to take."""
    changed = tx.db.execute(
        update(concern)
        .where(concern.c.id == concern_id, concern.c.state == "open")
        .values(
            state="acknowledged",
            acknowledged_at=now,
            acknowledged_by=user_id,
            first_acknowledged_at=func.coalesce(concern.c.first_acknowledged_at, now),
        )
    )
    return changed.rowcount == 1


def hand_over(tx: Transaction, concern_id: int, *, to: int) -> Severity | None:
    """Give it to somebody else: it is nobody's until they, or anyone, acknowledge it.

    Returns:
        How grave it is; None if it is closed.
    """
    severity = tx.db.scalar(
        update(concern)
        .where(concern.c.id == concern_id, concern.c.state != "closed")
        .values(state="open", acknowledged_at=None, acknowledged_by=None, handed_to=to)
        .returning(concern.c.severity)
    )
    return Severity(severity) if severity is not None else None


def resumed(tx: Transaction, concern_id: int, now: datetime) -> None:
    """Remember when a person first let questions go on."""
    tx.db.execute(
        update(concern)
        .where(concern.c.id == concern_id, concern.c.resumed_at.is_(None))
        .values(resumed_at=now)
    )


def ask_to_close(tx: Transaction, concern_id: int, *, user_id: int) -> None:
    """Remember the first of the two people who close a grave one."""
    tx.db.execute(update(concern).where(concern.c.id == concern_id).values(close_asked_by=user_id))


def close(
    tx: Transaction,
    concern_id: int,
    *,
    user_id: int,
    outcome: str,
    real: bool,
    review_due_at: datetime | None,
    now: datetime,
) -> None:
    """Close it with what was done.

    Raises:
        BadInput: it was closed already, or nobody has acknowledged it.
    """
    closed = tx.db.execute(
        update(concern)
        .where(concern.c.id == concern_id, concern.c.state == "acknowledged")
        .values(
            state="closed",
            closed_at=now,
            closed_by=user_id,
            real=real,
            review_due_at=review_due_at,
            outcome=tx.cipher.encrypt(outcome, OUTCOME),
        )
    )
    if closed.rowcount != 1:
        raise BadInput("This concern is closed already, or nobody has taken it yet.")


def reviewed(tx: Transaction, concern_id: int, now: datetime) -> bool:
    """Record the written review of one that a single person closed; tell whether one was due."""
    changed = tx.db.execute(
        update(concern)
        .where(
            concern.c.id == concern_id,
            concern.c.review_due_at.is_not(None),
            concern.c.reviewed_at.is_(None),
        )
        .values(reviewed_at=now)
    )
    return changed.rowcount == 1
