"""The audit: three questions for an outcome, nothing of a few, and nothing that links to itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bot.engine.loading import load_flow, shipped
from bot.errors import BadInput
from bot.insight import brought
from bot.insight.outcome_words import name_of, say_link, say_score
from bot.insight.outcomes import (
    OUTCOMES,
    Audit,
    Person,
    Scale,
    Score,
    audit,
    scales_of,
    scores_of,
    travelled,
)
from bot.insight.scales import Item

SAFE = Scale("outcome", "stay_safe", tuple(Item(f"s{n}") for n in range(4)))
BONDS = Scale("protective", "bonds", (Item("b1"), Item("s0")))
ALONE = Scale("risk", "low_achievement", (Item("a1"),))
BLOCKS = {"ward": ("Ashdale", "Birchley", "Cole Hill"), "gender": ("girl", "boy")}


def people(count: int, *, seed: int = 0) -> list[Person]:
    def one(n: int) -> Person:
        answers = {f"s{k}": (n * (k + 1) + n // 3 + seed) % 4 for k in range(4)}
        extra = {"b1": (n + n // 5) % 4, "a1": (n * 7 + n // 4) % 4}
        ward = ("Ashdale", "Birchley", "Cole Hill")[n % 3 if n % 9 else 0]
        return Person({**answers, **extra}, {"ward": ward, "gender": "girl" if n % 2 else "boy"})

    return [one(n) for n in range(count)]


def made(count: int) -> Audit:
    return audit([SAFE, BONDS, ALONE], people(count), threshold=10, blocks=BLOCKS)


def test_the_flows_name_the_five_outcomes_and_the_factors() -> None:
    flows = [load_flow(text) for key, text in shipped().items() if key.startswith("how-things-are")]
    scales = {scale.name: scale for scale in scales_of(flows)}

    assert set(OUTCOMES) <= scales.keys()
    assert {item.question for item in scales["stay_safe"].items} >= {"c4", "f2", "n3", "k1"}
    assert Item("f2", reversed=True) in scales["poor_supervision"].items
    assert scores_of(flows)["c3"] == {"good": 3, "ok": 2, "up_and_down": 1, "not_good": 0}
    assert all(name_of(name) != name for name in scales)


def test_nine_people_are_nothing_to_show() -> None:
    assert made(9) == Audit(10)
    assert audit([SAFE], [], threshold=10, blocks=BLOCKS) == Audit(10)


def test_one_ward_of_nine_is_shown_with_its_neighbour() -> None:
    found = audit(
        [SAFE],
        [
            Person(each.answers, {**each.groups, "ward": "Ashdale" if n < 9 else "Birchley"})
            for n, each in enumerate(people(40))
        ],
        threshold=10,
        blocks={"ward": ("Ashdale", "Birchley", "Cole Hill")},
    )

    assert [score.level for score in found.scores] == ["all"]


def test_a_factor_of_one_question_is_a_share_and_no_alpha_comes_before_a_hundred() -> None:
    scores = {score.name: score for score in made(60).scores if score.level == "all"}

    assert scores["low_achievement"].is_share
    assert not scores["stay_safe"].is_share
    assert scores["stay_safe"].alpha is None
    assert scores["stay_safe"].people_at_least == 60
    late = {score.name: score for score in made(120).scores if score.level == "all"}
    assert late["stay_safe"].alpha is not None


def test_where_all_said_the_same_nothing_is_told() -> None:
    alike = [Person({f"s{k}": 3 for k in range(4)}, {}) for _ in range(20)]
    (score,) = audit([SAFE], alike, threshold=10, blocks={}).scores

    assert (score.percent, score.low, score.high) == (None, None, None)
    assert say_score(score) == "c"


def test_a_link_leaves_out_the_questions_both_share() -> None:
    everyone = people(80)
    (tie,) = [tie for tie in made(80).links if tie.name == "bonds"]
    outcome = [sum(p.answers[f"s{k}"] for k in (1, 2, 3)) / 3 for p in everyone]
    factor = [(p.answers["b1"] + p.answers["s0"]) / 2 for p in everyone]

    assert tie.size == round(stats.pearsonr(outcome, factor).statistic, 2)
    assert tie.people_at_least == 80
    assert "stay safe" in say_link(tie).casefold()


def test_distance_travelled_is_of_the_same_people() -> None:
    before = {f"p{n}": each.answers for n, each in enumerate(people(30))}
    after = {f"p{n}": each.answers for n, each in enumerate(people(25, seed=1))}

    (moved,) = travelled([SAFE, BONDS], before, after, threshold=10)

    assert moved.people_at_least == 20
    assert moved.low <= moved.points <= moved.high
    assert travelled([SAFE], before, {}, threshold=10) == ()


@given(st.integers(0, 200), st.integers(0, 50))
@settings(max_examples=15, deadline=None)
def test_every_group_shown_has_enough_and_comes_back_from_json(count: int, seed: int) -> None:
    found = audit([SAFE, BONDS], people(count, seed=seed), threshold=10, blocks=BLOCKS)

    assert all(score.people_at_least >= 10 for score in found.scores)
    assert Audit.load(found.dump()) == found


def test_a_score_says_what_it_may_be() -> None:
    score = Score("outcome", "stay_safe", "all", "", 40, 62, 58, 66)

    assert say_score(score) == "62 (58 to 66)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "first line must say: measure,percent"),
        ("measure,percent\n", "no lines"),
        ("measure,percent\nstay_safe,many\n", "Line 2: “many” is not a number"),
        ("measure,percent\nstay_safe,140\n", "Line 2: 140 is not from 0 to 100"),
        ("measure,percent\nstay_safe\n", "Line 2 must have two cells"),
    ],
)
def test_a_bad_benchmark_is_refused_in_words(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        brought.benchmark(text)


def test_areas_keep_their_order() -> None:
    text = "\ufeffward,part\nPitsea,South\nLaindon,South\n\nBillericay,North\n"

    assert brought.wards(text) == (
        ("Pitsea", "South"),
        ("Laindon", "South"),
        ("Billericay", "North"),
    )
    with pytest.raises(BadInput, match="Line 3: Pitsea is there twice"):
        brought.wards("ward,part\nPitsea,South\nPitsea,North\n")
