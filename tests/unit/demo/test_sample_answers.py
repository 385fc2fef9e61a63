"""How sample young people answer: through the real engine, each in a manner of their own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.demo.answering import Manner, Taste, answer_on, taste
from bot.demo.people import drawn_for
from bot.demo.rounds import ROUNDS, Round, document_of
from bot.demo.wishes import CHOICES, OWN_WORDS, Theme
from bot.engine.advance import Advanced, start
from bot.engine.events import Asked, ResultChanged, SessionEnded
from bot.engine.issues import check
from bot.engine.loading import load_flow, shipped
from bot.engine.model import AnswerStatus, Ask, Flow, Outcome, Sees, SessionStatus
from nlu.port import QuestionType

FLOWS = ("good-place", "my-meetings")
EVEN: Mapping[Theme, float] = dict.fromkeys(Theme, 1.0)


def flow_of(key: str) -> Flow:
    return load_flow(shipped()[key])


def answered_by(manner: Manner, *, flow: str = "good-place", who: int = 1) -> Advanced:
    asked = flow_of(flow)
    state, _ = start(asked, {"language": "en", "age_band": "13-15"})
    return answer_on(asked, state, Taste(EVEN, manner, patience=2), drawn_for(who))


@pytest.mark.parametrize("key", FLOWS)
def test_every_choice_of_the_flows_has_its_share_and_no_other_has(key: str) -> None:
    for node in flow_of(key).nodes.values():
        if isinstance(node, Ask) and node.sees is not Sees.NOBODY and node.choices:
            assert set(CHOICES[node.key]) == {choice.key for choice in node.choices}


@pytest.mark.parametrize("key", FLOWS)
def test_every_question_in_own_words_has_some(key: str) -> None:
    asked = [
        node.key
        for node in flow_of(key).nodes.values()
        if isinstance(node, Ask) and node.type is QuestionType.TEXT
    ]

    assert asked
    assert all(OWN_WORDS[question] for question in asked)


@pytest.mark.parametrize("flow", FLOWS)
def test_who_answers_everything_completes_the_flow(flow: str) -> None:
    state, events = answered_by(Manner.ANSWERS, flow=flow)

    assert state.status is SessionStatus.ENDED
    assert events[-1] == SessionEnded(Outcome.COMPLETE)


def test_who_leaves_at_the_half_is_counted_as_partial() -> None:
    _, events = answered_by(Manner.LEAVES)

    assert events[-1] == SessionEnded(Outcome.PARTIAL)
    assert "o1" not in {event.question for event in events if isinstance(event, Asked)}


def test_who_tails_off_leaves_a_question_open_after_what_they_answered() -> None:
    state, events = answered_by(Manner.TAILS_OFF)

    assert (state.status, state.node) == (SessionStatus.WAITING, "i3")
    assert [e.question for e in events if isinstance(e, ResultChanged)] == ["i1", "i2"]


@pytest.mark.parametrize("who", range(40))
def test_whoever_sits_down_answers_the_first_question(who: int) -> None:
    asked = flow_of("good-place")
    state, _ = start(asked, {"language": "en", "age_band": "11-12"})
    draw = drawn_for("first", who)

    _, events = answer_on(asked, state, taste(draw), draw)

    first = next(event for event in events if isinstance(event, ResultChanged))
    assert (first.question, first.status) == ("i1", AnswerStatus.ANSWERED)


def test_the_same_young_person_always_says_the_same() -> None:
    assert answered_by(Manner.SKIPS, who=7) == answered_by(Manner.SKIPS, who=7)


def test_a_leaning_makes_its_wishes_likelier() -> None:
    def times(leaning: float) -> int:
        lean = Taste({**EVEN, Theme.LEARNING: leaning}, Manner.ANSWERS, patience=9)
        asked = flow_of("good-place")
        state, _ = start(asked, {"language": "en", "age_band": "13-15"})
        ended = [answer_on(asked, state, lean, drawn_for(who))[0] for who in range(80)]
        return sum("library" in str(each.results["i4"]) for each in ended)

    assert times(1.4) > times(0.6)


@pytest.mark.parametrize("earlier", ROUNDS, ids=lambda earlier: earlier.key)
def test_an_earlier_round_asks_the_same_under_a_key_and_name_of_its_own(earlier: Round) -> None:
    now = shipped()["good-place"]

    then = load_flow(document_of(earlier, now))

    assert (then.key, then.family, then.about.name) == (earlier.key, earlier.key, earlier.name)
    assert list(then.nodes) == list(load_flow(now).nodes)
    assert check(then) == []
