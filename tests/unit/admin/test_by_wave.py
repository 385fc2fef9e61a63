"""One question from wave to wave: its shares side by side, and the change with its interval."""

from __future__ import annotations

from admin.board_waves import by_wave
from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion

C = Hidden.CONFIDENTIAL
LABELS = {"yes": "Yes", "no": "No"}


def asked(answered: Figure, **options: Figure) -> SafeQuestion:
    return SafeQuestion("q", False, False, SafeFigures(C, answered, C, options), {})


def test_one_wave_alone_is_compared_with_nothing() -> None:
    assert by_wave([(1, asked(100, yes=50, no=50))], LABELS) is None


def test_shares_stand_side_by_side_and_the_change_has_newcombes_interval() -> None:
    told = by_wave([(1, asked(100, yes=40, no=60)), (2, asked(200, yes=120, no=80))], LABELS)

    assert told is not None
    assert told.groups == ("Wave 1", "Wave 2")
    assert ("Yes", ("40 (40 %)", "120 (60 %)")) in told.rows
    assert told.changes[0] == "Yes: +20 points (+8 to +31)"


def test_a_change_chance_may_explain_says_so_and_hidden_counts_say_nothing() -> None:
    told = by_wave([(1, asked(50, yes=25, no=C)), (2, asked(50, yes=27, no=20))], LABELS)

    assert told is not None
    assert told.changes == ("Yes: +4 points (-15 to +23), which chance may well be",)


def test_an_option_that_is_new_is_left_out() -> None:
    told = by_wave([(1, asked(50, yes=25)), (2, asked(50, yes=27, no=20))], LABELS)

    assert told is not None
    assert [label for label, _ in told.rows] == ["Answered", "Yes"]
