"""Add a young person or carer: as little as is needed, and only a mobile number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import BadInput
from bot.store import audits, contacts, staff
from bot.store.contacts import NewContact
from bot.store.database import Store, Transaction
from bot.text.phone import parse_mobile

AGE_BANDS = ("11-12", "13-15", "16-18", "19-25")
LONGEST_NICKNAME = 40
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Whom to add, as it was read and found good. No `number`: they text a code of their own."""

    nickname: str = field(repr=False)
    number: str | None = field(repr=False)
    age_band: str
    gender: str | None
    worker_email: str | None
    language: str
    area: str | None
    ok_to_text: bool


@dataclass(frozen=True, slots=True)
class AddContact:
    """Adds contacts. `allow_drama` accepts Ofcom's drama numbers, for tests and the demo."""

    store: Store
    now: Callable[[], datetime]
    allow_drama: bool = False

    def __call__(
        self,
        *,
        nickname: str,
        phone: str | None,
        age_band: str,
        gender: str | None = None,
        worker_email: str | None = None,
        language: str = "en",
        area: str | None = None,
        ok_to_text: bool = False,
        actor: str = "command",
    ) -> int:
        """Add one contact and return its id.

        Args:
            phone: any way of writing a UK mobile number; None where they will text a code.
            ok_to_text: a worker confirmed the number with the young person.

        Raises:
            BadInput: with what to mend; the number is not repeated.
        """
        new = self.read(
            nickname=nickname,
            phone=phone,
            age_band=age_band,
            gender=gender,
            worker_email=worker_email,
            language=language,
            area=area,
            ok_to_text=ok_to_text,
        )
        with self.store.begin() as tx:
            return self.within(tx, new, actor=actor)

    def read(
        self,
        *,
        nickname: str,
        phone: str | None,
        age_band: str,
        gender: str | None,
        worker_email: str | None,
        language: str,
        area: str | None,
        ok_to_text: bool,
    ) -> NewPerson:
        """Return whom these words add.

        Raises:
            BadInput: with what to mend; the number is not repeated.
        """
        number = parse_mobile(phone, allow_drama=self.allow_drama) if phone is not None else None
        if age_band not in AGE_BANDS:
            raise BadInput(f"the age band must be one of {', '.join(AGE_BANDS)}")
        called = nickname.strip()
        if not 0 < len(called) <= LONGEST_NICKNAME or not called.isprintable():
            raise BadInput(f"a nickname has 1 to {LONGEST_NICKNAME} letters")
        for name, value, longest in (("gender", gender, 20), ("area", area, 60)):
            if value is not None and len(value) > longest:
                raise BadInput(f"the {name} has at most {longest} letters")
        if not LANGUAGE.fullmatch(language):
            raise BadInput("the language is a short code, like en, cy, pl or ur")
        return NewPerson(called, number, age_band, gender, worker_email, language, area, ok_to_text)

    def within(self, tx: Transaction, new: NewPerson, *, actor: str) -> int:
        """Add one contact in a transaction that is open, and return its id.

        Raises:
            BadInput: there is no such worker.
        """
        now = self.now()
        worker = staff.lead_professional(tx, new.worker_email) if new.worker_email else None
        contact_id = contacts.add(
            tx,
            NewContact(
                nickname=new.nickname,
                age_band=new.age_band,
                gender=new.gender,
                area=new.area,
                language=new.language,
                worker_id=worker.id if worker else None,
                team_id=worker.team_id if worker else None,
            ),
            now,
        )
        if new.number is not None:
            contacts.give_address(
                tx,
                contact_id,
                f"tel:{new.number}",
                confirmed_by="worker" if new.ok_to_text else None,
                now=now,
            )
        subject = f"contact:{contact_id}"
        audits.record(tx, actor=actor, action="contact.add", subject=subject, now=now)
        return contact_id
