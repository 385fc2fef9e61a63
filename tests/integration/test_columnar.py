"""The columnar copy counts what the live tables would, through changes and erasure."""

from __future__ import annotations

from pathlib import Path
from random import Random

from bot.insight.disclosure import release
from bot.insight.tallies import BREAKDOWNS, QuestionShape, Response, Tally, tally
from bot.store.columnar import Columnar, who
from bot.store.parts import JOIN

SHAPES = (QuestionShape("how", ("walk", "phone")), QuestionShape("wish", ("a", "b"), multi=True))


def said(seed: int, people: range) -> list[Response]:
    draw = Random(seed)
    responses = []
    for number in people:
        for shape in SHAPES:
            status = draw.choice(("answered", "answered", "skipped", "asked"))
            keys = tuple(draw.sample(shape.options, draw.randint(1, len(shape.options))))
            keys = keys if shape.multi else keys[:1]
            responses.append(
                Response(
                    f"{number:032x}".replace("0", "a", 1)[::-1],
                    shape.id,
                    status,  # type: ignore[arg-type]
                    keys if status == "answered" else (),
                    draw.choice(("11-12", "13-15")),
                    draw.choice(("girl", None)),
                    draw.choice(("Ashdale", "Birchley", "Cole Hill")),
                    channel="sms",
                )
            )
    return responses


def rows(responses: list[Response]) -> list[tuple[object, ...]]:
    return [
        (
            who(each.respondent),
            1,
            each.question,
            each.status,
            JOIN.join(each.keys) or None,
            *(getattr(each, name) for name in BREAKDOWNS),
        )
        for each in responses
    ]


def same(copy: Columnar, responses: list[Response]) -> bool:
    expected: Tally = tally(SHAPES, responses)
    found = copy.tally(SHAPES, 1)
    return found == expected


def test_it_counts_what_was_said(tmp_path: Path) -> None:
    copy, responses = Columnar(tmp_path), said(1, range(300))
    copy.add(rows(responses))

    assert same(copy, responses)


def test_what_is_new_or_changed_is_all_that_a_release_writes(tmp_path: Path) -> None:
    copy, before = Columnar(tmp_path), said(1, range(300))
    copy.add(rows(before))
    again = said(2, range(20)) + said(3, range(300, 330))
    copy.add(rows(again))
    changed = {(each.respondent, each.question): each for each in (*before, *again)}

    assert same(copy, list(changed.values()))
    copy.bring_together(many=1)
    assert same(copy, list(changed.values()))
    assert len(list(tmp_path.glob("answers-*.parquet"))) == 1


def test_a_forgotten_respondent_is_in_no_file(tmp_path: Path) -> None:
    copy, responses = Columnar(tmp_path), said(1, range(40))
    copy.add(rows(responses))
    gone = responses[0].respondent

    assert copy.forget([who(gone)]) == 2
    assert same(copy, [each for each in responses if each.respondent != gone])
    assert copy.forget([who(gone)]) == 0


def test_one_question_by_area_is_counted_from_the_answers(tmp_path: Path) -> None:
    copy, responses = Columnar(tmp_path), said(1, range(300))
    copy.add(rows(responses))

    found = copy.by(SHAPES[:1], "area", 1).questions[0]
    expected = tally(SHAPES[:1], responses).questions[0]

    assert found.overall == expected.overall
    assert found.breakdowns["area"] == expected.breakdowns["area"]


def test_one_question_by_area_leaves_out_what_was_taken_back(tmp_path: Path) -> None:
    copy, before, again = Columnar(tmp_path), said(1, range(300)), said(2, range(120))
    copy.add(rows(before))
    assert copy.by(SHAPES[:1], "area", 1).questions[0].overall.asked == 300
    copy.add(rows(again))
    changed = {(each.respondent, each.question): each for each in (*before, *again)}

    found = copy.by(SHAPES, "area", 1).questions

    expected = tally(SHAPES, list(changed.values())).questions
    assert [q.overall for q in found] == [q.overall for q in expected]
    assert [q.breakdowns["area"] for q in found] == [q.breakdowns["area"] for q in expected]


def test_what_is_shown_is_the_same_whichever_way_it_was_counted(tmp_path: Path) -> None:
    copy, before = Columnar(tmp_path), said(1, range(400))
    copy.add(rows(before))
    first = [release(each, on="day 1") for each in (tally(SHAPES, before), copy.tally(SHAPES, 1))]
    more = said(4, range(400, 560))
    copy.add(rows(more))
    both = tally(SHAPES, [*before, *more]), copy.tally(SHAPES, 1)
    then = [release(each, on="day 2", before=first[0]) for each in both]

    assert first[0] == first[1]
    assert then[0] == then[1]
    assert first[0].figures.course is not None
    assert first[0].figures.course.stretches


def test_nothing_was_copied_yet(tmp_path: Path) -> None:
    assert Columnar(tmp_path / "none").count() == 0
    assert Columnar(tmp_path / "none").forget([1]) == 0
