"""Safe figures in sentences, and stored and read back unchanged."""

import json
from dataclasses import replace

from consultations import consult, consultations
from hypothesis import given, settings

from bot.insight.disclosure import publish
from bot.insight.figures import Figure, Hidden, SafeFigures, SafeQuestion
from bot.insight.since import Fixed
from bot.insight.snapshot import dump, dump_fixed, load, load_fixed, results
from bot.insight.tallies import Figures, Tally
from bot.insight.words import headline, hidden_note, listed

C = Hidden.CONFIDENTIAL
LABELS = {"relax": "Relax", "music": "Music"}


def question(answered: Figure, options: dict[str, Figure], *, multi: bool = True) -> SafeQuestion:
    return SafeQuestion("wishes", multi, False, SafeFigures(C, answered, C, options), {})


def test_says_what_most_chose() -> None:
    said = headline(question(52, {"relax": 41, "music": 20}), LABELS, threshold=10)

    assert said == "52 young people answered. Most chose: Relax (41)."


def test_does_not_say_most_of_less_than_half() -> None:
    said = headline(question(52, {"relax": 20, "music": 20}), LABELS, threshold=10)

    assert said == "52 young people answered. Most often chosen: Relax and Music (20)."


def test_does_not_call_a_shown_choice_the_largest_where_a_larger_may_be_hidden() -> None:
    said = headline(question(52, {"relax": 20, "music": C}), LABELS, threshold=10)

    assert said == "52 young people answered. Among the choices shown, most often: Relax (20)."


def test_says_what_stood_out_before_where_today_tells_too_much() -> None:
    today = question(52, {"relax": C, "music": C})
    before = SafeFigures(C, 42, C, {"relax": 31, "music": 20})

    said = headline(replace(today, earlier=before), LABELS, threshold=10)

    assert said == "52 young people answered. When it was 42, most chose: Relax (31)."


def test_says_plainly_that_nothing_is_shown_yet() -> None:
    assert headline(question(C, {"relax": C, "music": C}), LABELS, threshold=10) == (
        "Fewer than 10 young people answered, so nothing is shown yet."
    )


def test_says_that_no_choice_can_be_shown() -> None:
    said = headline(question(12, {"relax": C, "music": C}), LABELS, threshold=10)

    assert said.startswith("12 young people answered. No choice can be shown yet")


def test_lists_as_people_do() -> None:
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == [
        "A",
        "A and B",
        "A, B and C",
    ]


def test_the_note_names_the_threshold_it_was_made_with() -> None:
    assert "under 5" in hidden_note(publish(consult(20, seed=1), threshold=5))


@given(consultations)
@settings(max_examples=20, deadline=None)
def test_a_snapshot_survives_json(raw: Tally) -> None:
    safe = publish(raw)

    assert load(json.loads(json.dumps(dump(safe)))) == safe


def test_a_snapshot_kept_before_28_november_2026_still_reads() -> None:
    def figures(asked: int | str, answered: int | str, *counts: int | str) -> dict[str, object]:
        options = [["relax", counts[0]], ["music", counts[1]]]
        return {"asked": asked, "answered": answered, "skipped": "c", "options": options}

    kept = {
        "id": "wishes",
        "multi": True,
        "open": False,
        "overall": figures("c", 52, 41, "c"),
        "breakdowns": {"gender": {"girl": figures("c", 30, 20, "c")}, "area": None},
        "pairs": [
            [["gender", "area"], [["girl", "Harlow", figures("z", 30, 20, "c")]]],
            [["age_band", "area"], None],
        ],
        "earlier": None,
        "dated": {"gender": "2026-11-20"},
    }

    (read,) = load({"threshold": 10, "questions": [kept]}).questions

    assert read == SafeQuestion(
        "wishes",
        multi=True,
        open=False,
        overall=SafeFigures(C, 52, C, {"relax": 41, "music": C}),
        breakdowns={
            "gender": {"girl": SafeFigures(C, 30, C, {"relax": 20, "music": C})},
            "area": None,
        },
        pairs={
            ("gender", "area"): {
                ("girl", "Harlow"): SafeFigures(
                    Hidden.NOT_APPLICABLE, 30, C, {"relax": 20, "music": C}
                )
            },
            ("age_band", "area"): None,
        },
        dated={"gender": "2026-11-20"},
    )


def test_the_counts_behind_a_snapshot_survive_json_as_they_did_before_28_november_2026() -> None:
    table = Fixed("2026-11-20", {"": Figures(60, 52, 4, {"relax": 41, "music": 8})}, frozenset())
    then = {"on": "2026-11-20", "groups": {"": [60, 52, 4, {"relax": 41, "music": 8}]}, "shown": []}
    fixed = {"wishes": {"options": table}}

    assert load_fixed({"wishes": {"options": then}}) == fixed
    assert load_fixed(json.loads(json.dumps(dump_fixed(fixed)))) == fixed


def test_results_have_the_form_of_the_contract() -> None:
    first = results(publish(consult(60, seed=4)))[0]

    assert list(first) == ["id", "asked", "answered", "skipped", "options"]
    assert [option["key"] for option in first["options"]] == ["walk", "phone", "video", "text"]
    assert all(
        isinstance(option["count"], int) or option["count"] == "c" for option in first["options"]
    )
