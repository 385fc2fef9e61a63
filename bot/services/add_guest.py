"""Add somebody to try questions out: a number of a colleague's, never one a young person has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import BadInput
from bot.services.add_contact import AddContact
from bot.store import guests
from bot.store.database import Store
from bot.text.phone import parse_mobile

MOST_GUESTS = 20


@dataclass(frozen=True, slots=True)
class AddGuest:
    """A guest is on no caseload and in no audience; what they answer counts nowhere."""

    store: Store
    add_contact: AddContact
    now: Callable[[], datetime]

    def __call__(self, phone: str, *, user_id: int) -> None:
        """Add one guest.

        Raises:
            BadInput: no mobile number, one that cannot be a guest's, or the list is full.
        """
        number = parse_mobile(phone, allow_drama=self.add_contact.allow_drama)
        with self.store.reading() as tx:
            if guests.count(tx) >= MOST_GUESTS:
                raise BadInput(f"there are {MOST_GUESTS} guests already: that is the most")
            if guests.is_known(tx, f"tel:{number}"):
                raise BadInput("that number cannot be a guest's: use one nobody else has here")
        contact_id = self.add_contact(
            nickname="Guest",
            phone=number,
            age_band="16-18",
            ok_to_text=True,
            actor=f"user:{user_id}",
        )
        with self.store.begin() as tx:
            guests.make(tx, contact_id)
