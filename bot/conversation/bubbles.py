"""One bubble of a web chat, and the shape its page and its script read it in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversation.languages import way_of
from bot.conversation.pictures import pictures_of


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One bubble. `id` rises by time within one chat; `options` are labels, in order;
    `several` of them may be chosen; a picture may answer what `draws`."""

    id: int
    mine: bool
    text: str
    language: str
    options: tuple[str, ...] = ()
    several: bool = False
    draws: bool = False


def as_json(message: ChatMessage) -> dict[str, Any]:
    """Return one bubble as the page's script reads it. The number of an option answers it."""
    return {
        "id": message.id,
        "from": "you" if message.mine else "sayso",
        "text": message.text,
        "lang": message.language or None,
        "dir": direction(message),
        "several": message.several,
        "draws": message.draws,
        "options": [
            {"value": str(number), "label": label}
            for number, label in enumerate(message.options, start=1)
        ],
        "pictures": pictures_of(message.options),
    }


def direction(message: ChatMessage) -> str:
    """Return which way a bubble reads: the young person's own words decide for themselves."""
    return "auto" if message.mine else way_of(message.language)
