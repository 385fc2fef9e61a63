"""A new version may add, reword and retire; it may not change what an id means."""

from __future__ import annotations

import pytest

from bot.engine.loading import document, load_flow
from bot.engine.meaning import changed_meaning
from bot.engine.model import Flow

CHANGES = [
    ("type_changed", 'ask: "multi"', 'ask: "single"'),
    ("visibility_widened", '    sees: "totals"\n', '    sees: "worker"\n'),
    ("visibility_widened", '    sees: "ask"\n', '    sees: "worker"\n'),
    ("range_changed", "max: 30", "max: 40"),
    ("option_changed", '"Crisps"', '"Nothing at all"'),
    ("option_changed", '{en: "Fruit"}', '{en: "No fruit"}'),
    ("score_changed", '{key: "park",', '{key: "park", score: 1,'),
    ("family_changed", 'family: "demo"', 'family: "other"'),
]


def after(demo_text: str, around_text: str, old: str, new: str) -> Flow:
    assert old in demo_text
    return load_flow(document(demo_text.replace(old, new, 1), around_text))


@pytest.mark.parametrize(("code", "old", "new"), CHANGES)
def test_a_change_of_meaning_is_refused_by_its_code(
    *, demo: Flow, demo_text: str, around_text: str, code: str, old: str, new: str
) -> None:
    found = changed_meaning([demo], after(demo_text, around_text, old, new))

    assert code in [issue.code for issue in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What do you eat?", "What do you like to eat?"),
        ('"Fruit"', '"Some fruit"'),
        ('{key: "park", label: {en: "Park"}}', '{key: "pool", label: {en: "The pool"}}'),
        ('    sees: "totals"\n', '    sees: "ask"\n    why: {en: "So."}\n'),
    ],
    ids=["reworded", "an option reworded", "an option retired, another added", "seen by fewer"],
)
def test_rewording_adding_and_retiring_are_fine(
    *, demo: Flow, demo_text: str, around_text: str, old: str, new: str
) -> None:
    assert changed_meaning([demo], after(demo_text, around_text, old, new)) == []


def test_the_first_version_may_mean_what_it_likes(demo: Flow) -> None:
    assert changed_meaning([], demo) == []
