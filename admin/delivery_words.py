"""What became of a text, in plain sentences. Pure. Delivered is never called read (T2.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.twilio_errors import sentence
from bot.store.queries.meetings import TextAbout

Say = Callable[[datetime], str]

NAMES = {"reminder": "Reminder", "notice": "Text about the change"}
ARRIVED = frozenset({"delivered", "read"})
LOST = frozenset({"failed", "undelivered", "canceled"})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, and whether it is "good", "waiting" or "bad" news."""

    sentence: str
    tone: str = "waiting"


def say_text(text: TextAbout, who: str, say: Say, *, now: datetime) -> Said:
    """Say where one text to `who` (a nickname) stands; `say` words a moment."""
    name = NAMES.get(text.kind, "Text")
    match text.state:
        case "queued" | "claimed":
            return Said(_waiting(text, name, say, now))
        case "sending":
            return Said(f"{name} going out now.")
        case "sent":
            return _sent(text, name, who, say=say)
        case "void":
            return Said(f"{name} not sent: {text.why or 'it was no longer true'}.", "bad")
        case "unknown":
            return Said(
                f"{name}: we cannot tell whether it went. Please check with {who}.",
                "bad",
            )
        case _:
            return Said(_not_gone(text, name, who), "bad")


def _waiting(text: TextAbout, name: str, say: Say, now: datetime) -> str:
    if text.error_code is not None:
        return f"{name} did not go yet. We will try again {say(text.due_at)}."
    if text.due_at <= now:
        return f"{name} waiting to go."
    return f"{name} planned for {say(text.due_at)}."


def _sent(text: TextAbout, name: str, who: str, *, say: Say) -> Said:
    at = f" {say(text.sent_at)}" if text.sent_at is not None else ""
    if text.dry:
        return Said(f"{name} would have gone{at}. Sending is switched off.", "bad")
    if text.channel == "chat":
        return Said(f"{name} put in the web chat{at}.", "good")
    if text.delivery in ARRIVED:
        return Said(f"{name} sent{at}. Delivered to the phone.", "good")
    if text.delivery in LOST:
        return Said(_not_gone(text, name, who), "bad")
    return Said(f"{name} sent{at}. No word yet that it reached the phone.")


def _not_gone(text: TextAbout, name: str, who: str) -> str:
    if text.error_code is not None:
        return f"{name} did not arrive. {sentence(text.error_code, who)}"
    return f"{name} did not arrive. Please reach {who} another way."
