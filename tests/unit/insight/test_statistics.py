"""Intervals, scores, links and drop-off are what independent packages compute, to 1e-9."""

import gc
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportion_effectsize,
    proportions_ztest,
)

from bot.insight.distributions import t_quantile, t_two_sided
from bot.insight.drop_off import broke_off
from bot.insight.effects import distance, holm, link, standardised
from bot.insight.intervals import chance_of_difference, cohens_h, difference, share
from bot.insight.scales import Item, alpha, score
from bot.insight.tallies import Response

CLOSE = 1e-9
TINY = 1e-6
few = settings(max_examples=40, deadline=None)
wholes = st.integers(1, 5000)
scores = st.lists(st.integers(0, 9), min_size=5, max_size=60)


def part_of(whole: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, whole), st.just(whole))


parts = wholes.flatmap(part_of)


@few
@given(parts)
def test_a_share_has_wilsons_interval(part: tuple[int, int]) -> None:
    interval = share(*part)
    low, high = proportion_confint(*part, method="wilson")

    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=CLOSE)


def test_a_share_of_nobody_is_none() -> None:
    assert share(0, 0) is None
    assert difference(0, 0, 1, 2) is None
    assert chance_of_difference(0, 0, 1, 2) == 1


@few
@given(parts, parts)
def test_a_difference_has_newcombes_interval(one: tuple[int, int], two: tuple[int, int]) -> None:
    interval = difference(*one, *two)
    low, high = confint_proportions_2indep(*one, *two, method="newcomb", compare="diff")

    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=CLOSE)


@few
@given(parts, parts)
def test_the_chance_of_a_difference_and_its_size(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    size = cohens_h(one[0] / one[1], two[0] / two[1])
    assert size == pytest.approx(proportion_effectsize(one[0] / one[1], two[0] / two[1]), abs=CLOSE)
    if 0 < one[0] + two[0] < one[1] + two[1]:
        _, chance = proportions_ztest([one[0], two[0]], [one[1], two[1]])
        assert chance_of_difference(*one, *two) == pytest.approx(chance, abs=CLOSE)


@few
@given(st.floats(-60, 60) | st.floats(-TINY, TINY), st.floats(1, 5000))
def test_students_t(t: float, freedom: float) -> None:
    """Nearer to 0 than TINY scipy returns 1, so it is held to the line that touches it there."""
    near_zero = 1 - 2 * abs(t) * stats.t.pdf(0, freedom)
    expected = near_zero if abs(t) <= TINY else 2 * stats.t.sf(abs(t), freedom)
    assert t_two_sided(t, freedom) == pytest.approx(expected, abs=CLOSE)


@few
@given(st.integers(1, 5000))
def test_the_quantile_of_students_t(freedom: int) -> None:
    expected = stats.t.ppf(0.975, freedom)
    assert t_quantile(0.975, freedom) == pytest.approx(expected, rel=CLOSE)


@few
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=5, max_size=80))
def test_a_link_is_pearsons_r_with_fishers_interval(pairs: list[tuple[int, int]]) -> None:
    x, y = zip(*pairs, strict=True)
    found = link(x, y)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert found is None
        return
    expected = stats.pearsonr(x, y)
    assert found is not None
    assert found.people == len(pairs)
    assert found.size.value == pytest.approx(expected.statistic, abs=CLOSE)
    if abs(expected.statistic) < 1 - 1e-12:
        low, high = expected.confidence_interval()
        assert (found.size.low, found.size.high) == pytest.approx((low, high), abs=CLOSE)
        assert found.chance == pytest.approx(expected.pvalue, abs=CLOSE)


@few
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=80))
def test_distance_travelled_is_the_paired_t_interval(pairs: list[tuple[int, int]]) -> None:
    before, after = zip(*pairs, strict=True)
    found = distance(before, after)
    change = np.subtract(after, before)
    assert found is not None
    assert found.size.value == pytest.approx(change.mean(), abs=CLOSE)
    if len(set(change)) > 1:
        expected = stats.ttest_rel(after, before)
        low, high = expected.confidence_interval()
        assert (found.size.low, found.size.high) == pytest.approx((low, high), abs=CLOSE)
        assert found.chance == pytest.approx(expected.pvalue, abs=CLOSE)
        assert standardised(before, after) == pytest.approx(
            change.mean() / change.std(ddof=1), abs=CLOSE
        )


@few
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_holms_correction(chances: list[float]) -> None:
    # statsmodels collects garbage at each call: with a whole test run on the heap, seconds each.
    with patch.object(gc, "collect"):
        expected = multipletests(chances, method="holm")[1]
    assert holm(chances) == pytest.approx(tuple(expected), abs=CLOSE)


@given(st.integers(2, 8), st.integers(100, 140), st.integers(0, 10**6))
@few
def test_alpha_is_cronbachs(items: int, people: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    leaning = rng.integers(0, 3, size=(people, 1))
    table = np.clip(leaning + rng.integers(-1, 2, size=(people, items)), 0, 3)
    scale = [Item(f"q{n}", reversed=n % 2 == 1) for n in range(items)]
    raw = [
        {item.question: int(item.value(int(value))) for item, value in zip(scale, row, strict=True)}
        for row in table
    ]
    covariance = np.cov(table, rowvar=False)
    expected = items / (items - 1) * (1 - np.trace(covariance) / covariance.sum())

    assert alpha(scale, raw) == pytest.approx(expected, abs=CLOSE)


def test_alpha_waits_for_a_hundred_and_says_nothing_of_one_item() -> None:
    scale = [Item("a"), Item("b")]
    people = [{"a": n % 4, "b": (n + n // 4) % 4} for n in range(99)]

    assert alpha(scale, people) is None
    assert alpha(scale, [*people, {"a": 1, "b": 2}]) is not None
    assert alpha(scale[:1], people * 2) is None
    assert alpha(scale, [{"a": 1, "b": 1}] * 200) is None


def test_an_outcome_needs_three_items_and_a_skip_is_not_a_zero() -> None:
    scale = [Item("a"), Item("b", reversed=True), Item("c"), Item("d")]

    assert score(scale, {"a": 3, "b": 0}) is None
    assert score(scale, {"a": 3, "b": 0, "c": 0}) == 2
    assert score(scale, {"a": 3}, least=1) == 3
    assert score(scale, {}, least=0) is None


def test_breaking_off_is_counted_over_those_asked_whatever_their_way() -> None:
    responses = [
        Response("one", "a", "answered"),
        Response("one", "b", "answered"),
        Response("two", "a", "answered"),
        Response("two", "c", "asked"),
        Response("three", "a", "skipped"),
        Response("three", "c", "answered"),
        Response("four", "a", "asked"),
    ]

    found, begun, finished = broke_off(["a", "b", "c"], responses)

    assert (begun, finished) == (4, 2)
    assert [(each.asked, each.exits) for each in found.values()] == [(4, 1), (1, 0), (2, 1)]
    rate = found["c"].rate
    assert rate is not None
    assert rate.value == 0.5


def test_nobody_breaks_off_where_nobody_was_asked() -> None:
    found, begun, finished = broke_off(["a"], [])

    assert (begun, finished) == (0, 0)
    assert found["a"].rate is None
