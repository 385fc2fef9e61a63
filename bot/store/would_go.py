"""What an act would text, before it is done: it is done, what it queued is read, and it is undone.

So what is shown is what goes: there is no second way of working it out that could differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from bot.store.contacts import NICKNAME
from bot.store.database import Store, Transaction
from bot.store.outbox import BODY
from bot.store.tables import contact, outbox
from bot.text.gsm import measure

Act = Callable[[Transaction], Sequence[int]]


@dataclass(frozen=True, slots=True)
class WouldGo:
    """One text to a young person. `due_at` is UTC; `why_not`: why it would not go."""

    nickname: str = field(repr=False)
    due_at: datetime
    words: str = field(repr=False)
    segments: int
    why_not: str | None = None


class _Undo(Exception):
    """Leaves a transaction so that nothing of it stays."""


def would_go(store: Store, act: Act) -> tuple[WouldGo, ...]:
    """Return the texts that an act would queue, soonest first. Nothing is kept of it.

    Args:
        act: does it, and returns of which contacts the texts are to be seen.

    Raises:
        BadInput: the act itself was refused.
    """
    seen: tuple[WouldGo, ...] = ()
    try:
        with store.begin() as tx:
            last = tx.db.scalar(select(func.max(outbox.c.id))) or 0
            seen = tuple(_queued(tx, act(tx), after=last))
            raise _Undo
    except _Undo:
        return seen


def _queued(tx: Transaction, contact_ids: Sequence[int], *, after: int) -> Iterator[WouldGo]:
    rows = tx.db.execute(
        select(outbox.c.due_at, outbox.c.body, outbox.c.why, outbox.c.state, contact.c.nickname)
        .join(contact, contact.c.id == outbox.c.contact_id)
        .where(outbox.c.id > after, outbox.c.contact_id.in_(contact_ids))
        .order_by(outbox.c.due_at, outbox.c.id)
    )
    for row in rows:
        body = tx.cipher.decrypt(row.body, BODY)
        why_not = row.why if row.state == "void" else None
        nickname = tx.cipher.decrypt(row.nickname, NICKNAME)
        yield WouldGo(nickname, row.due_at, body, measure(body).count, why_not)
