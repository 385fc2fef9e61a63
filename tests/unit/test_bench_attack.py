"""The attacker finds what a careless program gives away, and nothing of what Sayso publishes."""

from collections.abc import Sequence
from itertools import pairwise
from types import ModuleType

import pytest

from bot.bench.attack import gathered, reached, stretches
from bot.bench.attack.bounding import recover
from bot.bench.attack.knowledge import Cell
from bot.bench.attack.made_up import AREAS, GROUPS, SHAPES, consult
from bot.bench.attack.measure import measure
from bot.insight.disclosure import release
from bot.insight.figures import (
    Course,
    Hidden,
    SafeFigures,
    SafeQuestion,
    SafeReach,
    SafeTally,
    Stretch,
)
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Response, tally

C = Hidden.CONFIDENTIAL
HOW = QuestionShape("how", ("walk", "phone", "video"))


def people(counts: dict[str, int], *, first: int = 0) -> list[Response]:
    keys = [key for key, count in counts.items() for _ in range(count)]
    return [
        Response(f"p{first + n}", "how", "answered", (key,), gender="girl" if n % 2 else "boy")
        for n, key in enumerate(keys)
    ]


def test_a_lone_hidden_count_is_worked_out() -> None:
    figures = SafeFigures(C, 40, C, {"walk": 20, "phone": 16, "video": C})
    cell = Cell((), "video", 0)

    hidden, found = recover(
        [SafeQuestion("how", False, False, figures, {})],
        {"now": 0},
        groups={"channel": ("sms", "chat")},
        wanted=[cell],
        threshold=10,
    )

    assert hidden == 1
    assert [(each.cell, round(each.low), round(each.high)) for each in found] == [(cell, 4, 4)]


def test_what_three_people_said_between_two_days_is_worked_out() -> None:
    days = [
        SafeQuestion("how", False, False, SafeFigures(C, n + 20, C, {"walk": n, "phone": 20}), {})
        for n in (20, 23)
    ]
    cell = Cell((), "walk", 1, since=0)

    _, found = recover(
        days, {"a": 0, "b": 1}, groups={"channel": ("sms",)}, wanted=[cell], threshold=10
    )

    assert [round(each.low) for each in found] == [3]


def test_a_pair_shown_beside_its_margins_gives_a_small_cell_away() -> None:
    shown = SafeFigures(C, 30, C, {})
    pairs = {
        ("gender", "area"): {
            ("girl", "Ashdale"): SafeFigures(C, 16, C, {}),
            ("girl", "Birchley"): SafeFigures(C, C, C, {}),
        }
    }
    question = SafeQuestion(
        "how",
        False,
        True,
        shown,
        {"gender": {"girl": SafeFigures(C, 18, C, {}), "boy": SafeFigures(C, 12, C, {})}},
        pairs,
    )
    cell = Cell((("gender", frozenset({"girl"})), ("area", frozenset({"Birchley"}))), "", 0)

    _, found = recover(
        [question],
        {"now": 0},
        groups={"gender": ("girl", "boy"), "area": ("Ashdale", "Birchley")},
        wanted=[cell],
        threshold=10,
        own_words=True,
    )

    assert [round(each.high) for each in found] == [2]


def test_nothing_is_recovered_and_the_planted_is_found() -> None:
    found = measure(data_sets=3, seed=1, tell=lambda _: None)

    assert found.tables > 10
    assert found.hidden > 100
    assert found.recovered == 0
    assert found.planted_found > 0


def releases(*days: Sequence[Response]) -> list[Release]:
    made: list[Release] = []
    so_far: list[Response] = []
    for number, day in enumerate(days):
        so_far += day
        before = made[-1] if made else None
        made.append(release(tally([HOW], so_far), on=f"day {number}", before=before))
    return made


def test_how_everyone_chose_stands_until_it_may_move() -> None:
    """Ten more, all alike, would be told of by the difference: only their number is."""
    first, second, third = (
        each.figures.questions[0]
        for each in releases(
            people({"walk": 20, "phone": 15, "video": 12}),
            people({"walk": 10}, first=100),
            people({"walk": 10, "phone": 12, "video": 11}, first=200),
        )
    )

    assert first.overall.options == {"walk": 20, "phone": 15, "video": 12}
    assert second.overall.answered == 57
    assert set(second.overall.options.values()) == {C}
    assert second.earlier is not None
    assert second.earlier.options == first.overall.options
    assert second.dated["earlier"] == "day 0"
    assert third.overall.options == {"walk": 40, "phone": 27, "video": 23}
    assert third.earlier is None
    assert "earlier" not in third.dated


def test_nothing_moves_where_fewer_than_ten_more_answered_a_question() -> None:
    first, second = releases(
        people({"walk": 20, "phone": 15, "video": 12}), people({"walk": 9}, first=100)
    )

    assert second.figures.questions[0].overall == first.figures.questions[0].overall
    assert second.figures.questions[0].dated["overall"] == "day 0"
    assert second.fixed == first.fixed


@pytest.mark.parametrize("seed", range(4))
def test_what_stands_is_what_was_shown(seed: int) -> None:
    """Every figure of a later snapshot that is not new is one of an earlier one."""
    made_up = consult(seed * 10)
    looks = [look for look in (40, 60, len(made_up.people)) if look <= len(made_up.people)]
    made: list[Release] = []
    for number, look in enumerate(looks):
        raw = tally(SHAPES, [r for person in made_up.people[:look] for r in person])
        before = made[-1] if made else None
        made.append(release(raw, on=f"day {number}", areas=AREAS, before=before))
    for before, after in pairwise(made):
        for old, new in zip(before.figures.questions, after.figures.questions, strict=True):
            for name in GROUPS:
                if name in new.dated:
                    assert new.breakdowns[name] == old.breakdowns[name]


@pytest.mark.parametrize("part", [gathered, stretches, reached])
def test_nothing_beside_the_tables_gives_a_few_away(part: ModuleType) -> None:
    told, found = zip(*(part.attack(seed) for seed in range(4)), strict=True)

    assert sum(told) > 0
    assert not any(found)


def test_stretches_laid_out_anew_are_found_out() -> None:
    """12 stopped at the first two and 10 later; then 15 at the first and 17 after it."""
    days = [
        ("day 0", of_stretches("day 0", (("a", "b"), 12), (("c",), 10))),
        ("day 1", of_stretches("day 1", (("a",), 15), (("b", "c"), 17))),
    ]

    found = stretches.recover(days)

    assert ("stopped", "b", 0) in {each.name for each in found}


def of_stretches(on: str, *parts: tuple[tuple[str, ...], int]) -> SafeTally:
    none = SafeFigures(C, C, C, {})
    questions = tuple(SafeQuestion(q, False, False, none, {}) for q in ("a", "b", "c"))
    course = Course(on, tuple(Stretch(keys, 100, stopped) for keys, stopped in parts))
    return SafeTally(10, questions, course)


def test_books_that_leave_three_unreached_are_found_out() -> None:
    books = {"": {"": SafeReach(60, 50, 47, C)}}
    on = {("", column): "day 0" for column in reached.COLUMNS}
    safe = SafeTally(10, (), None, books, on)

    found = reached.recover(reached.Books(("gender", "area"), True, (("day 0", safe),)))

    assert ({}, ("asked", 0), ("reached", 0)) in [each.name for each in found]


def test_a_theme_that_four_joined_is_found_out() -> None:
    days = [
        gathered.Showing(SafeFigures(C, 40 + n, C, {"0": 20 + n, "1": 20}), None) for n in (0, 4)
    ]

    found = gathered.recover(days)

    assert ("gained", 0, 1) in {each.name for each in found}
