"""From a node to the next question, a pause or the end. Pure: the only place that walks a flow."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.events import Asked, Event, MsgCreated, SessionEnded, SessionPaused
from bot.engine.model import Ask, Branch, End, Flow, Say, Sees, SessionStatus, State
from bot.engine.values import as_keys
from bot.errors import FlowError, FlowLoop
from nlu.port import Option, QuestionType

MAX_NODES = 100  # more nodes than this without a question means the flow loops

Advanced = tuple[State, tuple[Event, ...]]


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
    node, on_the_way = _walk(flow, state, goto)
    said = (*said, *on_the_way)
    if isinstance(node, End):
        ended = replace(state, status=SessionStatus.ENDED, node=node.key, tries=0)
        return ended, (*events, *_message(said), SessionEnded(node.outcome))
    if node.sees is not Sees.NOBODY and node.key not in state.asked:
        events = (*events, Asked(node.key, node.sees))
    asked = _onto_path(state.asked, state.node, node.key)
    state = replace(state, node=node.key, tries=0, asked=asked)
    return state, (*events, put(node, state, said=said))


def pause(flow: Flow, state: State, goto: str, events: tuple[Event, ...]) -> Advanced:
    """Put the session off at the question `goto` leads to, saying now what is said on the way."""
    node, said = _walk(flow, state, goto)
    if isinstance(node, End):
        return run(flow, state, goto, events=events)
    said = (flow.phrases.paused.to(state.language), *said)
    paused = replace(state, status=SessionStatus.PAUSED, node=node.key, tries=0)
    return paused, (*events, *_message(said), SessionPaused())


def put(ask: Ask, state: State, *, said: tuple[str, ...] = ()) -> MsgCreated:
    """Return the question `ask` as a message, joined to what is said before it."""
    text = "\n".join((*said, ask.text.to(state.language)))
    several = ask.type is QuestionType.MULTI
    return MsgCreated(text, options_of(ask, state.language), several=several)


def options_of(ask: Ask, language: str) -> tuple[Option, ...]:
    """Return the options of `ask` in `language`, placeholders unfilled."""
    return tuple(Option(choice.key, choice.label.to(language)) for choice in ask.choices)


def _walk(flow: Flow, state: State, goto: str) -> tuple[Ask | End, tuple[str, ...]]:
    """Follow `goto` to the next question or the end; return it and what is said on the way."""
    said: tuple[str, ...] = ()
    for _ in range(MAX_NODES):
        match flow.nodes.get(goto):
            case Ask() | End() as node:
                return node, said
            case Say(text=text, goto=following):
                said, goto = (*said, text.to(state.language)), following
            case Branch() as branch:
                goto = _fork(branch, state)
            case None:
                raise FlowError(f"flow {flow.key!r} has no node {goto!r}")
    raise FlowLoop(f"flow {flow.key!r} passes {MAX_NODES} nodes at {goto!r} without a question")


def _fork(branch: Branch, state: State) -> str:
    for case in branch.cases:
        known = state.results.get(case.name, state.facts.get(case.name))
        if any(key in case.values for key in as_keys(known)):
            return case.goto
    return branch.otherwise


def _onto_path(asked: tuple[str, ...], here: str, following: str) -> tuple[str, ...]:
    """Put `following` straight after `here`; what was asked off this path stays behind it."""
    if here == following and here in asked:
        return asked
    others = tuple(key for key in asked if key != following)
    cut = others.index(here) + 1 if here in others else len(others)
    return (*others[:cut], following, *others[cut:])


def _message(said: tuple[str, ...]) -> tuple[MsgCreated, ...]:
    return (MsgCreated("\n".join(said)),) if said else ()
