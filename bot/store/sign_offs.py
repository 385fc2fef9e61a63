"""Which fixed reply a safeguarding lead has signed, at which wording, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from bot.safeguarding.replies import FixedText, fingerprint, fixed_texts
from bot.store.care_tables import sign_off
from bot.store.database import Transaction
from bot.store.staff_tables import user


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature. It holds for one wording, until the review."""

    by: str
    on: date
    next_review: date


def newest(tx: Transaction) -> dict[str, Signed]:
    """Return the newest signature of each text as it is worded now; the file's own count too."""
    rows = tx.db.execute(
        select(sign_off, user.c.name)
        .join(user, user.c.id == sign_off.c.signed_by)
        .order_by(sign_off.c.id)
    )
    signed = {
        row.phrase: Signed(row.name, row.signed_at.date(), row.next_review)
        for row in rows
        if row.digest == digest_of(row.phrase)
    }
    return {key: one for key, entry in fixed_texts().items() if (one := _in_file(entry))} | signed


def _in_file(entry: FixedText) -> Signed | None:
    if entry.approved_by is None or entry.approved_on is None or entry.next_review is None:
        return None
    return Signed(entry.approved_by, entry.approved_on, entry.next_review)


def digest_of(key: str) -> str | None:
    """Return what a signature says it was given to; None for a text that is not there."""
    entry = fixed_texts().get(key)
    return fingerprint(entry.texts["en"]) if entry is not None else None


def wanting(tx: Transaction, today: date) -> tuple[str, ...]:
    """Return the texts nobody has signed as they are worded, or whose review is due."""
    signed = newest(tx)
    return tuple(
        key for key in fixed_texts() if key not in signed or signed[key].next_review <= today
    )


def sign(tx: Transaction, key: str, *, user_id: int, next_review: date, now: datetime) -> bool:
    """Sign one text as it is worded now; tell whether there is such a text."""
    digest = digest_of(key)
    if digest is None:
        return False
    tx.db.execute(
        sign_off.insert().values(
            phrase=key, digest=digest, signed_by=user_id, signed_at=now, next_review=next_review
        )
    )
    return True
