"""The dry and console channels."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest

from bot.channels.console import Console
from bot.channels.dry import MAX_REMEMBERED, DryRun
from bot.channels.port import Outgoing
from bot.errors import Retryable

SAM = "+447700900101"


def test_dry_remembers_what_it_would_have_sent() -> None:
    channel = DryRun()
    text = Outgoing(SAM, "Hello.", "r1")

    channel.send(text)

    assert channel.would_have_sent == (text,)


def test_dry_does_not_remember_for_ever() -> None:
    channel = DryRun(clock=lambda: datetime(2026, 11, 23, tzinfo=UTC))

    for number in range(MAX_REMEMBERED + 5):
        channel.send(Outgoing(SAM, "Hello.", f"r{number}"))

    assert len(channel.would_have_sent) == MAX_REMEMBERED


def test_the_console_prints_each_text_on_lines_of_its_own() -> None:
    stream = StringIO()
    channel = Console(stream)

    channel.send(Outgoing("you", "Where shall we meet?\n1 Cafe", "r1"))
    channel.send(Outgoing("you", "Thanks.", "r2"))

    assert stream.getvalue() == "Where shall we meet?\n1 Cafe\nThanks.\n"


def test_the_console_cannot_list() -> None:
    channel = Console(StringIO())

    assert not channel.can_list
    with pytest.raises(Retryable):
        channel.sent_to("you", datetime(2026, 11, 23, tzinfo=UTC))
