"""The attacker finds what a careless program gives away, and nothing of what Sayso publishes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product
from types import ModuleType

import pytest

from bot.bench.attack import asking, gathered, reached, sittings, stretches
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
from bot.insight.tallies import QuestionShape, Response, Status, tally

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


@pytest.mark.parametrize("part", [gathered, stretches, reached, asking])
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


CROSSED = {
    # gender, area: how many answered the first question, and the second
    ("girl", "Ashdale"): (45, 12),
    ("girl", "Birchley"): (12, 45),
    ("boy", "Ashdale"): (12, 45),
    ("boy", "Birchley"): (45, 12),
}


def crossed(*questions: str) -> list[Response]:
    """45 of each cell answered one of the two; 8 answered nothing, and 20 stopped at the first."""

    def said(number: str, which: int, *, answered: bool, who: tuple[str, str]) -> Response:
        status: Status = "answered" if answered else "unclear"
        return Response(number, questions[which], status, gender=who[0], area=who[1])

    found = []
    for who, counts in CROSSED.items():
        more = 8 if who == ("girl", "Ashdale") else 0
        for number, which in product(range(45 + more), range(len(questions))):
            answered = number < counts[which]
            found.append(said(f"{who}{number}", which, answered=answered, who=who))
    left = [Response(f"l{n}", questions[0], "asked", gender="boy") for n in range(20)]
    return found + left


def of_crossed(*, asked: tuple[int, int] | None) -> sittings.Asking:
    """Publish both questions by gender and area at once, and how many were asked, or not."""
    raw = tally([QuestionShape("q0", ()), QuestionShape("q1", ())], crossed("q0", "q1"))
    made = release(raw, on="day 0", areas=tuple(sittings.GROUPS["area"])).figures
    if asked is None:
        return sittings.Asking(("gender", "area"), (("day 0", made),))
    questions = tuple(
        replace(each, overall=replace(each.overall, asked=count))
        for each, count in zip(made.questions, asked, strict=True)
    )
    return sittings.Asking(("gender", "area"), (("day 0", replace(made, questions=questions)),))


def test_asked_beside_groups_within_groups_is_found_out() -> None:
    """The cells hold 180 of the 188 asked: each was asked of at most eight more than are seen."""
    found = {each.name for each in asking.recover(of_crossed(asked=(208, 188)))}

    girls = (("gender", frozenset({"girl"})), ("area", frozenset({"Ashdale"})))
    assert (girls, "q1", 0, "asked") in found


def test_asked_is_hidden_where_several_questions_cross_groups_within_groups() -> None:
    made = of_crossed(asked=None)

    questions = made.published[0][1].questions
    assert all(question.pairs["gender", "area"] for question in questions)
    assert [question.overall.asked for question in questions] == [C, C]
    assert asking.recover(made) == ()


@pytest.mark.parametrize("seed", [12, 46, 78, 80])
def test_what_few_more_were_asked_or_skipped_since_the_last_day_stays_hidden(seed: int) -> None:
    """Of these, a release that watched the change of everyone alone gave a few away."""
    assert asking.attack(seed)[1] == ()


def test_seven_more_boys_who_skipped_are_found_out() -> None:
    def of(on: str, *, boys: int, everyone: int) -> sittings.Dated:
        def figures(asked: int, skipped: int) -> SafeFigures:
            return SafeFigures(asked, asked - 2 * skipped, skipped, {})

        by = {
            "boy": figures(100 + 10 * boys, boys),
            "girl": figures(100 + 10 * (everyone - boys), everyone - boys),
        }
        total = figures(200 + 10 * everyone, everyone)
        return on, SafeTally(10, (SafeQuestion("q0", False, True, total, {"gender": by}),))

    days = of("day 0", boys=20, everyone=40), of("day 1", boys=27, everyone=60)

    found = {each.name for each in asking.recover(sittings.Asking(("gender",), days))}

    assert ("more", (("gender", frozenset({"boy"})),), "q0", 1, "skipped") in found


def test_asked_is_shown_of_one_question_and_again_when_every_group_has_changed_by_ten() -> None:
    def day(first: int, each: int) -> list[Response]:
        statuses: tuple[Status, ...] = ("answered", "skipped", "asked")
        keys = {"answered": ("walk",), "skipped": (), "asked": ()}
        return [
            Response(f"{gender}{status}{n}", "how", status, keys[status], gender=gender)
            for gender in ("girl", "boy")
            for status in statuses
            for n in range(first, first + each)
        ]

    def asked(of: Release) -> object:
        groups = of.figures.questions[0].breakdowns["gender"] or {}
        return of.figures.questions[0].overall.asked, groups["girl"].asked

    few = [r for r in day(100, 12) if r.gender == "boy" or r.status == "answered"]
    first, second, third = releases(day(0, 30), few, day(200, 12))

    assert asked(first) == (180, 90)
    assert asked(second) == (C, C)  # that no girl more skipped would be told
    assert asked(third) == (180 + 48 + 72, 90 + 12 + 36)
