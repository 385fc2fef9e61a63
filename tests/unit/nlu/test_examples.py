"""The training examples: enough of them, each once, of the intents that are agreed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from bot.text.phrases import word_set
from nlu.examples import Example, fold_of, read_examples, write_examples

RASA = Path(__file__).parents[3] / "nlu" / "rasa"
AGREED = word_set(
    "greet thanks help stop start who_is_my_worker when_is_my_meeting where_is_my_meeting "
    "change_meeting cancel_meeting confirm_meeting running_late meeting_preferences who_sees_this "
    "delete_my_data change_language talk_to_human start_questionnaire complaint disclosure "
    "out_of_scope"
)


def test_there_are_thousands_of_examples_and_hundreds_of_each_intent() -> None:
    count = Counter(example.intent for example in read_examples())

    assert frozenset(count) == AGREED
    assert count.total() >= 3000
    assert min(count.values()) >= 150


def test_no_text_stands_there_twice() -> None:
    texts = Counter(" ".join(one.text.casefold().split()) for one in read_examples())

    assert [text for text, times in texts.items() if times > 1] == []


def test_rasa_may_say_what_the_examples_say() -> None:
    domain = yaml.safe_load((RASA / "domain.yml").read_text("utf-8"))

    assert frozenset(domain["intents"]) == AGREED


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    examples = (
        Example("hi: there # 'x'", "greet"),
        Example("- ta", "thanks"),
        Example("1", "help"),
    )
    file = tmp_path / "nlu.yml"

    write_examples(examples, file)

    assert read_examples(file) == examples


def test_a_fold_holds_neighbours_and_every_intent() -> None:
    examples = read_examples()
    folds = fold_of(examples)
    held = [
        [example.intent for example, fold in zip(examples, folds, strict=True) if fold == number]
        for number in range(5)
    ]

    assert all(frozenset(intents) == AGREED for intents in held)
    assert max(map(len, held)) - min(map(len, held)) <= len(AGREED)
    greetings = [f for one, f in zip(examples, folds, strict=True) if one.intent == "greet"]
    assert greetings == sorted(greetings)
