"""From a node to the next question, a pause or the end. Pure: the only place that walks a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.engine.draws import drawn, fits_age, following
from bot.engine.events import (
    AnswersShared,
    Asked,
    ContactChanged,
    Event,
    MsgCreated,
    SessionEnded,
    SessionPaused,
)
from bot.engine.messages import closing, message, put, then_and_now
from bot.engine.model import (
    Ask,
    Branch,
    Draw,
    End,
    Flow,
    Say,
    Sees,
    SessionStatus,
    Set,
    Share,
    Shared,
    State,
)
from bot.engine.moves import waiting_at
from bot.engine.standing import AFTER, CHECK_IN, CHECK_IN_ONE, OFFER
from bot.engine.values import as_keys
from bot.errors import FlowError, FlowLoop
from nlu.port import Value

MAX_NODES = 100  # more nodes than this without a question means the flow loops
A_SITTING = 5  # kept questions, then the young person says whether to go on

Advanced = tuple[State, tuple[Event, ...]]


@dataclass(slots=True)
class _Way:
    """The way from one question to the next: where it has led, and what happened on it.

    It grows while it is walked, and no other module sees it.
    """

    before: str
    state: State
    said: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    aside: tuple[str, ...] = ()  # what was said before going on to what a standing one came between


def run(
    flow: Flow,
    state: State,
    goto: str,
    *,
    events: tuple[Event, ...] = (),
    said: tuple[str, ...] = (),
) -> Advanced:
    """Go to `goto` and on to the next question or the end; `said` opens the one message.

    Raises:
        FlowError: the flow names a node it does not have.
        FlowLoop: more than `MAX_NODES` nodes were passed without a question.
    """
    node, way = _walk(flow, state, goto)
    if _left_an_offer(flow, state, node):
        state = replace(state, node=OFFER, tries=0, came_from="")
        return state, (*events, _put(flow, OFFER, state, said))
    if isinstance(node, End):
        return _end(flow, way, node, events=(*events, *way.events), said=(*said, *way.said))
    if state.sitting >= A_SITTING and _wants_check_in(flow, state, node):
        left = flow.index.ahead.get(node.key, 1)
        check_in = CHECK_IN_ONE if left == 1 else CHECK_IN
        after = state.after if goto.startswith("_") else goto
        state = replace(state, node=check_in, tries=0, after=after)
        return state, (*events, _put(flow, check_in, state, (*said, *way.aside)))
    state, asked = _arrive(way, node)
    return state, (*events, *way.events, *asked, put(flow, node, state, said=(*said, *way.said)))


def _left_an_offer(flow: Flow, state: State, node: Ask | End) -> bool:
    """Whether they went back from the offer of a person, and are through with what they changed.

    Who changed the answer that brought the offer has done with it.
    """
    if state.came_from != OFFER or state.node not in state.asked[:-1]:
        return False
    onward, _ = _walk(flow, replace(state, node=OFFER, came_from=""), state.after)
    return onward is node


def _put(flow: Flow, standing: str, state: State, said: tuple[str, ...]) -> MsgCreated:
    ask = flow.standing[standing]
    if not isinstance(ask, Ask):
        raise FlowError(f"flow {flow.key!r} has a {standing!r} that asks nothing")
    return put(flow, ask, state, said=said)


def pause(flow: Flow, state: State, goto: str, events: tuple[Event, ...]) -> Advanced:
    """Put the session off at the question `goto` leads to, saying now what is said on the way."""
    node, way = _walk(flow, state, goto)
    if isinstance(node, End):
        return run(flow, state, goto, events=events)
    said = (flow.phrases.paused.to(state.language), *way.said)
    paused = replace(way.state, status=SessionStatus.PAUSED, node=node.key, tries=0)
    return paused, (*events, *way.events, *message(said), SessionPaused())


def route(ask: Ask, chosen: Value) -> str:
    """Return where an answer leads: the first choice made that says so, else the question's own."""
    keys = as_keys(chosen)
    return next((c.goto for c in ask.choices if c.key in keys and c.goto), ask.goto)


def _wants_check_in(flow: Flow, state: State, node: Ask) -> bool:
    """Tell whether to ask before a question if they go on; leave to quote is about what they said.

    Asking whether to be asked that would be one message more, and end in a question all the same.
    """
    if node.quotes:
        return False
    new = node.sees is not Sees.NOBODY and node.key not in state.asked
    return new and CHECK_IN in flow.standing


def _arrive(way: _Way, node: Ask) -> tuple[State, tuple[Event, ...]]:
    """Return the state that waits at `node`, and that it was asked, if it is new and kept."""
    state = way.state
    new = node.key not in state.asked
    counts = new and node.sees is not Sees.NOBODY
    arrived = waiting_at(
        state,
        node.key,
        asked=_path(way, node, new=new),
        sitting=state.sitting + (counts and not node.quotes),
        came_from="" if _is_back(state, node.key, new=new) else state.came_from,
    )
    return arrived, (Asked(node.key, node.sees),) if counts else ()


