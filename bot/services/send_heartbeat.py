"""The dead man's switch: tell an outside monitor that alerting works, and only while it does.

What pages somebody is the silence. So nothing here reports a fault: it only keeps quiet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.safeguarding.alerting import is_whole
from bot.store import rotas
from bot.store.database import Store
from bot.store.watches import pulse

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SendHeartbeat:
    """Pings the monitor.

    Args:
        ping: tells the monitor; None where none is set up. Returns whether it was reached.
    """

    store: Store
    house: House
    ping: Callable[[], bool] | None
    now: Callable[[], datetime]

    def __call__(self) -> bool:
        """Look at the worker, the rota and every route of alerts; tell whether a ping went.

        Only the process that holds the scheduler's lease may call it.
        """
        if self.ping is None:
            return False
        now = self.now()
        with self.store.reading() as tx:
            whole = is_whole(pulse(tx, self.house, rotas.load(tx, self.house), now), now)
        if not whole:
            log.error("alerting does not work on every route: the outside monitor is not told")
            return False
        return self.ping()
