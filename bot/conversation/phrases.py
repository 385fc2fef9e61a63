"""Sentences said outside flows about meetings, from `bot/phrases`. Read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.model import Situation
from bot.engine.fields import text
from bot.engine.model import Text
from bot.engine.parsing import NO_DRAFTS
from bot.meetings.wording import ACKNOWLEDGEMENTS, Reply, Wording
from nlu.port import Option, Question, QuestionType

PHRASES = Path(__file__).parent.parent / "phrases"
FILES = ("reminders.yaml", "meetings.yaml")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence with its gaps, and the options it ends with, if it asks."""

    text: Text
    options: tuple[tuple[str, Text], ...] = ()

    def labels(self, language: str) -> tuple[str, ...]:
        """Return what the options are called, in order."""
        return tuple(label.to(language) for _, label in self.options)


@cache
def _all() -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}
    for name in FILES:
        raw: dict[str, Any] = yaml.safe_load((PHRASES / name).read_text(encoding="utf-8"))
        found |= {key: _phrase(value, name) for key, value in raw.items()}
    return found


def _phrase(value: dict[str, Any], name: str) -> Phrase:
    options = tuple((one["key"], _text(one["label"], name)) for one in value.get("options", ()))
    return Phrase(_text(value["text"], name), options)


def _text(said: dict[str, Any], name: str) -> Text:
    return text(said, name, NO_DRAFTS)


def phrase(key: Wording | str) -> Phrase:
    """Return one sentence by its key."""
    return _all()[str(key)]


def acknowledgement(reply: str, language: str) -> str:
    """Return what is said back to a reply to a reminder: "coming", "change" or "cannot"."""
    return phrase(ACKNOWLEDGEMENTS[Reply(reply)]).text.to(language)


def meeting_question(situation: Situation) -> Question:
    """Return what an answer to the question about a meeting that was put last is read against."""
    if situation.asked is not None:
        return Question(QuestionType.SINGLE, options=situation.asked.options)
    return _REMINDER


def options_of(said: Phrase, language: str) -> tuple[Option, ...]:
    """Return the options a phrase ends with, as they are read and shown."""
    return tuple(Option(key, label.to(language)) for key, label in said.options)


_REMINDER = Question(QuestionType.SINGLE, options=options_of(phrase(Wording.CHANGE), "en"))
