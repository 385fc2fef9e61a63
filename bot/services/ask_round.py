"""Ask who is to be asked now in each round: a heads-up, the invitation, one second prompt."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.conversation.budget import BegunBy
from bot.conversation.house import House
from bot.conversation.telling import heads_up, second_prompt
from bot.errors import BadInput
from bot.rounds.prompting import Step, next_step
from bot.services.begin_due import Begins
from bot.store import answered, invitations, round_texts, rounds, situations
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.invitations import Due
from bot.store.rounds import Round

log = logging.getLogger(__name__)

AT_MOST = 50  # of a round in one go; the rest a minute later
LOOK_AGAIN = timedelta(days=1)
OVER_LATELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AskRound:
    """Runs each minute. Doing the same twice sends nothing twice."""

    store: Store
    shelf: Shelf
    house: House
    begin: Begins
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Ask whoever is due; return how many people were looked at."""
        now = self.now()
        with self.store.begin() as tx:
            for round_id in invitations.over(tx, now, within=OVER_LATELY):
                over = rounds.one(tx, round_id)
                if over is not None:
                    invitations.withdraw(tx, over, now)
        with self.store.reading() as tx:
            asking = rounds.asking(tx, now)
        return sum(self._ask(one, now) for one in asking)

    def _ask(self, of: Round, now: datetime) -> int:
        with self.store.reading() as tx:
            due = invitations.due(tx, of, now, at_most=AT_MOST)
            flow = self.shelf.newest(tx, of.flow).flow
            spoke = answered.among(
                tx,
                self.house,
                flow,
                [one.contact_id for one in due if one.place.invited_at is not None],
                wave=of.wave,
                since=of.launched_at,
            )
        for one in due:
            self._next(of, one, now, has_answered=one.contact_id in spoke)
        return len(due)

    def _next(self, of: Round, one: Due, now: datetime, *, has_answered: bool) -> None:
        step = next_step(one.place, of.dates, now, heads_up=of.heads_up, answered=has_answered)
        if step is Step.INVITE:
            self._invite(of, one, now)
            return
        with self.store.begin() as tx:
            if step is Step.HEADS_UP:
                self._tell_ahead(tx, of, one, now)
            elif one.place.invited_at is not None:
                self._second(tx, of, one, now, wanted=step is Step.SECOND)

    def _invite(self, of: Round, one: Due, now: datetime) -> None:
        try:
            self.begin(flow=of.flow, contact_id=one.contact_id, begun_by=BegunBy.SCHEDULE)
        except BadInput:
            # They left, a concern is open, or somebody else on their phone is being asked.
            log.info("round %s: contact %s is looked at again in a day", of.id, one.contact_id)
            with self.store.begin() as tx:
                invitations.mark(tx, of.id, one.contact_id, due_at=now + LOOK_AGAIN)
            return
        with self.store.begin() as tx:
            invitations.mark(tx, of.id, one.contact_id, invited_at=now)

    def _tell_ahead(self, tx: Transaction, of: Round, one: Due, now: datetime) -> None:
        invitations.mark(tx, of.id, one.contact_id, heads_up_at=now)
        round_texts.tell(
            tx,
            self.house,
            one.contact_id,
            said=partial(heads_up, self.house, about=of.about),
            dedupe_key=f"ahead:{of.id}:{one.contact_id}",
            now=now,
            not_after=one.place.due_at,
        )

    def _second(self, tx: Transaction, of: Round, one: Due, now: datetime, *, wanted: bool) -> None:
        invitations.mark(tx, of.id, one.contact_id, prompted_at=now)
        open_now = situations.open_session_of(tx, one.contact_id)
        if not wanted or open_now is None or open_now.flow != of.flow:
            return
        round_texts.tell(
            tx,
            self.house,
            one.contact_id,
            said=partial(second_prompt, self.house, about=of.about),
            dedupe_key=f"second:{of.id}:{one.contact_id}",
            now=now,
            not_after=of.closes_at,
        )
