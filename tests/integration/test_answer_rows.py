"""What one sprint asked and answered, written at once, on each database."""

from __future__ import annotations

from sqlalchemy import select

from bot.engine.events import Asked, ResultChanged
from bot.engine.model import AnswerStatus, Sees
from bot.store import answers
from bot.store.answers import Sitting
from bot.store.database import Store
from bot.store.tables import totals_answer
from tests.factories import BEGINNING

SITTING = Sitting(
    session_id=1,
    contact_id=1,
    flow_version_id=1,
    flow="good-place",
    family="good-place",
    channel="sms",
    language="en",
    pseudonym="p1",
)


def said(question: str, value: str) -> ResultChanged:
    return ResultChanged(question, Sees.TOTALS, AnswerStatus.ANSWERED, value)


def kept(store: Store) -> dict[str, tuple[str, str | None]]:
    columns = totals_answer.c.question, totals_answer.c.status, totals_answer.c.value
    with store.reading() as tx:
        return {row[0]: (row[1], row[2]) for row in tx.db.execute(select(*columns))}


def test_an_answer_and_the_next_question_are_kept_together(store: Store) -> None:
    with store.begin() as tx:
        answers.record(tx, SITTING, (said("i1", "relax"), Asked("i2", Sees.TOTALS)), BEGINNING)

    assert kept(store) == {"i1": ("answered", '"relax"'), "i2": ("asked", None)}


def test_asking_again_loses_no_answer(store: Store) -> None:
    with store.begin() as tx:
        answers.record(tx, SITTING, (said("i1", "relax"),), BEGINNING)
        answers.record(tx, SITTING, (Asked("i1", Sees.TOTALS), said("i2", "feel_safe")), BEGINNING)

    assert kept(store) == {"i1": ("answered", '"relax"'), "i2": ("answered", '"feel_safe"')}


def test_two_events_of_one_question_leave_the_later_one(store: Store) -> None:
    with store.begin() as tx:
        answers.record(tx, SITTING, (Asked("i1", Sees.TOTALS), said("i1", "relax")), BEGINNING)

    assert kept(store) == {"i1": ("answered", '"relax"')}
