"""Find out what became of messages that may or may not have been sent.

A receipt that carries our `ref` settles one at once (`record_delivery`). Else the provider's own
list does, and only when it answers: found, it was sent; not found, a holding reply goes again and
the rest go to a human, for a second text that says the same thing may frighten (decision 5).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.port import Channel, Sent
from bot.errors import ChannelError
from bot.store import dispatch, tasks
from bot.store.database import Store
from bot.store.dispatch import Unsettled
from bot.store.leases import Held

log = logging.getLogger(__name__)

CALL_AT_MOST = timedelta(seconds=45)  # longer than any call's time-out: its process is gone
QUIET_FOR = timedelta(seconds=30)
CLOCKS_APART = timedelta(seconds=5)
MAY_GO_AGAIN = frozenset({"holding", "help", "alert"})


@dataclass(frozen=True, slots=True)
class SettleUnknown:
    """Settles unknown sends from the provider's list."""

    store: Store
    channels: Mapping[str, Channel]
    now: Callable[[], datetime]

    def __call__(self, held: Held) -> int:
        """Look once at every unknown message that has been quiet long enough; return how many."""
        now = self.now()
        with self.store.begin() as tx:
            dispatch.abandoned(tx, held, before=now - CALL_AT_MOST, now=now)
            waiting = dispatch.unsettled(tx, before=now - QUIET_FOR)
        for message in waiting:
            self._settle(message)
        return len(waiting)

    def _settle(self, message: Unsettled) -> None:
        channel = self.channels.get(message.channel)
        if channel is None or not channel.can_list:
            self._without_a_list(message)
            return
        try:
            listed = channel.sent_to(message.to, message.sending_at - CLOCKS_APART)
        except ChannelError:
            log.warning("the provider cannot say what became of outbox %s", message.id)
            return
        found = self._ours(message, listed)
        if found is not None:
            self._move(
                message, state="sent", sent_at=found.created_at, external_id=found.external_id
            )
        elif message.kind in MAY_GO_AGAIN:
            self._move(message, state="queued", due_at=self.now(), claim_token=None)
        else:
            self._ask_a_human(message)

    def _without_a_list(self, message: Unsettled) -> None:
        """An alert to staff that comes twice is better than one that never came."""
        if message.kind == "alert":
            self._move(message, state="queued", due_at=self.now(), claim_token=None)
        else:
            self._ask_a_human(message)

    def _ours(self, message: Unsettled, listed: tuple[Sent, ...]) -> Sent | None:
        """Return the provider's copy: the same words, made since, and not another row's."""
        same = [sent for sent in listed if sent.body == message.body]
        with self.store.reading() as tx:
            taken = dispatch.external_ids_known(tx, tuple(sent.external_id for sent in same))
        return next((sent for sent in reversed(same) if sent.external_id not in taken), None)

    def _move(self, message: Unsettled, **values: object) -> None:
        with self.store.begin() as tx:
            dispatch.settle(tx, message.id, **values)

    def _ask_a_human(self, message: Unsettled) -> None:
        with self.store.begin() as tx:
            dispatch.settle(tx, message.id, state="unknown", why="a person was asked to check")
            tasks.raise_for(
                tx,
                worker_id=message.worker_id,
                contact_id=message.contact_id,
                kind="text_unsure",
                now=self.now(),
            )
