"""What a young person asked of a meeting, in a sentence, and what one tap can do. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.store.meeting_requests import Kind, Request

Say = Callable[[datetime], str]

_ASKS = {
    Kind.CHANGE: "{who} needs to change the meeting{meets}.",
    Kind.CANNOT: "{who} can't come{meets}.",
    Kind.LATE: "{who} is running late{meets}.",
    Kind.MEET: "{who} would like to meet.",
    Kind.COMPANY: "{who} would like somebody with them{meets}.",
    Kind.WAY: "{who} needs a hand getting there{meets}.",
    Kind.WORDS: "{who} wrote to you about the meeting{meets}.",
}
# What somebody asks of a meeting that is on: it can be moved there and then.
MOVES = frozenset({Kind.CHANGE, Kind.CANNOT})


@dataclass(frozen=True, slots=True)
class RequestCard:
    """One request in words. `agree` is what the one tap says; None where there is none.

    Args:
        other: whether "not that time" can be said, with other times offered.
    """

    id: int
    contact_id: int
    appointment_id: int | None
    nickname: str
    sentence: str
    wish: str | None
    agree: str | None
    book: str | None
    other: bool
    has_words: bool
    way: bool


def card_of(request: Request, say: Say) -> RequestCard:
    """Return a request in words; `say` words a moment."""
    meets = f" {say(request.meets_at)}" if request.meets_at is not None else ""
    moves = request.kind in MOVES and request.appointment_id is not None
    return RequestCard(
        id=request.id,
        contact_id=request.contact_id,
        appointment_id=request.appointment_id,
        nickname=request.nickname,
        sentence=_ASKS[request.kind].format(who=request.nickname, meets=meets),
        wish=_wish(request, say),
        agree=_agree(request, say) if moves else None,
        book=_book(request),
        other=request.starts_at is not None,
        has_words=request.has_words,
        way=request.kind is Kind.WAY,
    )


def _wish(request: Request, say: Say) -> str | None:
    if request.minutes is not None:
        return f"About {request.minutes} minutes."
    if request.starts_at is not None:
        return f"Would like {say(request.starts_at)}."
    return "By phone is fine." if request.by_phone else None


def _agree(request: Request, say: Say) -> str | None:
    if request.by_phone:
        return "Make it a phone call"
    return f"Move it to {say(request.starts_at)}" if request.starts_at is not None else None


def _book(request: Request) -> str | None:
    """Return where a meeting they asked for is booked: at their time, if they named one."""
    if request.kind is not Kind.MEET:
        return None
    at = f"&at={request.starts_at:%Y-%m-%dT%H:%MZ}" if request.starts_at is not None else ""
    return f"/admin/meetings/new?contact={request.contact_id}{at}&request={request.id}"
