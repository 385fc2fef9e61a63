"""The texts a pretend carrier has, and whose phone has blocked it. In memory; safe for threads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from uuid import uuid4

from bot.channels.twilio_status import later

INBOUND = "inbound"
OUTBOUND = "outbound-api"


@dataclass(frozen=True, slots=True)
class Text:
    """One text. `phone` is the young person's end, whichever way it went."""

    sid: str
    phone: str = field(repr=False)
    direction: str
    body: str = field(repr=False)
    status: str
    created_at: datetime
    messaging_service_sid: str = ""
    sent_at: datetime | None = None
    error_code: str = ""

    @property
    def is_inbound(self) -> bool:
        """Say whether it came from the phone."""
        return self.direction == INBOUND


def new_sid() -> str:
    """Return a fresh message id. Never seeded: a restart must not repeat what Sayso has stored."""
    return f"SM{uuid4().hex}"


class Ledger:
    """Texts in the order they were taken, found by id or by phone."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._texts: dict[str, Text] = {}
        self._by_phone: defaultdict[str, list[str]] = defaultdict(list)
        self._blocked: set[str] = set()

    def add(self, text: Text) -> None:
        """Take one text."""
        with self._lock:
            self._texts[text.sid] = text
            self._by_phone[text.phone].append(text.sid)

    def get(self, sid: str) -> Text | None:
        """Return one text, or None when it was deleted or never was."""
        with self._lock:
            return self._texts.get(sid)

    def move_on(self, sid: str, status: str, *, at: datetime, error_code: str) -> Text | None:
        """Move one text's status forward, never back; return it, or None when it is gone."""
        with self._lock:
            text = self._texts.get(sid)
            if text is None:
                return None
            forward = later(text.status, status)
            if forward != text.status:
                text = replace(
                    text, status=forward, sent_at=text.sent_at or at, error_code=error_code
                )
                self._texts[sid] = text
            return text

    def redact(self, sid: str) -> Text | None:
        """Empty the words of one text; return it, or None when it is gone."""
        with self._lock:
            text = self._texts.get(sid)
            if text is not None:
                text = self._texts[sid] = replace(text, body="")
            return text

    def remove(self, sid: str) -> bool:
        """Drop one text; say whether it was there."""
        with self._lock:
            text = self._texts.pop(sid, None)
            if text is not None:
                self._by_phone[text.phone].remove(sid)
            return text is not None

    def all_texts(self) -> tuple[Text, ...]:
        """Return every text, newest first."""
        with self._lock:
            return tuple(reversed(self._texts.values()))

    def thread(self, phone: str) -> tuple[Text, ...]:
        """Return one phone's texts both ways, oldest first."""
        with self._lock:
            return tuple(self._texts[sid] for sid in self._by_phone.get(phone, ()))

    def latest(self) -> dict[str, Text]:
        """Return the newest text of each phone that has any."""
        with self._lock:
            return {phone: self._texts[sids[-1]] for phone, sids in self._by_phone.items() if sids}

    def block(self, phone: str) -> None:
        """Take no more texts to this phone."""
        with self._lock:
            self._blocked.add(phone)

    def unblock(self, phone: str) -> None:
        """Take texts to this phone again."""
        with self._lock:
            self._blocked.discard(phone)

    def is_blocked(self, phone: str) -> bool:
        """Say whether this phone has blocked us."""
        with self._lock:
            return phone in self._blocked
