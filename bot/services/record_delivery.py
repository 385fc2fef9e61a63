"""Record a delivery receipt, in whatever order and however often it comes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.twilio_errors import trouble_with_number
from bot.channels.twilio_status import later
from bot.store import addresses, deliveries
from bot.store.database import Store
from bot.store.deliveries import Receipt


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """Keeps every receipt; learns from those that say a number is wrong."""

    store: Store

    def __call__(self, receipt: Receipt) -> bool:
        """Record one receipt; tell whether a message of ours fits it."""
        with self.store.begin() as tx:
            found = deliveries.record(tx, receipt, later=later)
            if found is None:
                return False
            trouble = trouble_with_number(receipt.error_code)
            if trouble is not None:
                addresses.mark_trouble(tx, found.address_id, trouble)
            return True
