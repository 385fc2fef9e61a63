"""Once a day, ask the provider what became of texts whose receipts never came (T2.5)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.port import Channel
from bot.errors import Retryable
from bot.services.record_delivery import RecordDelivery
from bot.store import deliveries
from bot.store.database import Store
from bot.store.deliveries import Receipt, Stuck

log = logging.getLogger(__name__)

A_DAY = timedelta(hours=24)
LOOKED_FOR = timedelta(days=4)  # a network gives up long before
MOST = 500
CLOCKS_APART = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class AskAfterStuck:
    """Records what the provider's own list says, as if its receipt had come."""

    store: Store
    channels: Mapping[str, Channel]
    record: RecordDelivery
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Ask about everything stuck for a day; return how many moved on."""
        now = self.now()
        with self.store.reading() as tx:
            found = deliveries.stuck(tx, after=now - LOOKED_FOR, before=now - A_DAY, most=MOST)
        moved = sum(self._ask(one) for one in found)
        if found:
            log.info(
                "%s texts had no outcome for a day; the provider told of %s", len(found), moved
            )
        return moved

    def _ask(self, text: Stuck) -> bool:
        try:
            listed = self.channels["sms"].sent_to(text.to, text.sending_at - CLOCKS_APART)
        except Retryable:
            return False
        theirs = next((one for one in listed if one.external_id == text.external_id), None)
        if theirs is None or theirs.status in deliveries.UNDER_WAY:
            return False
        return self.record(
            Receipt(text.ref, text.external_id, theirs.status, None, None, self.now())
        )
