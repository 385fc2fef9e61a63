"""Take a finding to everyone who answered: "did we get that right?", then what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.conversation.budget import BegunBy
from bot.conversation.house import House
from bot.conversation.telling import changed, right_flow
from bot.engine.loading import AROUND, document
from bot.errors import BadInput
from bot.rounds.findings import PICTURES, Decision, in_the_way
from bot.services.begin_due import Begins
from bot.services.publish_flows import PublishFlows
from bot.store import answered, audits, findings, ideas, round_texts, rounds, sessions
from bot.store.database import Store, Transaction
from bot.store.findings import Finding
from bot.store.flows import Shelf
from bot.store.rounds import Round
from bot.store.waves import GUEST

AT_ONCE = 200  # people looked at in one go
LONGEST_STILL = 120


class Releases(Protocol):
    """Fixes a snapshot of the totals of a flow, if enough more have answered."""

    def __call__(self, flow: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer has written to be told: `change` goes into the text and onto the page."""

    change: str
    still: str
    picture: str
    checked: bool


@dataclass(frozen=True, slots=True)
class TellBack:
    """Who answered is worked out as each batch is told, and kept nowhere."""

    store: Store
    shelf: Shelf
    house: House
    publish_flows: PublishFlows
    begin: Begins
    release: Releases
    now: Callable[[], datetime]

    def ask_if_right(self, finding_id: int, *, user_id: int) -> None:
        """Begin to ask everyone who answered whether we understood them.

        Raises:
            BadInput: it was asked already, or there is nobody to ask.
        """
        with self.store.reading() as tx:
            found = _find(tx, finding_id)
        if found.round_id is None or found.progress.right_asked_at is not None:
            raise BadInput("they were asked already, or this came of one idea alone")
        key, now = f"right-{found.id}", self.now()
        raw = right_flow(self.house, key, about=found.about, heard=found.heard)
        self.publish_flows({key: document(json.dumps(raw), AROUND.read_text(encoding="utf-8"))})
        with self.store.begin() as tx:
            findings.change(tx, found.id, right_flow=key, right_asked_at=now, right_upto=0)
            _record(tx, "finding.right", found.id, user_id=user_id, now=now)

    def publish(self, finding_id: int, told: Told, *, user_id: int) -> None:
        """Put it on the public page and begin to tell everyone who answered.

        Raises:
            BadInput: something is in the way; says what.
        """
        now = self.now()
        anybody = self._anybody_answered(finding_id)
        with self.store.begin() as tx:
            found = findings.one(tx, finding_id, lock=True)
            if found is None:
                raise BadInput("there is no such finding")
            reason = in_the_way(
                found.progress, change=told.change, checked=told.checked, answered=int(anybody)
            )
            if reason is None and (told.picture not in PICTURES or len(told.still) > LONGEST_STILL):
                reason = f"choose a picture, and keep the last words to {LONGEST_STILL} letters"
            if reason is not None:
                raise BadInput(reason)
            findings.change(
                tx,
                finding_id,
                change=told.change.strip().rstrip("."),
                still=told.still.strip() or None,
                picture=told.picture,
                checked_by=user_id,
                published_at=now,
                told_upto=0,
                right_upto=None,
                answered=0,
                told=0,
            )
            _record(tx, "finding.publish", finding_id, user_id=user_id, now=now)
        if found.right_flow is not None:
            self.release(found.right_flow)

    def __call__(self) -> int:
        """Tell, or ask, the next people of every finding on its way; return how many were."""
        with self.store.reading() as tx:
            waiting = findings.being_told(tx)
        reached = 0
        for found in waiting:
            if found.right_upto is not None:
                reached += self._ask_next(found, found.right_upto)
            if found.told_upto is not None:
                reached += self._tell_next(found, found.told_upto)
        return reached

    def look_at_answers(self) -> None:
        """Fix what was said to "did we get that right?" wherever enough more have answered."""
        with self.store.reading() as tx:
            flows = findings.asked_if_right(tx)
        for flow in flows:
            self.release(flow)

    def _anybody_answered(self, finding_id: int) -> bool:
        after = 0
        with self.store.reading() as tx:
            found = _find(tx, finding_id)
            while found.round_id is not None:
                people, spoke = self._next_people(tx, found, after)
                if spoke or not people:
                    return bool(spoke)
                after = people[-1]
        return False

    def _next_people(
        self, tx: Transaction, found: Finding, after: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the next contacts to look at, and those of them who are to be told."""
        if found.idea_id is not None:
            whose = ideas.whose(tx, found.idea_id)
            mine = (whose,) if whose is not None and whose > after else ()
            return mine, mine
        of = _round(tx, found)
        status = GUEST if of.trial else "active"
        people = answered.people_after(tx, after, status=status, at_most=AT_ONCE)
        flow = self.shelf.newest(tx, of.flow).flow
        spoke = answered.among(tx, self.house, flow, people, wave=of.wave, since=of.launched_at)
        return people, tuple(one for one in people if one in spoke)

    def _ask_next(self, found: Finding, after: int) -> int:
        with self.store.reading() as tx:
            people, spoke = self._next_people(tx, found, after)
            # A worker that died here begins this batch again: nobody is asked twice.
            flow = str(found.right_flow)
            fresh = [one for one in spoke if not sessions.has_had(tx, one, flow)]
        asked = sum(self._asks(found, one) for one in fresh)
        with self.store.begin() as tx:
            findings.change(tx, found.id, right_upto=people[-1] if people else None)
        return asked

    def _asks(self, found: Finding, contact_id: int) -> bool:
        try:
            self.begin(flow=str(found.right_flow), contact_id=contact_id, begun_by=BegunBy.SCHEDULE)
        except BadInput:  # they left, or a concern is open: they are not asked this once
            return False
        return True

    def _tell_next(self, found: Finding, after: int) -> int:
        now, decision = self.now(), found.progress.decision
        if decision is None:
            return 0
        with self.store.begin() as tx:
            people, spoke = self._next_people(tx, found, after)
            told = sum(self._tells(tx, found, one, decision=decision, now=now) for one in spoke)
            findings.change(
                tx,
                found.id,
                told_upto=people[-1] if people else None,
                answered=(found.answered or 0) + len(spoke),
                told=(found.told or 0) + told,
            )
            if found.idea_id is not None and people:
                ideas.answered(tx, found.idea_id, now)
        return told

    def _tells(
        self,
        tx: Transaction,
        found: Finding,
        contact_id: int,
        *,
        decision: Decision,
        now: datetime,
    ) -> bool:
        said = partial(changed, self.house, decision, heard=found.heard, change=str(found.change))
        return round_texts.tell(
            tx,
            self.house,
            contact_id,
            said=said,
            dedupe_key=f"told:{found.id}:{contact_id}",
            now=now,
        )


def _find(tx: Transaction, finding_id: int) -> Finding:
    found = findings.one(tx, finding_id)
    if found is None:
        raise BadInput("there is no such finding")
    return found


def _round(tx: Transaction, found: Finding) -> Round:
    of = rounds.one(tx, found.round_id) if found.round_id is not None else None
    if of is None:
        raise BadInput("there is no such round")
    return of


def _record(tx: Transaction, action: str, finding_id: int, *, user_id: int, now: datetime) -> None:
    audits.record(
        tx, actor=f"user:{user_id}", action=action, subject=f"finding:{finding_id}", now=now
    )
