"""The pretend people of a measurement: what they write is an answer, and never a worry."""

from __future__ import annotations

from random import Random

import pytest

from bot.bench.rows import FLOWS
from bot.bench.walks import OWN_WORDS, Bodies, Crowd, Standing, standings
from bot.engine.loading import load_flow, shipped
from bot.safeguarding.assess import assess
from bot.text.keywords import read_control
from nlu.port import Kind, QuestionType
from nlu.reading import read_reply


@pytest.fixture(scope="module")
def seats() -> tuple[Standing, ...]:
    documents = shipped()
    return tuple(here for key in FLOWS for here in standings(load_flow(documents[key])))


def a_crowd(seats: tuple[Standing, ...], people: int = 90) -> Crowd:
    return Crowd.of([(n, seats[n % len(seats)]) for n in range(people)], Random(7))


def test_every_place_to_begin_is_a_question_whose_answer_is_kept(
    seats: tuple[Standing, ...],
) -> None:
    assert {here.flow.key for here in seats} == set(FLOWS)
    assert len({(here.flow.key, here.state.node) for here in seats}) == len(seats) > 10


@pytest.mark.parametrize("words", OWN_WORDS)
def test_no_word_of_theirs_is_a_worry_or_a_command(words: str) -> None:
    assert assess(words, None) is None
    assert read_control(words) is None


@pytest.mark.parametrize("bodies", Bodies)
def test_everybody_writes_once_before_anybody_writes_again(
    seats: tuple[Standing, ...], bodies: Bodies
) -> None:
    crowd = a_crowd(seats)
    able = sum(here.takes(bodies) for _, here in crowd.waiting)

    wrote = [said[0] for _ in range(able) if (said := crowd.next_text(bodies))]

    if bodies is not Bodies.MIX:
        assert len(set(wrote)) == able


def test_every_text_answers_the_question_its_writer_is_at(seats: tuple[Standing, ...]) -> None:
    crowd = a_crowd(seats)
    before = dict(crowd.waiting)

    for _ in range(40):
        said = crowd.next_text(Bodies.MIX)
        assert said is not None
        person, text = said
        assert read_reply(before[person].question, text).kind is Kind.ANSWER
        before.update(crowd.waiting)


def test_digits_are_never_sent_where_words_are_asked_for(seats: tuple[Standing, ...]) -> None:
    texts = [here for here in seats if here.ask.type is QuestionType.TEXT]

    assert texts
    assert not any(here.takes(Bodies.DIGITS) for here in texts)
    assert all(here.takes(Bodies.WORDS) for here in texts)


def test_a_mix_is_about_a_fifth_words(seats: tuple[Standing, ...]) -> None:
    crowd = a_crowd(seats, people=2000)

    said = [crowd.next_text(Bodies.MIX) for _ in range(1000)]

    words = [text for _, text in filter(None, said) if not text.isdigit()]
    assert 150 < len(words) < 250


def test_a_crowd_with_nobody_left_to_write_says_so(seats: tuple[Standing, ...]) -> None:
    crowd = a_crowd(seats, people=2)

    while crowd.next_text(Bodies.WORDS) is not None:
        pass

    assert crowd.next_text(Bodies.MIX) is None
