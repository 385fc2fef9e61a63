"""Where young people stopped: counted right under branching, and never told of a few."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.insight.disclosure import release
from bot.insight.drop_off import broke_off
from bot.insight.figures import Course
from bot.insight.snapshot import dump, load
from bot.insight.successive import Release
from bot.insight.tallies import QuestionShape, Response, Tally, tally

QUESTIONS = tuple(f"q{number}" for number in range(1, 7))
SHAPES = tuple(QuestionShape(q, ("yes", "no"), last=q == QUESTIONS[-1]) for q in QUESTIONS)
THRESHOLD = 10


def sat(number: int, stops_at: int | None, way: tuple[str, ...] = QUESTIONS) -> list[Response]:
    """Return one sitting: all answered, but the question of that place, where nothing came."""
    said = []
    for place, question in enumerate(way):
        if place == stops_at:
            said.append(Response(f"p{number}", question, "asked"))
            break
        said.append(Response(f"p{number}", question, "answered", (("yes", "no")[number % 2],)))
    return said


def counted(stops: list[int | None]) -> Tally:
    return tally(SHAPES, [each for number, at in enumerate(stops) for each in sat(number, at)])


def course_of(stops: list[int | None], before: Release | None = None) -> Course:
    course = release(counted(stops), on="day", before=before).figures.course
    assert course is not None
    return course


def test_exits_are_over_the_times_asked_whatever_the_way_through() -> None:
    short = ("q1", "q6")
    people = [sat(n, None, short) for n in range(60)] + [sat(n, 2) for n in range(60, 80)]
    people += [sat(n, None) for n in range(80, 120)]

    found = release(tally(SHAPES, [each for one in people for each in one]), on="day")

    course = found.figures.course
    assert course is not None
    (only,) = course.stretches
    assert only.stopped == 20
    assert only.times == 120 + 60 + 60 + 40 + 40 + 100


def test_a_question_enough_stopped_at_stands_alone_and_few_are_taken_with_the_next() -> None:
    stops: list[int | None] = [1] * 4 + [2] * 9 + [3] * 12 + [4] * 2 + [None] * 40

    course = course_of(stops)

    assert [(each.questions[-1], each.stopped) for each in course.stretches] == [
        ("q3", 13),
        ("q6", 14),
    ]
    assert (course.stopped, course.ended) == (27, 40)


def test_nothing_is_told_where_fewer_than_ten_stopped() -> None:
    few = course_of([2] * 9 + [None] * 60)

    assert (few.stretches, few.ended) == ((), 60)
    assert course_of([None] * 60).stretches == ()
    assert course_of([]) == Course("day", ())


def test_nine_who_stopped_later_leave_what_was_told_before() -> None:
    then: list[int | None] = [2] * 12 + [None] * 40
    before = release(counted(then), on="day 1")

    same = release(counted([*then, *[2] * 9, *[None] * 20]), on="day 2", before=before)
    moved = release(counted([*then, *[2] * 10, *[None] * 20]), on="day 2", before=before)

    assert same.figures.course is not None
    assert (same.figures.course.on, same.figures.course.stopped) == ("day 1", 12)
    assert moved.figures.course is not None
    assert (moved.figures.course.on, moved.figures.course.stopped) == ("day 2", 22)


def test_where_times_asked_is_shown_no_more_is_told_than_can_be_subtracted() -> None:
    people = [Response(f"p{n}", "q1", "answered", ("yes" if n % 2 else "no",)) for n in range(40)]
    people += [Response(f"p{n}", "q1", "skipped") for n in range(40, 55)]
    people += [Response(f"p{n}", "q1", "asked") for n in range(55, 70)]
    people += [Response(f"p{n}", "q1", "unclear") for n in range(70, 73)]

    made = release(tally(SHAPES[:1], people), on="day").figures

    assert made.questions[0].overall.asked == 73
    assert made.course is not None
    (only,) = made.course.stretches
    assert (only.questions, only.times, only.stopped) == (("q1",), 73, 18)


def test_it_survives_being_stored() -> None:
    made = release(counted([2] * 12 + [None] * 40), on="day 1").figures

    assert load(dump(made)) == made


stops = st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=150)


@settings(max_examples=60, deadline=None)
@given(stops, stops)
def test_every_sum_anybody_can_make_of_two_snapshots_is_of_ten_or_more(
    first: list[int | None], more: list[int | None]
) -> None:
    before = release(counted(first), on="day 1")
    after = release(counted([*first, *more]), on="day 2", before=before)
    told = [
        each.figures.course
        for each in (before, after)
        if each.figures.course and each.figures.course.stretches
    ]

    for course in told:
        assert all(each.stopped >= THRESHOLD for each in course.stretches)
        assert all(each.times - each.stopped >= THRESHOLD for each in course.stretches)
    if len(told) == 2 and told[0].stretches != told[1].stretches:
        ends = [_up_to(course) for course in told]
        shared = sorted(ends[0].keys() & ends[1].keys())
        changes = [ends[1][end] - ends[0][end] for end in shared]
        assert all(abs(b - a) >= THRESHOLD for a, b in pairwise((0, *changes)))


def _up_to(course: Course) -> dict[str, int]:
    running: Counter[str] = Counter()
    total = 0
    for each in course.stretches:
        total += each.stopped
        running[each.questions[-1]] = total
    return dict(running)


def test_the_raw_exits_are_what_is_counted_apart() -> None:
    people = [each for n, at in enumerate([0, 1, 1, None, 3, None]) for each in sat(n, at)]

    exits, everyone, finished = broke_off(QUESTIONS, people)

    assert tally(SHAPES, people).exits == {q: e.exits for q, e in exits.items() if e.exits}
    assert (everyone, finished) == (6, 2)


def test_a_stretch_that_was_shown_may_part_and_never_joins_another() -> None:
    then: list[int | None] = [1] * 12 + [4] * 11 + [None] * 40
    before = release(counted(then), on="day 1")
    more: list[int | None] = [0] * 10 + [1] * 10 + [4] * 10

    after = release(counted([*then, *more]), on="day 2", before=before)

    ends = [
        [each.questions[-1] for each in course.stretches]
        for course in (before.figures.course, after.figures.course)
        if course
    ]
    assert ends == [["q2", "q6"], ["q1", "q2", "q6"]]


def test_times_asked_are_not_shown_where_they_tell_that_nobody_stopped_between() -> None:
    """All 73 were asked both: that none of them stopped at the first is a count of nobody."""
    people = [
        Response(f"p{n}", question, "answered" if n < 40 else status, keys if n < 40 else ())
        for question, keys in (("q1", ("yes",)), ("q2", ("no",)))
        for n, status in enumerate(["unclear"] * 73)
    ]

    made = release(tally(SHAPES[:2], people), on="day").figures

    assert [str(question.overall.asked) for question in made.questions] == ["c", "c"]
