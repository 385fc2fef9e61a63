"""Move one session forward by one reading. Pure: meaning arrives in the reading, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.engine.events import ContactChanged, Event, MsgCreated, ResultChanged, TaskRaised
from bot.engine.model import AnswerStatus, Ask, Choice, Flow, Sees, SessionStatus, State
from bot.engine.sprint import Advanced, options_of, pause, put, run
from bot.engine.values import accepted, as_keys, is_words
from bot.errors import FlowError, NotWaiting
from nlu.port import Kind, Question, QuestionType, Reading, Value

__all__ = ["Advanced", "advance", "ask_again", "question_at", "start"]


def start(flow: Flow, facts: Mapping[str, str]) -> Advanced:
    """Begin a session of `flow` and put its first question.

    Args:
        flow: a flow that passed `bot.engine.issues.check`.
        facts: coarse facts, fixed for the session: {"language": "en", "age_band": "13-15"}.

    Raises:
        FlowError: the flow names a node it does not have, or loops.
    """
    state = State(SessionStatus.WAITING, flow.start, facts=dict(facts))
    return run(flow, state, flow.start)


def advance(flow: Flow, state: State, reading: Reading) -> Advanced:
    """Take one reading and run on to the next question, a pause or the end.

    A paused session is resumed by any reading: its question is put, the reading is not its answer.

    Returns:
        The next state, and the events of this sprint in the order they happened.

    Raises:
        NotWaiting: the session has ended.
        ValueError: stop, help and disclosure are dealt with before the engine.
        FlowError: the flow names a node it does not have, or loops.
    """
    reply = _REPLIES.get(reading.kind)
    if reply is None:
        raise ValueError(f"the engine does not take a reading of kind {reading.kind.value!r}")
    if state.status is SessionStatus.PAUSED:
        return run(flow, replace(state, status=SessionStatus.WAITING), state.node)
    return reply(flow, state, reading.value)


def ask_again(flow: Flow, state: State) -> MsgCreated:
    """Return the question `state` waits at as a message, with its options listed.

    Raises:
        NotWaiting: the session has ended.
    """
    return put(_current(flow, state), state)


def question_at(flow: Flow, state: State) -> Question:
    """Return what the next reply is read against, in the session's language.

    Placeholders are unfilled, and `today` is left to the caller, who has a clock.

    Raises:
        NotWaiting: the session has ended.
    """
    ask = _current(flow, state)
    return Question(
        type=ask.type,
        prompt=ask.text.to(state.language),
        options=options_of(ask, state.language),
        minimum=ask.minimum,
        maximum=ask.maximum,
    )


def _answer(flow: Flow, state: State, value: Value) -> Advanced:
    ask = _current(flow, state)
    if not accepted(ask, value):
        return _unclear(flow, state, None)
    chosen = tuple(choice for choice in ask.choices if choice.key in as_keys(value))
    events: tuple[Event, ...] = ()
    if ask.sees is not Sees.NOBODY:
        state = replace(state, results={**state.results, ask.key: value})
        events = (
            ResultChanged(
                ask.key, ask.sees, AnswerStatus.ANSWERED, value, words=is_words(ask, value)
            ),
        )
    events = (*events, *_stated(chosen))
    goto = next((choice.goto for choice in chosen if choice.goto), ask.goto)
    if any(choice.pauses for choice in chosen):
        return pause(flow, state, goto, events)
    return run(flow, state, goto, events=events)


def _stated(chosen: tuple[Choice, ...]) -> tuple[Event, ...]:
    """Return the facts and tasks of every choice made, not only of the one that leads on."""
    facts = [ContactChanged(name, value) for c in chosen for name, value in c.sets.items()]
    tasks = [TaskRaised(choice.raises) for choice in chosen if choice.raises]
    return (*facts, *tasks)


def _skip(flow: Flow, state: State, _: Value) -> Advanced:
    ask = _current(flow, state)
    return _leave(flow, state, ask, AnswerStatus.SKIPPED)


def _unclear(flow: Flow, state: State, _: Value) -> Advanced:
    ask = _current(flow, state)
    if state.tries == 0:
        options = options_of(ask, state.language)
        text = flow.phrases.unclear.to(state.language)
        several = ask.type is QuestionType.MULTI
        again = MsgCreated(text, options, listed=False, several=several)
        return replace(state, tries=1), (again,)
    said = (flow.phrases.moving_on.to(state.language),)
    if ask.key in state.results:  # they went back to it: what they said before still stands
        return run(flow, state, ask.goto, said=said)
    return _leave(flow, state, ask, AnswerStatus.UNCLEAR, said=said)


def _leave(
    flow: Flow, state: State, ask: Ask, status: AnswerStatus, *, said: tuple[str, ...] = ()
) -> Advanced:
    events: tuple[Event, ...] = ()
    if ask.sees is not Sees.NOBODY:
        kept = {key: value for key, value in state.results.items() if key != ask.key}
        state = replace(state, results=kept)
        events = (ResultChanged(ask.key, ask.sees, status),)
    return run(flow, state, ask.goto, events=events, said=said)


def _back(flow: Flow, state: State, _: Value) -> Advanced:
    earlier = _before(flow, state)
    if earlier is None:
        nothing = flow.phrases.nothing_before.to(state.language)
        return state, (put(_current(flow, state), state, said=(nothing,)),)
    state = replace(state, node=earlier.key, tries=0)
    return state, (put(earlier, state),)


def _repeat(flow: Flow, state: State, _: Value) -> Advanced:
    return state, (ask_again(flow, state),)


def _explain(flow: Flow, state: State, _: Value) -> Advanced:
    ask = _current(flow, state)
    sees = flow.sees if ask.sees in (Sees.NOBODY, Sees.ASK) else ask.sees
    who = flow.phrases.who_sees_worker
    if sees is Sees.TOTALS:
        who = flow.phrases.who_sees_totals
    return state, (put(ask, state, said=((ask.why or who).to(state.language),)),)


_REPLIES: Mapping[Kind, Callable[[Flow, State, Value], Advanced]] = {
    Kind.ANSWER: _answer,
    Kind.SKIP: _skip,
    Kind.UNCLEAR: _unclear,
    Kind.BACK: _back,
    Kind.REPEAT: _repeat,
    Kind.QUESTION: _explain,
}


def _current(flow: Flow, state: State) -> Ask:
    if state.status is SessionStatus.ENDED:
        raise NotWaiting(f"the session of flow {flow.key!r} ended at {state.node!r}")
    node = flow.nodes.get(state.node)
    if not isinstance(node, Ask):
        raise FlowError(f"flow {flow.key!r} has no question {state.node!r} to wait at")
    return node


def _before(flow: Flow, state: State) -> Ask | None:
    """Return the kept question put before this one; a go-on question has no answer to change."""
    path = state.asked
    here = path.index(state.node) if state.node in path else len(path)
    for key in reversed(path[:here]):
        node = flow.nodes.get(key)
        if isinstance(node, Ask) and node.sees is not Sees.NOBODY:
            return node
    return None
