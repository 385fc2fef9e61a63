"""Pause, resume, extend or close a round; none of them tells anybody who answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.house import House
from bot.errors import BadInput
from bot.rounds.spread import spread
from bot.rounds.standing import Standing
from bot.store import audits, findings, invitations, rounds
from bot.store.database import Store, Transaction
from bot.store.rounds import Round

SHORTEST_REASON, LONGEST_REASON = 10, 300


class Releases(Protocol):
    """Fixes a snapshot of the totals; `ReleaseTotals` does."""

    def __call__(self, flow: str, *, wave: int, closed: bool) -> object:
        """Fix one, whatever few answered since the last: the round is over."""
        ...


@dataclass(frozen=True, slots=True)
class SteerRound:
    """Each change is one transaction, on the audit log, and refused where it would do nothing."""

    store: Store
    house: House
    release: Releases
    now: Callable[[], datetime]

    def pause(self, round_id: int, *, user_id: int) -> None:
        """Ask nobody more for now; what waited to be begun is taken back.

        Raises:
            BadInput: it is not under way.
        """
        now = self.now()
        with self.store.begin() as tx:
            found = _find(tx, round_id)
            if found.stands(now) not in (Standing.PLANNED, Standing.RUNNING):
                raise BadInput("this round is not under way, so it cannot be paused")
            invitations.withdraw(tx, found, now)
            rounds.change(tx, round_id, paused_at=now)
            _record(tx, "round.pause", round_id, user_id=user_id, now=now)

    def resume(self, round_id: int, *, user_id: int) -> None:
        """Go on; whoever was not asked yet is spread over the days again.

        Raises:
            BadInput: it is not paused, or no time is left.
        """
        now = self.now()
        with self.store.begin() as tx:
            found = _find(tx, round_id)
            if found.stands(now) is not Standing.PAUSED:
                raise BadInput("this round is not paused, or its time is over: extend it first")
            self._spread_again(tx, found, found.closes_at, now)
            rounds.change(tx, round_id, paused_at=None)
            _record(tx, "round.resume", round_id, user_id=user_id, now=now)

    def extend(self, round_id: int, until: datetime, *, user_id: int) -> None:
        """Move its end. What an ended round left unasked is asked after all.

        Raises:
            BadInput: it is closed, or the new end is not later.
        """
        now = self.now()
        with self.store.begin() as tx:
            found = _find(tx, round_id)
            if found.stands(now) is Standing.CLOSED:
                raise BadInput("this round is closed: launch it again as its next wave")
            if until <= max(now, found.closes_at):
                raise BadInput("choose an end later than the one it has")
            if found.stands(now) is Standing.ENDED:
                if not found.trial and rounds.open_of_family(tx, found.family, now):
                    raise BadInput("a newer round of these questions is open: end that one first")
                self._spread_again(tx, found, until, now)
            rounds.change(tx, round_id, closes_at=until)
            _record(tx, "round.extend", round_id, user_id=user_id, now=now)

    def end(self, round_id: int, *, user_id: int) -> None:
        """Ask nobody more, for good: it now waits for what changed.

        Raises:
            BadInput: it asks nobody already.
        """
        now = self.now()
        with self.store.begin() as tx:
            found = _find(tx, round_id)
            if found.stands(now) in (Standing.ENDED, Standing.CLOSED):
                raise BadInput("this round asks nobody any more already")
            invitations.withdraw(tx, found, now)
            rounds.change(tx, round_id, closes_at=now)
            _record(tx, "round.end", round_id, user_id=user_id, now=now)

    def close(self, round_id: int, *, reason: str, user_id: int) -> None:
        """Close it: only once something is told back, or with the reason why nothing is.

        Raises:
            BadInput: neither, or it is closed.
        """
        now, said = self.now(), reason.strip()
        with self.store.begin() as tx:
            found = _find(tx, round_id)
            stands = found.stands(now)
            if stands is Standing.CLOSED:
                raise BadInput("this round is closed already")
            told = any(one.progress.published_at for one in findings.of_round(tx, round_id))
            if not (told or found.trial or SHORTEST_REASON <= len(said) <= LONGEST_REASON):
                raise BadInput(
                    "young people have not heard back yet: publish what changed, or say why not "
                    f"in {SHORTEST_REASON} to {LONGEST_REASON} letters"
                )
            invitations.withdraw(tx, found, now)
            rounds.change(
                tx,
                round_id,
                closes_at=min(found.closes_at, max(now, found.opens_at)),
                closed_at=now,
                closed_by=user_id,
                close_reason=said or None,
            )
            _record(tx, "round.close", round_id, user_id=user_id, now=now)
        if not found.trial:
            self.release(found.flow, wave=found.wave, closed=True)

    def _spread_again(self, tx: Transaction, found: Round, until: datetime, now: datetime) -> None:
        waiting = invitations.still_to_ask(tx, found.id)
        times = spread(
            len(waiting),
            max(now, found.opens_at),
            until,
            over=timedelta(days=found.spread_days),
            quiet=self.house.quiet,
            zone=self.house.zone,
        )
        if waiting and not times:
            raise BadInput("quiet hours leave no time to ask anybody before it ends: extend it")
        for contact_id, at in zip(waiting, times, strict=True):
            invitations.mark(tx, found.id, contact_id, due_at=at)


def _find(tx: Transaction, round_id: int) -> Round:
    found = rounds.one(tx, round_id)
    if found is None:
        raise BadInput("there is no such round")
    return found


def _record(tx: Transaction, action: str, round_id: int, *, user_id: int, now: datetime) -> None:
    audits.record(tx, actor=f"user:{user_id}", action=action, subject=f"round:{round_id}", now=now)
