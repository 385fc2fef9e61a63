"""The rounds launched: what each asks, whom, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update

from bot.rounds.audience import Audience, dump, load
from bot.rounds.standing import Dates, Standing, standing
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.round_tables import consultation
from bot.store.waves import TRIAL
from bot.text.folding import fold, words


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to be launched; its moments aware. `wave` is 0 for a trial."""

    name: str
    about: str
    flow: str
    family: str
    wave: int
    audience: Audience
    opens_at: datetime
    closes_at: datetime
    spread_days: int
    heads_up: bool
    hide_counts: bool
    join_word: str | None


@dataclass(frozen=True, slots=True)
class Round(NewRound):
    """A round as it stands in the store."""

    id: int
    dates: Dates
    close_reason: str | None
    launched_at: datetime

    @property
    def trial(self) -> bool:
        """Whether it reaches guests alone and counts nowhere."""
        return self.wave == TRIAL

    def stands(self, now: datetime) -> Standing:
        """Return where it stands at `now`."""
        return standing(self.dates, now)


def add(tx: Transaction, new: NewRound, *, user_id: int | None, now: datetime) -> int:
    """Store a round and return its id."""
    columns = {name: getattr(new, name) for name in NewRound.__slots__ if name != "audience"}
    made = tx.db.execute(
        consultation.insert()
        .values(
            **columns,
            audience=dump(new.audience),
            trial=new.wave == TRIAL,
            launched_by=user_id,
            launched_at=now,
        )
        .returning(consultation.c.id)
    ).scalar_one()
    return int(made)


def one(tx: Transaction, round_id: int) -> Round | None:
    """Return one round, or None."""
    row = tx.db.execute(select(consultation).where(consultation.c.id == round_id)).first()
    return _round(row) if row is not None else None


def every(tx: Transaction) -> tuple[Round, ...]:
    """Return all rounds, the newest first."""
    rows = tx.db.execute(select(consultation).order_by(consultation.c.id.desc()))
    return tuple(map(_round, rows))


def asking(tx: Transaction, now: datetime) -> tuple[Round, ...]:
    """Return the rounds that ask, or will, the oldest first: neither paused nor over."""
    rows = tx.db.execute(
        select(consultation)
        .where(
            consultation.c.closed_at.is_(None),
            consultation.c.paused_at.is_(None),
            consultation.c.closes_at > now,
        )
        .order_by(consultation.c.id)
    )
    return tuple(map(_round, rows))


def open_of_family(tx: Transaction, family: str, now: datetime) -> bool:
    """Tell whether a round of this family is planned or under way; a trial counts for nothing."""
    found = tx.db.scalar(
        select(func.count()).where(
            consultation.c.family == family,
            consultation.c.wave != TRIAL,
            consultation.c.closed_at.is_(None),
            consultation.c.closes_at > now,
        )
    )
    return bool(found)


def hidden_wave(tx: Transaction, family: str, now: datetime) -> tuple[int, datetime] | None:
    """Return the wave of a family whose counts an officer hid while it runs, and until when."""
    row = tx.db.execute(
        select(consultation.c.wave, consultation.c.closes_at)
        .where(
            consultation.c.family == family,
            consultation.c.hide_counts.is_(True),
            consultation.c.wave != TRIAL,
            consultation.c.closed_at.is_(None),
            consultation.c.closes_at > now,
        )
        .order_by(consultation.c.wave.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.wave, row.closes_at)


def newest_over(tx: Transaction, family: str, now: datetime) -> int | None:
    """Return the newest wave of a family whose round is over; None where none is."""
    over = or_(consultation.c.closed_at.is_not(None), consultation.c.closes_at <= now)
    newest: int | None = tx.db.scalar(
        select(func.max(consultation.c.wave)).where(
            consultation.c.family == family, consultation.c.wave != TRIAL, over
        )
    )
    return newest


def joined_by(tx: Transaction, text: str, now: datetime) -> str | None:
    """Return the flow that `text`, as a whole, joins: the word of a round that is under way."""
    said = words(fold(text))
    if len(said) != 1:
        return None
    row = tx.db.execute(select(consultation).where(consultation.c.join_word == said[0])).first()
    if row is None or (found := _round(row)).stands(now) is not Standing.RUNNING:
        return None
    return found.flow


def word_is_taken(tx: Transaction, word: str) -> bool:
    """Tell whether a round, now or ever, had this join word."""
    return (
        tx.db.scalar(select(consultation.c.id).where(consultation.c.join_word == word)) is not None
    )


def change(tx: Transaction, round_id: int, **values: Any) -> None:
    """Pause, resume, extend or close a round."""
    tx.db.execute(update(consultation).where(consultation.c.id == round_id).values(**values))


def _round(row: AnyRow) -> Round:
    return Round(
        name=row.name,
        about=row.about,
        flow=row.flow,
        family=row.family,
        wave=row.wave,
        audience=load(row.audience),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        spread_days=row.spread_days,
        heads_up=row.heads_up,
        hide_counts=row.hide_counts,
        join_word=row.join_word,
        id=row.id,
        dates=Dates(row.opens_at, row.closes_at, row.paused_at, row.closed_at),
        close_reason=row.close_reason,
        launched_at=row.launched_at,
    )
