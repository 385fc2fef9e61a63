"""What was asked and answered: by contact for workers, by pseudonym for totals, never both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, String, Table, bindparam, case, false, update

from bot.engine.events import AnswersShared, Asked, Event, ResultChanged
from bot.engine.model import AnswerStatus, Sees, Shared
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import answer, respondent, totals_answer
from bot.store.upserts import insert_for

WORDS = "answer.words"
TOTALS_WORDS = "totals_answer.words"
WAVE = 1


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who answers, of which session, and how they are known.

    Args:
        pseudonym: who they are in totals; None where the flow counts nothing by pseudonym.
        counted: a `totals` flow: what is held there is held by pseudonym too.
        wave: the round of the flow they answer in; 0 is a trial's, which nothing counts.
    """

    session_id: int
    contact_id: int
    flow_version_id: int
    flow: str
    family: str
    channel: str
    language: str
    pseudonym: str | None = None
    counted: bool = False
    wave: int = WAVE

    def is_by_pseudonym(self, sees: Sees) -> bool:
        """Say whether an answer seen by `sees` is kept by pseudonym, with no way back."""
        return sees is Sees.TOTALS or (sees is Sees.ASK and self.counted)


@dataclass(frozen=True, slots=True)
class Coarse:
    """What is copied to a respondent once: never narrower than a band, a word, a town."""

    age_band: str | None
    gender: str | None
    area: str | None
    team: str | None = None  # where meetings are rated: by team, never by worker


def record(tx: Transaction, sitting: Sitting, events: Sequence[Event], now: datetime) -> None:
    """Write what a sprint asked and what was answered. Asking again does not lose an answer."""
    rows = [_values(event) for event in events if isinstance(event, Asked | ResultChanged)]
    apart = [row for row in rows if sitting.is_by_pseudonym(row["sees"])]
    theirs = [row for row in rows if not sitting.is_by_pseudonym(row["sees"])]
    if apart:
        _write(tx, totals_answer, [_totals(tx, sitting, row, now) for row in apart])
    if theirs:
        _write(tx, answer, [_by_contact(tx, sitting, row, now) for row in theirs])
    for event in events:
        if isinstance(event, AnswersShared):
            _share(tx, sitting, event)


def _share(tx: Transaction, sitting: Sitting, event: AnswersShared) -> None:
    """Let those see the held answers whom the young person chose; in totals they can be counted."""
    held = {f"question{number}": key for number, key in enumerate(event.questions)}
    if not held:
        return
    theirs = {"of_session": sitting.session_id, "with_whom": event.shared}
    _sharing(len(held)).changed(tx, {**theirs, **held})
    if sitting.counted and event.shared is Shared.COUNTS:
        whose = {"of_pseudonym": sitting.pseudonym, "of_wave": sitting.wave}
        _counting(len(held)).changed(tx, {**whose, **held})


@cache
def _sharing(count: int) -> Prepared:
    """Return the statement that shares the answers to `count` questions of one session."""
    return Prepared(
        update(answer)
        .where(
            answer.c.session_id == bindparam("of_session"),
            answer.c.question.in_(_questions(count)),
            answer.c.sees == Sees.ASK,
        )
        .values(shared=bindparam("with_whom"))
    )


@cache
def _counting(count: int) -> Prepared:
    """Return the statement that lets `count` held answers of one pseudonym be counted."""
    return Prepared(
        update(totals_answer)
        .where(
            totals_answer.c.pseudonym == bindparam("of_pseudonym"),
            totals_answer.c.wave == bindparam("of_wave"),
            totals_answer.c.question.in_(_questions(count)),
        )
        .values(held=False, copied=False)
    )


def _questions(count: int) -> list[BindParameter[str]]:
    return [bindparam(f"question{number}", type_=String()) for number in range(count)]


def add_respondent(tx: Transaction, pseudonym: str, family: str, coarse: Coarse) -> None:
    """Copy the coarse attributes of one respondent, once: later changes do not reach totals."""
    tx.db.execute(
        insert_for(tx.db, respondent)
        .values(
            pseudonym=pseudonym,
            family=family,
            age_band=coarse.age_band,
            gender=coarse.gender,
            area=coarse.area,
            team=coarse.team,
        )
        .on_conflict_do_nothing(index_elements=["pseudonym"])
    )


def _values(event: Asked | ResultChanged) -> dict[str, Any]:
    if isinstance(event, Asked):
        return {
            "question": event.question,
            "sees": event.sees,
            "status": AnswerStatus.ASKED,
            "value": None,
            "words": None,
        }
    answered = event.status is AnswerStatus.ANSWERED
    return {
        "question": event.question,
        "sees": event.sees,
        "status": event.status,
        "value": json.dumps(event.value) if answered and not event.words else None,
        "words": str(event.value) if answered and event.words else None,
    }


def _by_contact(
    tx: Transaction, sitting: Sitting, row: dict[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "session_id": sitting.session_id,
        "question": row["question"],
        "contact_id": sitting.contact_id,
        "flow_version_id": sitting.flow_version_id,
        "flow": sitting.flow,
        "sees": row["sees"],
        "status": row["status"],
        "value": row["value"],
        "words": tx.cipher.encrypt(row["words"], WORDS) if row["words"] is not None else None,
        "channel": sitting.channel,
        "language": sitting.language,
        "answered_at": now,
    }


def _totals(
    tx: Transaction, sitting: Sitting, row: dict[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "pseudonym": sitting.pseudonym,
        "wave": sitting.wave,
        "question": row["question"],
        "family": sitting.family,
        "flow_version_id": sitting.flow_version_id,
        "status": row["status"],
        "value": row["value"],
        "words": tx.cipher.encrypt(row["words"], TOTALS_WORDS)
        if row["words"] is not None
        else None,
        "held": row["sees"] == Sees.ASK,
        "channel": sitting.channel,
        "language": sitting.language,
        "answered_on": now.date(),
    }


def _write(tx: Transaction, table: Table, rows: list[dict[str, Any]]) -> None:
    together = len({row["question"] for row in rows}) == len(rows)
    # One statement cannot change the same row twice: then each row goes alone.
    for group in [rows] if together else [[row] for row in rows]:
        values = {
            f"row{number}_{name}": value
            for number, row in enumerate(group)
            for name, value in row.items()
        }
        _upsert(table, len(group)).changed(tx, values)


@cache
def _upsert(table: Table, count: int) -> Prepared:
    """Return the statement that writes `count` rows at once: one journey to the server."""
    names = [column.name for column in table.columns if column.name not in {"shared", "copied"}]
    when = "answered_on" if table is totals_answer else "answered_at"
    kept = ("status", "value", "words", "channel", "language", when)

    def write(db: Connection) -> Any:
        rows = [
            {name: bindparam(f"row{number}_{name}", type_=table.c[name].type) for name in names}
            for number in range(count)
        ]
        insert = insert_for(db, table).values(rows)
        excluded = insert.excluded
        asked_again = excluded.status == AnswerStatus.ASKED
        changed = {name: case((asked_again, table.c[name]), else_=excluded[name]) for name in kept}
        if table is totals_answer:
            changed["copied"] = case((asked_again, table.c.copied), else_=false())
        return insert.on_conflict_do_update(
            index_elements=[column.name for column in table.primary_key], set_=changed
        )

    return Prepared(write)
