"""Whether a whole message asks if anybody is there."""

from __future__ import annotations

import pytest

from bot.conversation.anyone_there import asks_if_anyone_is_there


@pytest.mark.parametrize(
    "said",
    [
        "is anyone there?", "IS ANYBODY THERE", "hello is anyone there", "anyone there??",
        "are you a real person", "r u a bot", "can i talk to someone pls", "are u there",
        "hello? is anyone reading this", "oes rhywun yna?", "Is this a bot lol",
    ],
)  # fmt: skip
def test_somebody_asks(said: str) -> None:
    assert asks_if_anyone_is_there(said)


@pytest.mark.parametrize(
    "said",
    [
        "", "1", "hello", "is anyone there at the hub on fridays", "there", "anyone",
        "are you there tomorrow at 4", "the bot is fun", "nobody is there for me", "x" * 2000,
    ],
)  # fmt: skip
def test_nobody_asks(said: str) -> None:
    assert not asks_if_anyone_is_there(said)
