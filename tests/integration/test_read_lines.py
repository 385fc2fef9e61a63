"""`sayso nlu`: one object a line, each answered in turn, and no line that can stop the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

TYPES = ("single", "multi", "scale", "number", "yesno", "text", "date_time", "place")
PLACES = [{"key": "cafe", "label": "Cafe"}, {"key": "park", "label": "Park"}]
ODD = [
    "",
    " " * 1_000_000,
    "\ud800",
    "\x00\x1f",
    "\u202e1",
    "a\u0301" * 800,
    "9" * 1600,
    "💀" * 900,
]


def _run(command: str, lines: Iterable[object]) -> Result:
    written = "\n".join(
        line if isinstance(line, str) else json.dumps(line) for line in lines
    ).encode("utf-8", "surrogatepass")
    return CliRunner().invoke(main, ["nlu", command], input=written, catch_exceptions=False)


def _answers(command: str, *lines: object) -> list[Any]:
    result = _run(command, lines)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def _asked(kind: str, reply: str, **more: object) -> dict[str, object]:
    return {"id": reply, "question": {"type": kind, "prompt": "Which?", **more}, "reply": reply}


def test_a_reply_is_read_as_the_contract_says() -> None:
    answered = _answers(
        "reply",
        _asked("single", "the caff", options=PLACES),
        _asked("multi", "1 and 2", options=PLACES),
        _asked("place", "not the park", options=PLACES),
        _asked("scale", "7/10", min=1, max=10),
        _asked("date_time", "tmrw half 3", today="2026-12-09T10:00:00"),
        _asked("number", "14 and a half", min=11, max=25),
        _asked("yesno", "skip"),
        _asked("yesno", "who sees this?"),
        _asked("yesno", "purple"),
    )

    assert [(line["kind"], line["value"]) for line in answered] == [
        ("answer", "cafe"),
        ("answer", ["cafe", "park"]),
        ("answer", {"not": ["park"]}),
        ("answer", 7),
        ("answer", "2026-12-10T15:30"),
        ("answer", 14.5),
        ("skip", None),
        ("question", None),
        ("unclear", None),
    ]
    assert not any(line["alert"] for line in answered)


@pytest.mark.parametrize("kind", TYPES)
def test_harm_told_of_inside_an_answer_is_no_answer(kind: str) -> None:
    told = _answers("reply", _asked(kind, "my dad hits me", options=PLACES))

    assert told == [{"id": "my dad hits me", "kind": "disclosure", "value": None, "alert": True}]


def test_leaving_is_heard_even_beside_harm() -> None:
    (both,) = _answers("reply", _asked("text", "stop texting me. he hits me"))

    assert (both["kind"], both["alert"]) == ("stop", True)


def test_intents_and_screening_go_by_rules_first() -> None:
    texts = ("stop texting me", "i want to die", "who sees this?", "delete my data", "qwerty")
    lines = [{"id": n, "text": text} for n, text in enumerate(texts)]

    assert [line["intent"] for line in _answers("intent", *lines)] == [
        "stop",
        "disclosure",
        "who_sees_this",
        "delete_my_data",
        "out_of_scope",
    ]
    assert [line["severity"] for line in _answers("screen", *lines)] == [
        None,
        "immediate",
        None,
        None,
        None,
    ]


def test_a_line_that_cannot_be_read_is_told_and_the_rest_go_on() -> None:
    result = _run(
        "reply",
        [
            "not json, with a secret",
            "",
            "[1]",
            "[" * 100_000,
            {"question": {"type": "text"}, "reply": "hi"},
            {"id": 6, "question": {"type": "mood"}, "reply": "hi"},
            {"id": 7, "question": {"type": "single", "options": ["Cafe"]}, "reply": "hi"},
            {"id": 8, "question": {"type": "scale", "min": "one"}, "reply": "hi"},
            {"id": 9, "question": {"type": "date_time", "today": "soon"}, "reply": "hi"},
            {"id": 10, "question": {"type": "text"}, "reply": 5},
            {"id": 11, "question": {"type": "text"}, "reply": "still here"},
        ],
    )

    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [11]
    told = result.stderr.splitlines()
    numbers = (1, 3, 4, 5, 6, 7, 8, 9, 10)
    assert [line.split(":")[1].strip() for line in told] == [f"line {n}" for n in numbers]
    assert "secret" not in result.stderr


def test_bytes_that_are_no_text_are_told_and_the_rest_go_on() -> None:
    lines = b'\xff\xfe\n{"id": 2, "text": "hello"}\n'
    result = CliRunner().invoke(main, ["nlu", "screen"], input=lines)

    assert "line 1: this is not UTF-8" in result.stderr
    assert json.loads(result.stdout)["id"] == 2


@pytest.mark.parametrize("command", ["reply", "intent", "screen"])
def test_any_text_at_all_is_answered(command: str) -> None:
    lines = [
        {"id": n, "text": text, "reply": text, "question": {"type": kind, "options": PLACES}}
        for n, (text, kind) in enumerate((text, kind) for text in ODD for kind in TYPES)
    ]

    assert [line["id"] for line in _answers(command, *lines)] == list(range(len(lines)))
