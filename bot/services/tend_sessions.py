"""What conversations need with time: offered again while questions are left, closed when left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.budget import BegunBy
from bot.conversation.house import House
from bot.conversation.model import OpenSession
from bot.engine.draws import is_left
from bot.engine.model import Outcome, SessionStatus, State
from bot.store import flow_requests, sessions, sittings, waves
from bot.store.beginnings import who_answers
from bot.store.database import Store, Transaction
from bot.store.flows import Published, Shelf

STAYS_OPEN = timedelta(days=60)  # after the last question was put
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class TendSessions:
    """Runs each night, and harms nothing if it runs twice."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def offer_again(self) -> int:
        """Ask for the flows that come round and have questions left; return how many."""
        now = self.now()
        asked = 0
        with self.store.begin() as tx:
            for published in self.shelf.all_newest(tx):
                days = published.flow.triggers.every_days
                if days is None:
                    continue
                before = now - timedelta(days=days)
                for contact_id in sessions.last_sat_before(tx, published.flow.key, before):
                    if self._has_left(tx, published, contact_id):
                        flow_requests.add(
                            tx,
                            contact_id,
                            published.flow.key,
                            now=now,
                            begun_by=BegunBy.SCHEDULE,
                        )
                        asked += 1
        return asked

    def close_left(self) -> int:
        """End sessions nobody came back to, and say how far they got; return how many."""
        now = self.now()
        with self.store.begin() as tx:
            left = sessions.left_since(tx, now - STAYS_OPEN, at_most=AT_MOST)
            for was in left:
                ended = replace(was.state, status=SessionStatus.ENDED)
                sessions.end(tx, was, ended, outcome=how_far(was), now=now)
        return len(left)

    def _has_left(self, tx: Transaction, published: Published, contact_id: int) -> bool:
        flow = published.flow
        who = who_answers(self.house, flow, contact_id)
        wave = waves.now_of(tx, flow.family)
        had = sittings.questions_had(
            tx, contact_id=contact_id, flow=flow.key, pseudonym=who, wave=wave
        )
        return is_left(flow, State(SessionStatus.WAITING, flow.start, had=had))


def how_far(was: OpenSession) -> Outcome:
    """Return how a session counts that nobody came back to."""
    if not was.state.asked and was.state.status is SessionStatus.WAITING:
        return Outcome.NOT_REACHED
    return Outcome.PARTIAL if was.state.results else Outcome.BROKE_OFF
