"""Record a delivery receipt, in whatever order and however often it comes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.twilio_errors import Action, look_up, trouble_with_number
from bot.channels.twilio_status import later
from bot.services.try_again import goes_again_at
from bot.store import addresses, carrier_opt_outs, deliveries
from bot.store.database import Store, Transaction
from bot.store.deliveries import Receipt, Receipted


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """Keeps every receipt; sends again what may yet arrive, and learns what a number cannot get."""

    store: Store

    def __call__(self, receipt: Receipt) -> bool:
        """Record one receipt; tell whether a message of ours fits it."""
        with self.store.begin() as tx:
            found = deliveries.record(tx, receipt, later=later)
            if found is None:
                return False
            self._act_on(tx, found, receipt)
            return True

    def _act_on(self, tx: Transaction, found: Receipted, receipt: Receipt) -> None:
        code = receipt.error_code
        trouble = trouble_with_number(code)
        if trouble is not None:
            addresses.mark_trouble(tx, found.address_id, trouble)
        if not found.has_moved or receipt.status not in deliveries.NOT_ARRIVED:
            return
        if look_up(code).action is Action.OPT_OUT:
            now = receipt.received_at
            carrier_opt_outs.mirror(tx, found.address_id, found.contact_id, now)
        if code is None:
            return
        again = goes_again_at(
            code,
            attempts=found.attempts,
            not_after=found.not_after,
            now=receipt.received_at,
        )
        if again is not None:
            deliveries.send_again(tx, found.outbox_id, again)
