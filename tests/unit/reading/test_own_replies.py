"""The whole list of replies in `replies.txt`: how many are read right, and how few wrongly."""

from __future__ import annotations

from nlu.port import Kind, Reading
from nlu.reading import read_reply
from tests.unit.reading.own_replies import Case, cases

RIGHT, WRONG = 0.98, 0.003
ASKED_AGAIN = {Kind.UNCLEAR, Kind.QUESTION}


def _is_right(case: Case, read: Reading) -> bool:
    return read == case.meant or {read.kind, case.meant.kind} <= ASKED_AGAIN


def test_nearly_every_reply_is_read_right_and_next_to_none_is_recorded_wrongly() -> None:
    read = [(case, read_reply(case.question, case.reply)) for case in cases()]
    missed = [(case.reply, reading) for case, reading in read if not _is_right(case, reading)]
    wrong = [(reply, reading) for reply, reading in missed if reading.kind is Kind.ANSWER]

    assert len(read) > 2_000
    assert len(missed) <= (1 - RIGHT) * len(read), missed
    assert len(wrong) <= WRONG * len(read), wrong


def test_replies_written_later_are_mostly_read_right_and_hardly_ever_wrongly() -> None:
    read = [(case, read_reply(case.question, case.reply)) for case in cases("fresh_replies.txt")]
    missed = [(case.reply, reading) for case, reading in read if not _is_right(case, reading)]
    wrong = [(reply, reading) for reply, reading in missed if reading.kind is Kind.ANSWER]

    assert len(read) > 1_600
    assert len(missed) <= 0.09 * len(read), missed
    assert len(wrong) <= 0.035 * len(read), wrong


def test_what_stands_beside_an_answer_is_told_from_it() -> None:
    read = [(c, read_reply(c.question, c.reply)) for c in cases("beside_the_answer.txt")]
    missed = [(case.reply, reading) for case, reading in read if not _is_right(case, reading)]
    wrong = [(reply, reading) for reply, reading in missed if reading.kind is Kind.ANSWER]

    assert len(read) > 500
    assert len(missed) <= 0.11 * len(read), missed
    assert len(wrong) <= 0.035 * len(read), wrong
