"""Themes: each answer in exactly one, whatever an officer does, and no count of a few."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.insight.disclosure import publish_themes
from bot.insight.gathering import gather
from bot.insight.growing import Standing, grow
from bot.insight.theme_sheet import Group, Theme, merge, name, split
from bot.insight.wordings import common, telling, vectors

SMALLEST = 10
TOPICS = ("free wifi", "clean toilets", "football pitch", "a kitchen", "quiet room", "music")
answers = st.lists(
    st.one_of(
        st.sampled_from(TOPICS), st.text("abc wifi toilet", max_size=20), st.text(max_size=9)
    ),
    max_size=70,
)


@given(answers)
def test_every_answer_is_in_one_group_or_in_the_rest_and_none_is_small(said: list[str]) -> None:
    found = gather(vectors(said), smallest=SMALLEST)

    places = sorted(chain(found.rest, *found.groups))
    assert places == list(range(len(said)))
    assert all(len(group) >= SMALLEST for group in found.groups)
    assert not found.groups or not 0 < len(found.rest) < SMALLEST


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_nothing(said: list[str], random: object) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def groups(texts: list[str]) -> list[list[str]]:
        found = gather(vectors(texts), smallest=SMALLEST)
        return sorted(sorted(telling(texts[place])[0:1] for place in g) for g in found.groups)

    assert len(groups(said)) == len(groups(shuffled))
    assert gather(vectors(said), smallest=SMALLEST) == gather(vectors(said), smallest=SMALLEST)


@given(st.lists(st.lists(st.sampled_from((*TOPICS, "x", "a den")), max_size=30), max_size=5))
def test_nothing_shown_changes_by_a_few(batches: list[list[str]]) -> None:
    said: list[str] = []
    groups: list[tuple[int, ...]] = []
    rest: tuple[int, ...] = ()
    for batch in batches:
        if 0 < len(batch) < SMALLEST:
            continue  # a snapshot tells of no fewer
        new = tuple(range(len(said), len(said) + len(batch)))
        said += batch
        before = [len(group) for group in groups]
        grown = grow(vectors(said), Standing(tuple(groups), rest, new), smallest=SMALLEST)
        groups = [(*g, *more) for g, more in zip(groups, grown.joined, strict=True)]
        groups += grown.groups
        rest = grown.rest

        assert sorted(chain(rest, *groups)) == list(range(len(said)))
        changes = [len(g) - was for g, was in zip(groups, before, strict=False)]
        assert all(change == 0 or change >= SMALLEST for change in changes)
        assert all(len(group) >= SMALLEST for group in groups)
        assert not groups or len(rest) == 0 or len(rest) >= SMALLEST


def test_answers_alike_are_one_group_and_odd_ones_are_not() -> None:
    said = ["free wifi please"] * 14 + ["Clean toilets!"] * 11 + ["a horse"] * 3
    said += [f"odd{one} thing{one}" for one in range(8)]

    found = gather(vectors(said), smallest=SMALLEST)

    assert found.groups == (tuple(range(14)), tuple(range(14, 25)))
    assert set(found.rest) == set(range(25, 36))


def test_the_rest_is_never_a_few_either() -> None:
    said = ["free wifi"] * 30 + ["a horse", "a pond"]

    found = gather(vectors(said), smallest=SMALLEST)

    assert [len(group) for group in found.groups] == [22]
    assert len(found.rest) == SMALLEST
    assert {30, 31} <= set(found.rest)


def test_where_nothing_can_be_spared_the_smallest_group_goes() -> None:
    said = ["free wifi"] * 10 + ["toilets"] * 10 + ["a horse"]

    found = gather(vectors(said), smallest=SMALLEST)

    assert [len(group) for group in found.groups] == [10]
    assert len(found.rest) == 11


@pytest.mark.parametrize("said", [[], ["wifi"], ["wifi"] * 9, [""] * 9])
def test_too_few_make_no_theme(said: list[str]) -> None:
    assert gather(np.zeros((len(said), 4), np.float32), smallest=SMALLEST).groups == ()


def test_all_the_same_is_one_theme_of_everyone() -> None:
    found = gather(vectors(["wifi"] * 40), smallest=SMALLEST)

    assert [len(group) for group in found.groups] == [40]
    assert found.rest == ()


def test_a_word_that_few_said_is_never_shown() -> None:
    said = ["wifi for Dave"] * 9 + ["free wifi"] * 5 + ["wifi at 14 Low Road"]

    assert common(said, least=10) == ("wifi",)
    assert common(said, least=16) == ()


def test_words_of_another_script_are_told_apart() -> None:
    said = ["وائی فائی چاہیے"] * 12 + ["صاف بیت الخلا"] * 12

    assert len(gather(vectors(said), smallest=SMALLEST).groups) == 2


groups_of = st.lists(st.integers(10, 60), min_size=1, max_size=8)


def _themes(sizes: list[int]) -> tuple[Theme, ...]:
    return tuple(
        Theme(number, (Group(100 + number, people, f"Theme {number}"),))
        for number, people in enumerate(sizes, start=1)
    )


@given(groups_of, st.data())
def test_joining_and_parting_lose_nothing(sizes: list[int], data: st.DataObject) -> None:
    themes = _themes(sizes)
    everyone = {group.id for theme in themes for group in theme.groups}
    for new in range(50, 56):
        one = data.draw(st.sampled_from(themes))
        if data.draw(st.booleans()) and len(themes) > 1:
            other = data.draw(st.sampled_from([t for t in themes if t is not one]))
            themes = merge(themes, one.id, other.id)
        elif len(one.groups) > 1:
            taken = data.draw(
                st.sets(st.sampled_from([g.id for g in one.groups]), min_size=1).filter(
                    lambda ids, one=one: len(ids) < len(one.groups)
                )
            )
            themes = split(themes, one.id, frozenset(taken), new=new)
        ids = [group.id for theme in themes for group in theme.groups]
        assert sorted(ids) == sorted(everyone)
        assert sum(theme.people for theme in themes) == sum(sizes)
        assert all(theme.people >= SMALLEST for theme in themes)


def test_a_theme_is_named_in_plain_words_alone() -> None:
    themes = _themes([20, 12])

    assert name(themes, 1, "  A quiet   place ")[0].called == "A quiet place"
    for called in ("", "x" * 61, "Ask Mr Green", "ring 07700 900123", "me@here", "Theme 2"):
        with pytest.raises(BadInput):
            name(themes, 1, called)


def test_a_theme_cannot_be_parted_into_nothing() -> None:
    themes = merge(_themes([20, 12]), 1, 2)

    for groups in (frozenset[int](), frozenset({101, 102}), frozenset({999})):
        with pytest.raises(BadInput):
            split(themes, 2, groups, new=9)


@given(st.lists(st.integers(0, 40), max_size=6), st.integers(0, 30))
def test_no_small_count_is_shown_or_left_over(counts: list[int], rest: int) -> None:
    named = {str(number): count for number, count in enumerate(counts)}
    shown = publish_themes(named, rest, threshold=SMALLEST)

    told = {key: count for key, count in shown.options.items() if isinstance(count, int)}
    assert all(count >= SMALLEST for count in told.values())
    if told and isinstance(shown.answered, int):
        left = shown.answered - sum(told.values())
        assert left == 0 or left >= SMALLEST
