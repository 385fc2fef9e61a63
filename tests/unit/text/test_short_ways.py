"""What is looked up the short way in words of leaving is what the long way finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.text import leaving_abroad, opt_out
from bot.text.folding import fold, unstretch, words
from bot.text.leaving_phrases import REPHRASED, SPELLINGS, STOPS, STRENGTH
from bot.text.leaving_turns import REPHRASED as SAID_FOR
from bot.text.phrases import Phrase, is_made_of

HERE = Path(__file__).parent
LISTED = sorted(
    {
        part.strip()
        for name in ("opt_outs.txt", "fresh_opt_outs.txt", "other_voices.txt")
        for line in (HERE / name).read_text("utf-8").splitlines()
        for part in line.split("|")
        if part.strip()
    }
)
TEXTS = [words(fold(text)) for text in LISTED] + [
    words(f"{before} {long} {after}")
    for long, _ in (*REPHRASED, *SAID_FOR)
    for before, after in (("", ""), ("pls do not", "any more"), ("hmu", "u"))
]


def spelt_the_long_way(said: Phrase) -> Phrase:
    kept = (short(word) for word in said if word not in STRENGTH)
    spelt = f" {' '.join(SPELLINGS.get(word, word) for word in kept)} "
    for long, instead in (*REPHRASED, *SAID_FOR):
        spelt = spelt.replace(f" {long} ", f" {instead} ")
    return tuple(spelt.split())


def short(word: str) -> str:
    if word.startswith(("unsub", "unsus", "unscrib")) and len(word) < 15:
        return "unsubscribe"
    return unstretch(word, SPELLINGS)


def test_a_message_is_spelt_one_way() -> None:
    assert [opt_out._spelt(said) for said in TEXTS] == [spelt_the_long_way(said) for said in TEXTS]


def test_what_no_part_of_is_spelt_otherwise_is_left_as_it_stands() -> None:
    assert opt_out._spelt(("a", "warm", "room")) == ("a", "warm", "room")


def test_patterns_of_other_languages_fit_only_where_words_begin() -> None:
    spoken = [" ".join(opt_out._spelt(said)) for said in TEXTS]

    found = [leaving_abroad._is_abroad(text) for text in spoken]

    assert found == [leaving_abroad._ABROAD.search(text) is not None for text in spoken]
    assert any(found)


@pytest.mark.parametrize(
    ("known", "core", "fillers"),
    [
        (opt_out._STOP_WORDS, STOPS, opt_out._ROUND_STOPS),
        (opt_out._WHOLE_WORDS, opt_out._ALONE, opt_out._ROUND_WHOLES),
    ],
)
def test_no_message_with_another_word_is_made_of_phrases(
    known: frozenset[str], core: frozenset[Phrase], fillers: frozenset[Phrase]
) -> None:
    others = [said for said in TEXTS if not known.issuperset(said)]

    assert others
    assert not any(is_made_of(said, core, fillers) for said in others)
