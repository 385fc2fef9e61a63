"""`/metrics` for Prometheus: figures only, for whoever has the token. Without one set, a 404."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.errors import StoreUnavailable
from bot.store.vital_signs import VitalSigns

Metric = GaugeMetricFamily


def metrics(
    token: str | None, turns: CollectorRegistry, look: Callable[[], VitalSigns]
) -> Blueprint:
    """Return `/metrics`.

    Args:
        turns: what the processes that serve have counted.
        look: reads the figures of the whole deployment from the database.
    """
    blueprint = Blueprint("metrics", __name__)
    deployment = CollectorRegistry(auto_describe=False)
    deployment.register(_Deployment(look))

    @blueprint.get("/metrics")
    def figures() -> ResponseReturnValue:
        if token is None:
            abort(404)
        if not _has(token):
            return Response("a bearer token is needed\n", 401, {"WWW-Authenticate": "Bearer"})
        text = generate_latest(turns) + generate_latest(deployment)
        return Response(text, content_type=CONTENT_TYPE_LATEST)

    return blueprint


def _has(token: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), token.encode())
    return scheme.casefold() == "bearer" and same


class _Deployment(Collector):
    """Reads the database anew at each scrape, so that any process may be asked."""

    def __init__(self, look: Callable[[], VitalSigns]) -> None:
        self._look = look

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        try:
            signs = self._look()
        except StoreUnavailable:
            yield _gauge("sayso_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("sayso_database_up", "Whether the database answers.", 1)
        yield from _about_sending(signs)
        yield from _about_concerns(signs)
        yield from _about_leases(signs)


def _gauge(name: str, says: str, value: float) -> Metric:
    return Metric(name, says, value=value)


def _by(name: str, says: str, labels: tuple[str, ...]) -> Metric:
    return Metric(name, says, labels=labels)


def _about_sending(signs: VitalSigns) -> Iterator[Metric]:
    due = _by("sayso_queue_due", "Messages due and not yet taken to be sent.", ("lane",))
    age = _by("sayso_queue_age_seconds", "How long the oldest of them has been due.", ("lane",))
    for lane, queue in signs.queues.items():
        due.add_metric([lane], queue.due)
        age.add_metric([lane], queue.oldest.total_seconds())
    yield due
    yield age
    sends = _by(
        "sayso_sends_last_hour", "Messages offered in the last hour.", ("channel", "outcome")
    )
    for (channel, outcome), count in sorted(signs.sends.items()):
        sends.add_metric([channel, outcome], count)
    yield sends
    yield _gauge("sayso_sends_unsettled", "Messages that may or may not be out.", signs.unsettled)
    segments = _by("sayso_segments_of_month", "Segments offered, by month.", ("channel", "month"))
    for (channel, month), count in signs.segments.items():
        segments.add_metric([channel, month], count)
    yield segments


def _about_concerns(signs: VitalSigns) -> Iterator[Metric]:
    concerns = _by("sayso_concerns", "Concerns not closed.", ("state", "severity"))
    for (state, severity), count in sorted(signs.concerns.items()):
        concerns.add_metric([state, severity], count)
    yield concerns
    yield _gauge(
        "sayso_concern_unacknowledged_seconds",
        "How long the oldest concern nobody acknowledged has been open; 0 if there is none.",
        signs.oldest_unacknowledged.total_seconds(),
    )


def _about_leases(signs: VitalSigns) -> Iterator[Metric]:
    holds = _by("sayso_lease_holder", "1 while it runs, 0 since it ran out.", ("lease", "holder"))
    epoch = _by("sayso_lease_epoch", "Rises with each new holder.", ("lease",))
    seen = _by("sayso_lease_seen_seconds", "How long ago its holder renewed it.", ("lease",))
    for lease in signs.leases:
        holds.add_metric([lease.name, lease.holder], int(lease.runs))
        epoch.add_metric([lease.name], lease.epoch)
        seen.add_metric([lease.name], lease.seen_ago.total_seconds())
    yield from (holds, epoch, seen)
