"""Which wave of a flow an answer belongs to: the newest round's; a guest's counts nowhere.

It is fixed when a talk begins, in the talk's own facts: a round that ends meanwhile moves nothing.
"""

from __future__ import annotations

from sqlalchemy import func, select

from bot.engine.model import State
from bot.store.answers import WAVE
from bot.store.database import Transaction
from bot.store.round_tables import consultation

TRIAL = 0
GUEST = "guest"  # a contact's status: somebody who tries questions out
FACT = "wave"


def now_of(tx: Transaction, family: str, status: str = "active") -> int:
    """Return the wave that a talk beginning now belongs to."""
    if status == GUEST:
        return TRIAL
    newest = tx.db.scalar(
        select(func.max(consultation.c.wave)).where(consultation.c.family == family)
    )
    return max(newest or WAVE, WAVE)


def following(tx: Transaction, family: str) -> int:
    """Return the wave of the next round of a family: 1 for the first."""
    newest = tx.db.scalar(
        select(func.max(consultation.c.wave)).where(
            consultation.c.family == family, consultation.c.wave != TRIAL
        )
    )
    return WAVE if newest is None else newest + 1


def fact(wave: int) -> dict[str, str]:
    """Return what a talk remembers of its wave; nothing of the first."""
    return {} if wave == WAVE else {FACT: str(wave)}


def of_state(state: State) -> int:
    """Return the wave a talk belongs to."""
    return int(state.facts.get(FACT, WAVE))
