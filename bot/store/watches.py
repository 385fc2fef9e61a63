"""Who is there to read a worrying message just now, and whether telling them works."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.model import Situation
from bot.safeguarding.alerting import Pulse, reaches_somebody
from bot.safeguarding.replies import Watch
from bot.safeguarding.rota import Rota, everybody, is_staffed, say_when_read
from bot.store import alerts, leases, rotas
from bot.store.database import Transaction


def watched(tx: Transaction, house: House, situation: Situation, now: datetime) -> Situation:
    """Return the situation with who is there to read what is written now."""
    rota = rotas.load(tx, house)
    return replace(
        situation,
        watch=_watch(tx, house, rota, now),
        reads=say_when_read(rota, now),
        reads_briefly=say_when_read(rota, now, briefly=True),
    )


def _watch(tx: Transaction, house: House, rota: Rota, now: datetime) -> Watch:
    if not reaches_somebody(pulse(tx, house, rota, now), now):
        return Watch.ALERTING_DOWN
    return Watch.ON_DUTY if is_staffed(rota, now) else Watch.OUT_OF_HOURS


def pulse(tx: Transaction, house: House, rota: Rota, now: datetime) -> Pulse:
    """Return what is known of alerting at this moment."""
    told = {alerts.ROUTES[urn.partition(":")[0]] for urn in everybody(rota, now)}
    return Pulse(
        worker_seen_at=leases.seen_at(tx),
        routes=alerts.routes(tx, now),
        anybody=not told.isdisjoint(house.routes),
    )
