"""What the conversations that ship hold: every question of the practice, and no other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest

from bot.engine.checking import shipped_files
from bot.engine.loading import load_flow, read_yaml, shipped
from bot.engine.model import Ask, Flow, Node, Say, Sees
from bot.safeguarding import signposts

FLOWS: Mapping[str, Flow] = {key: load_flow(text) for key, text in shipped().items()}
OLDER = ("13-15", "16-18", "19-25")

# The ids totals and waves hang on, by the flow that asks them first.
IDS = {
    "welcome": "w1 w2 w3 w4 w5 w6",
    "number-check": "n1",
    "language": "l1",
    "about-you": "a1 a2 a3 a4 a5 a6",
    "how-things-are": "c1 c2 c3 c4 c5",
    "how-things-are-family": "f1 f2 f3 f4 f5 f6 f7",
    "how-things-are-area": "n1 n2 n3 n4 n4y n5 n6",
    "how-things-are-school": "s1 s2 s3 s4 s5 s6",
    "how-things-are-drugs": "d1 d2 d3 d3y d4 d4y d5 d6",
    "how-things-are-crime": "k1 k2 k3 k3y k4 k4y k5 k6",
    "how-things-are-friends": "p1 p2 p3 p4 p4y p5 p6",
    "how-things-are-views": "v1 v2 v3 v4 v5 v6",
    "how-things-are-health": "h1 h2 h3 h4 h5 h6",
    "good-place": "i1 i2 i3 i4 i5 o1 o2 o3 o4 o5",
    "good-worker": "g0 g1 g2 g3 g4 g5",
    "my-meetings": "m1 m2 m3 m4 m5 m6 m7 m8 m9",
    "getting-ready": "r1 r2 r3 r4 r5 r6 r7",
    "after-meeting": "u1 u2 u3 u4 u5 u6 u7 u8",
    "my-review": "t1 t2 t3 t4 t5",
    "my-review-quarter": "t6 t7 t8 t9",
    "help-so-far": "q1 q2 q3 q4 q5 q6",
    "ideas": "e1 e2 e3 e4 e5 e6",
    "get-help": "x1 x2 x3 x4",
    "carer-view": "y1 y2 y3 y4 y5",
}
# The five outcomes and what asks about them.
OUTCOMES = {
    "be_healthy": "c3 f1 d1 d3 d4 d4y d6 p1 h1 h2 h3",
    "stay_safe": "c4 f2 f3 f7 n3 s4 d3y d5 k1 k3y k6 p3 h4",
    "enjoy_and_achieve": "c1 f5 n1 n5 s1 s3 h5",
    "positive_contribution": "c2 k3 k4 k5 v1 v4",
    "economic_well_being": "c5 f6 v5 h6",
}
# Which answers bring the offer of a person.
OFFERS = {
    "c3": "not_good",
    "c4": "not_really no",
    "f3": "often all_the_time",
    "f6": "no",
    "f7": "sometimes often all_the_time",
    "n3": "no",
    "s4": "often all_the_time",
    "d3": "a_lot",
    "d4": "a_lot",
    "d3y": "a_few_times a_lot",
    "d6": "a_few_times a_lot",
    "k1": "all_the_time",
    "k4": "a_lot",
    "k3y": "a_lot",
    "k6": "once_or_twice a_few_times a_lot",
    "p2": "no",
    "p3": "often all_the_time",
    "p4y": "often all_the_time",
    "v5": "no",
    "h3": "often all_the_time",
    "h4": "no",
    "q5": "worse",
}
# Nothing softer is asked in their place: they go on to what follows.
LEFT_OUT = {"f7": "more", "d6": "thanks", "k4_older": "more"}
SOFTER = {"n4": "n4y", "d3": "d3y", "d4": "d4y", "k3": "k3y", "k4": "k4y", "p4": "p4y"}
ONLY_OLDER = {*SOFTER, "f7", "d6", "k4_older"}
NEVER_ASKED = re.compile(
    r"\b(weapons?|knife|knives|guns?|gangs?|pregnan\w*|weight|self-?harm|scanners?)\b"
)
HEAVY = {"f7", "k6", "d6"}  # where one of these is last, thanks come after it


def asks(flow: Flow) -> Iterator[Ask]:
    return (node for node in flow.nodes.values() if isinstance(node, Ask))


def survey() -> dict[str, Ask]:
    """Return every question of the two surveys that are only counted, by its id."""
    families = ("how-things-are", "help-so-far")
    flows = (flow for flow in FLOWS.values() if flow.family in families)
    return {ask.key: ask for flow in flows for ask in asks(flow)}


def english(node: Node) -> str:
    if isinstance(node, Ask):
        labels = [choice.label.to("en") for choice in node.choices]
        return "\n".join((node.text.to("en"), *labels))
    return node.text.to("en") if isinstance(node, Say) else ""


@pytest.mark.parametrize("key", IDS)
def test_each_conversation_asks_what_it_is_for(key: str) -> None:
    assert {ask.key for ask in asks(FLOWS[key])} >= set(IDS[key].split())


def test_all_that_ships_is_a_conversation_of_the_practice() -> None:
    assert FLOWS.keys() == IDS.keys()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_asked_about_by_its_questions(outcome: str) -> None:
    served = defaultdict(set)
    for key in (one for one in IDS if one.startswith("how-things-are")):
        for ask in asks(FLOWS[key]):
            for one in ask.serves:
                served[one.name].add(ask.key.rpartition(".")[2])

    assert served[outcome] == set(OUTCOMES[outcome].split())


def test_every_kept_question_says_what_it_is_for() -> None:
    for flow in FLOWS.values():
        assert [
            ask.key for ask in asks(flow) if ask.sees is not Sees.NOBODY and not ask.serves
        ] == []


@pytest.mark.parametrize("key", OFFERS)
def test_a_hard_answer_brings_the_offer_of_a_person_and_no_other_does(key: str) -> None:
    ask = survey()[key]

    assert ask.sensitive
    assert {choice.key for choice in ask.choices if choice.offers} == set(OFFERS[key].split())


def test_nothing_else_of_the_survey_brings_an_offer() -> None:
    offering = {
        key for key, ask in survey().items() if any(choice.offers for choice in ask.choices)
    }

    assert offering == OFFERS.keys()


@pytest.mark.parametrize("key", sorted(ONLY_OLDER))
def test_what_an_eleven_year_old_is_not_asked_has_its_ages(key: str) -> None:
    ask = survey()[key]

    assert ask.ages == OLDER
    assert str(ask.instead).rpartition(".")[2] == {**SOFTER, **LEFT_OUT}[key]


def test_rather_not_say_and_do_not_know_are_never_a_score() -> None:
    for ask in survey().values():
        for choice in ask.choices:
            if choice.key in ("rather_not", "do_not_know"):
                assert choice.score is None


def test_what_is_not_asked_on_purpose_is_not_asked() -> None:
    said = "\n".join(english(node) for flow in FLOWS.values() for node in flow.nodes.values())

    assert NEVER_ASKED.findall(said.casefold()) == []


def test_no_wish_adults_may_not_like_is_an_option_of_good_place() -> None:
    labels = {c.label.to("en").casefold() for ask in asks(FLOWS["good-place"]) for c in ask.choices}

    assert not {label for label in labels if "smok" in label or "scanner" in label}


def test_the_last_question_of_the_core_looks_forward() -> None:
    assert list(survey()).index("c5") > list(survey()).index("c4")
    assert not survey()["c5"].sensitive


@pytest.mark.parametrize("key", ["family", "crime", "drugs"])
def test_a_module_that_may_close_on_something_hard_thanks_them_after_it(key: str) -> None:
    flow = FLOWS[f"how-things-are-{key}"]

    thanks = flow.nodes["thanks"]
    assert isinstance(thanks, Say)
    assert thanks.text.to("en").startswith("Thanks")
    assert HEAVY & {ask.key for ask in asks(flow)}


def test_every_number_that_is_said_is_in_the_dated_directory() -> None:
    known = {re.sub(r"\D", "", one.contact) for one in signposts.load() if one.checked}
    for path in shipped_files():
        for number in _numbers(path.read_text(encoding="utf-8")):
            assert number in known, f"{path.name} says {number}"


def test_nobody_is_said_to_have_read_what_nobody_has_read() -> None:
    for path in shipped_files():
        about = read_yaml(path.read_text(encoding="utf-8")).get("about")
        assert about is None or about["reviewed_by"] == []


def _numbers(text: str) -> set[str]:
    """Return what looks like a number to call or text in the sentences of a file."""
    said = re.sub(r'of: "?[0-9a-f]{8}"?', "", text)
    return {
        re.sub(r"\D", "", one)
        for one in re.findall(r"\b(?:0800 \d+|\d{3}(?: ?\d{3})+|999|85\d{3}|\d{5,6})\b", said)
    }
