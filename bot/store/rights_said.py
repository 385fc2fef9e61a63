"""The sentences of rights, in the language of whoever wrote, and the way back to what was asked.

A part of `turns.write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.conversation.model import Reply
from bot.conversation.phrases import Phrase, sentences
from bot.conversation.rights import FILE
from bot.engine.advance import ask_again
from bot.engine.model import SessionStatus

if TYPE_CHECKING:
    from bot.store.turns import Writing

KIND = "right"  # of a reply: it may go while a concern is open, in the signed words


def _phrases(writing: Writing) -> Mapping[str, Phrase]:
    return sentences(FILE, writing.house.drafts)


def text_of(writing: Writing, key: str) -> str:
    """Return a sentence by its key; what follows the key is the link it holds."""
    key, _, link = key.partition(" ")
    contact = writing.situation.contact
    text = _phrases(writing)[key].text.to(contact.language if contact else "en")
    return text.replace("{link}", link)


def labels_of(writing: Writing, key: str) -> tuple[str, ...]:
    """Return what a sentence offers to press."""
    contact = writing.situation.contact
    known = _phrases(writing).get(key)
    return known.labels(contact.language if contact else "en") if known else ()


def and_back(writing: Writing, reply: Reply) -> Reply:
    """The talk returns to where it was: the open question is put again under the receipt."""
    session = writing.situation.session
    if session is None or session.state.status is not SessionStatus.WAITING:
        return reply
    flow = writing.shelf.version(writing.tx, session.flow_version_id).flow
    again = ask_again(flow, session.state)
    return Reply(
        f"{reply.text}\n{again.text}",
        KIND,
        options=tuple(option.label for option in again.options),
        several=again.several,
        draws=again.draws,
    )