def _path(way: _Way, node: Ask, *, new: bool) -> tuple[str, ...]:
    """Return the questions asked so far, `node` among them unless it is a standing one."""
    asked = way.state.asked
    if node.key.startswith("_") or not (new or not way.state.came_from):
        return asked
    if new and (not asked or asked[-1] == way.before):  # straight on, as nearly always
        return (*asked, node.key)
    return _onto_path(asked, way.before, node.key)


def _is_back(state: State, key: str, *, new: bool) -> bool:
    """Whether going back is over: they are where they left off, or went on from between."""
    return key == state.came_from or (new and state.came_from.startswith("_"))


def _end(
    flow: Flow, way: _Way, node: End, *, events: tuple[Event, ...], said: tuple[str, ...]
) -> Advanced:
    ended = replace(way.state, status=SessionStatus.ENDED, node=node.key, tries=0, came_from="")
    said = (*said, *closing(flow, node, way.state))
    return ended, (*events, *message(said), SessionEnded(node.outcome))


def _walk(flow: Flow, state: State, goto: str) -> tuple[Ask | End, _Way]:
    """Follow `goto` to the next question or the end."""
    way = _Way(state.node, state)
    # The offer and the check-in stand between: the strand is that of the question before them.
    here = state.asked[-1] if state.node.startswith("_") and state.asked else state.node
    settled = {*state.asked} - {state.came_from} if state.came_from else set()
    for _ in range(MAX_NODES + len(settled)):
        if goto == AFTER:
            way.aside, goto = way.said, way.state.after
        key, node = goto, flow.at(goto)
        if isinstance(node, Ask):
            if not fits_age(node, way.state):
                goto = node.instead or node.goto
            elif key in settled:
                settled.discard(key)
                goto = _as_before(node, way.state)
                way.before, way.said = key, ()
            else:
                return node, way
        elif isinstance(node, End):
            return node, way
        elif node is None:
            raise FlowError(f"flow {flow.key!r} has no node {key!r}")
        else:
            goto = _passed(flow, way, node, here)
        here = here if key.startswith("_") else key
    raise FlowLoop(f"flow {flow.key!r} passes {MAX_NODES} nodes at {goto!r} without a question")


def _passed(flow: Flow, way: _Way, node: Say | Set | Share | Draw | Branch, here: str) -> str:
    """Pass a node that does not wait, come to from `here`; return where it leads."""
    state = way.state
    match node:
        case Say(goto=goto):
            way.said = (*way.said, *then_and_now(flow, node, state))
        case Set(facts=facts, goto=goto):
            way.state = replace(state, facts={**state.facts, **facts})
            way.events = (*way.events, *stated(flow, facts))
        case Share(goto=goto):
            way.events = (*way.events, shared(flow, state, node.shared))
        case Draw():
            way.state = drawn(flow, node, state)
            goto = following(flow, node, way.state, here)
        case Branch():
            goto = _fork(node, state)
    return goto


def stated(flow: Flow, facts: Mapping[str, str]) -> tuple[Event, ...]:
    """Return what a young person stated as events; a totals flow tells nobody about them."""
    if flow.sees is Sees.TOTALS:
        return ()
    return tuple(ContactChanged(name, value) for name, value in facts.items())


def shared(flow: Flow, state: State, with_whom: Shared) -> AnswersShared:
    """Return that they let somebody see every `ask` answer they have given in this session."""
    nodes = ((key, flow.nodes.get(key)) for key in state.results)
    held = tuple(k for k, node in nodes if isinstance(node, Ask) and node.sees is Sees.ASK)
    return AnswersShared(with_whom, held)


def _as_before(ask: Ask, state: State) -> str:
    """Return the way taken at a question settled before: option 1 of a go-on goes on."""
    if ask.sees is Sees.NOBODY:
        return next((choice.goto for choice in ask.choices if choice.goto), ask.goto)
    return route(ask, state.results.get(ask.key))


def _fork(branch: Branch, state: State) -> str:
    for case in branch.cases:
        if case.name == "had":
            known: tuple[str, ...] = state.had
        else:
            known = _known(state, case.name)
        if known and (case.known or any(key in case.values for key in known)):
            return case.goto
    return branch.otherwise


def _known(state: State, name: str) -> tuple[str, ...]:
    """Return the option keys of an answer, or the words of a fact."""
    if name in state.results:
        return as_keys(state.results[name])
    return tuple(state.facts.get(name, "").split())


def _onto_path(asked: tuple[str, ...], here: str, following: str) -> tuple[str, ...]:
    """Put `following` straight after `here`; what was asked off this path stays behind it."""
    if here == following and here in asked:
        return asked
    others = tuple(key for key in asked if key != following)
    cut = others.index(here) + 1 if here in others else len(others)
    return (*others[:cut], following, *others[cut:])
