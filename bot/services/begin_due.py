"""Begin the flows that waited: for another week, or for a talk that is over now."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.budget import BegunBy
from bot.errors import BadInput
from bot.store import flow_requests
from bot.store.database import Store
from bot.store.flow_requests import NOTHING_TOLD

log = logging.getLogger(__name__)

AT_MOST = 50  # in one go; the rest a minute later
LOOK_AGAIN = timedelta(days=1)


class Begins(Protocol):
    """Begins a flow with a contact, if their week has room for it; `StartFlow` does."""

    def __call__(
        self,
        *,
        flow: str,
        contact_id: int,
        begun_by: BegunBy,
        told: Mapping[str, str] = NOTHING_TOLD,
    ) -> object:
        """Begin it now or remember when.

        Raises:
            BadInput: it cannot be begun as things are.
        """
        ...


@dataclass(frozen=True, slots=True)
class BeginDue:
    """Begins what is due; a flow that cannot begin is looked at again a day later."""

    store: Store
    begin: Begins
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Begin what is due; return how many flows were looked at."""
        with self.store.reading() as tx:
            due = flow_requests.due(tx, self.now(), at_most=AT_MOST)
        for request in due:
            try:
                self.begin(
                    flow=request.flow,
                    contact_id=request.contact_id,
                    begun_by=request.begun_by,
                    told=request.told,
                )
            except BadInput:
                # They left, a concern is open, or somebody else on their phone is being asked.
                log.info("flow request %s waits a day: it cannot begin now", request.id)
                with self.store.begin() as tx:
                    flow_requests.postpone(tx, request.id, self.now() + LOOK_AGAIN)
        return len(due)
