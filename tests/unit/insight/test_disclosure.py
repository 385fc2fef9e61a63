"""What is shown says nothing of a few young people, whatever an outsider adds and takes away."""

from collections.abc import Mapping
from itertools import product

import pytest
from consultations import SHAPES, consult, consultations
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.insight.attacker import attack, count_hidden
from bot.insight.disclosure import may_release, publish
from bot.insight.figures import JOIN, Figure, Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.insight.merging import unite
from bot.insight.tallies import (
    Figures,
    QuestionShape,
    QuestionTally,
    Response,
    Tally,
    combine,
    tally,
)

C = Hidden.CONFIDENTIAL
HOW = QuestionShape("how", ("walk", "phone", "video"))
WISHES = QuestionShape("wishes", ("relax", "music", "sport"), multi=True)


def single(counts: Mapping[str, int], **group: str) -> list[Response]:
    name = "-".join(group.values())
    return [
        Response(f"{name}{key}{n}", "how", "answered", (key,), **group)
        for key, count in counts.items()
        for n in range(count)
    ]


def overall(responses: list[Response], shape: QuestionShape = HOW) -> SafeFigures:
    return publish(tally([shape], responses)).questions[0].overall


def test_nothing_is_shown_under_the_threshold() -> None:
    figures = overall(single({"walk": 9}))

    assert figures == SafeFigures(C, C, C, {"walk": C, "phone": C, "video": C})


def test_large_counts_are_shown_as_they_are() -> None:
    assert overall(single({"walk": 20, "phone": 11, "video": 10})).options == {
        "walk": 20,
        "phone": 11,
        "video": 10,
    }


def test_a_lone_small_count_takes_the_next_smallest_with_it() -> None:
    options = overall(single({"walk": 20, "phone": 11, "video": 1})).options

    assert options == {"walk": 20, "phone": C, "video": C}


def test_two_small_counts_that_hold_too_few_take_another() -> None:
    assert set(overall(single({"walk": 20, "phone": 2, "video": 1})).options.values()) == {C}


def test_a_zero_is_hidden_like_any_small_count() -> None:
    assert overall(single({"walk": 20, "phone": 11, "video": 0})).options["video"] is C


def test_twelve_who_all_chose_the_same_do_not_give_each_other_away() -> None:
    figures = overall(single({"walk": 12}))

    assert figures.answered == 12
    assert set(figures.options.values()) == {C}


def test_nearly_all_is_hidden_where_several_may_be_chosen() -> None:
    responses = [
        Response(f"p{n}", "wishes", "answered", ("relax",) if n < 3 else ("relax", "music"))
        for n in range(15)
    ]

    assert overall(responses, WISHES).options == {"relax": C, "music": C, "sport": C}


def test_asked_is_hidden_where_it_would_tell_how_many_said_nothing() -> None:
    responses = [*single({"walk": 20}), Response("x", "how", "skipped")]

    figures = overall(responses)

    assert (figures.asked, figures.answered, figures.skipped) == (C, 20, C)


def test_asked_and_skipped_are_shown_where_enough_left_and_enough_skipped() -> None:
    said_nothing = [Response(f"s{n}", "how", "skipped") for n in range(12)]
    left = [Response(f"l{n}", "how", "asked") for n in range(10)]

    figures = overall([*single({"walk": 20}), *said_nothing, *left])

    assert (figures.asked, figures.answered, figures.skipped) == (42, 20, 12)


def test_a_question_of_one_option_is_not_shown() -> None:
    shape = QuestionShape("how", ("walk",))

    assert overall(single({"walk": 30}), shape).answered is C


def test_a_small_group_merges_with_its_neighbour() -> None:
    many = {"walk": 20, "phone": 20, "video": 20}
    responses = [
        *single(many, area="Ashdale"),
        *single({"walk": 1}, area="Birchley"),
        *single(many, area="Cole Hill"),
        *single({"walk": 9}, area="Dunmore"),
    ]

    areas = publish(tally([HOW], responses)).questions[0].breakdowns["area"]

    assert areas is not None
    assert {area.replace(JOIN, " and "): figures.answered for area, figures in areas.items()} == {
        "Ashdale": 60,
        "Birchley and Cole Hill and Dunmore and not_said": 70,
    }


