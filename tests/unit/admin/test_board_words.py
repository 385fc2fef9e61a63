"""A question stands on the board as it was asked, without how to reply to it."""

from __future__ import annotations

import pytest

from admin.board_tables import without_how_to
from bot.engine.loading import load_flow, shipped
from bot.engine.model import Ask


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("Who should be there? Send all that fit.", "Who should be there?"),
        (
            "INSIDE, what should there be? Send all that fit, like 1 3.",
            "INSIDE, what should there be?",
        ),
        ("Anything else? Or text SKIP.", "Anything else?"),
        ("Send me a word about it?", "Send me a word about it?"),
        ("Did they send it? Yes or no?", "Did they send it? Yes or no?"),
        ("Who is Sendi. Sender or not?", "Who is Sendi. Sender or not?"),
    ],
)
def test_only_a_last_sentence_that_says_how_to_reply_goes(asked: str, shown: str) -> None:
    assert without_how_to(asked) == shown


def test_every_question_that_ships_still_asks_something() -> None:
    for key, document in shipped().items():
        for node in load_flow(document).nodes.values():
            if isinstance(node, Ask):
                left = without_how_to(node.text.to("en"))
                assert len(left) > 8, f"{key}: {left!r}"
                assert "like 1 3" not in left
