"""What a later snapshot would tell of an earlier one stays hidden."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from bot.bench.attack import reached, stretches
from bot.bench.attack.made_up import SHAPES, consult
from bot.bench.attack.measure import attack_tables, publish, seed_of
from bot.insight.disclosure import release
from bot.insight.figures import Hidden, SafeFigures
from bot.insight.successive import Release
from bot.insight.tallies import Figures, QuestionShape, QuestionTally, Tally

C = Hidden.CONFIDENTIAL
WISHES = QuestionShape("wishes", ("relax", "music", "sport"), multi=True)
# Data sets of `sayso bench attack` in which a release that did not look at this gave a few away.
GAVE_AWAY = (*((1, number) for number in (57, 126, 194, 307, 356, 420)), (2, 214))


def wished(answered: int, **chosen: int) -> Tally:
    counts = Figures(answered, answered, 0, chosen)
    return Tally(answered, (QuestionTally(WISHES, counts, {}),))


def shown(made: Release) -> SafeFigures:
    return made.figures.questions[0].overall


def two_days(first: Tally, second: Tally) -> tuple[Mapping[str, object], Mapping[str, object]]:
    one = release(first, on="day 0")
    other = release(second, on="day 1", before=one)
    return shown(one).options, shown(other).options


def test_the_last_hidden_choice_stays_hidden_where_it_would_tell_what_it_was_before() -> None:
    """Of 137 more, at least 19 chose to relax, for the others were chosen 118 times: so of the 29
    at most ten had before; and at least two, for 51 chose 49 times what was shown."""
    first, second = two_days(
        wished(51, relax=3, music=14, sport=35), wished(188, relax=29, music=38, sport=129)
    )

    assert first == {"relax": C, "music": 14, "sport": 35}
    assert second == {"relax": C, "music": 38, "sport": 129}


def test_it_is_shown_where_many_chose_several() -> None:
    first, second = two_days(
        wished(51, relax=3, music=24, sport=35), wished(188, relax=39, music=98, sport=129)
    )

    assert first["relax"] is C
    assert second == {"relax": 39, "music": 98, "sport": 129}


def test_what_was_hidden_with_another_may_come_while_that_stays_hidden() -> None:
    first, second = two_days(
        wished(40, relax=3, music=4, sport=30), wished(90, relax=8, music=16, sport=70)
    )

    assert first == {"relax": C, "music": C, "sport": 30}
    assert second == {"relax": C, "music": 16, "sport": 70}


@pytest.mark.parametrize(("seed", "number"), GAVE_AWAY)
def test_no_choice_is_recovered_where_one_was(seed: int, number: int) -> None:
    made_up = consult(seed_of(seed, number))
    published = tuple(publish(made_up))

    (wishes,) = (shape for shape in SHAPES if shape.multi)
    hidden, recovered = attack_tables(published, wishes, made_up.names, seed=number)

    assert hidden > 0
    assert recovered == []


@pytest.mark.parametrize(("seed", "number"), [(1, 271), (2, 53), (2, 58), (2, 83)])
def test_what_was_asked_beside_what_was_answered_since_tells_of_no_few(
    seed: int, number: int
) -> None:
    assert stretches.attack(seed_of(seed, number))[1] == ()


@pytest.mark.parametrize("number", [*range(12), seed_of(1, 271)])
def test_how_many_were_asked_and_where_they_stopped_are_not_shown_in_one_wave(number: int) -> None:
    days = [safe for _, safe in stretches.publish(Random(number))]
    asked = [
        isinstance(each.asked, int) for safe in days for each in safe.books.get("", {}).values()
    ]
    stopped = [bool(safe.course and safe.course.stretches) for safe in days]

    assert days
    assert not (any(asked) and any(stopped))


def test_each_of_the_two_is_shown_in_some_wave() -> None:
    asked = [safe for _, safe in stretches.publish(Random(seed_of(1, 271)))]
    stopped = [safe for _, safe in stretches.publish(Random(seed_of(2, 53)))]

    assert all(isinstance(safe.books[""][""].asked, int) for safe in asked)
    assert all(safe.course and safe.course.stretches for safe in stopped)


@pytest.mark.parametrize("number", [16, 22])
def test_what_the_books_grew_by_tells_of_no_few(number: int) -> None:
    told, found = reached.attack(seed_of(1, number))

    assert told > 0
    assert found == ()
