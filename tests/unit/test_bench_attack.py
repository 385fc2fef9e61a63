"""The attacker finds what a careless program gives away, and nothing of what Sayso publishes."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from bot.bench.attack.bounding import recover
from bot.bench.attack.knowledge import Cell
from bot.bench.attack.made_up import AREAS, GROUPS, SHAPES, consult
from bot.bench.attack.measure import measure
from bot.insight.disclosure import release
from bot.insight.figures import Hidden, SafeFigures, SafeQuestion
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
