"""`sayso nlu`: JSON Lines in, JSON Lines out, read by what reads real messages. Keeps nothing.

A line that cannot be read is answered on standard error by its number, never by its words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import BadInput
from bot.safeguarding.assess import Assessment
from bot.services.understand import Understand
from nlu.port import Kind, Option, Question, QuestionType, Value

Line = Mapping[str, Any]
Reader = Callable[[Understand, Line], dict[str, object]]

OUT_OF_SCOPE = "out_of_scope"

_LONDON = ZoneInfo("Europe/London")
_TYPES = ", ".join(QuestionType)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that could not be read; `says` names the line and what to change."""

    says: str


def read_lines(
    understand: Understand, reader: Reader, lines: Iterable[bytes]
) -> Iterator[str | Fault]:
    """Yield what each of `lines` is answered with, in order; empty lines are passed over."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            line = _object(raw)
            yield json.dumps({"id": line["id"], **reader(understand, line)})
        except BadInput as error:
            yield Fault(f"line {number}: {error}")


def reply(understand: Understand, line: Line) -> dict[str, object]:
    """Return what a reply means against its question, and whether a person must hear of it."""
    understood = understand(_text(line, "reply"), question_of(line))
    reading = understood.reading
    if reading is None:
        raise BadInput("'question' is missing")
    alert = understood.assessment is not None
    kind = Kind.STOP if understood.leaves else Kind.DISCLOSURE if alert else reading.kind
    value = _plain(reading.value) if kind is Kind.ANSWER else None
    return {"kind": kind.value, "value": value, "alert": alert}


def intent(understand: Understand, line: Line) -> dict[str, object]:
    """Return what a text means on its own."""
    meant = understand.intent(_text(line, "text"))
    return {"intent": meant.intent or OUT_OF_SCOPE, "confidence": round(meant.confidence, 4)}


def screen(understand: Understand, line: Line) -> dict[str, object]:
    """Return whether a person must hear of a text, and how soon."""
    found: Assessment | None = understand.screen(_text(line, "text"))
    return {"alert": found is not None, "severity": found.severity.value if found else None}


READERS: dict[str, Reader] = {"reply": reply, "intent": intent, "screen": screen}


def question_of(line: Line) -> Question:
    """Return the question of a line.

    Raises:
        BadInput: a part is missing or is not what the contract says; the message names it.
    """
    asked = line.get("question")
    if not isinstance(asked, Mapping):
        raise BadInput("'question' must be an object")
    if asked.get("type") not in set(QuestionType):
        raise BadInput(f"'question.type' must be one of {_TYPES}")
    return Question(
        type=QuestionType(asked["type"]),
        prompt=_optional_text(asked, "prompt"),
        options=_options(asked.get("options")),
        minimum=_bound(asked, "min"),
        maximum=_bound(asked, "max"),
        today=_moment(asked.get("today")),
    )


def _object(raw: bytes) -> Line:
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput("this is not UTF-8") from None
    except (ValueError, RecursionError):
        raise BadInput("this is not JSON") from None
    if not isinstance(line, Mapping):
        raise BadInput("this is not a JSON object")
    if "id" not in line:
        raise BadInput("'id' is missing")
    return line


def _text(line: Line, name: str) -> str:
    if not isinstance(line.get(name), str):
        raise BadInput(f"'{name}' must be a text")
    return str(line[name])


def _optional_text(asked: Line, name: str) -> str:
    return "" if asked.get(name) is None else _text(asked, name)


def _options(given: object) -> tuple[Option, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadInput("'question.options' must be a list")
    return tuple(_option(option) for option in given)


def _option(given: object) -> Option:
    if not isinstance(given, Mapping):
        raise BadInput("each of 'question.options' must have 'key' and 'label'")
    return Option(_text(given, "key"), _text(given, "label"))


def _bound(asked: Line, name: str) -> int | None:
    given = asked.get(name)
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given // 1:
        raise BadInput(f"'question.{name}' must be a whole number")
    return int(given)


def _moment(given: object) -> datetime | None:
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise BadInput("'question.today' must be a date and time like 2027-03-02T16:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=_LONDON)


def _plain(value: Value) -> object:
    if isinstance(value, Mapping):
        return {name: list(keys) for name, keys in value.items()}
    return list(value) if isinstance(value, tuple) else value
