"""Gather all that is held about one young person, for themselves: their page and their file.

The one place that goes from a contact to what they said for totals; nothing goes back from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.privacy.pseudonyms import pseudonym
from bot.privacy.retention import Retention
from bot.store import audits, cases
from bot.store.cases import Case
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.queries import drawings_seen, looks, own, own_past
from bot.store.queries.looks import Look
from bot.store.queries.own import About, Said
from bot.store.queries.own_past import Meeting, Message


@dataclass(frozen=True, slots=True)
class MyData:
    """All that is held about one young person. `held`: a concern keeps a part of it."""

    made_at: datetime
    organisation: str
    about: About
    meetings: tuple[Meeting, ...]
    answers: tuple[Said, ...]
    counted: tuple[Said, ...]
    drawings: tuple[bytes, ...]
    messages: tuple[Message, ...]
    looks: tuple[Look, ...]
    cases: tuple[Case, ...]
    held: bool
    retention: Retention


@dataclass(frozen=True, slots=True)
class GatherMyData:
    """Reads one young person's own data. A copy that is taken away is recorded."""

    store: Store
    shelf: Shelf
    house: House
    retention: Retention
    now: Callable[[], datetime]

    def __call__(self, contact_id: int, *, copy: str | None = None) -> MyData | None:
        """Return it; None where there is no such young person any more.

        Args:
            copy: "html" or "json" where a file is taken, else None.
        """
        with self.store.begin() as tx:
            about = own.about(tx, contact_id)
            if about is None:
                return None
            if copy is not None:
                audits.record(
                    tx,
                    actor=f"contact:{contact_id}",
                    action="data.copy",
                    subject=f"contact:{contact_id}",
                    now=self.now(),
                    detail={"form": copy},
                )
            return self._gathered(tx, contact_id, about)

    def language(self, contact_id: int) -> str:
        """Return the language of one young person."""
        with self.store.reading() as tx:
            about = own.about(tx, contact_id)
        return about.language if about is not None else "en"

    def _gathered(self, tx: Transaction, contact_id: int, about: About) -> MyData:
        key = self.house.pseudonym_key
        names = tuple(pseudonym(key, contact_id, family) for family in own.families(tx))
        return MyData(
            made_at=self.now(),
            organisation=self.house.organisation,
            about=about,
            meetings=own_past.meetings(tx, contact_id),
            answers=self._filled(own.answers(tx, self.shelf, contact_id), about),
            counted=self._filled(own.counted(tx, self.shelf, names), about),
            drawings=drawings_seen.theirs(tx, names),
            messages=own_past.messages(tx, contact_id),
            looks=looks.looks(tx, contact_id),
            cases=cases.all_of(tx, contact_id=contact_id),
            held=looks.is_held(tx, contact_id),
            retention=self.retention,
        )

    def _filled(self, said: tuple[Said, ...], about: About) -> tuple[Said, ...]:
        return tuple(
            one.filled(lambda text: self.house.fill(text, about.worker, about.language))
            for one in said
        )
