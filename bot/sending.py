"""What the worker process runs besides the use cases: it alone talks to the channels.

It knows nothing of the web, so that a worker starts without loading it.
"""

from __future__ import annotations

import socket
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import SystemRandom

from bot.insight.opening import Asked
from bot.services.ask_after_stuck import AskAfterStuck
from bot.services.deliver_outbox import DeliverOutbox
from bot.services.draw_charts import DrawCharts, Waves
from bot.services.redact_texts import RedactTexts
from bot.services.settle_unknown import SettleUnknown
from bot.settings import Settings
from bot.store.drawings import Picture
from bot.store.flows import Shelf
from bot.store.lanes import Lane
from bot.store.pace import Pace
from bot.wiring import Services, channels_of

SENDERS, URGENT_SENDERS = 16, 4
UNASKED_SENDERS = 64  # a provider that answers in a tenth of a second is kept busy
SENDERS_OF = {
    Lane.URGENT: URGENT_SENDERS,
    Lane.URGENT_MAIL: URGENT_SENDERS,
    Lane.REST: SENDERS,
    Lane.UNASKED: UNASKED_SENDERS,
}


def pace_of(settings: Settings) -> Pace:
    """Return how fast, and how much a month, the sender may send."""
    return Pace(settings.sender_rate, settings.spend_cap, settings.timezone)


@dataclass(frozen=True, slots=True)
class Sending:
    """What the worker process runs besides what the web does."""

    holder: str
    deliver: DeliverOutbox
    settle: SettleUnknown
    redact: RedactTexts
    draw_charts: DrawCharts
    ask_after_stuck: AskAfterStuck


def build_sending(services: Services) -> Sending:
    """Wire what only the worker does: it alone talks to the channels."""
    channels = channels_of(services.settings)
    return Sending(
        holder=f"{socket.gethostname()}-{uuid.uuid4().hex[:8]}"[:60],
        deliver=DeliverOutbox(
            services.store,
            channels,
            services.house,
            pools={
                lane: ThreadPoolExecutor(most, thread_name_prefix=lane)
                for lane, most in SENDERS_OF.items()
            },
            pace=pace_of(services.settings),
            draw=SystemRandom().random,
            now=services.now,
        ),
        settle=SettleUnknown(services.store, channels, services.now),
        redact=RedactTexts(services.store, channels, services.now),
        draw_charts=DrawCharts(
            services.store,
            Shelf(services.settings.draft_languages),
            services.house,
            drawing,
        ),
        ask_after_stuck=AskAfterStuck(services.store, channels, services.record, services.now),
    )


def drawing(waves: Waves, asked: Asked, is_scale: bool) -> Iterator[Picture]:
    """Draw the charts of one question in its last wave, and from wave to wave.

    What draws is heavy: it is loaded when first used.
    """
    from bot.charts.change import change_of  # noqa: PLC0415
    from bot.charts.describe import charts_of  # noqa: PLC0415
    from bot.charts.draw import pictures  # noqa: PLC0415

    charts = (*charts_of(waves[-1][1], asked, is_scale=is_scale), *change_of(waves, asked))
    for chart in charts:
        for kind, theme, content in pictures(chart):
            yield Picture(chart.name, kind, theme, content)
