"""What one turn does with a picture: keeps the one that answered, drops the one answered otherwise.

A part of `turns.write`, in its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.model import OpenSession
from bot.engine.events import ResultChanged
from bot.engine.values import DRAWN
from bot.store import drawn_answers
from bot.store.answers import Sitting
from bot.store.drawn_answers import Sender

if TYPE_CHECKING:
    from bot.store.turns import Writing


def drawn(writing: Writing, session: OpenSession, sitting: Sitting) -> None:
    """Keep or drop pictures, as the answers of this turn say."""
    drawing, before = writing.inbound.drawing, session.state.results
    for event in writing.turn.events:
        if not isinstance(event, ResultChanged):
            continue
        if drawing is not None and event.value == DRAWN:
            by = Sender(session.contact_id, writing.address_id, writing.message_id)
            on = writing.now.date()
            drawn_answers.keep(writing.tx, sitting, event.question, drawing, by=by, on=on)
        elif before.get(event.question) == DRAWN:
            drawn_answers.drop(writing.tx, sitting, event.question)
