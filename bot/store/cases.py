"""Cases of a young person's rights: each with the day it was opened and the day it is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update

from bot.errors import BadInput
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.rights_tables import rights_case
from bot.store.tables import contact

WORDS = "rights_case.words"
OUTCOME = "rights_case.outcome"
ANSWER_WITHIN = timedelta(days=30)  # the law's clock for a complaint, and ours for erasing


class CaseKind(StrEnum):
    """What a case is about."""

    COMPLAINT = "complaint"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `words` are what the young person complains of; `outcome` what came of it."""

    id: int
    kind: CaseKind
    contact_id: int
    worker_id: int | None
    team_id: int | None
    opened_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None
    words: str | None = field(default=None, repr=False)
    outcome: str | None = field(default=None, repr=False)

    @property
    def state(self) -> str:
        """Return open, acknowledged or closed."""
        if self.closed_at is not None:
            return "closed"
        return "open" if self.acknowledged_at is None else "acknowledged"


def open_case(
    tx: Transaction, kind: CaseKind, contact_id: int, *, now: datetime, words: str | None = None
) -> int:
    """Open a case, or return the one of this kind that is open already."""
    known = tx.db.scalar(
        select(rights_case.c.id).where(
            rights_case.c.contact_id == contact_id,
            rights_case.c.kind == kind,
            rights_case.c.closed_at.is_(None),
        )
    )
    if known is not None:
        return int(known)
    made = tx.db.execute(
        rights_case.insert()
        .values(
            kind=kind,
            contact_id=contact_id,
            opened_at=now,
            due_at=now + ANSWER_WITHIN,
            words=tx.cipher.encrypt(words, WORDS) if words else None,
        )
        .returning(rights_case.c.id)
    )
    return int(made.scalar_one())


def add_words(tx: Transaction, case_id: int, words: str) -> None:
    """Add to what a young person complains of; what was said before stands above it."""
    row = tx.db.execute(
        select(rights_case.c.words).where(
            rights_case.c.id == case_id, rights_case.c.closed_at.is_(None)
        )
    ).first()
    if row is None:
        return
    before = tx.cipher.decrypt(row.words, WORDS) + "\n" if row.words else ""
    tx.db.execute(
        update(rights_case)
        .where(rights_case.c.id == case_id)
        .values(words=tx.cipher.encrypt(before + words, WORDS))
    )


def all_of(
    tx: Transaction, kind: CaseKind | None = None, *, contact_id: int | None = None
) -> tuple[Case, ...]:
    """Return cases, those due first and closed ones last. Whoever shows words records the look."""
    query = select(rights_case, contact.c.worker_id, contact.c.team_id).join(
        contact, contact.c.id == rights_case.c.contact_id
    )
    if kind is not None:
        query = query.where(rights_case.c.kind == kind)
    if contact_id is not None:
        query = query.where(rights_case.c.contact_id == contact_id)
    found = [_case(tx, row) for row in tx.db.execute(query.order_by(rights_case.c.due_at))]
    return tuple(sorted(found, key=lambda case: case.closed_at is not None))


def acknowledge(tx: Transaction, case_id: int, *, user_id: int, now: datetime) -> None:
    """Record that a person has a case; the first time stands."""
    tx.db.execute(
        update(rights_case)
        .where(rights_case.c.id == case_id, rights_case.c.acknowledged_at.is_(None))
        .values(acknowledged_at=now, acknowledged_by=user_id)
    )


def close(
    tx: Transaction, case_id: int, *, user_id: int | None, outcome: str | None, now: datetime
) -> None:
    """Close a case with what came of it.

    Raises:
        BadInput: it is closed already, or there is none.
    """
    closed = tx.db.execute(
        update(rights_case)
        .where(rights_case.c.id == case_id, rights_case.c.closed_at.is_(None))
        .values(
            closed_at=now,
            closed_by=user_id,
            outcome=tx.cipher.encrypt(outcome, OUTCOME) if outcome else None,
        )
    )
    if closed.rowcount != 1:
        raise BadInput("This case is closed already.")


def forget(tx: Transaction, contact_id: int, now: datetime) -> None:
    """Take the words out of every case of one contact, and close their complaints: only the days
    on which something was asked and done stay."""
    theirs = rights_case.c.contact_id == contact_id
    tx.db.execute(update(rights_case).where(theirs).values(words=None, outcome=None))
    tx.db.execute(
        update(rights_case)
        .where(theirs, rights_case.c.kind == CaseKind.COMPLAINT, rights_case.c.closed_at.is_(None))
        .values(closed_at=now)
    )


def last_word(tx: Transaction, case_id: int, outbox_id: int | None) -> None:
    """Remember which text tells them of an erasure: who they are goes after it."""
    tx.db.execute(
        update(rights_case).where(rights_case.c.id == case_id).values(last_word_id=outbox_id)
    )


def _case(tx: Transaction, row: AnyRow) -> Case:
    return Case(
        id=row.id,
        kind=CaseKind(row.kind),
        contact_id=row.contact_id,
        worker_id=row.worker_id,
        team_id=row.team_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        acknowledged_at=row.acknowledged_at,
        closed_at=row.closed_at,
        words=tx.cipher.decrypt(row.words, WORDS) if row.words else None,
        outcome=tx.cipher.decrypt(row.outcome, OUTCOME) if row.outcome else None,
    )
