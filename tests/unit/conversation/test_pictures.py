"""Pictures beside answers: faces only for feelings, the same in every language, each one drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.conversation.pictures import PICTURES, pictures_of

DRAWN = Path(__file__).parents[3] / "bot/web/static/pictures/answers.svg"
HEAVIEST = 6_000  # bytes


def test_a_scale_of_feelings_has_faces_from_sad_to_glad() -> None:
    assert pictures_of(["Really hard", "Hard", "OK", "Good", "Really good"]) == (
        *("face-1", "face-2", "face-3", "face-4", "face-5"),
    )


def test_ok_by_itself_is_no_feeling() -> None:
    assert pictures_of(["OK", "Later"]) == (None, None)


@pytest.mark.parametrize(
    "labels", [["Cafe", "At home"], ["Caffi", "Gartref"], ["Kawiarnia", "W domu"]]
)
def test_a_place_has_its_picture_in_every_language(labels: list[str]) -> None:
    assert pictures_of(labels) == ("cup", "house")


def test_a_question_most_of_whose_answers_have_no_picture_has_none() -> None:
    assert pictures_of(["Cafe", "My nan's", "Somewhere else"]) == (None, None, None)


def test_every_picture_is_drawn_small_and_in_the_colour_of_words() -> None:
    sheet = DRAWN.read_text()

    assert set(PICTURES.values()) == set(re.findall(r'<symbol id="([^"]+)"', sheet))
    assert len(sheet) < HEAVIEST
    assert re.findall(r"#[0-9a-f]{3,6}|rgb|http(?!://www\.w3\.org/2000/svg)", sheet) == []
