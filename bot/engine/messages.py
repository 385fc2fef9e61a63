"""What one sprint says, in the session's language. Pure; names stay gaps."""

from __future__ import annotations

from bot.engine.events import MsgCreated
from bot.engine.gaps import filled
from bot.engine.model import DEFAULT_LANGUAGE, Ask, End, Flow, Outcome, Say, Sees, State, View
from bot.engine.standing import CHECK_IN
from bot.engine.values import as_keys
from nlu.port import Option, QuestionType, Value

_CLOSED = (Outcome.COMPLETE, Outcome.PARTIAL)
_AT_MOST_SAID = 5  # an opening promises no more than one sitting


def put(flow: Flow, ask: Ask, state: State, *, said: tuple[str, ...] = ()) -> MsgCreated:
    """Return the question `ask` as a message, joined to what is said before it."""
    text = asks(flow, ask, state)
    if said or ask.shows:
        text = "\n".join((*said, *_read_back(flow, ask, state), text))
    several, draws = ask.type is QuestionType.MULTI, ask.type is QuestionType.DRAWING
    return MsgCreated(text, options_of(flow, ask, state), several=several, draws=draws)


def asks(flow: Flow, ask: Ask, state: State) -> str:
    """Return what a question says, its counts filled in."""
    view = _view(flow, ask, state)
    text = view.text
    if view.on_chat is not None and state.facts.get("channel") == "chat":
        text = view.on_chat
    if not view.has_gaps:
        return text
    left = flow.index.ahead.get(state.after or ask.key, 0)
    count = state.sitting or min(left, _AT_MOST_SAID)
    return filled(text, state.facts, count=count, left=left)


def options_of(flow: Flow, ask: Ask, state: State) -> tuple[Option, ...]:
    """Return the options of `ask` in the session's language, names unfilled."""
    view = _view(flow, ask, state)
    if not view.options_have_gaps:
        return view.options
    return tuple(Option(one.key, filled(one.label, state.facts)) for one in view.options)


def _view(flow: Flow, ask: Ask, state: State) -> View:
    views = flow.index.views[ask.key]
    return views.get(state.language) or views[DEFAULT_LANGUAGE]


def message(said: tuple[str, ...]) -> tuple[MsgCreated, ...]:
    """Return what is said as one message, or none if nothing is."""
    told = [line for line in said if line]
    return (MsgCreated("\n".join(told)),) if told else ()


def closing(flow: Flow, end: End, state: State) -> tuple[str, ...]:
    """Return what ends a sitting: after a totals flow, that the worker's part is back."""
    closes = CHECK_IN in flow.standing and not end.key.startswith("_")
    usual = flow.phrases.closing_totals if flow.sees is Sees.TOTALS else None
    said = flow.closing or usual
    if not closes or said is None or end.outcome not in _CLOSED:
        return ()
    return (said.to(state.language),)


def then_and_now(flow: Flow, say: Say, state: State) -> tuple[str, ...]:
    """Return what a `say` says: its sentence, and under it each answer beside the one before it."""
    text = filled(say.text.to(state.language), state.facts)
    if not say.then_and_now:
        return (text,)
    lines = [_beside(flow.nodes.get(key), state) for key in say.then_and_now]
    told = [line for line in lines if line]
    return (text, *told) if told else ()


def _beside(ask: object, state: State) -> str:
    if not isinstance(ask, Ask):
        return ""
    then = _named(ask, state.facts.get(f"then_{ask.key}"), state)
    now = _named(ask, state.results.get(ask.key), state)
    if not then or not now:
        return ""
    return f"{(ask.short or ask.text).to(state.language)}: {then} > {now}"


def _read_back(flow: Flow, ask: Ask, state: State) -> tuple[str, ...]:
    """Return what they said before, above a question about it; never to a phone others look at."""
    if not ask.shows or (state.facts.get("channel") == "sms" and state.facts.get("shared") != "no"):
        return ()
    lines = []
    for key in ask.shows:
        shown = flow.nodes.get(key)
        if isinstance(shown, Ask) and (said := _named(shown, state.results.get(key), state)):
            lines.append(f"{(shown.short or shown.text).to(state.language)} {said}")
    return tuple(lines)


def _named(ask: Ask, value: Value, state: State) -> str:
    """Return an answer as they would say it: labels for options, their own words as they are."""
    if value is None:
        return ""
    labels = {choice.key: choice.label.to(state.language) for choice in ask.choices}
    keys = as_keys(value)
    said = ", ".join(labels.get(key, key) for key in keys) if keys else str(value)
    return said.replace("{", "(").replace("}", ")")  # their words are never read as gaps
