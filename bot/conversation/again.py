"""Putting a question, once or again, as the one reply of a turn. Pure."""

from __future__ import annotations

from bot.conversation.model import Reply, Situation
from bot.engine.advance import ask_again
from bot.engine.events import MsgCreated
from bot.engine.model import Flow, SessionStatus


def reply_of(message: MsgCreated, *, before: str = "") -> Reply:
    """Return a message of the engine as a reply, `before` on a line above it."""
    text = f"{before}\n{message.text}" if before else message.text
    return Reply(
        text,
        options=tuple(option.label for option in message.options),
        listed=message.listed,
        several=message.several,
        draws=message.draws,
    )


def question_again(situation: Situation, flow: Flow | None) -> Reply | None:
    """Return the open session's question, to go under something else; None where none waits."""
    session = situation.session
    if session is None or flow is None or session.state.status is not SessionStatus.WAITING:
        return None
    return reply_of(ask_again(flow, session.state))


def language_of(situation: Situation) -> str:
    """Return the language they are answered in."""
    if situation.session is not None:
        return situation.session.state.language
    return situation.contact.language if situation.contact else "en"
