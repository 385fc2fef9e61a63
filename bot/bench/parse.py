"""What reading a reply costs: the readers, and with rules as a whole. Processor time, one core."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.safeguarding import assess, learnt
from bot.services.understand import Understand
from nlu.port import Option, Question, QuestionType
from nlu.reading import read_reply

_NOW = datetime(2027, 3, 10, 11, tzinfo=ZoneInfo("Europe/London"))
_PLACES = tuple(
    Option(key, label)
    for key, label in (
        ("cafe", "Cafe"),
        ("library", "Library"),
        ("club", "Youth club"),
        ("school", "School or college"),
        ("home", "At home"),
    )
)
_AGREE = tuple(
    Option(key, label)
    for key, label in (
        ("yes", "Yes"),
        ("mostly", "Mostly"),
        ("not_really", "Not really"),
        ("no", "No"),
        ("unsaid", "Rather not say"),
    )
)
# Replies the readers understand, as they come: mostly short.
_REPLIES: tuple[tuple[Question, str], ...] = tuple(
    (question, reply)
    for question, replies in (
        (
            Question(QuestionType.SINGLE, "Where?", _PLACES),
            "2 | b | cafe | the libary | 1 no wait 2 | skl pls | not the library, the cafe",
        ),
        (
            Question(QuestionType.SINGLE, "Do adults listen?", _AGREE),
            "1 | yh | nah | mostly | not rly | rather not say | no not really | 👍",
        ),
        (
            Question(QuestionType.MULTI, "Which of these?", _PLACES),
            "1,3 and 5 | 2 | cafe and home | all but school | 1-3 | everything",
        ),
        (Question(QuestionType.YESNO, "Ready?"), "yes | yh | nope | 1 | yeah go on then | i cant"),
        (
            Question(QuestionType.SCALE, "From 1 to 10?", minimum=1, maximum=10),
            "7 | 7/10 | eight | like a 6 | 4 no wait 5",
        ),
        (
            Question(QuestionType.NUMBER, "How old are you?", minimum=10, maximum=25),
            "14 | im 14 | fifteen and a half | 15 nearly 16",
        ),
        (
            Question(QuestionType.DATE_TIME, "When shall we meet?", today=_NOW),
            "tmrw | tues half 3 | 15/3 at 4pm | a week on thurs | good friday",
        ),
        (
            Question(QuestionType.PLACE, "Where is best?", _PLACES),
            "cafe | my nans | the park by tesco",
        ),
    )
    for reply in map(str.strip, replies.split("|"))
)


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Return the cost of a reply in milliseconds of processor time, at p50 and p95.

    Args:
        rounds: how often each reply is read; the least of its times counts, for the machine's
            other work is no cost of ours.
    """
    assess.warm_up()
    learnt.read_all()
    understand = Understand()
    return {
        "readers": _figures(read_reply, rounds),
        "readers_and_rules": _figures(lambda question, reply: understand(reply, question), rounds),
    }


def _figures(read: Callable[[Question, str], object], rounds: int) -> dict[str, float]:
    times = sorted(_least(read, question, reply, rounds) for question, reply in _REPLIES)
    return {
        "replies": len(times),
        "p50_ms": round(_at(times, 0.5), 3),
        "p95_ms": round(_at(times, 0.95), 3),
    }


def _least(
    read: Callable[[Question, str], object], question: Question, reply: str, rounds: int
) -> float:
    times = []
    for _ in range(rounds):
        started = time.thread_time_ns()
        read(question, reply)
        times.append(time.thread_time_ns() - started)
    return min(times) / 1_000_000


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]
