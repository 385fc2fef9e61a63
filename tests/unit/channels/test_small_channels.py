"""The dry channel."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.channels.dry import MAX_REMEMBERED, DryRun
from bot.channels.port import Outgoing

SAM = "+447700900101"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_dry_remembers_what_it_would_have_sent() -> None:
    channel = DryRun(lambda: NOW)
    text = Outgoing(SAM, "Hello.", "r1")

    channel.send(text)

    assert channel.would_have_sent == (text,)


def test_dry_does_not_remember_for_ever() -> None:
    channel = DryRun(lambda: NOW)

    for number in range(MAX_REMEMBERED + 5):
        channel.send(Outgoing(SAM, "Hello.", f"r{number}"))

    assert len(channel.would_have_sent) == MAX_REMEMBERED
