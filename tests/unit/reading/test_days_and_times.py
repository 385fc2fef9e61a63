"""Replies that are a day and a time, counted from Wednesday 9 December 2026, 10 in the morning."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nlu.port import Kind, Option, Question, QuestionType, Reading
from nlu.reading import read_reply

UNCLEAR = Reading(Kind.UNCLEAR)
NOW = datetime(2026, 12, 9, 10, 0, tzinfo=UTC)
WHEN = Question(QuestionType.DATE_TIME, "When shall we meet?", today=NOW)


def _each(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("tomorrow", "2026-12-10"),
        ("tmrw after skl", "2026-12-10"),
        ("tomorrow after 4", "2026-12-10"),
        ("tomorrow at 7", "2026-12-10T19:00"),
        ("tomorrow half 8", "2026-12-10T08:30"),
        ("thrusday quater past 4", "2026-12-10T16:15"),
        ("2 weeks today 3.45pm", "2026-12-23T15:45"),
        ("tues half 3 no half 4", "2026-12-15T16:30"),
        ("same time tomorrow", "2026-12-10T10:00"),
        ("thursday next week 1630", "2026-12-17T16:30"),
        ("wed 6th january 2027 4pm", "2027-01-06T16:00"),
        ("boxing day", "2026-12-26"),
        ("new years eve at 2", "2026-12-31T14:00"),
        ("the day after boxing day", "2026-12-27"),
        ("good friday", "2027-03-26"),
        ("august bank holiday", "2027-08-30"),
        ("bonfire night", "2027-11-05"),
        ("w poniedzialek o 16", "2026-12-14T16:00"),
        ("tomorrow 4pm", "2026-12-10T16:00"),
        ("2moro at 4", "2026-12-10T16:00"),
        ("tomorrow 4", "2026-12-10T16:00"),
        ("9 tomorrow morning", "2026-12-10T09:00"),
        ("tonight at 6", "2026-12-09T18:00"),
        ("tues half 3", "2026-12-15T15:30"),
        ("tuesday", "2026-12-15"),
        ("wednesday", "2026-12-16"),
        ("next tues", "2026-12-15"),
        ("next friday", "2026-12-18"),
        ("a week on thurs", "2026-12-17"),
        ("tuesday week at 2", "2026-12-22T14:00"),
        ("a week tomorrow", "2026-12-17"),
        ("day after tomorrow at noon", "2026-12-11T12:00"),
        ("in 2 days", "2026-12-11"),
        ("in a week", "2026-12-16"),
        ("in a fortnight", "2026-12-23"),
        ("quarter to 4 on friday", "2026-12-11T15:45"),
        ("10 to 4 fri", "2026-12-11T15:50"),
        ("fri 5 mins past 3", "2026-12-11T15:05"),
        ("friday 1530hrs", "2026-12-11T15:30"),
        ("this friday 3.30", "2026-12-11T15:30"),
        ("friday about 4ish", "2026-12-11T16:00"),
        ("can we do friday?", "2026-12-11"),
        ("15/12 at 2", "2026-12-15T14:00"),
        ("15/12/26", "2026-12-15"),
        ("15.12.2026 14:00", "2026-12-15T14:00"),
        ("5/1", "2027-01-05"),
        ("15th dec 2026 at 4.30pm", "2026-12-15T16:30"),
        ("December 15", "2026-12-15"),
        ("the 15th", "2026-12-15"),
        ("the 5th", "2027-01-05"),
        ("tues 15th", "2026-12-15"),
        ("tues 22nd", "2026-12-22"),
        ("2026-12-15", "2026-12-15"),
        ("2026-12-15T14:00", "2026-12-15T14:00"),
        ("tues no wait weds", "2026-12-16"),
        ("not tues, weds", "2026-12-16"),
        ("yfory", "2026-12-10"),
    ],
)
def test_days_and_times_are_counted_from_today(reply: str, value: str) -> None:
    assert read_reply(WHEN, reply) == Reading(Kind.ANSWER, value)


@pytest.mark.parametrize(
    "reply",
    _each("""
    31/2 | 30 feb | 29 feb 2027 | weds 15 dec | tues 14th | 25:00 tomorrow |
    tomorrow 4:75 | 13pm tomorrow | 3-4pm tmrw | between 3 and 4 tomorrow |
    after christmas | by friday | thursdays
    | same time as usual | tues or weds | 4pm | idk | yesterday | 5/1/2026 | today at 9 |
    not tuesday | cant do fri | every tuesday | tomorrow 4 and fri 3 |
    tomorrow me and 2 mates | in 900 weeks | in some days | 15 12 | 28/3/2027 01:30am |
    29/2 | hi | 2 | the weekend | 32nd
    """),
)
def test_what_is_no_one_moment_to_come_is_asked_again(reply: str) -> None:
    assert read_reply(WHEN, reply).kind in {Kind.UNCLEAR, Kind.QUESTION}


def test_a_day_that_has_gone_answers_a_question_about_the_past() -> None:
    past = Question(QuestionType.DATE_TIME, "When did you last meet?", today=NOW)

    assert read_reply(past, "yesterday") == Reading(Kind.ANSWER, "2026-12-08")
    assert read_reply(past, "last friday") == Reading(Kind.ANSWER, "2026-12-04")
    assert read_reply(past, "1/12") == Reading(Kind.ANSWER, "2026-12-01")
    assert read_reply(past, "25/12") == Reading(Kind.ANSWER, "2025-12-25")


def test_only_a_whole_date_can_be_read_without_today() -> None:
    timeless = Question(QuestionType.DATE_TIME, "When?")

    assert read_reply(timeless, "15/12/2026 4pm") == Reading(Kind.ANSWER, "2026-12-15T16:00")
    for reply in ("tomorrow", "friday", "15/12", "the 15th", "in 2 days"):
        assert read_reply(timeless, reply) == UNCLEAR


def test_a_leap_day_is_read_in_the_year_before_it() -> None:
    question = Question(QuestionType.DATE_TIME, today=datetime(2027, 6, 1, 9, tzinfo=UTC))

    assert read_reply(question, "29 feb") == Reading(Kind.ANSWER, "2028-02-29")


def test_today_is_the_day_it_is_in_london() -> None:
    midsummer = Question(QuestionType.DATE_TIME, today=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    assert read_reply(midsummer, "tomorrow") == Reading(Kind.ANSWER, "2026-07-03")


def test_a_slot_that_was_offered_may_be_chosen_by_number() -> None:
    slots = (Option("mon", "Monday 4pm"), Option("tue", "Tuesday 5pm"))
    question = Question(QuestionType.DATE_TIME, options=slots, today=NOW)

    assert read_reply(question, "2") == Reading(Kind.ANSWER, "tue")
    assert read_reply(question, "friday 3pm") == Reading(Kind.ANSWER, "2026-12-11T15:00")
