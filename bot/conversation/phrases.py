"""Sentences said outside flows, from `bot/phrases/*.yaml`. Each file is read once."""

from __future__ import annotations

from collections.abc import Mapping
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

FOLDER = Path(__file__).parent.parent / "phrases"
MEETINGS = ("reminders", "meetings")
CHAT = "chat"
OF_PAGES = (CHAT, "open", "pages", "refusals")  # no key stands in two of them


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence with its gaps, and the options it ends with, if it asks."""

    text: Text
    options: tuple[tuple[str, Text], ...] = ()

    def labels(self, language: str) -> tuple[str, ...]:
        """Return what the options are called, in order."""
        return tuple(label.to(language) for _, label in self.options)


@cache
def sentences(file: str, drafts: frozenset[str] = NO_DRAFTS) -> Mapping[str, Phrase]:
    """Return every sentence of one file of phrases, by key.

    Args:
        file: its name without the ending: "reminders".
        drafts: the languages in which draft translations are said.
    """
    raw: dict[str, Any] = yaml.load(
        (FOLDER / f"{file}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return {key: _phrase(value, file, drafts) for key, value in raw.items()}


@cache
def of_pages(drafts: frozenset[str] = NO_DRAFTS) -> Mapping[str, Phrase]:
    """Return every sentence that stands on a young person's pages, by key."""
    return {key: said for file in OF_PAGES for key, said in sentences(file, drafts).items()}


@cache
def speaks(language: str, drafts: frozenset[str]) -> bool:
    """Return whether all that stands around the chat may be said in a language."""
    return all(one.text.spoken(language) == language for one in sentences(CHAT, drafts).values())


def page_language(wanted: str, drafts: frozenset[str]) -> str:
    """Return the language a young person's pages are in; single sentences may still be English."""
    return sentences(CHAT, drafts)[CHAT].text.spoken(wanted)


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
    return _of_meetings(drafts)[str(key)]


@cache
def _of_meetings(drafts: frozenset[str]) -> Mapping[str, Phrase]:
    return {key: said for file in MEETINGS for key, said in sentences(file, drafts).items()}


def acknowledgement(reply: str, language: str, drafts: frozenset[str] = NO_DRAFTS) -> str:
    """Return what is said back to a reply to a reminder: "coming", "change" or "cannot"."""
    return phrase(ACKNOWLEDGEMENTS[Reply(reply)], drafts).text.to(language)


def meeting_question(situation: Situation) -> Question:
    """Return what an answer to the question about a meeting that was put last is read against."""
    if situation.asked is not None:
        return Question(QuestionType.SINGLE, options=situation.asked.options)
    return _REMINDER


def options_of(said: Phrase, language: str) -> tuple[Option, ...]:
    """Return the options a phrase ends with, as they are read and shown."""
    return tuple(Option(key, label.to(language)) for key, label in said.options)


_REMINDER = Question(QuestionType.SINGLE, options=options_of(phrase(Wording.CHANGE), "en"))
