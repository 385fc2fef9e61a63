"""Move one session forward by one reading. Pure: meaning arrives in the reading, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.engine.events import Event, MsgCreated, ResultChanged, TaskRaised
from bot.engine.index import is_kept
from bot.engine.messages import asks, options_of, put
from bot.engine.model import AnswerStatus, Ask, Choice, Flow, Sees, SessionStatus, State
from bot.engine.moves import with_answer
from bot.engine.sprint import Advanced, pause, run, shared, stated
from bot.engine.standing import BEGINS_A_SITTING, OFFER
from bot.engine.values import accepted, chosen, is_words
from bot.errors import FlowError, NotWaiting
from nlu.port import Kind, Question, QuestionType, Reading, Value

__all__ = ["Advanced", "advance", "ask_again", "question_at", "start"]

WHO = "who"  # of a reading of kind question: they ask who sees it, not why it is asked
PERSON = "person"  # the fact that they have asked for a person in this session


def start(flow: Flow, facts: Mapping[str, str], had: Sequence[str] = ()) -> Advanced:
    """Begin a session of `flow` and put its first question.

    Args:
        flow: a flow that passed `bot.engine.issues.check`.
        facts: coarse facts, fixed for the session: {"language": "en", "age_band": "13-15"}, and
            what it is begun about: {"when": "tomorrow at 4pm", "lot": "9f3a"}.
        had: kept questions of the family that were asked in earlier sessions.

    Raises:
        FlowError: the flow names a node it does not have, or loops.
    """
    first = flow.index.first
    state = State(SessionStatus.WAITING, first, facts=dict(facts), had=tuple(had))
    return run(flow, state, first)


def advance(flow: Flow, state: State, reading: Reading) -> Advanced:
    """Take one reading and run on to the next question, a pause or the end.

    A paused session is resumed by any reading: its question is put, the reading is not its answer.
    A reading of kind back may name the question to go back to by its number: 3 is the third asked.

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
        resumed = replace(state, status=SessionStatus.WAITING, sitting=0)
        return run(flow, resumed, state.node)
    return reply(flow, state, reading.value)


def ask_again(flow: Flow, state: State) -> MsgCreated:
    """Return the question `state` waits at as a message, with its options listed.

    Raises:
        NotWaiting: the session has ended.
    """
    return put(flow, _current(flow, state), state)


def question_at(flow: Flow, state: State) -> Question:
    """Return what the next reply is read against, in the session's language.

    Names are unfilled, and `today` is left to the caller, who has a clock.

    Raises:
        NotWaiting: the session has ended.
    """
    ask = _current(flow, state)
    return Question(
        type=ask.type,
        prompt=asks(flow, ask, state),
        options=options_of(flow, ask, state),
        minimum=ask.minimum,
        maximum=ask.maximum,
    )


def _answer(flow: Flow, state: State, value: Value) -> Advanced:
    ask = _current(flow, state)
    if not accepted(ask, value):
        return _unclear(flow, state, None)
    choices = chosen(ask, value)
    goto = next((choice.goto for choice in choices if choice.goto), ask.goto)
    state, events = _kept(ask, state, value)
    if ask.raises or any(choice.does_more for choice in choices):
        state, told = _stated(flow, ask, state, choices)
        events = (*events, *told)
        if any(choice.pauses for choice in choices):
            return pause(flow, state, goto, events)
    if ask.key in BEGINS_A_SITTING and goto not in _LEAVING:
        state = replace(state, sitting=0)
    if _offers(flow, ask, state, choices):
        return run(flow, replace(state, after=goto), OFFER, events=events)
    return run(flow, state, goto, events=events)


def _kept(ask: Ask, state: State, value: Value) -> tuple[State, tuple[Event, ...]]:
    if ask.sees is Sees.NOBODY:
        return state, ()
    words = is_words(ask, value)
    changed = ResultChanged(ask.key, ask.sees, AnswerStatus.ANSWERED, value, words=words)
    return with_answer(state, ask.key, value), (changed,)


