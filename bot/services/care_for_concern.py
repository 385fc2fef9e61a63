"""What a person does about a concern: take it, write in it, hand it on, let questions go on.

Nothing here is done by itself, and nothing that was written is changed. Closing is next door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.errors import BadInput
from bot.privacy.policy import Action, Resource
from bot.safeguarding.replies import fixed
from bot.store import addresses, audits, concern_events, concerns, escalations, rotas, staff_texts
from bot.store.concern_events import Kind
from bot.store.database import Store, Transaction
from bot.store.queries import concerns as pages
from bot.store.queries.concerns import Line, Whole
from bot.store.queries.scope import Scope, of_account

LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class CareForConcern:
    """The safeguarding side of a concern. Every look at its words is audited."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def queue(self, scope: Scope, *, include_closed: bool = False) -> tuple[Line, ...]:
        """Return the concerns, gravest and oldest first; no words."""
        with self.store.reading() as tx:
            return pages.queue(tx, scope, include_closed=include_closed)

    def read(self, concern_id: int, *, user_id: int) -> Whole:
        """Return one concern with its words, and record who looked.

        Raises:
            BadInput: there is none of that id.
        """
        with self.store.begin() as tx:
            found = _found(tx, concern_id, user_id=user_id, action=Action.SEE)
            self._audit(tx, user_id, "concern.read", concern_id)
            return found

    def acknowledge(self, concern_id: int, *, user_id: int) -> bool:
        """Take a concern; tell whether it was still free to take. Its clock stops."""
        now = self.now()
        with self.store.begin() as tx:
            _may_act(tx, user_id)
            taken = concerns.acknowledge(tx, concern_id, user_id=user_id, now=now)
            if taken:
                escalations.stop(tx, concern_id, how="acknowledged", now=now)
                self._happened(tx, concern_id, Kind.ACKNOWLEDGED, user_id=user_id)
            return taken

    def note(self, concern_id: int, *, user_id: int, words: str, action: bool = False) -> None:
        """Write down what was learnt, or what was done. It can never be changed.

        Raises:
            BadInput: there is none of that id, or nothing is said.
        """
        kind = Kind.ACTION if action else Kind.NOTE
        with self.store.begin() as tx:
            _found(tx, concern_id, user_id=user_id)
            self._happened(tx, concern_id, kind, user_id=user_id, words=_said(words))

    def hand_over(self, concern_id: int, *, user_id: int, to: int, why: str) -> None:
        """Give it to a colleague. Its clock begins again: they are told first, then the rota is.

        Raises:
            BadInput: it is closed, nothing is said, or they cannot be told.
        """
        now, said = self.now(), _said(why)
        with self.store.begin() as tx:
            _may_act(tx, user_id)
            first = rotas.urns_of_user(tx, to)
            if not first:
                raise BadInput("Choose a colleague who can be told.")
            severity = concerns.hand_over(tx, concern_id, to=to)
            if severity is None:
                raise BadInput("This concern is closed.")
            escalations.begin(tx, self.house, concern_id, severity=severity, now=now, first=first)
            self._happened(tx, concern_id, Kind.HANDED_OVER, user_id=user_id, words=said)

    def write(self, concern_id: int, *, user_id: int, words: str) -> None:
        """Write to the young person, under one's own name.

        Raises:
            BadInput: they cannot be texted, or the words are none or too many.
        """
        with self.store.begin() as tx:
            found = _found(tx, concern_id, user_id=user_id)
            staff_texts.put(tx, found, words=words, user_id=user_id, now=self.now())
            self._happened(tx, concern_id, Kind.WROTE, user_id=user_id, words=words.strip())

    def resume(self, concern_id: int, *, user_id: int, line: str = "") -> None:
        """Let questions go on, with a line from whoever lets them.

        Raises:
            BadInput: there is none of that id.
        """
        with self.store.begin() as tx:
            found = _found(tx, concern_id, user_id=user_id)
            self.resume_within(tx, found, user_id=user_id, line=line)

    def resume_within(self, tx: Transaction, found: Whole, *, user_id: int, line: str) -> None:
        """Let questions go on, in somebody's transaction; do nothing where none are paused.

        The line does not go to whom nobody knows, nor to whoever asked for no more texts.
        """
        concern_id, now = found.line.id, self.now()
        if not addresses.resume(tx, concern_id):
            return
        concerns.resumed(tx, concern_id, now)
        said = line.strip() or fixed("resume_line", "en").text
        if found.contact_id is not None and staff_texts.why_not(found) is None:
            staff_texts.put(tx, found, words=said, user_id=user_id, now=now)
        self._happened(tx, concern_id, Kind.RESUMED, user_id=user_id, words=said)

    def _happened(
        self,
        tx: Transaction,
        concern_id: int,
        kind: Kind,
        *,
        user_id: int,
        words: str | None = None,
    ) -> None:
        concern_events.add(tx, concern_id, kind, now=self.now(), user_id=user_id, words=words)
        self._audit(tx, user_id, f"concern.{kind}", concern_id)

    def _audit(self, tx: Transaction, user_id: int, action: str, concern_id: int) -> None:
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=action,
            subject=f"concern:{concern_id}",
            now=self.now(),
        )


def _may_act(tx: Transaction, user_id: int) -> None:
    """Refuse whoever the policy does not let act on a concern at this moment."""
    of_account(tx, user_id, Resource.CONCERN, Action.CHANGE)


def _found(
    tx: Transaction, concern_id: int, *, user_id: int, action: Action = Action.CHANGE
) -> Whole:
    found = pages.whole(tx, of_account(tx, user_id, Resource.CONCERN, action), concern_id)
    if found is None:
        raise BadInput(f"there is no concern {concern_id}")
    return found


def _said(words: str) -> str:
    said = words.strip()
    if not said:
        raise BadInput("Say something: what was written here stays.")
    if len(said) > LONGEST_NOTE:
        raise BadInput(f"That is too long: {LONGEST_NOTE} letters at most.")
    return said