def test_areas_merge_in_the_organisations_own_order() -> None:
    counts = {"Basildon": 9, "Laindon": 10, "Pitsea": 8, "Wickford": 30}
    responses = [r for area, n in counts.items() for r in single({"walk": n}, area=area)]
    order = ("Wickford", "Basildon", "Laindon", "Pitsea")

    areas = publish(tally([HOW], responses), areas=order).questions[0].breakdowns["area"]

    assert areas is not None
    assert [area.split(JOIN) for area in areas] == [
        ["Wickford"],
        ["Basildon", "Laindon", "Pitsea", "not_said"],
    ]
    assert [figures.answered for figures in areas.values()] == [30, 27]


def test_a_breakdown_that_cannot_be_made_safe_is_withheld() -> None:
    responses = [*single({"walk": 20}, gender="girl"), *single({"walk": 3}, gender="boy")]

    question = publish(tally([HOW], responses)).questions[0]

    assert question.overall.answered == 23
    assert question.breakdowns["gender"] is None


def test_a_large_consultation_still_shows_most_of_itself() -> None:
    safe = publish(consult(900, seed=3))

    assert all(question.overall.answered is not C for question in safe.questions)
    assert all(question.breakdowns["gender"] for question in safe.questions)


@pytest.mark.parametrize("threshold", [4, 0, -1])
def test_a_threshold_under_five_is_refused(threshold: int) -> None:
    with pytest.raises(ValueError, match="5 or more"):
        publish(consult(20, seed=1), threshold=threshold)


@given(consultations, st.sampled_from([5, 10, 20]))
@settings(max_examples=60, deadline=None)
def test_the_attacker_finds_nothing(raw: Tally, threshold: int) -> None:
    assert attack(publish(raw, threshold=threshold)) == ()


@given(consultations)
@settings(max_examples=40, deadline=None)
def test_what_is_shown_is_true(raw: Tally) -> None:
    safe = publish(raw)

    for question, shown in zip(raw.questions, safe.questions, strict=True):
        assert _agrees(question.overall, shown.overall)
        for name, groups in shown.breakdowns.items():
            for group, figures in (groups or {}).items():
                assert _agrees(_of(question, name, group), figures)
        for (one, other), cells in shown.pairs.items():
            for (row, column), figures in (cells or {}).items():
                inside = [
                    part
                    for (a, b), part in question.pairs[one, other].items()
                    if a in row.split(JOIN) and b in column.split(JOIN)
                ]
                assert _agrees(combine(question.shape, inside), figures)


def _of(question: QuestionTally, name: str, group: str) -> Figures:
    return unite(question.shape, question.breakdowns[name], tuple(group.split(JOIN)))


def test_with_hiding_off_the_attacker_finds_the_small_cells() -> None:
    found = attack(_published_raw(consult(80, seed=2), hide_small=False))

    assert any(finding.high == 0 for finding in found)
    assert any(0 < finding.high < 10 for finding in found)


def test_hiding_only_small_counts_does_not_fool_the_attacker() -> None:
    safe = _published_raw(tally([HOW], single({"walk": 20, "phone": 11, "video": 4})))

    found = {finding.name[3]: (finding.low, finding.high) for finding in attack(safe)}

    assert safe.questions[0].overall.options["video"] is C
    assert found["option video"] == (4, 4)


@pytest.mark.parametrize("seed", range(8))
def test_the_attacker_beats_small_count_hiding_on_whole_consultations(seed: int) -> None:
    raw = consult(300, seed=seed)

    assert attack(_published_raw(raw))
    assert count_hidden(publish(raw)) > 0


# Small enough to look at every table there is: two groups, three options, threshold 5.
tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=2)


@given(tables)
@settings(max_examples=25, deadline=None)
def test_every_hidden_cell_of_a_small_table_could_be_many_things(table: list[list[int]]) -> None:
    responses = [
        response
        for group, row in zip(("girl", "boy"), table, strict=True)
        for response in single(dict(zip(HOW.options, row, strict=True)), gender=group)
    ]
    question = publish(tally([HOW], responses), threshold=5).questions[0]
    groups = question.breakdowns["gender"]
    if not groups:
        return

    possible = [pair for pair in product(*_rows(groups)) if _fits(pair, question.overall)]

    for position, figures in enumerate(groups.values()):
        for column, count in enumerate(figures.options.values()):
            values = {pair[position][column] for pair in possible}
            assert count is not C or max(values) - min(values) >= 5


def _rows(groups: Mapping[str, SafeFigures]) -> list[list[tuple[int, ...]]]:
    """Return for each group every row of counts that fits what is shown of it."""
    rows = []
    for figures in groups.values():
        assert isinstance(figures.answered, int)  # two groups are never hidden apart
        rows.append([r for r in _rows_of(figures.answered) if _matches(figures, r)])
    return rows