def _stated(
    flow: Flow, ask: Ask, state: State, choices: tuple[Choice, ...]
) -> tuple[State, tuple[Event, ...]]:
    """Return the facts and tasks of every choice made, not only of the one that leads on."""
    events: tuple[Event, ...] = ()
    for choice in choices:
        if choice.sets:
            state = replace(state, facts={**state.facts, **choice.sets})
            # A standing question states nothing about them: that they want a person is a task.
            events += () if ask.key == OFFER else stated(flow, choice.sets)
    raised = (ask.raises, *(choice.raises for choice in choices))
    events += tuple(TaskRaised(kind) for kind in raised if kind)
    events += tuple(shared(flow, state, c.shares) for c in choices if c.shares is not None)
    return state, events


def _offers(flow: Flow, ask: Ask, state: State, choices: tuple[Choice, ...]) -> bool:
    """Say whether the offer of a person comes next: not again once they said yes to it."""
    offered = ask.offers or any(choice.offers for choice in choices)
    return offered and OFFER in flow.standing and PERSON not in state.facts


def _skip(flow: Flow, state: State, _: Value) -> Advanced:
    ask = _current(flow, state)
    return _leave(flow, state, ask, AnswerStatus.SKIPPED)


def _unclear(flow: Flow, state: State, _: Value) -> Advanced:
    ask = _current(flow, state)
    if state.tries == 0:
        options = options_of(flow, ask, state)
        text = flow.phrases.unclear.to(state.language)
        several, draws = ask.type is QuestionType.MULTI, ask.type is QuestionType.DRAWING
        again = MsgCreated(text, options, listed=False, several=several, draws=draws)
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


def _back(flow: Flow, state: State, value: Value) -> Advanced:
    earlier = _before(flow, state) if value is None else _numbered(flow, state, value)
    if earlier is None:
        phrases = flow.phrases
        none = phrases.nothing_before if value is None else phrases.no_such_answer
        said = (none.to(state.language),)
        return state, (put(flow, _current(flow, state), state, said=said),)
    _current(flow, state)
    if earlier.key == state.node:
        return _repeat(flow, state, None)
    came_from = state.came_from or state.node
    state = replace(state, node=earlier.key, tries=0, came_from=came_from)
    return state, (put(flow, earlier, state),)


def _repeat(flow: Flow, state: State, _: Value) -> Advanced:
    return state, (ask_again(flow, state),)


def _explain(flow: Flow, state: State, value: Value) -> Advanced:
    ask = _current(flow, state)
    sees = flow.sees if ask.sees is Sees.NOBODY else ask.sees
    who = flow.phrases.who_sees_worker
    if sees is Sees.TOTALS:
        who = flow.phrases.who_sees_totals
    if sees is Sees.ASK:
        who = flow.phrases.who_sees_ask
    said = who if value == WHO else ask.why or who
    return state, (put(flow, ask, state, said=(said.to(state.language),)),)


_REPLIES: Mapping[Kind, Callable[[Flow, State, Value], Advanced]] = {
    Kind.ANSWER: _answer,
    Kind.SKIP: _skip,
    Kind.UNCLEAR: _unclear,
    Kind.BACK: _back,
    Kind.REPEAT: _repeat,
    Kind.QUESTION: _explain,
}
_LEAVING = ("_no_thanks", "_left")


def _current(flow: Flow, state: State) -> Ask:
    if state.status is SessionStatus.ENDED:
        raise NotWaiting(f"the session of flow {flow.key!r} ended at {state.node!r}")
    node = flow.at(state.node)
    if not isinstance(node, Ask):
        raise FlowError(f"flow {flow.key!r} has no question {state.node!r} to wait at")
    return node


def _before(flow: Flow, state: State) -> Ask | None:
    """Return the kept question put before this one; a go-on question has no answer to change."""
    path = state.asked
    here = path.index(state.node) if state.node in path else len(path)
    for key in reversed(path[:here]):
        node = flow.nodes.get(key)
        if isinstance(node, Ask) and is_kept(node):
            return node
    return None


def _numbered(flow: Flow, state: State, value: Value) -> Ask | None:
    """Return the kept question of that number, counted from 1 in the order they were asked."""
    kept = [node for key in state.asked if is_kept(node := flow.nodes.get(key))]
    if not isinstance(value, int) or not 0 < value <= len(kept):
        return None
    found = kept[value - 1]
    return found if isinstance(found, Ask) else None
