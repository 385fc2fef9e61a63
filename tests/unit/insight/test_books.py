"""Who was asked and reached: shown by whole columns, where no difference tells of a few."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.insight.books import Reach
from bot.insight.disclosure import release
from bot.insight.figures import Hidden, SafeTally
from bot.insight.snapshot import dump, load
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Response, Tally, tally

C = Hidden.CONFIDENTIAL
SHAPE = QuestionShape("how", ("walk", "phone"))


def answered(girls: int, boys: int) -> Tally:
    genders = ["girl"] * girls + ["boy"] * boys
    return tally(
        [SHAPE],
        [
            Response(f"p{n}", "how", "answered", (SHAPE.options[n % 2],), gender=gender)
            for n, gender in enumerate(genders)
        ],
    )


def reach(gender: str, known: int, asked: int, reached: int) -> Reach:
    return Reach(None, gender, None, known, asked, reached)


def shown(*of: Reach, said: Tally, before: Release | None = None, on: str = "day 1") -> Release:
    return release(said, on=on, reach=of, before=before)


def everyone(safe: SafeTally) -> tuple[object, object, object, object]:
    each = safe.books[""][""]
    return each.known, each.asked, each.reached, each.answered


def test_columns_far_from_one_another_are_all_shown() -> None:
    made = shown(reach("girl", 90, 70, 55), reach("boy", 80, 60, 45), said=answered(40, 30))

    assert everyone(made.figures) == (170, 130, 100, 70)
    girls, boys = made.figures.books["gender"].values()
    assert (girls.known, girls.asked, girls.reached, girls.answered) == (90, 70, 55, 40)
    assert (boys.known, boys.asked, boys.reached, boys.answered) == (80, 60, 45, 30)


def test_nine_who_were_asked_and_not_reached_are_not_told() -> None:
    made = shown(reach("girl", 90, 70, 66), reach("boy", 80, 60, 55), said=answered(40, 30))

    assert everyone(made.figures) == (170, 130, C, 70)


def test_nine_in_one_group_hide_the_column_in_all_of_them() -> None:
    made = shown(reach("girl", 90, 70, 61), reach("boy", 80, 60, 45), said=answered(40, 30))

    assert everyone(made.figures) == (170, 130, 106, 70)
    assert [each.reached for each in made.figures.books["gender"].values()] == [C, C]


def test_few_who_were_reached_and_are_silent_are_not_told() -> None:
    made = shown(reach("girl", 90, 70, 44), reach("boy", 80, 60, 35), said=answered(40, 30))

    assert everyone(made.figures) == (170, 130, C, 70)


def test_a_column_stands_with_its_date_until_enough_has_changed_in_every_group() -> None:
    first = shown(reach("girl", 190, 70, 55), reach("boy", 180, 60, 45), said=answered(40, 30))
    now = (reach("girl", 195, 110, 75), reach("boy", 180, 100, 65))

    then = shown(*now, said=answered(45, 35), before=first, on="day 2").figures

    assert everyone(then) == (370, 210, 140, 80)
    assert then.books_on[("", "known")] == "day 1"
    assert then.books_on[("", "reached")] == "day 2"
    assert [each.known for each in then.books["gender"].values()] == [190, 180]


def test_a_column_stands_while_few_more_were_asked_than_answered_since() -> None:
    """17 more asked, 14 more who answered: three more said nothing."""
    first = shown(reach("girl", 190, 70, 55), reach("boy", 180, 60, 45), said=answered(40, 30))
    now = (reach("girl", 190, 87, 55), reach("boy", 180, 60, 45))

    then = shown(*now, said=answered(54, 30), before=first, on="day 2")
    later = shown(*now, said=answered(84, 30), before=then, on="day 3").figures

    assert everyone(then.figures)[1] == 130
    assert then.figures.books_on["", "asked"] == "day 1"
    assert everyone(later)[1] == 147  # 27 more answered since than were asked


def test_a_column_that_an_older_sayso_showed_stands() -> None:
    first = shown(reach("girl", 190, 70, 55), reach("boy", 180, 60, 45), said=answered(40, 30))
    older = replace(first, fixed={q: t for q, t in first.fixed.items() if q})
    now = (reach("girl", 190, 110, 75), reach("boy", 180, 100, 65))

    then = shown(*now, said=answered(45, 35), before=older, on="day 2").figures

    assert everyone(then)[1:3] == (130, 100)
    assert load(dump(then)) == then


groups = st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))


@settings(max_examples=60, deadline=None)
@given(groups, groups, groups, groups)
def test_no_difference_of_two_figures_is_of_a_few(
    girls: tuple[int, ...], boys: tuple[int, ...], more: tuple[int, ...], others: tuple[int, ...]
) -> None:
    before: Release | None = None
    last: dict[tuple[str, str, str], tuple[str, int]] = {}
    sums = [(girls, boys), (_plus(girls, more), _plus(boys, others))]
    for day, both in enumerate(sums):
        said = answered(both[0][0], both[1][0])
        counts = [_nested(gender, each) for gender, each in zip(("girl", "boy"), both, strict=True)]
        before = shown(*counts, said=said, before=before, on=f"day {day}")
        for name, table in before.figures.books.items():
            for key, each in table.items():
                told = {c: getattr(each, c) for c in ("known", "asked", "reached")}
                numbers = sorted(n for n in told.values() if isinstance(n, int))
                assert all(b - a >= 10 for a, b in zip([0, *numbers], numbers, strict=False))
                for column, count in told.items():
                    if isinstance(count, int):
                        on = before.figures.books_on[name, column]
                        was = last.get((name, key, column))
                        assert was is None or was == (on, count) or abs(count - was[1]) >= 10
                        last[name, key, column] = on, count


def _plus(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _nested(gender: str, each: tuple[int, ...]) -> Reach:
    reached = each[0] + each[1]
    return reach(gender, reached + each[2] + each[3], reached + each[2], reached)
