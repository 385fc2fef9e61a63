"""Before a review, ask the young person what they want to say there: once, some days ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.budget import BegunBy
from bot.store import flow_requests, preparing
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class PrepareReviews:
    """Puts `getting-ready` before reviews; it begins when their week has room, or not at all."""

    store: Store
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Look who has a review ahead; return how many are to be asked."""
        now = self.now()
        with self.store.begin() as tx:
            preparing.drop_late(tx, now)
            due = preparing.due(tx, now)
            for contact_id in due:
                flow_requests.add(
                    tx,
                    contact_id,
                    preparing.GETTING_READY,
                    now=now,
                    begun_by=BegunBy.SCHEDULE,
                )
        return len(due)
