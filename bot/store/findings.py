"""Findings: what was heard, who decides, what they said, what is published. Nobody's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from bot.rounds.findings import Decision, Progress, Rung
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.round_tables import consultation, finding


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as it stands. `round_id` or `idea_id` says what it came of.

    Args:
        about, heard, change: an officer's words: "You said: {heard}. Now: {change}".
        answered, told: how many young people answered and were told, so far.
        told_upto: the last contact looked at while telling; None before and after.
    """

    id: int
    round_id: int | None
    idea_id: int | None
    about: str
    heard: str
    rung: Rung
    decider: str | None
    decider_address_id: int | None = field(repr=False)
    asked_times: int
    reminders: int
    because: str | None
    by_when: date | None
    right_flow: str | None
    right_upto: int | None
    change: str | None
    still: str | None
    picture: str | None
    told_upto: int | None
    answered: int | None
    told: int | None
    progress: Progress

    @property
    def who_said(self) -> str:
        """Whose words these stand for: an idea is one person's."""
        return "Most said" if self.idea_id is None else "One of them said"


def add(
    tx: Transaction,
    *,
    round_id: int | None,
    idea_id: int | None,
    about: str,
    heard: str,
    rung: Rung,
    user_id: int | None,
    now: datetime,
) -> int:
    """Store a finding and return its id."""
    made = tx.db.execute(
        finding.insert()
        .values(
            consultation_id=round_id,
            idea_id=idea_id,
            about=about,
            heard=heard,
            rung=rung,
            created_by=user_id,
            created_at=now,
        )
        .returning(finding.c.id)
    ).scalar_one()
    return int(made)


def one(tx: Transaction, finding_id: int, *, lock: bool = False) -> Finding | None:
    """Return one finding, or None."""
    which = select(finding).where(finding.c.id == finding_id)
    row = tx.db.execute(which.with_for_update() if lock else which).first()
    return _finding(row) if row is not None else None


def of_round(tx: Transaction, round_id: int) -> tuple[Finding, ...]:
    """Return what was found in a round, in the order it was written down."""
    rows = tx.db.execute(
        select(finding).where(finding.c.consultation_id == round_id).order_by(finding.c.id)
    )
    return tuple(map(_finding, rows))


def of_idea(tx: Transaction, idea_id: int) -> Finding | None:
    """Return the finding an idea became, or None."""
    row = tx.db.execute(select(finding).where(finding.c.idea_id == idea_id)).first()
    return _finding(row) if row is not None else None


def published(tx: Transaction) -> tuple[Finding, ...]:
    """Return what anybody may read, the newest first; of a trial nothing, and of no idea."""
    rows = tx.db.execute(
        select(finding)
        .join(consultation, consultation.c.id == finding.c.consultation_id)
        .where(finding.c.published_at.is_not(None), consultation.c.trial.is_(False))
        .order_by(finding.c.published_at.desc(), finding.c.id.desc())
    )
    return tuple(map(_finding, rows))


def awaiting_decision(tx: Transaction) -> tuple[Finding, ...]:
    """Return what somebody was asked to decide and has not."""
    rows = tx.db.execute(
        select(finding).where(
            finding.c.asked_at.is_not(None),
            finding.c.decision.is_(None),
            finding.c.published_at.is_(None),
        )
    )
    return tuple(map(_finding, rows))


def being_told(tx: Transaction) -> tuple[Finding, ...]:
    """Return what is being told, or asked "did we get that right?", just now."""
    rows = tx.db.execute(
        select(finding)
        .where(finding.c.told_upto.is_not(None) | finding.c.right_upto.is_not(None))
        .order_by(finding.c.id)
    )
    return tuple(map(_finding, rows))


def asked_if_right(tx: Transaction) -> tuple[str, ...]:
    """Return the flows that ask "did we get that right?" of findings not published yet."""
    return tuple(
        tx.db.scalars(
            select(finding.c.right_flow).where(
                finding.c.right_flow.is_not(None), finding.c.published_at.is_(None)
            )
        )
    )


def change(tx: Transaction, finding_id: int, **values: Any) -> None:
    """Record the next step of a finding."""
    tx.db.execute(update(finding).where(finding.c.id == finding_id).values(**values))


def _finding(row: AnyRow) -> Finding:
    return Finding(
        id=row.id,
        round_id=row.consultation_id,
        idea_id=row.idea_id,
        about=row.about,
        heard=row.heard,
        rung=Rung(row.rung),
        decider=row.decider,
        decider_address_id=row.decider_address_id,
        asked_times=row.asked_times,
        reminders=row.reminders,
        because=row.because,
        by_when=row.by_when,
        right_flow=row.right_flow,
        right_upto=row.right_upto,
        change=row.change,
        still=row.still,
        picture=row.picture,
        told_upto=row.told_upto,
        answered=row.answered,
        told=row.told,
        progress=Progress(
            row.asked_at,
            Decision(row.decision) if row.decision else None,
            row.right_asked_at,
            row.published_at,
        ),
    )
