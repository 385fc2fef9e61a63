"""What a rule hears in doubt: which patterns are, and who has the last word about them."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.safeguarding import assess as screening
from bot.safeguarding import doubt, learnt, lexicon
from bot.safeguarding.assess import Assessment, Severity, assess, beyond_doubt
from bot.safeguarding.learnt import Rows
from bot.services import understand
from bot.services.understand import Understand
from nlu.embedded.interpreter import rows_of
from nlu.embedded.loading import load_interpreter

AT_NANS = (  # thirty words
    "we had chips at my nans and then we fed the ducks and went on the swings and the slide "
    "with my cousin and got an ice cream after tea"
)
SURE, DOUBTED = Assessment(Severity.CONCERN, "other"), Assessment(Severity.IMMEDIATE, "other")


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screen with three patterns: one that is sure, one in doubt, and one of another category."""
    raw: dict[str, Any] = yaml.safe_load(lexicon.FILE.read_text("utf-8"))
    grave = {"category": "other", "severity": "immediate", "in_doubt": "purple kettle"}
    lesser = {"category": "other", "severity": "concern", "patterns": "green kettle"}
    known = lexicon.compiled({**raw, "rules": [lesser, grave]})
    monkeypatch.setattr(screening, "lexicon", lambda: known)


@pytest.fixture(scope="session")
def rows() -> Rows:
    read = rows_of(load_interpreter())
    assert read is not None
    return read


@pytest.mark.usefixtures("rules")
def test_a_pattern_in_doubt_is_heard_and_says_so() -> None:
    found = assess("the purple kettle")

    assert found == DOUBTED
    assert found.is_doubtful
    assert beyond_doubt("the purple kettle") is None


@pytest.mark.usefixtures("rules")
def test_the_gravest_comes_first_and_beyond_doubt_the_sure_one_is_left() -> None:
    assert assess("green kettle and purple kettle") == DOUBTED
    assert beyond_doubt("green kettle and purple kettle") == SURE


@pytest.mark.usefixtures("rules")
def test_where_nothing_learnt_is_there_the_rule_has_the_last_word() -> None:
    assert Understand().screen("the purple kettle") == DOUBTED


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("we had tea from the purple kettle at nans", False),
        ("we had tea from the purple kettle and the green kettle", True),
        ("tea from the purple kettle", True),
    ],
)
@pytest.mark.parametrize("plain", [False, True])
def test_what_is_learnt_may_say_no_to_what_is_in_doubt_in_more_than_few_words(
    rows: Rows, text: str, stays: bool, plain: bool
) -> None:
    assert (Understand(rows=rows).screen(text, plain=plain) is not None) is stays


@pytest.mark.parametrize(
    ("text", "is_let_go"),
    [
        ("we had chips at nans", False),
        ("we had chips at my nans", True),
        (AT_NANS, True),
        (f"{AT_NANS} again", False),
        ("we had chips at my nans" + " " * 300, False),
        ("we had chips at my nans, ov3rd0s3 t00 y4y", False),
        ("papa ne mujhe kicked out kar diya hai ghar se", False),
        ("nes i gael panic attack yn ysgol eto heddiw a crio", False),
    ],
)
def test_it_says_no_to_no_fewer_words_and_no_more_than_it_reads(
    rows: Rows, text: str, is_let_go: bool
) -> None:
    assert learnt.denies(text, rows) is is_let_go


@pytest.mark.usefixtures("rules")
def test_what_rules_are_sure_of_is_left(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understand, "denies", lambda *_: True)
    screen = Understand(rows=rows).screen

    assert screen("the purple kettle and the green kettle", plain=True) == SURE
    assert screen("the purple kettle", plain=True) is None


@pytest.mark.usefixtures("rules")
def test_a_rule_in_doubt_stays_in_a_language_that_nothing_has_learnt(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(understand, "denies", lambda *_: True)
    monkeypatch.setattr(understand, "is_unread", lambda _: True)

    assert Understand(rows=rows).screen("the purple kettle") == DOUBTED


def test_harmless_texts_put_a_pattern_in_doubt_that_few_worrying_ones_fit() -> None:
    fits = "i want to run away from home"

    found = list(doubt.in_doubt([(fits, 0)] * 4 + [(fits, 1)]))

    assert found
    assert all(times == 4 and worries == 1 for _, times, worries in found)


@pytest.mark.parametrize("told", [[0, 0, 0], [0] * 4 + [1] * 27])
def test_few_harmless_texts_or_few_among_many_do_not(told: list[int]) -> None:
    assert not list(doubt.in_doubt(("i want to run away from home", tells) for tells in told))


@pytest.mark.parametrize(
    "text",
    [
        "i want to die so can we do the meeting on thursday instead",
        "my cat is called milo and he is orange and fluffy and i want to die",
        "hiya hope ur ok. doing maths homework then football later. mum overdosed btw",
        "someone call an ambulance, cant make the meeting on thursday",
        "he hit me again. anyway what time is the bus to the library on friday",
        "im scared of my dad so can we do the meeting on thursday instead",
    ],
)
def test_what_is_told_beside_everyday_talk_is_heard(rows: Rows, text: str) -> None:
    assert Understand(rows=rows).screen(text) is not None


def test_nobody_leaves_unheard(rows: Rows) -> None:
    found = Understand(rows=rows)("we are in a refuge now so stop texting this number", None)

    assert found.leaves
    assert found.assessment is not None


def test_without_the_second_look_nothing_is_let_go(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learnt, "look", lambda _: None)

    assert not learnt.denies("we had chips at my nans", rows)
