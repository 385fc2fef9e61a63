"""From a finding to a published change: who decides, what they say, what is in the way. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.safeguarding.bank_holidays import is_bank_holiday

REMIND_AFTER = (timedelta(days=10), timedelta(days=20))
LONGEST_AREA, LONGEST_HEARD, LONGEST_CHANGE, LONGEST_WHY = 15, 45, 60, 300
WORKING_DAYS = 5
SATURDAY = 5


class Decision(StrEnum):
    """What a decision-maker says to a finding."""

    YES = "yes"
    LATER = "later"
    NO = "no"


class Rung(StrEnum):
    """How much say young people had, lowest first: our words for the ladder of practice 004."""

    TOLD = "told"
    ASKED = "asked"
    HEARD = "heard"
    TOGETHER = "together"
    LED = "led"


RUNGS = {
    Rung.TOLD: "Adults decided and told young people",
    Rung.ASKED: "Young people were asked before adults decided",
    Rung.HEARD: "Young people were asked, and it changed what adults decided",
    Rung.TOGETHER: "Young people and adults decided together",
    Rung.LED: "Young people decided, with adults behind them",
}
PICTURES = ("speech", "clock", "bus", "place", "people", "money")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a finding has come: each moment None until it happened."""

    asked_at: datetime | None = None
    decision: Decision | None = None
    right_asked_at: datetime | None = None
    published_at: datetime | None = None


def reminders_due(progress: Progress, sent: int, now: datetime) -> int:
    """Return how many reminders a decision-maker is to have had by now, `sent` of them gone.

    A worker that was away sends one, not two at once.
    """
    if progress.asked_at is None or progress.decision is not None or progress.published_at:
        return sent
    passed = sum(now >= progress.asked_at + after for after in REMIND_AFTER)
    return max(sent, passed)


def in_the_way(progress: Progress, *, change: str, checked: bool, answered: int) -> str | None:
    """Return why a finding must not be published yet, as a sentence; None if it may.

    Args:
        change: what changed, or why not, in plain words.
        checked: a person has read it over.
        answered: how many young people would be told; with nobody, nobody is asked either.
    """
    if progress.published_at is not None:
        return "This is published already."
    if progress.decision is None:
        return "Whoever decides has not answered yet."
    if progress.right_asked_at is None and answered:
        return "Ask those who answered first: did we get that right?"
    if not 0 < len(change.strip()) <= LONGEST_CHANGE:
        return f"Say what changed, or why not, in {LONGEST_CHANGE} letters at most."
    if not checked:
        return "Tick that you have read it over."
    return None


def answer_by(since: date) -> date:
    """Return the day an idea must be answered by: five working days on, bank holidays apart."""
    day, left = since, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= not (day.weekday() >= SATURDAY or is_bank_holiday(day))
    return day
