"""The list of replies in `replies.txt`, parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from nlu.port import Kind, Option, Question, QuestionType, Reading, Value

_LONDON = ZoneInfo("Europe/London")
_HEAD = re.compile(r"@ (\w+) ([^/\[(]+)((?: / [^/\[(]+)*)(?:\[(\d+)\.\.(\d+)\])?(?:\((.+)\))?")


@dataclass(frozen=True)
class Case:
    """One reply and what it means."""

    question: Question
    reply: str
    meant: Reading


def cases(name: str = "replies.txt") -> Iterator[Case]:
    question = Question(QuestionType.TEXT)
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            question = _question(line)
        elif line and not line.startswith("#"):
            meant, _, replies = line.partition(" = ")
            for reply in replies.split(" | "):
                yield Case(question, reply.strip(), _meant(question, meant.strip(), reply.strip()))


def _question(line: str) -> Question:
    found = _HEAD.fullmatch(line.rstrip())
    assert found, line
    kind, prompt, labels, low, high, now = found.groups()
    options = tuple(
        Option(f"key{n}", label.strip())
        for n, label in enumerate(filter(None, labels.split(" / ")), start=1)
    )
    return Question(
        QuestionType("date_time" if kind == "date" else kind),
        prompt.strip(),
        options,
        int(low) if low else None,
        int(high) if high else None,
        datetime.fromisoformat(now).replace(tzinfo=_LONDON) if now else None,
    )


def _meant(question: Question, meant: str, reply: str) -> Reading:
    if meant.startswith("."):
        return Reading(Kind(meant[1:]))
    if meant in {"*", "="}:
        return Reading(Kind.ANSWER, reply)
    named = meant.removeprefix("not ")
    by_place = question.options and question.type is not QuestionType.SCALE
    if by_place and named.replace(",", "").isdecimal():
        return Reading(Kind.ANSWER, _options(question, meant, named))
    if question.options and meant in {"yes", "no"}:
        return Reading(Kind.ANSWER, "key1" if meant == "yes" else "key2")
    if question.type in {QuestionType.NUMBER, QuestionType.SCALE}:
        value = float(meant)
        return Reading(Kind.ANSWER, int(value) if value.is_integer() else value)
    return Reading(Kind.ANSWER, meant.removesuffix(" +"))


def _options(question: Question, meant: str, named: str) -> Value:
    keys = tuple(f"key{n}" for n in named.split(","))
    if meant != named:
        return {"not": keys}
    return keys if question.type is QuestionType.MULTI else keys[0]
