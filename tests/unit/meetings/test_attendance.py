"""What is told of attendance: shares with intervals, and nothing of a few young people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from bot.meetings.attendance import FEWEST, Happened, attendance, wilson

MEETINGS = st.lists(
    st.builds(
        Happened,
        who=st.integers(1, 25),
        attended=st.sampled_from(["met", "missed", "moved"]),
        reminded=st.booleans(),
        chosen=st.sampled_from([True, False, None]),
    ),
    max_size=120,
)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_wilsons(drawn: tuple[int, int]) -> None:
    count, total = drawn
    known = binomtest(count, total).proportion_ci(0.95, method="wilson")

    assert wilson(count, total) == pytest.approx((known.low, known.high), abs=1e-4)


@given(MEETINGS)
def test_no_group_is_told_of_fewer_than_ten_nor_found_by_taking_away(
    happened: list[Happened],
) -> None:
    told = attendance(happened)

    for groups, part in (
        (told.by_reminder, lambda one: one.reminded),
        (told.by_choice, lambda one: one.chosen),
    ):
        assert len({group.is_told for group in groups}) <= 1
        if groups and groups[0].is_told:
            parts = {part(one) for one in happened}
            assert all(
                len({one.who for one in happened if part(one) == each}) >= FEWEST for each in parts
            )


def test_shares_are_of_a_hundred_rounded_to_fives() -> None:
    happened = [Happened(n, "met" if n % 4 else "missed", True, True) for n in range(40)]

    (group,) = attendance(happened).by_reminder

    assert group.kept is not None
    assert (group.kept.of_hundred, group.kept.low, group.kept.high) == (75, 60, 85)


def test_nothing_happened_and_nothing_is_told() -> None:
    told = attendance([])

    assert (told.whole.is_told, told.by_reminder, told.by_choice) == (False, (), ())


@pytest.mark.parametrize(("count", "total"), [(0, 0), (2, 1), (-1, 3)])
def test_a_share_of_nothing_is_no_share(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(count, total)
