"""Take somebody off the guest list: what they answered in trials goes, and their number with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import BadInput
from bot.store import audits, erasing, guests
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class RemoveGuest:
    """Removes guests and nobody else. A concern keeps what it needs, as of anybody."""

    store: Store
    pseudonym_key: bytes
    now: Callable[[], datetime]

    def __call__(self, guest_id: int, *, user_id: int) -> None:
        """Remove one guest; their number can be added again.

        Raises:
            BadInput: they are not on the list, or a text to them is being sent this moment.
        """
        now = self.now()
        with self.store.begin() as tx:
            if not guests.is_one(tx, guest_id):
                raise BadInput("that guest is not on the list any more")
            key = self.pseudonym_key
            erasing.erase_what_they_said(tx, guest_id, pseudonym_key=key, now=now)
            if erasing.is_under_way(tx, guest_id):
                raise BadInput("a text to that guest is on its way: try again in a minute")
            if erasing.erase_who_they_are(tx, guest_id, pseudonym_key=key, now=now):
                guests.leave(tx, guest_id)
            actor, subject = f"user:{user_id}", f"contact:{guest_id}"
            audits.record(tx, actor=actor, action="guest.remove", subject=subject, now=now)
