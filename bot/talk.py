"""Talk to a flow in the terminal: one line is one message, end of input ends it. No database.

Each line goes the way of a real message, through `Understand` and `decide`, and nothing is stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TextIO

from bot.conversation.decide import decide
from bot.conversation.model import (
    Became,
    Inbound,
    KnownAddress,
    KnownContact,
    OpenSession,
    Situation,
    Turn,
)
from bot.conversation.phrases import phrase
from bot.engine.advance import question_at, start
from bot.engine.events import MsgCreated
from bot.engine.loading import load_flow, shipped
from bot.engine.model import Flow, Sees, SessionStatus, State
from bot.errors import BadInput
from bot.meetings.wording import Wording
from bot.safeguarding.signposts import ALWAYS
from bot.services.understand import Understand
from bot.text.rendering import sms_body
from bot.text.templating import fill, placeholders
from nlu.port import Question

PRETEND = {"worker": "Jo", "org": "Sayso"}
URN = "tel:+447700900000"
# Nobody is held here: whoever talks in a terminal is the human that a concern waits for.
ADDRESS = KnownAddress(
    id=1,
    opted_out=False,
    held=False,
    asking_kind=None,
    asking_id=None,
    asking_at=None,
    unknown_replied_at=None,
)
FACTS = {
    "language": "en",
    "age_band": "13-15",
    "channel": "console",
    "lot": "talk",
    "spoken": "en",
    "worker": "known",
    "signposts": " ".join(sorted(ALWAYS)),
}
CONTACT = KnownContact(id=1, age_band="13-15", language="en", worker_id=1, worker="Jo")


def talk(key: str, lines: TextIO, out: TextIO) -> None:
    """Hold one conversation of a shipped flow.

    Raises:
        BadInput: there is no flow of that key.
    """
    documents = shipped()
    if key not in documents:
        raise BadInput(f"there is no flow {key!r}: choose from {', '.join(sorted(documents))}")
    flow, understand = load_flow(documents[key]), Understand()
    state, events = start(flow, FACTS)
    for event in events:
        if isinstance(event, MsgCreated):
            _say(out, event.text, tuple(option.label for option in event.options))
    for line in lines:
        turn = _turn(flow, state, understand, line.rstrip("\n"))
        _answer(out, turn)
        state = turn.state or state
        if turn.outcome is not None or state.status is SessionStatus.ENDED:
            return


def _turn(flow: Flow, state: State, understand: Understand, text: str) -> Turn:
    now = datetime.now(UTC)
    session = OpenSession(
        id=1,
        contact_id=CONTACT.id,
        address_id=ADDRESS.id,
        flow_version_id=1,
        flow=flow.key,
        private=flow.sees is Sees.TOTALS,
        revision=0,
        state=state,
        asked_at=now,
    )
    inbound = Inbound("talk", URN, text, "console", now)
    understood = understand(text, _question(flow, state, now))
    return decide(Situation(ADDRESS, CONTACT, session, contacts=1), inbound, understood, flow)


def _question(flow: Flow, state: State, today: datetime) -> Question:
    question = question_at(flow, state)
    labels = (replace(option, label=_filled(option.label)) for option in question.options)
    return replace(question, options=tuple(labels), today=today)


def _answer(out: TextIO, turn: Turn) -> None:
    if turn.became is Became.MEET:
        _say(out, phrase(Wording.NO_MEETING).text.to(CONTACT.language))
    elif turn.reply is not None:
        _say(out, turn.reply.text, turn.reply.options if turn.reply.listed else ())


def _say(out: TextIO, text: str, labels: tuple[str, ...] = ()) -> None:
    out.write(sms_body(_filled(text), [_filled(label) for label in labels]) + "\n\n")
    out.flush()


def _filled(text: str) -> str:
    values = {name: PRETEND.get(name, f"({name})") for name in placeholders(text)}
    return fill(text, values)
