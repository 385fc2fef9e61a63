"""Talk to a flow in the terminal: one line is one message, end of input ends it. No database."""

from __future__ import annotations

from typing import TextIO

from bot.engine.advance import Advanced, advance, question_at, start
from bot.engine.events import MsgCreated
from bot.engine.loading import load_flow, shipped
from bot.engine.model import SessionStatus
from bot.errors import BadInput
from bot.safeguarding.replies import fixed, holding_reply
from bot.services.understand import Understand
from bot.text.rendering import sms_body
from bot.text.templating import fill, placeholders
from nlu.port import Kind

PRETEND = {"worker": "Jo", "org": "Sayso", "place": "your meetings", "when": "Tue 4pm"}


def talk(key: str, lines: TextIO, out: TextIO) -> None:
    """Hold one conversation of a shipped flow.

    Raises:
        BadInput: there is no flow of that key.
    """
    documents = shipped()
    if key not in documents:
        raise BadInput(f"there is no flow {key!r}: choose from {', '.join(sorted(documents))}")
    flow, understand = load_flow(documents[key]), Understand()
    state, _ = _say(start(flow, {}), out)
    for line in lines:
        if state.status is SessionStatus.ENDED:
            return
        text = line.rstrip("\n")
        understood = understand(text, question_at(flow, state), reminder=False)
        reading = understood.reading
        if understood.assessment is not None:
            _print(out, holding_reply(understood.assessment.category, None, "en").text)
        elif reading is None or reading.kind is Kind.STOP:
            _print(out, fixed("opt_out", "en").text)
            return
        elif reading.kind is Kind.HELP:
            _print(out, fixed("help", "en").text)
        else:
            state, _ = _say(advance(flow, state, reading), out)


def _say(advanced: Advanced, out: TextIO) -> Advanced:
    for event in advanced[1]:
        if isinstance(event, MsgCreated):
            labels = [_filled(option.label) for option in event.options]
            _print(out, sms_body(_filled(event.text), labels if event.listed else ()))
    return advanced


def _filled(text: str) -> str:
    values = {name: PRETEND.get(name, f"({name})") for name in placeholders(text)}
    return fill(text, values)


def _print(out: TextIO, text: str) -> None:
    out.write(text + "\n\n")
    out.flush()
