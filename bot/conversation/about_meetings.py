"""Whether a message is about a meeting: an answer to what was asked, or begun by themselves. Pure.

An option that was read counts before what else the words might mean; being late counts before all.
"""

from __future__ import annotations

import re

from bot.conversation.model import About, Inbound, Situation, Understood
from bot.meetings.saying import BEGUN, Says
from bot.text.keywords import Control
from nlu.port import Kind, Reading

REMINDER = "reminder"
# Talks that take their own words: what they would like, for their worker to read.
OWN_WORDS = frozenset({REMINDER, "change", "meet", "missed", "getting", "promise", "handover"})
_CLOSES = frozenset({Kind.SKIP, Kind.BACK})
_WORD = re.compile(r"[^\W\d_]{2,}")


def answers_meeting(situation: Situation, understood: Understood) -> bool:
    """Tell whether it answers the question about a meeting that was put last, by an option."""
    return situation.meeting_asked_last and _answers(understood.reminder)


def about_meeting(
    situation: Situation, inbound: Inbound, understood: Understood, *, in_words: bool
) -> About | None:
    """Return what a message does about a meeting; None where it is about something else.

    Args:
        in_words: the open question of a flow takes any words for an answer.
    """
    if situation.meeting_asked_last:
        return _answer(situation, inbound, understood)
    if _answers(understood.reading) and not (in_words and understood.control is Control.MEET):
        return None
    if understood.says in BEGUN and understood.control in {None, Control.MEET}:
        return About(understood.says, words=inbound.text)
    if understood.control is Control.MEET:
        return About(Says.WHEN, choice="offer")
    return None


def _answer(situation: Situation, inbound: Inbound, understood: Understood) -> About | None:
    step = situation.asked.step if situation.asked else REMINDER
    reading, said = understood.reminder, understood.says
    if said is Says.LATE:
        return About(said, step=step, words=inbound.text)
    if _answers(reading) and reading is not None:
        return About(step=step, choice=str(reading.value), words=inbound.text)
    if said is not None and not (step != REMINDER and said in {Says.COMING, Says.CHANGE}):
        return About(said, step=step if said in _ANSWERS else None, words=inbound.text)
    if understood.control is Control.MEET:
        return About(Says.WHEN)
    if reading is not None and reading.kind in _CLOSES:
        return About(step=step, choice="skip")
    return _own_words(situation, inbound, understood, step)


_ANSWERS = frozenset({Says.COMING, Says.CHANGE, Says.CANNOT})


def _own_words(
    situation: Situation, inbound: Inbound, understood: Understood, step: str
) -> About | None:
    elsewhere = _answers(understood.reading) or understood.begins is not None
    has_words = _WORD.search(inbound.text) is not None
    if step not in OWN_WORDS or elsewhere or not has_words or understood.control is not None:
        return None
    if step == REMINDER and situation.session is not None:
        return None
    return About(step=step, words=inbound.text)


def _answers(reading: Reading | None) -> bool:
    return reading is not None and reading.kind is Kind.ANSWER
