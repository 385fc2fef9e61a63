"""After a meeting: did it happen, what was promised, and that it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.conversation.house import House
from bot.conversation.phrases import phrase
from bot.errors import BadInput
from bot.meetings.promises import MOST, Promised, told
from bot.store import audits, contacts, following_up, promises, talking
from bot.store.database import Store, Transaction
from bot.store.promises import PromiseLine
from bot.store.talking import Telling
from bot.store.would_go import WouldGo, would_go
from bot.text.gsm import measure
from nlu.port import Option

RIGHT = (Option("right", "Yes"), Option("wrong", "No"))


class Kept(StrEnum):
    """What came of keeping a promise."""

    BEFORE = "before"  # it was kept already
    TOLD = "told"
    UNTOLD = "untold"  # no text can go to them


@dataclass(frozen=True, slots=True)
class FollowMeeting:
    """What a worker says of a meeting that is over. Silence stays silence."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def attended(self, appointment_id: int, how: str, *, actor: str) -> None:
        """Record whether they met. Whoever was missed is asked after, once, the next day.

        Raises:
            BadInput: it is not over, or somebody has said already.
        """
        with self.store.begin() as tx:
            following_up.attended(tx, self.house, appointment_id, how, actor=actor, now=self.now())

    def promise(
        self,
        contact_id: int,
        worker_id: int,
        promised: Sequence[Promised],
        *,
        appointment_id: int | None,
        actor: str,
    ) -> bool:
        """Write down up to three actions and text them; tell whether a text can go.

        Raises:
            BadInput: there is none, or there are more.
        """
        with self.store.begin() as tx:
            return self._promise(
                tx, contact_id, worker_id, promised, appointment_id=appointment_id, actor=actor
            )

    def texts_of_promise(
        self, contact_id: int, worker_id: int, promised: Sequence[Promised], *, actor: str
    ) -> tuple[WouldGo, ...]:
        """Return the text that would tell of these promises; see `promise`. Nothing is kept."""

        def act(tx: Transaction) -> tuple[int, ...]:
            self._promise(tx, contact_id, worker_id, promised, appointment_id=None, actor=actor)
            return (contact_id,)

        return would_go(self.store, act)

    def _promise(
        self,
        tx: Transaction,
        contact_id: int,
        worker_id: int,
        promised: Sequence[Promised],
        *,
        appointment_id: int | None,
        actor: str,
    ) -> bool:
        if not 0 < len(promised) <= MOST:
            raise BadInput(f"write one to {MOST} actions")
        person = contacts.person(tx, contact_id)
        if person is None:
            raise BadInput(f"there is no contact {contact_id}")
        now = self.now()
        promises.add(tx, contact_id, worker_id, promised, appointment_id=appointment_id, now=now)
        subject = f"contact:{contact_id}"
        audits.record(tx, actor=actor, action="promise.make", subject=subject, now=now)
        telling = Telling(
            words=self.said(promised, person.worker, person.language),
            key=f"promise:{contact_id}:{now.isoformat()}",
            step="promise",
            options=RIGHT,
            appointment_id=appointment_id,
            listed=False,
        )
        return talking.tell(tx, self.house, contact_id, telling, now=now)

    def said(self, promised: Sequence[Promised], worker: str | None, language: str) -> str:
        """Return the one text that says what was promised: with its days where they fit."""
        only = promised[0]
        if len(promised) == 1 and only.who == "worker" and only.due_on is None:
            text = phrase("promise_say", self.house.drafts).text.to(language)
            return self.house.fill(text, worker, language, promise=only.words)
        text = phrase("promises_say", self.house.drafts).text.to(language)
        name = worker or self.house.fill("{worker}", None, language)
        ways = (told(promised, name, with_days=days) for days in (True, False))
        whole = [self.house.fill(text, worker, language, promises=way) for way in ways]
        return next((one for one in whole if measure(one).count == 1), whole[-1])

    def keep(self, line: PromiseLine, *, user_id: int, actor: str) -> Kept:
        """Mark a promise as done and tell the young person."""
        now = self.now()
        with self.store.begin() as tx:
            if not promises.keep(tx, line.id, user_id=user_id, now=now):
                return Kept.BEFORE
            person = contacts.person(tx, line.contact_id)
            key = "promise_done" if line.who == "worker" else "promise_theirs_done"
            language = person.language if person else "en"
            text = phrase(key, self.house.drafts).text.to(language)
            telling = Telling(
                words=self.house.fill(text, line.worker, language, promise=line.words),
                key=f"promise:{line.id}:done",
            )
            told = talking.tell(tx, self.house, line.contact_id, telling, now=now)
            subject = f"promise:{line.id}"
            audits.record(tx, actor=actor, action="promise.keep", subject=subject, now=now)
        return Kept.TOLD if told else Kept.UNTOLD
