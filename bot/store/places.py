"""The way to a place in plain words, written once by a worker, for everybody who meets there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.errors import BadInput
from bot.store.appointments import PLACE, Appointment
from bot.store.database import Transaction
from bot.store.meeting_tables import place_way
from bot.store.tables import appointment
from bot.store.upserts import insert_for
from bot.text.folding import fold, words

WAY = "place_way.way"
LONGEST = 100  # letters: with the place's name it is one text


def way_to(tx: Transaction, place: str) -> str | None:
    """Return the way to a place; None where nobody has written it."""
    sealed = tx.db.scalar(select(place_way.c.way).where(place_way.c.digest == _digest(tx, place)))
    return tx.cipher.decrypt(sealed, WAY) if sealed is not None else None


def write(tx: Transaction, place: str, way: str, *, user_id: int, now: datetime) -> None:
    """Write the way to a place, or write it anew.

    Raises:
        BadInput: it is empty or too long for one text.
    """
    said = " ".join(way.split())
    if not 0 < len(said) <= LONGEST:
        raise BadInput(f"write the way in 1 to {LONGEST} letters: which bus, which door")
    values = {"way": tx.cipher.encrypt(said, WAY), "written_by": user_id, "written_at": now}
    tx.db.execute(
        insert_for(tx.db, place_way)
        .values(digest=_digest(tx, place), **values)
        .on_conflict_do_update(index_elements=["digest"], set_=values)
    )


def is_new_to(tx: Transaction, meeting: Appointment) -> bool:
    """Tell whether somebody has met nowhere called so before: then the way there may be new."""
    rows = tx.db.scalars(
        select(appointment.c.place).where(
            appointment.c.contact_id == meeting.contact_id,
            appointment.c.id != meeting.id,
            appointment.c.starts_at < meeting.starts_at,
            appointment.c.status == "booked",
        )
    )
    here = _named(meeting.place)
    return meeting.kind not in {"phone", "home_visit"} and all(
        _named(tx.cipher.decrypt(sealed, PLACE)) != here for sealed in rows
    )


def _named(place: str) -> str:
    return " ".join(words(fold(place)))


def _digest(tx: Transaction, place: str) -> str:
    return tx.digest(f"place:{_named(place)}")
