"""Read words that may be quoted, one by one, and let out what names nobody, or nothing.

Only of those who said yes are words read at all, in an order that says nothing of who they are.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.house import House
from bot.engine.model import Flow
from bot.engine.quoting import leave_of
from bot.errors import BadInput
from bot.insight import quoting
from bot.store import audits, quotes
from bot.store.database import Store, Transaction
from bot.store.quotes import Quote, Sealed, State
from bot.store.theme_answers import Place

Screen = Callable[[str], object | None]


@dataclass(frozen=True, slots=True)
class Unread:
    """One answer to read. `token` stands for it on the page, and tells nothing; `masked` is what
    may be left of it."""

    token: str
    words: str = field(repr=False)
    masked: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReleaseQuotes:
    """Whoever reads is on the audit, by question; the words are not.

    Args:
        screen: what worries, which is for the safeguarding lead and never for a report.
    """

    store: Store
    house: House
    screen: Screen
    now: Callable[[], datetime]

    def next(self, flow: Flow, place: Place, *, user_id: int) -> Unread | None:
        """Return what is to be read next; None where nothing is."""
        leave = leave_of(flow, place.question)
        if leave is None:
            return None
        with self.store.begin() as tx:
            for sealed in self._in_order(place, quotes.unread(tx, place, leave)):
                words = sealed.open(tx)
                if self.screen(words) is None:
                    self._record(tx, place, "read", user_id)
                    return Unread(
                        self._token(place, sealed.pseudonym), words, quoting.masked(words)
                    )
                today = self.now().date()
                quotes.keep(tx, place, sealed.pseudonym, state=State.HELD, on=today)
        return None

    def release(self, flow: Flow, place: Place, token: str, quoted: str, *, user_id: int) -> None:
        """Let these words be quoted.

        Raises:
            BadInput: somebody else decided meanwhile, or they would not do; says what to mend.
        """
        self._decide(flow, place, token, " ".join(quoted.split()), user_id=user_id)

    def leave_out(self, flow: Flow, place: Place, token: str, *, user_id: int) -> None:
        """Never quote these words.

        Raises:
            BadInput: somebody else decided meanwhile.
        """
        self._decide(flow, place, token, None, user_id=user_id)

    def released(self, tx: Transaction, flow: Flow, place: Place) -> tuple[Quote, ...]:
        """Return what may be quoted now, in an order that tells nothing of who said it."""
        leave = leave_of(flow, place.question)
        if leave is None:
            return ()
        found = quotes.released(tx, place, leave)
        return tuple(sorted(found, key=lambda one: self._token(place, one.pseudonym)))

    def _decide(
        self, flow: Flow, place: Place, token: str, quoted: str | None, *, user_id: int
    ) -> None:
        leave = leave_of(flow, place.question)
        with self.store.begin() as tx:
            found = quotes.unread(tx, place, leave) if leave is not None else ()
            mine = [one for one in found if self._is(place, one.pseudonym, token)]
            if not mine:
                raise BadInput("somebody has decided about these words already")
            if quoted is not None:
                fault = next(quoting.faults(mine[0].open(tx), quoted), None)
                if fault is not None:
                    raise BadInput(fault)
            quotes.keep(
                tx,
                place,
                mine[0].pseudonym,
                state=State.LEFT_OUT if quoted is None else State.RELEASED,
                on=self.now().date(),
                words=quoted,
                user_id=user_id,
            )
            self._record(tx, place, "leave_out" if quoted is None else "release", user_id)

    def _in_order(self, place: Place, found: Sequence[Sealed]) -> list[Sealed]:
        return sorted(found, key=lambda one: self._token(place, one.pseudonym))

    def _is(self, place: Place, pseudonym: str, token: str) -> bool:
        return hmac.compare_digest(self._token(place, pseudonym).encode(), token.encode())

    def _token(self, place: Place, pseudonym: str) -> str:
        """Return what stands for one answer: another for each question, so that the answers of one
        young person to two of them are never in the same place."""
        said = f"quote:{place.family}:{place.wave}:{place.question}:{pseudonym}"
        return hmac.digest(self.house.pseudonym_key, said.encode(), "sha256").hex()[:32]

    def _record(self, tx: Transaction, place: Place, act: str, user_id: int) -> None:
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=f"quote.{act}",
            subject=f"flow:{place.family}",
            now=self.now(),
            detail={"question": place.question, "wave": place.wave},
        )
