"""The log as JSON: ids and fixed sentences, and nothing anybody said."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from bot.logs import LEFT_OUT, JSONLines
from tests.factories import phone


def line(says: str, *arguments: object, exc_info: Any = None) -> dict[str, Any]:
    record = logging.LogRecord("bot.x", logging.INFO, "x.py", 1, says, arguments, exc_info)
    found: dict[str, Any] = json.loads(JSONLines().format(record))
    return found


def test_ids_pass() -> None:
    told = line("outbox %s of %s waits", 17, "concern:9")

    assert told["says"] == "outbox 17 of concern:9 waits"
    assert told["ids"] == [17, "concern:9"]
    assert told["level"] == "info"


@pytest.mark.parametrize("words", ["i hate it there", phone(1), phone(1)[1:], "sam@example.org"])
def test_what_could_be_somebodys_words_or_number_is_left_out(words: str) -> None:
    told = line("it was %s", words)

    assert told["says"] == f"it was {LEFT_OUT}"
    assert words not in json.dumps(told)


def test_an_error_is_told_by_its_kind_and_place_and_not_by_what_it_says() -> None:
    try:
        raise ValueError("secret words")
    except ValueError:
        told = line("it failed", exc_info=sys.exc_info())

    assert told["error"]["kind"] == "ValueError"
    assert "test_an_error_is_told" in told["error"]["at"][-1]
    assert "secret" not in json.dumps(told)
