"""The evaluation sets are well made: every line can be meant, and no text is in both parts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from nlu.port import Kind, QuestionType

SETS = Path(__file__).parents[3] / "nlu" / "evaluation"
PARTS = ("seen", "scored")
LEAST = {"replies": 500, "intents": 300, "screening": 400}
INTENTS = set(
    re.findall(
        r"\w+",
        """greet thanks help stop start who_is_my_worker when_is_my_meeting where_is_my_meeting
        change_meeting cancel_meeting confirm_meeting running_late meeting_preferences
        who_sees_this delete_my_data change_language talk_to_human start_questionnaire complaint
        disclosure out_of_scope""",
    )
)
CLASSES = {
    "immediate": {"alert": True, "severity": "immediate"},
    "concern": {"alert": True, "severity": "concern"},
    "hard_negative": {"alert": False, "severity": None},
    "ordinary": {"alert": False, "severity": None},
}
SHORT = 10  # characters: nobody can write two parts without "2" or "nope" in both
NEAR = 90  # percent alike: a copy with a letter changed

Line = dict[str, Any]
every_file = pytest.mark.parametrize("part", PARTS)


@cache
def lines(part: str, kind: str) -> tuple[Line, ...]:
    text = (SETS / part / f"{kind}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.split("\n") if line)


def words(line: Line) -> str:
    text = line.get("reply", line.get("text", ""))
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def long_texts(part: str) -> set[str]:
    every = chain.from_iterable(lines(part, kind) for kind in LEAST)
    return {
        words(line)
        for line in every
        if len(words(line)) >= SHORT and "opt_out_carrier" not in line["tags"]
    }


def answer_fits(line: Line) -> bool:
    question, value = line["question"], line["expect"]["value"]
    keys = [option["key"] for option in question.get("options", ())]
    if isinstance(value, dict):
        return set(value) == {"not"} and bool(value["not"]) and set(value["not"]) <= set(keys)
    fits: dict[str, Callable[[], bool]] = {
        "single": lambda: value in keys,
        "yesno": lambda: value in (keys or ["yes", "no"]),
        "multi": lambda: bool(value) and value == [key for key in keys if key in value],
        "scale": lambda: type(value) is int and question["min"] <= value <= question["max"],
        "number": lambda: (
            type(value) in (int, float) and question["min"] <= value <= question["max"]
        ),
        "text": lambda: bool(value == line["reply"]),
        "place": lambda: value in keys or value.casefold() in line["reply"].casefold(),
        "date_time": lambda: date_fits(value, question["today"]),
    }
    return fits[question["type"]]()


def date_fits(value: str, today: str) -> bool:
    now = datetime.fromisoformat(today)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value) >= now.date()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value)
    return datetime.fromisoformat(value) >= now


@every_file
@pytest.mark.parametrize("kind", LEAST)
def test_each_part_is_large_and_names_each_line_once(part: str, kind: str) -> None:
    every = lines(part, kind)
    assert len(every) >= LEAST[kind]
    assert len({line["id"] for line in every}) == len(every)
    assert len({(str(line.get("question")), words(line)) for line in every}) >= len(every) * 0.98
    assert all(isinstance(line["tags"], list) for line in every)


@every_file
def test_every_reply_has_a_kind_a_value_only_for_an_answer_and_an_alert(part: str) -> None:
    for line in lines(part, "replies"):
        expect = line["expect"]
        assert set(line) == {"id", "question", "reply", "expect", "tags"}, line["id"]
        assert {"kind", "value", "alert"} <= set(expect) <= {"kind", "value", "alert", "also"}
        assert {expect["kind"], *expect.get("also", ())} <= set(Kind), line["id"]
        assert expect["kind"] not in expect.get("also", ()), line["id"]
        assert (expect["value"] is not None) == (expect["kind"] == Kind.ANSWER), line["id"]
        assert expect["alert"] in (True, False, None)


@every_file
def test_every_disclosure_in_a_reply_alerts(part: str) -> None:
    for line in lines(part, "replies"):
        told = line["expect"]["kind"] == Kind.DISCLOSURE
        assert ("disclosure" in line["tags"]) == (line["expect"]["alert"] is True), line["id"]
        assert not told or line["expect"]["alert"] is True, line["id"]


@every_file
def test_every_answer_is_one_its_question_can_have(part: str) -> None:
    for line in lines(part, "replies"):
        if line["expect"]["kind"] == Kind.ANSWER:
            assert answer_fits(line), line["id"]


@every_file
def test_every_kind_of_question_and_of_reply_is_there(part: str) -> None:
    every = lines(part, "replies")
    in_words = set(QuestionType) - {QuestionType.DRAWING}  # its words are read as free words are
    assert {line["question"]["type"] for line in every} == in_words
    assert {line["expect"]["kind"] for line in every} == set(Kind)
    tags = set(chain.from_iterable(line["tags"] for line in every))
    assert tags >= {"clock_change", "bank_holiday", "leap_day", "year_end", "half", "not_opt_out"}


@every_file
def test_every_intent_is_there_and_no_other(part: str) -> None:
    every = lines(part, "intents")
    named = {line["expect"]["intent"] for line in every}
    assert named == INTENTS
    assert all(set(line["expect"].get("also", ())) <= INTENTS for line in every)


@every_file
def test_every_screening_text_has_the_answer_of_its_class(part: str) -> None:
    for line in lines(part, "screening"):
        assert set(line) == {"id", "text", "expect", "tags"}, line["id"]
        assert line["expect"] == CLASSES[line["tags"][0]], line["id"]


def test_no_text_of_one_part_stands_in_the_other_not_even_nearly() -> None:
    seen, near = sorted(long_texts("seen")), []
    for text in sorted(long_texts("scored")):
        found = process.extractOne(text, seen, scorer=fuzz.ratio, score_cutoff=NEAR + 0.01)
        if found:
            near.append(found[0])  # of what may be looked at: the other is never shown
    assert near == []


def test_no_short_reply_to_one_question_stands_in_both_parts() -> None:
    asked = {
        part: {(line["question"]["prompt"], words(line)) for line in lines(part, "replies")}
        for part in PARTS
    }
    assert not asked["seen"] & asked["scored"]
