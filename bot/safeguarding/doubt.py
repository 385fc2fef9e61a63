"""Which patterns of the lexicon have earned their word: `python -m bot.safeguarding.doubt` says.

A pattern is in doubt if too many harmless texts of nlu/data fit it beside those that worry. Used by
those who write the lexicon only (docs/decisions/0011).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.safeguarding.assess import patterns_heard
from bot.safeguarding.lexicon import Pattern, lexicon
from bot.safeguarding.second_look_training import texts

LEAST = 4  # harmless texts: fewer may be an accident
SHARE = 0.15  # harmless texts for each that worries: chosen on writers left out

Fits = tuple[Pattern, int, int]  # how many harmless texts, and how many that worry


def in_doubt(told: Iterable[tuple[str, int]]) -> Iterator[Fits]:
    """Yield the patterns that `told`, texts and what they tell, puts in doubt, the worst first."""
    harmless: Counter[Pattern] = Counter()
    worrying: Counter[Pattern] = Counter()
    for text, tells in told:
        (worrying if tells else harmless).update(patterns_heard(text))
    for pattern, times in harmless.most_common():
        if times >= LEAST and times >= SHARE * worrying[pattern]:
            yield pattern, times, worrying[pattern]


def main() -> int:
    """Print what is in doubt and not marked so, or marked so without need: 0 where nothing is."""
    found = {pattern: (times, worries) for pattern, times, worries in in_doubt(texts())}
    wrong = [pattern for pattern in lexicon().patterns if pattern.is_doubtful != (pattern in found)]
    for pattern in wrong:
        sys.stdout.write(f"{_said(pattern, *found.get(pattern, (0, 0)))}\n")
    return 1 if wrong else 0


def _said(pattern: Pattern, times: int, worries: int) -> str:
    rule = lexicon().rules[pattern.rule]
    told = "is no longer in doubt" if pattern.is_doubtful else f"{times} harmless, {worries} not"
    return f"{rule.category} ({rule.severity}): {pattern.written}: {told}"


if __name__ == "__main__":
    sys.exit(main())
