"""Which words may go while a concern is open, letter for letter, and what old dates take out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.safeguarding.replies import Watch, approved_texts, fixed, holding_reply, timed
from bot.safeguarding.sendable import is_approved, without_stale
from bot.safeguarding.signposts import load

FRESH = date(2026, 11, 23)
OLD = FRESH + timedelta(days=400)
WHENS = ("today", "today 9am", "Mon 9am", "Monday 9:30am", "Monday 4 Jan 9am")


@pytest.mark.parametrize("when", WHENS)
def test_every_text_of_the_set_may_go_with_its_time_filled_in(when: str) -> None:
    for text in approved_texts():
        assert is_approved(text.replace("{when}", when))
        assert is_approved(without_stale(text.replace("{when}", when), OLD))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "ok",
        "How do you like to meet best?",
        "Thank you for telling us.",
        "{when}",
        fixed("help", "en").text + " Bye.",
        fixed("closed_harm_young", "en").text.replace("{when}", "soon, we hope"),
    ],
)
def test_nothing_else_may(words: str) -> None:
    assert not is_approved(words)


def test_a_place_nobody_checked_for_six_months_is_left_out_and_999_and_childline_are_not() -> None:
    told = without_stale(fixed("help", "en").text, OLD)
    assert "85258" not in told
    assert "999" in told
    assert "Childline 0800 1111" in told
    runaway = without_stale(holding_reply("running_away", "13-15", "en").text, OLD)
    assert "116000" not in runaway
    assert "No safe place?" not in runaway
    assert "0800 1111" in runaway
    assert without_stale(fixed("help", "en").text, FRESH) == fixed("help", "en").text


def test_every_text_still_says_999_when_every_date_is_old() -> None:
    for text in approved_texts():
        assert ("999" in text) == ("999" in without_stale(text, OLD))
        assert without_stale(text, OLD)


@pytest.mark.parametrize("age_band", ["13-15", "19-25", None])
@pytest.mark.parametrize("category", ["suicide", "sexual", "exploitation", "running_away", "x"])
def test_out_of_hours_the_words_fit_what_was_told_and_say_when(
    category: str, age_band: str | None
) -> None:
    for reads in ("Mon 9am", "today 9:30am", "Wed 28 Dec 9:30am"):
        said = holding_reply(category, age_band, "en", watch=Watch.OUT_OF_HOURS, reads=reads).text
        assert len(said) <= 160
        assert "999" in said
        assert is_approved(said)
    assert (
        "We will read this Mon 9am."
        in holding_reply(category, age_band, "en", watch=Watch.OUT_OF_HOURS, reads="Mon 9am").text
    )


def test_a_receipt_says_when_a_person_reads_it() -> None:
    said = timed("anyone_there", "en", "Monday 9am").text
    assert "a person will read it Monday 9am" in said
    assert is_approved(said)


def test_only_checked_places_are_ever_in_doubt() -> None:
    assert all(one.key for one in load())
