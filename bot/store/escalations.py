"""The clock of each concern: one pending step while nobody has acknowledged it, always.

A step is taken, its alerts queued and the next one written in the same transaction; a process
that dies in between has done nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.conversation.house import House
from bot.safeguarding.assess import Severity
from bot.safeguarding.escalation import Due, is_due, longest_wait, next_due
from bot.safeguarding.rota import Rota, Step, is_staffed, whom_to_tell
from bot.store import alerts, concern_events, rotas
from bot.store.care_tables import escalation
from bot.store.columns import AnyRow
from bot.store.concern_events import Kind
from bot.store.database import Transaction
from bot.store.tables import concern

PENDING = escalation.c.ended_at.is_(None)
STEPS = {
    Step.FIRST: "those on duty",
    Step.DEPUTY: "the deputy",
    Step.LEAD: "the safeguarding lead",
    Step.MANAGER: "the manager",
    Step.EVERYONE: "everyone on the rota",
}


def begin(
    tx: Transaction,
    house: House,
    concern_id: int,
    *,
    severity: Severity,
    now: datetime,
    first: tuple[str, ...] = (),
) -> None:
    """Start the clock of a concern anew: tell the first people now, and write when the next are.

    Args:
        first: whom to tell first, as URNs; the rota says, where this is empty.
    """
    stop(tx, concern_id, how="begun_again", now=now)
    rota = rotas.load(tx, house)
    _take(
        tx,
        house,
        rota,
        concern_id=concern_id,
        severity=severity,
        due=Due(0, Step.FIRST, now),
        began=now,
        now=now,
        urns=first,
    )


def stop(tx: Transaction, concern_id: int, *, how: str, now: datetime) -> None:
    """Stop the clock: somebody acknowledged the concern, or it begins again."""
    tx.db.execute(
        update(escalation)
        .where(escalation.c.concern_id == concern_id, PENDING)
        .values(ended_at=now, ended_how=how)
    )


def take_due(tx: Transaction, house: House, now: datetime) -> int:
    """Take the next step of every open concern whose time has come; return how many."""
    _mend(tx, now)
    rota = rotas.load(tx, house)
    furthest = now + longest_wait(rota.pace)
    waiting = (
        select(escalation, concern.c.severity)
        .join(concern, concern.c.id == escalation.c.concern_id)
        .where(PENDING, concern.c.state == "open")
        .where((escalation.c.due_at <= now) | (escalation.c.due_at > furthest))
        .order_by(escalation.c.due_at, escalation.c.id)
        .with_for_update(of=escalation)
    )
    taken = 0
    for row in tx.db.execute(waiting).all():
        if is_due(row.due_at, rota.pace, now=now):
            _end(tx, row, now)
            _take(
                tx,
                house,
                rota,
                concern_id=row.concern_id,
                severity=Severity(row.severity),
                due=Due(row.number, Step(row.step), row.due_at),
                began=row.began_at,
                now=now,
            )
            taken += 1
    return taken


def _end(tx: Transaction, row: AnyRow, now: datetime) -> None:
    tx.db.execute(
        update(escalation)
        .where(escalation.c.id == row.id, PENDING)
        .values(ended_at=now, ended_how="taken")
    )


def _take(
    tx: Transaction,
    house: House,
    rota: Rota,
    *,
    concern_id: int,
    severity: Severity,
    due: Due,
    began: datetime,
    now: datetime,
    urns: tuple[str, ...] = (),
) -> None:
    """Tell those whose turn it is, and write the step that follows."""
    following = next_due(began, due.number + 1, rota.pace, now=now)
    made = tx.db.execute(
        escalation.insert()
        .values(
            concern_id=concern_id,
            number=following.number,
            step=following.step,
            began_at=began,
            due_at=following.due_at,
        )
        .returning(escalation.c.id)
    ).scalar_one()
    alerts.tell(
        tx,
        house,
        urns or whom_to_tell(rota, due.step, now),
        concern_id=concern_id,
        what=alerts.SUBJECT[severity],
        about=f"step{made}",
        now=now,
    )
    concern_events.add(tx, concern_id, Kind.TOLD, now=now, words=_whom(rota, due.step, urns, now))


def _whom(rota: Rota, step: Step, urns: tuple[str, ...], now: datetime) -> str:
    if urns:
        return "the colleague it was handed to"
    if step is Step.FIRST and not is_staffed(rota, now):
        return "whoever is there out of hours"
    return STEPS[step]


def _mend(tx: Transaction, now: datetime) -> None:
    """Give an open concern without a pending step one: nothing should make such a concern, and
    if something does, it must not stay silent."""
    ticking = select(escalation.c.concern_id).where(PENDING)
    silent = tx.db.scalars(
        select(concern.c.id).where(concern.c.state == "open", concern.c.id.not_in(ticking))
    ).all()
    for concern_id in silent:
        tx.db.execute(
            escalation.insert().values(
                concern_id=concern_id, number=0, step=Step.FIRST, began_at=now, due_at=now
            )
        )
