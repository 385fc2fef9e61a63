"""Sentences said outside flows, from the files of `bot/phrases`. Read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.engine.fields import text
from bot.engine.model import Text
from bot.engine.parsing import NO_DRAFTS
from bot.meetings.wording import ACKNOWLEDGEMENTS, Reply, Wording
from nlu.port import Option, Question, QuestionType

FOLDER = Path(__file__).parent.parent / "phrases"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence with its gaps, and the options it ends with, if it asks."""

    text: Text
    options: tuple[tuple[str, Text], ...] = ()

    def labels(self, language: str) -> tuple[str, ...]:
        """Return what the options are called, in order."""
        return tuple(label.to(language) for _, label in self.options)


@cache
def phrases_of(file: str, drafts: frozenset[str] = NO_DRAFTS) -> Mapping[str, Phrase]:
    """Return the sentences of one file by their keys: "reminders", "telling"."""
    raw: dict[str, Any] = yaml.safe_load((FOLDER / f"{file}.yaml").read_text(encoding="utf-8"))
    return {key: _phrase(value, file, drafts) for key, value in raw.items()}


def _phrase(value: dict[str, Any], file: str, drafts: frozenset[str]) -> Phrase:
    options = tuple(
        (one["key"], text(one["label"], file, drafts)) for one in value.get("options", ())
    )
    return Phrase(text(value["text"], file, drafts), options)


def phrase(key: Wording | str, drafts: frozenset[str] = NO_DRAFTS) -> Phrase:
    """Return one sentence about meetings by its key.

    Args:
        drafts: the languages in which draft translations are said; the organisation's choice.
    """
    return phrases_of("reminders", drafts)[str(key)]


def acknowledgement(reply: str, language: str, drafts: frozenset[str] = NO_DRAFTS) -> str:
    """Return what is said back to a reply to a reminder: "coming", "change" or "cannot"."""
    return phrase(ACKNOWLEDGEMENTS[Reply(reply)], drafts).text.to(language)


@cache
def reminder_question(language: str) -> Question:
    """Return what a reply to a reminder is read against."""
    asking = phrase(Wording.CHANGE)
    options = tuple(Option(key, label.to(language)) for key, label in asking.options)
    return Question(QuestionType.SINGLE, options=options)