def _rows_of(whole: int) -> list[tuple[int, ...]]:
    return [(a, b, whole - a - b) for a in range(whole + 1) for b in range(whole + 1 - a)]


def _matches(figures: SafeFigures, row: tuple[int, ...]) -> bool:
    return all(s is C or s == n for s, n in zip(figures.options.values(), row, strict=True))


def _fits(pair: tuple[tuple[int, ...], ...], everyone: SafeFigures) -> bool:
    return _matches(everyone, tuple(map(sum, zip(*pair, strict=True))))


@pytest.mark.parametrize(
    ("previous", "now", "closed", "allowed"),
    [
        (None, 9, False, False),
        (None, 10, False, True),
        (12, 21, False, False),
        (12, 22, False, True),
        (12, 13, True, True),
        (None, 9, True, False),
    ],
    ids=["too few", "first", "nine more", "ten more", "closed", "closed with too few"],
)
def test_a_release_waits_for_ten_more_or_the_end(
    previous: int | None, now: int, closed: bool, allowed: bool
) -> None:
    assert may_release(previous, now, threshold=10, closed=closed) is allowed


def _agrees(raw: Figures, safe: SafeFigures) -> bool:
    pairs = [
        (raw.asked, safe.asked),
        (raw.answered, safe.answered),
        (raw.skipped, safe.skipped),
        *((raw.options[key], figure) for key, figure in safe.options.items()),
    ]
    return all(isinstance(shown, Hidden) or shown == count for count, shown in pairs)


def _published_raw(raw: Tally, *, hide_small: bool = True) -> SafeTally:
    """Publish as a careless program would: only small counts hidden, or none."""

    def figure(count: int) -> Figure:
        return C if hide_small and count < 10 else count

    def figures(part: Figures) -> SafeFigures:
        options = {key: figure(count) for key, count in part.options.items()}
        return SafeFigures(figure(part.asked), figure(part.answered), figure(part.skipped), options)

    return SafeTally(
        10,
        tuple(
            SafeQuestion(
                q.shape.id,
                q.shape.multi,
                q.shape.open,
                figures(q.overall),
                {n: {g: figures(f) for g, f in b.items()} for n, b in q.breakdowns.items()},
            )
            for q in raw.questions
        ),
    )


def test_the_made_up_flow_has_every_kind_of_question() -> None:
    assert {(shape.multi, shape.open, bool(shape.options)) for shape in SHAPES} >= {
        (False, False, True),
        (True, False, True),
        (False, True, True),
        (False, False, False),
    }


def group(area: str, *, walk: int, skipped: int, unclear: int) -> list[Response]:
    return [
        *single({"walk": walk, "phone": walk}, area=area),
        *(Response(f"{area}s{n}", "how", "skipped", area=area) for n in range(skipped)),
        *(Response(f"{area}u{n}", "how", "unclear", area=area) for n in range(unclear)),
    ]


def areas_of(responses: list[Response]) -> dict[str, tuple[Figure, Figure]]:
    groups = publish(tally([HOW], responses)).questions[0].breakdowns["area"]
    assert groups is not None
    return {
        area.removesuffix(f"{JOIN}not_said"): (figures.asked, figures.skipped)
        for area, figures in groups.items()
    }


def test_asked_and_skipped_by_group_are_shown_where_every_group_is_large() -> None:
    responses = [
        *group("Ashdale", walk=20, skipped=12, unclear=11),
        *group("Birchley", walk=15, skipped=10, unclear=10),
    ]

    assert areas_of(responses) == {"Ashdale": (63, 12), "Birchley": (50, 10)}


def test_asked_by_group_is_hidden_where_skipped_is_shown_for_everyone_alone() -> None:
    responses = [
        *group("Ashdale", walk=20, skipped=12, unclear=20),
        *group("Birchley", walk=15, skipped=3, unclear=20),
    ]

    assert areas_of(responses) == {"Ashdale": (C, C), "Birchley": (C, C)}


def test_asked_by_group_is_hidden_where_a_group_is() -> None:
    responses = [
        *group("Ashdale", walk=20, skipped=12, unclear=20),
        *group("Birchley", walk=15, skipped=12, unclear=20),
        *group("Cole Hill", walk=7, skipped=12, unclear=20),
        *group("Dunmore", walk=4, skipped=12, unclear=20),
    ]

    assert areas_of(responses)["Ashdale"] == (C, 12)
