"""What a turn of the engine alone costs: no database, no reading. Processor time, one core."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from bot.engine.advance import advance, question_at, start
from bot.engine.loading import AROUND, load_flow, read_yaml, shipped
from bot.engine.model import Flow, SessionStatus, State
from bot.engine.parsing import read_flow
from nlu.port import Kind, Question, QuestionType, Reading, Value

FACTS = {"language": "en", "age_band": "13-15", "lot": "bench", "worker": "known"}
MOST_TURNS = 60  # of one conversation; a page can be changed for ever
SHORT, LONG = 12, 120  # questions
PLACE = 8  # the question both are measured at: the third of the second sitting
FAR = LONG - SHORT + PLACE  # and as near to the long one's end as that is to the short one's


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn that can be taken again and again."""

    flow: Flow
    state: State
    reading: Reading


def measure(rounds: int) -> dict[str, float]:
    """Return what a turn costs, over every question of every shipped flow, in microseconds.

    Args:
        rounds: how often each turn is taken; the median of its times counts.

    Returns:
        `p50_us`, `p95_us`; and how many times as much a turn costs in a flow ten times as long:
        `ten_times_as_long` at the same question, `at_its_end` as near to its end.
    """
    costs = sorted(_cost(turn, rounds) for turn in every_turn())
    near = _cost(turn_at(SHORT, PLACE), rounds * 10)
    return {
        "turns": len(costs),
        "p50_us": round(costs[len(costs) // 2], 1),
        "p95_us": round(costs[int(len(costs) * 0.95)], 1),
        "ten_times_as_long": round(_cost(turn_at(LONG, PLACE), rounds * 10) / near, 2),
        "at_its_end": round(_cost(turn_at(LONG, FAR), rounds * 10) / near, 2),
    }


def every_turn() -> Iterator[Turn]:
    """Yield a turn at each question of each shipped flow, on the way of its first options."""
    for document in shipped().values():
        yield from _through(load_flow(document))


def turn_at(questions: int, place: int) -> Turn:
    """Return the turn that answers question `place`, from 1, in a plain flow of so many."""
    turns = _through(a_flow_of(questions), most=2 * questions)
    return next(turn for turn in turns if turn.state.node == f"q{place}")


def a_flow_of(questions: int) -> Flow:
    """Return a plain flow: so many questions, one after the other."""
    nodes: dict[str, Mapping[str, Any]] = {
        f"q{number}": {
            "ask": "single",
            "text": {"en": f"Question {number}?"},
            "goto": f"q{number + 1}" if number < questions else "done",
            "options": [{"key": key, "label": {"en": key}} for key in ("good", "ok", "bad")],
        }
        for number in range(1, questions + 1)
    }
    raw = {
        "key": "plain",
        "sees": "worker",
        "start": "q1",
        "nodes": {**nodes, "done": {"end": "complete"}},
    }
    return read_flow(raw, read_yaml(AROUND.read_text(encoding="utf-8")))


def _through(flow: Flow, most: int = MOST_TURNS) -> Iterator[Turn]:
    state, _ = start(flow, FACTS)
    for _ in range(most):
        if state.status is SessionStatus.ENDED:
            return
        reading = Reading(Kind.ANSWER, _first_answer(question_at(flow, state)))
        yield Turn(flow, state, reading)
        state, _ = advance(flow, state, reading)


def _first_answer(question: Question) -> Value:
    if question.type is QuestionType.MULTI:
        return (question.options[0].key,)
    if question.options:
        return question.options[0].key
    if question.type in (QuestionType.NUMBER, QuestionType.SCALE):
        return question.minimum
    return "yes" if question.type is QuestionType.YESNO else "a big sofa"


def _cost(turn: Turn, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.thread_time_ns()
        advance(turn.flow, turn.state, turn.reading)
        times.append(time.thread_time_ns() - began)
    return median(times) / 1000
