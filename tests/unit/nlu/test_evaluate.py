"""Scoring counts what it says: a made-up part, and answers that are right, unsure and wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from nlu.evaluate import Understanding, evaluate, main
from nlu.judging.cases import Line, Part, read_part
from nlu.judging.marks import Mark, mark_reply
from nlu.judging.rates import Rate

OPTIONS = [{"key": "lib", "label": "Library"}, {"key": "cafe", "label": "Cafe"}]
SILENT = {"alert": False, "severity": None}


def reply_line(
    expected: Any,
    *,
    type: str = "single",
    reply: str = "something",
    kind: str = "answer",
    also: tuple[str, ...] = (),
    alert: bool | None = False,
    tags: tuple[str, ...] = (),
    id: str = "r1",
) -> dict[str, Any]:
    return {
        "id": id,
        "question": {"type": type, "prompt": "Where?", "options": OPTIONS},
        "reply": reply,
        "expect": {"kind": kind, "value": expected, "alert": alert, "also": list(also)},
        "tags": list(tags),
    }


def write(file: Path, lines: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def write_part(
    folder: Path,
    replies: list[dict[str, Any]],
    intents: list[dict[str, Any]] | None = None,
    screening: list[dict[str, Any]] | None = None,
) -> Path:
    folder.mkdir(exist_ok=True)
    write(folder / "replies.jsonl", replies)
    write(folder / "intents.jsonl", intents or [])
    write(folder / "screening.jsonl", screening or [])
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "seen"


def marked(folder: Path, expected: dict[str, Any], answer: dict[str, Any]) -> Mark:
    part = read_part(write_part(folder, [expected]))
    return mark_reply(part.replies[0], {"id": "r1", "alert": False, **answer})


def answers_of(by_id: dict[str, Line]) -> Understanding:
    def answer(line: Line) -> Line:
        assert "expect" not in line
        assert "tags" not in line
        return {"id": line["id"], **by_id[line["id"]]}

    return Understanding(answer, answer, answer)


@pytest.mark.parametrize(
    ("type", "expected", "given", "right"),
    [
        ("single", "lib", "lib", True),
        ("single", "lib", "cafe", False),
        ("single", {"not": ["lib"]}, {"not": ["lib"]}, True),
        ("single", {"not": ["lib"]}, "lib", False),
        ("single", "lib", {"not": ["lib"]}, False),
        ("multi", ["lib", "cafe"], ["cafe", "lib"], True),
        ("multi", ["lib", "cafe"], ["lib"], False),
        ("multi", ["lib"], ["lib", "lib"], False),
        ("number", 2, 2.0, True),
        ("number", 2.5, 2, False),
        ("number", 1, True, False),
        ("number", 2, "2", False),
        ("text", "less  homework", "Less homework", True),
        ("text", "less homework", "homework", False),
        ("date_time", "2026-03-30", "2026-03-30T16:00", False),
    ],
)
def test_an_answer_is_right_only_with_its_value(
    folder: Path, type: str, expected: Any, given: Any, right: bool
) -> None:
    mark = marked(folder, reply_line(expected, type=type), {"kind": "answer", "value": given})
    assert mark.right is right
    assert mark.recorded_wrong is not right


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("greggs", True),
        ("Greggs pls", True),
        ("can we do greggs pls", True),
        ("greggs in town", False),
        ("can we", False),
        ("cafe", False),
        (None, False),
    ],
)
def test_a_place_holds_its_words_and_nothing_that_was_not_said(
    folder: Path, given: str | None, right: bool
) -> None:
    expected = reply_line("greggs", type="place", reply="can we do greggs pls")
    assert marked(folder, expected, {"kind": "answer", "value": given}).right is right


def test_a_kind_that_does_no_harm_is_right_whatever_its_value(folder: Path) -> None:
    expected = reply_line("lib", also=("unclear",))
    assert marked(folder, expected, {"kind": "unclear", "value": None}).right
    assert not marked(folder, expected, {"kind": "answer", "value": "cafe"}).right


def test_asking_again_is_a_miss_but_records_nothing_wrong(folder: Path) -> None:
    mark = marked(folder, reply_line("lib"), {"kind": "unclear", "value": None})
    assert not mark.right
    assert not mark.recorded_wrong


def test_an_answer_where_none_was_given_is_recorded_wrong(folder: Path) -> None:
    mark = marked(folder, reply_line(None, kind="unclear"), {"kind": "answer", "value": "lib"})
    assert mark.recorded_wrong


def made_up_part(folder: Path) -> Part:
    replies = [
        reply_line("lib", id="r1", tags=("slang",)),
        reply_line("lib", id="r2", tags=("slang", "not_opt_out")),
        reply_line(None, id="r3", kind="stop", tags=("opt_out_plain",)),
        reply_line(None, id="r4", kind="stop", tags=("opt_out_carrier",)),
        reply_line(None, id="r5", kind="disclosure", alert=True, tags=("disclosure",)),
    ]
    intents = [
        {"id": "i1", "text": "hiya", "expect": {"intent": "greet"}, "tags": []},
        {"id": "i2", "text": "ta", "expect": {"intent": "thanks", "also": ["greet"]}, "tags": []},
        {"id": "i3", "text": "lol", "expect": {"intent": "out_of_scope"}, "tags": []},
    ]
    screening = [
        {"id": f"s{n}", "text": "words", "expect": expect, "tags": [tag, "pl"]}
        for n, (tag, expect) in enumerate(
            [
                ("immediate", {"alert": True, "severity": "immediate"}),
                ("concern", {"alert": True, "severity": "concern"}),
                ("hard_negative", SILENT),
                ("ordinary", SILENT),
            ],
            1,
        )
    ]
    return read_part(write_part(folder, replies, intents, screening))


ANSWERS: dict[str, Line] = {
    "r1": {"kind": "answer", "value": "cafe", "alert": False},
    "r2": {"kind": "stop", "value": None, "alert": True},
    "r3": {"kind": "stop", "value": None, "alert": False},
    "r4": {"kind": "unclear", "value": None, "alert": False},
    "r5": {"kind": "disclosure", "value": None, "alert": True},
    "i1": {"intent": "greet", "confidence": 0.9},
    "i2": {"intent": "greet", "confidence": 0.9},
    "i3": {"intent": "greet", "confidence": 0.9},
    "s1": {"alert": True, "severity": "concern"},
    "s2": {"alert": False, "severity": None},
    "s3": {"alert": True, "severity": "concern"},
    "s4": {"alert": False, "severity": None},
}


def test_every_figure_counts_what_its_name_says(folder: Path) -> None:
    report = evaluate(made_up_part(folder), answers_of(ANSWERS)).report()
    figures = {
        f"{section.name} {name}": (rate.hits, rate.of)
        for section in report.sections
        for name, rate in section.figures.items()
    }
    assert figures == {
        "replies right": (2, 5),
        "replies wrong_answer_recorded": (1, 5),
        "replies answers_asked_again": (0, 2),
        "replies opt_outs_caught": (1, 2),
        "replies carrier_opt_outs_caught": (0, 1),
        "replies plain_opt_outs_caught": (1, 1),
        "replies taken_as_opt_out": (1, 3),
        "replies taken_as_opt_out_with_the_word": (1, 1),
        "replies disclosures_raised": (1, 1),
        "replies false_alarms": (1, 4),
        "intents right": (2, 3),
        "screening recall_immediate": (1, 1),
        "screening recall_all": (1, 2),
        "screening false_alarms_hard_negatives": (1, 1),
        "screening false_alarms_ordinary": (0, 1),
        "screening immediate_called_immediate": (0, 1),
    }


def test_the_report_splits_by_type_tag_and_intent_and_names_what_is_mixed_up(
    folder: Path,
) -> None:
    report: Any = evaluate(made_up_part(folder), answers_of(ANSWERS)).report().as_json()
    assert report["replies"]["right_by_tag"]["slang"]["of"] == 2
    assert report["replies"]["right_by_type"]["single"]["hits"] == 2
    assert report["intents"]["right_by_intent"]["out_of_scope"]["rate"] == 0.0
    assert report["intents"]["mixed_up"] == {"out_of_scope -> greet": 1}
    assert report["screening"]["recall_by_tag"]["pl"]["rate"] == 0.5


def test_the_command_marks_written_answers(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up_part(folder)
    answers = tmp_path / "answers"
    every = [{"id": id, **answer} for id, answer in ANSWERS.items()]
    write_part(
        answers,
        *([line for line in every if line["id"].startswith(kind)] for kind in ("r", "i", "s")),
    )
    assert main([str(folder), str(answers), "--json", "--misses"]) == 0
    written = capsys.readouterr()
    assert json.loads(written.out)["replies"]["figures"]["right"]["hits"] == 2
    assert "r4: stop expected, unclear given" in written.err
    assert main([str(folder), str(answers)]) == 0
    assert "opt outs caught" in capsys.readouterr().out


def test_an_answer_missing_is_said_not_scored(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up_part(folder)
    answers = write_part(tmp_path / "answers", [{"id": "r1", **ANSWERS["r1"]}])
    assert main([str(folder), str(answers)]) == 2
    assert "5 cases and 1 answers do not pair up" in capsys.readouterr().err


def test_the_scored_part_shows_no_single_line(tmp_path: Path) -> None:
    marks = evaluate(made_up_part(tmp_path / "scored"), answers_of(ANSWERS))
    with pytest.raises(BadInput, match="Use the seen part"):
        list(marks.misses())


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("nonsense", "line 1 is not JSON"),
        ("[]", "line 1 is not a JSON object"),
        ('{"id": "r1", "tags": []}', "case 1 lacks"),
    ],
)
def test_a_line_that_is_no_case_is_named(folder: Path, line: str, named: str) -> None:
    write_part(folder, [])
    (folder / "replies.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(BadInput, match=named):
        read_part(folder)


def test_a_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_part(tmp_path / "nowhere")


def test_the_interval_is_wilsons() -> None:
    low, high = Rate(9, 10).interval  # 0.596 to 0.982 in the tables
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert Rate(0, 0).share is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    rate = Rate(*counts)
    low, high = rate.interval
    assert rate.share is not None
    assert 0.0 <= low <= rate.share + 1e-12
    assert rate.share - 1e-12 <= high <= 1.0
