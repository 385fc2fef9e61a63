"""Plays every recorded conversation in tests/scenarios: replies in, texts and results out.

A file may give the `facts` a session begins with, the questions `had` in earlier ones, and the
languages whose `drafts` are said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine.advance import Advanced, advance, question_at, start
from bot.engine.events import (
    ContactChanged,
    Event,
    MsgCreated,
    ResultChanged,
    SessionEnded,
    TaskRaised,
)
from bot.engine.loading import load_flow, shipped
from bot.engine.model import AnswerStatus, Flow, State
from bot.engine.state_json import dump, load
from bot.text.rendering import sms_body
from bot.text.templating import fill
from nlu.port import Option, Question
from nlu.reading import read_reply

HERE = Path(__file__).parent / "scenarios"
SCENARIOS = sorted(HERE.glob("*/*.yaml"))
NAMES = {"worker": "Sam", "org": "The Hub", "place": "the library", "when": "Tue 4pm"}
DOCUMENTS = shipped()
FLOWS = {key: load_flow(text) for key, text in DOCUMENTS.items()}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_scenario(path: Path) -> None:
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
    flow, state, events = begun(path.parent.name, scenario)
    assert texts(events) == [scenario["opens"]]

    for number, turn in enumerate(scenario["turns"], start=1):
        state, events = reply(flow, load(dump(state)), turn["in"])
        assert recorded(events) == expected(turn), f"turn {number}: {turn['in']!r}"

    assert state.status == scenario["status"]
    assert [e.outcome for e in events if isinstance(e, SessionEnded)] == outcomes(scenario)


@pytest.mark.parametrize("key", FLOWS)
def test_every_flow_has_a_recorded_conversation(key: str) -> None:
    assert key in {path.parent.name for path in SCENARIOS}


def begun(key: str, scenario: Mapping[str, Any]) -> tuple[Flow, State, tuple[Event, ...]]:
    """Return a flow and its session as a scenario has them begin."""
    drafts = frozenset(scenario.get("drafts", ()))
    flow = load_flow(DOCUMENTS[key], drafts) if drafts else FLOWS[key]
    return flow, *start(flow, scenario.get("facts", {}), scenario.get("had", ()))


def reply(flow: Flow, state: State, text: str) -> Advanced:
    return advance(flow, state, read_reply(named(question_at(flow, state)), text))


def named(question: Question) -> Question:
    options = (replace(option, label=fill(option.label, NAMES)) for option in question.options)
    return replace(question, prompt=fill(question.prompt, NAMES), options=tuple(options))


def recorded(events: tuple[Event, ...]) -> dict[str, Any]:
    """Return what a turn did, in the form a scenario writes it."""
    return {
        "out": texts(events),
        "results": {e.question: result(e) for e in events if isinstance(e, ResultChanged)},
        "sets": {e.name: e.value for e in events if isinstance(e, ContactChanged)},
        "tasks": [e.kind for e in events if isinstance(e, TaskRaised)],
    }


def expected(turn: Mapping[str, Any]) -> dict[str, Any]:
    """Return a turn as written, with nothing standing for what it does not mention."""
    nothing = {"out": [], "results": {}, "sets": {}, "tasks": []}
    return nothing | {name: value for name, value in turn.items() if name != "in"}


def result(event: ResultChanged) -> object:
    if event.status is not AnswerStatus.ANSWERED:
        return {"status": event.status.value}
    return list(event.value) if isinstance(event.value, tuple) else event.value


def texts(events: tuple[Event, ...]) -> list[str]:
    return [sms(event.text, event.options, event.listed) for event in created(events)]


def created(events: tuple[Event, ...]) -> list[MsgCreated]:
    return [event for event in events if isinstance(event, MsgCreated)]


def sms(text: str, options: tuple[Option, ...], listed: bool) -> str:
    labels = [fill(option.label, NAMES) for option in options] if listed else []
    return sms_body(fill(text, NAMES), labels)


def outcomes(scenario: Mapping[str, Any]) -> list[str]:
    return [scenario["outcome"]] if "outcome" in scenario else []
