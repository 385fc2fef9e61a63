"""Leaving in plain words, by a long list: nearly every wish is heard, and nothing else is."""

from __future__ import annotations

from pathlib import Path

from bot.text.keywords import OPT_OUTS, read_control

CAUGHT = 0.97


def _lists(name: str = "opt_outs.txt") -> tuple[list[str], list[str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    wishes, others = text.split("\n---\n")
    return wishes.splitlines()[1:], others.splitlines()


def test_nearly_every_plain_wish_to_leave_is_heard() -> None:
    wishes, _ = _lists()
    missed = [text for text in wishes if read_control(text) not in OPT_OUTS]

    assert len(wishes) > 250
    assert len(missed) <= (1 - CAUGHT) * len(wishes), missed


def test_no_other_sentence_is_taken_for_leaving() -> None:
    _, others = _lists()

    assert len(others) > 280
    assert [text for text in others if read_control(text) in OPT_OUTS] == []


def test_wishes_written_later_are_heard_by_rule_and_nothing_else_is() -> None:
    wishes, others = _lists("fresh_opt_outs.txt")
    missed = [text for text in wishes if read_control(text) not in OPT_OUTS]
    taken = [text for text in others if read_control(text) in OPT_OUTS]

    assert len(wishes) > 900
    assert len(others) > 500
    assert len(missed) <= 0.1 * len(wishes), missed
    assert len(taken) <= 0.005 * len(others), taken


def test_wishes_in_other_voices_are_heard_by_rule_and_look_alikes_are_not() -> None:
    wishes, others = _lists("other_voices.txt")
    missed = [text for text in wishes if read_control(text) not in OPT_OUTS]
    taken = [text for text in others if read_control(text) in OPT_OUTS]

    assert len(wishes) > 160
    assert len(others) > 100
    assert len(missed) <= 0.08 * len(wishes), missed
    assert taken == []
