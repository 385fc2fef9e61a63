"""One scripted young person, every shipped flow: the way they write changes nothing we keep."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest

from bot.app import Services
from bot.engine.advance import advance, question_at, start
from bot.engine.events import Asked, Event, ResultChanged
from bot.engine.loading import load_flow, shipped
from bot.engine.model import Ask, Flow, Sees, SessionStatus, State
from bot.store import situations
from bot.store.database import Store
from bot.store.tables import answer, totals_answer
from nlu.reading import read_reply
from tests.conftest import empty
from tests.factories import Clock, a_contact, an_inbound, rows, texts

FLOWS = {key: load_flow(text) for key, text in shipped().items()}
SAYINGS = ("1", "1", "1", "2", "2", "3", "4", "skip", "a big sofa")
LONGEST = 40
TOLD = {"who": "Mum"}
Kept = dict[str, tuple[str, Any]]


def script(key: str) -> list[str]:
    """Return what they send: the same each run, and the same by every channel."""
    return ["1", *Random(f"a young person and {key}").choices(SAYINGS, k=LONGEST)]


def stands(services: Services, contact_id: int) -> State | None:
    with services.store.reading() as tx:
        session = situations.open_session_of(tx, contact_id)
    return None if session is None else session.state


def kept(store: Store) -> Kept:
    found = [*rows(store, answer), *rows(store, totals_answer)]
    return {
        row.question: (row.status, row.value if row.words is None else "words") for row in found
    }


@dataclass
class Held:
    """One conversation as it was held: what is kept, how it began, and how it went."""

    kept: Kept
    first: State
    sent: int = 0
    crossed: bool = False
    twice: list[str] = field(default_factory=list)


def by_service(services: Services, key: str, *, chat_from: int, clock: Clock) -> Held:
    """Hold it by text up to a message, and from there, thirty days later, by chat."""
    empty(services.store)
    contact_id = a_contact(services)
    if chat_from == 0:
        services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])
    services.start_flow(flow=key, contact_id=contact_id, told=TOLD)
    first = stands(services, contact_id)
    assert first is not None
    held, before = Held({}, first), first
    for words in script(key):
        if stands(services, contact_id) is None:
            break
        if 0 < chat_from == held.sent:
            clock.forward(days=30)
            services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])
            held.crossed = True
        if held.sent >= chat_from:
            urn = f"chat:{contact_id}"
            services.receive(an_inbound(services, words, urn=urn, channel="chat"))
        else:
            texts(services, words)
        held.sent += 1
        after = stands(services, contact_id)
        if after is not None:
            held.twice += asked_twice(FLOWS[key], before, after)
            before = after
    held.kept = kept(services.store)
    return held


def asked_twice(flow: Flow, before: State, after: State) -> list[str]:
    """Return the question put now if it was settled before, and they did not choose it again."""
    was = flow.nodes.get(before.node)
    chose = isinstance(was, Ask) and was.sees is Sees.NOBODY  # "I want to change it"
    moved = after.node != before.node and not after.came_from
    return [after.node] if moved and not chose and after.node in before.asked else []


def by_console(flow: Flow, first: State) -> Kept:
    """Hold it with the engine alone, begun with the same facts."""
    state, events = start(flow, {**first.facts, "channel": "console"}, first.had)
    answers: Kept = {}
    note(answers, events)
    for words in script(flow.key):
        if state.status is SessionStatus.ENDED:
            break
        state, events = advance(flow, state, read_reply(question_at(flow, state), words))
        note(answers, events)
    return answers


def note(answers: Kept, events: tuple[Event, ...]) -> None:
    for event in events:
        if isinstance(event, Asked):
            answers.setdefault(event.question, ("asked", None))
        if isinstance(event, ResultChanged):
            value = None if event.status != "answered" else json.dumps(event.value)
            answers[event.question] = (event.status, "words" if event.words else value)


@pytest.mark.parametrize("key", FLOWS)
def test_what_is_kept_is_the_same_by_text_by_chat_and_after_thirty_days(
    services: Services, clock: Clock, key: str
) -> None:
    by_text = by_service(services, key, chat_from=LONGEST * 2, clock=clock)
    by_chat = by_service(services, key, chat_from=0, clock=clock)
    # In the middle of what there is; the shortest conversation is over after one reply.
    middle = max(1, by_text.sent // 2)
    by_both = by_service(services, key, chat_from=middle, clock=clock)

    for held in (by_text, by_chat, by_both):
        assert held.kept == by_console(FLOWS[key], held.first)
        assert held.twice == []
    assert by_both.crossed or by_text.sent == 1
    assert by_both.sent == by_text.sent


def test_a_question_put_again_would_be_found() -> None:
    flow = FLOWS["good-place"]
    state = State(SessionStatus.WAITING, "i2", asked=("i1", "i2"))

    assert asked_twice(flow, state, replace(state, node="i1")) == ["i1"]
    assert asked_twice(flow, state, replace(state, node="i3")) == []
