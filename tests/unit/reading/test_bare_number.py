"""A bare number is read once at a question: as it would be read anew each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.engine.loading import load_flow, shipped
from bot.engine.model import Ask
from nlu import reading
from nlu.port import Kind, Option, Question, QuestionType, Reading
from nlu.reading import read_reply

NUMBERS = [*map(str, range(15)), "01", "16", "99"]
LABELS = ("9am", "16 or over", "2", "None of these", "Rather not say", "Skip it", "Once", "Stop")


def asked(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(f"k{number}", label) for number, label in enumerate(labels))


def of_shipped_flows() -> Iterator[Question]:
    for document in shipped().values():
        flow = load_flow(document)
        asks = (node for node in flow.nodes.values() if isinstance(node, Ask) and node.choices)
        for ask in asks:
            yield Question(ask.type, "Which?", flow.index.views[ask.key]["en"].options)


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_read_as_any_reply_is_at_every_question_that_is_shipped(number: str) -> None:
    for question in of_shipped_flows():
        assert read_reply(question, number) == reading._read(question, number, None)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kind", [QuestionType.SINGLE, QuestionType.MULTI])
@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_so_it_is_where_labels_are_numbers_or_words_that_steer(
    kind: QuestionType, count: int, number: str
) -> None:
    question = Question(kind, "How old are you?", asked(*LABELS[:count]))

    assert read_reply(question, number) == reading._read(question, number, None)


def test_the_same_number_is_another_option_at_another_question() -> None:
    one, other = (
        Question(QuestionType.SINGLE, "Which?", asked(*labels))
        for labels in (("Cafe", "Library"), ("Bus", "Car"))
    )

    assert read_reply(one, "2") == Reading(Kind.ANSWER, "k1")
    assert read_reply(other, "2") == Reading(Kind.ANSWER, "k1")
    assert read_reply(Question(QuestionType.SINGLE, "Which?", asked("Cafe")), "2").kind is (
        Kind.UNCLEAR
    )
