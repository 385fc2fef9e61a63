"""Open conversations: beginning one, moving it on at the revision it was read at, ending it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.conversation.budget import FREE, Cost
from bot.conversation.model import OpenSession
from bot.engine import state_json
from bot.engine.model import Outcome, SessionStatus, State
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import session
from bot.store.upserts import insert_for

STATE = "session.state"

# Every change of an open session says where it was read: at another revision it changes nothing.
_WHERE_IT_STOOD = (
    update(session)
    .where(
        session.c.id == bindparam("was_id"),
        session.c.revision == bindparam("was_revision"),
        session.c.ended_at.is_(None),
    )
    .values(revision=session.c.revision + 1)
)
_TOUCH = Prepared(_WHERE_IT_STOOD)
_MOVE_ON = Prepared(
    _WHERE_IT_STOOD.values(
        state=bindparam("new_state"),
        status=bindparam("new_status"),
        address_id=bindparam("new_address_id"),
        asked_at=bindparam("new_asked_at"),
    )
)
_END = Prepared(
    _WHERE_IT_STOOD.values(
        state=bindparam("new_state"),
        status=SessionStatus.ENDED,
        outcome=bindparam("new_outcome"),
        ended_at=bindparam("new_ended_at"),
    )
)


def begin(
    tx: Transaction,
    *,
    contact_id: int,
    address_id: int,
    flow_version_id: int,
    flow: str,
    private: bool,
    state: State,
    now: datetime,
    cost: Cost = FREE,
) -> int | None:
    """Open a session and return its id, or None if one is open at this address already."""
    ended = state.status is SessionStatus.ENDED
    made = tx.db.scalar(
        insert_for(tx.db, session)
        .values(
            contact_id=contact_id,
            address_id=address_id,
            flow_version_id=flow_version_id,
            flow=flow,
            status=state.status,
            private=private,
            state=tx.cipher.encrypt(state_json.dump(state), STATE),
            revision=0,
            begun_by=cost.begun_by,
            charge=cost.questions,
            started_at=now,
            asked_at=now,
            ended_at=now if ended else None,
        )
        .on_conflict_do_nothing()
        .returning(session.c.id)
    )
    return int(made) if made is not None else None


def move_on(
    tx: Transaction, was: OpenSession, state: State, *, address_id: int, now: datetime
) -> bool:
    """Save the next state if the session still stands where it was read; tell whether it did."""
    return _change(
        tx,
        _MOVE_ON,
        was,
        new_state=tx.cipher.encrypt(state_json.dump(state), STATE),
        new_status=state.status,
        new_address_id=address_id,
        new_asked_at=now,
    )


def touch(tx: Transaction, was: OpenSession) -> bool:
    """Raise the revision and nothing else, so that whoever read it before must read again."""
    return _change(tx, _TOUCH, was)


def end(
    tx: Transaction, was: OpenSession, state: State, *, outcome: Outcome, now: datetime
) -> bool:
    """End the session if it still stands where it was read. A private one forgets its state."""
    kept = None if was.private else tx.cipher.encrypt(state_json.dump(state), STATE)
    return _change(tx, _END, was, new_state=kept, new_outcome=outcome, new_ended_at=now)


def _change(tx: Transaction, change: Prepared, was: OpenSession, **values: object) -> bool:
    """Run one change; tell whether the session still stood where it was read."""
    at = {"was_id": was.id, "was_revision": was.revision}
    return change.changed(tx, {**at, **values}) == 1


def has_had(tx: Transaction, contact_id: int, flow: str) -> bool:
    """Tell whether a contact was ever put this flow, finished or not."""
    found = tx.db.scalar(
        select(session.c.id)
        .where(session.c.contact_id == contact_id, session.c.flow == flow)
        .limit(1)
    )
    return found is not None


def last_sat_before(tx: Transaction, flow: str, before: datetime) -> tuple[int, ...]:
    """Return who sat a flow last before a moment and neither refused nor broke it off then."""
    newest = (
        select(session.c.contact_id, func.max(session.c.id).label("id"))
        .where(session.c.flow == flow)
        .group_by(session.c.contact_id)
        .subquery()
    )
    rows = tx.db.scalars(
        select(session.c.contact_id)
        .join(newest, newest.c.id == session.c.id)
        .where(
            session.c.started_at <= before,
            session.c.outcome.in_((Outcome.COMPLETE, Outcome.PARTIAL)),
        )
        .order_by(session.c.contact_id)
    )
    return tuple(rows)


def left_since(tx: Transaction, before: datetime, *, at_most: int) -> tuple[OpenSession, ...]:
    """Return open sessions whose last question was put before a moment, the oldest first."""
    rows = tx.db.execute(
        select(session)
        .where(session.c.ended_at.is_(None), session.c.asked_at < before)
        .order_by(session.c.asked_at)
        .limit(at_most)
    )
    return tuple(
        OpenSession(
            id=row.id,
            contact_id=row.contact_id,
            address_id=row.address_id,
            flow_version_id=row.flow_version_id,
            flow=row.flow,
            private=row.private,
            revision=row.revision,
            state=state_json.load(tx.cipher.decrypt(row.state, STATE)),
            asked_at=row.asked_at,
        )
        for row in rows
    )
