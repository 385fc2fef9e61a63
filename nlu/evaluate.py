"""Scores what Sayso understands on one part of the evaluation sets. Knows only its answers.

sayso nlu reply < nlu/evaluation/seen/replies.jsonl > answers/replies.jsonl
sayso nlu intent < nlu/evaluation/seen/intents.jsonl > answers/intents.jsonl
sayso nlu screen < nlu/evaluation/seen/screening.jsonl > answers/screening.jsonl
python -m nlu.evaluate nlu/evaluation/seen answers
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.errors import BadInput
from nlu.judging.cases import Case, Line, Part, read_lines, read_part
from nlu.judging.marks import Mark, mark_intent, mark_reply, mark_screening
from nlu.judging.report import Report, intent_section, reply_section, screening_section

BAD_USE = 2
SEALED = "scored"  # this part is only ever scored: its single lines are not for developers


class Answers(Protocol):
    """One `sayso nlu` command: takes a line of its input, gives the line of its output."""

    def __call__(self, line: Line, /) -> Line: ...


@dataclass(frozen=True, slots=True)
class Understanding:
    """The three commands of `sayso nlu`, called in this process."""

    reply: Answers
    intent: Answers
    screen: Answers


@dataclass(frozen=True, slots=True)
class Marks:
    """Every case of a part, marked."""

    part: str
    replies: tuple[Mark, ...]
    intents: tuple[Mark, ...]
    screening: tuple[Mark, ...]

    def report(self) -> Report:
        """Return the figures."""
        return Report(
            self.part,
            (
                reply_section(self.replies),
                intent_section(self.intents),
                screening_section(self.screening),
            ),
        )

    def misses(self) -> Iterator[str]:
        """Yield what went wrong, a line each: id, what was right, what was given; no words.

        Raises:
            BadInput: the part is only ever scored.
        """
        if self.part == SEALED:
            raise BadInput("Nobody looks at single lines of the scored part. Use the seen part.")
        for mark in (*self.replies, *self.intents, *self.screening):
            if not mark.right:
                yield f"{mark.case.id}: {mark.case.label} expected, {mark.given} given"


def evaluate(part: Part, understanding: Understanding) -> Marks:
    """Put every case of `part` to `understanding`, without its label, and mark the answers."""
    return Marks(
        part.name,
        _marked(part.replies, _each(part.replies, understanding.reply), mark_reply),
        _marked(part.intents, _each(part.intents, understanding.intent), mark_intent),
        _marked(part.screening, _each(part.screening, understanding.screen), mark_screening),
    )


def evaluate_written(part: Part, answers: Path) -> Marks:
    """Mark answers already written as JSON Lines, under the same three file names, in `answers`.

    Raises:
        BadInput: a file is missing, or its lines are not those of the part, in order.
    """
    return Marks(
        part.name,
        _marked(part.replies, read_lines(answers / "replies.jsonl"), mark_reply),
        _marked(part.intents, read_lines(answers / "intents.jsonl"), mark_intent),
        _marked(part.screening, read_lines(answers / "screening.jsonl"), mark_screening),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        marks = evaluate_written(read_part(asked.part), asked.answers)
        misses = "".join(f"{miss}\n" for miss in marks.misses()) if asked.misses else ""
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return BAD_USE
    report = marks.report()
    shown = json.dumps(report.as_json(), indent=2) + "\n" if asked.json else report.as_text()
    sys.stdout.write(shown)
    sys.stderr.write(misses)
    return 0


def _each(cases: Sequence[Case], answer: Answers) -> tuple[Line, ...]:
    return tuple(answer(case.asked) for case in cases)


def _marked(
    cases: Sequence[Case], answers: Sequence[Line], mark: Callable[[Case, Line], Mark]
) -> tuple[Mark, ...]:
    if [case.id for case in cases] != [answer.get("id") for answer in answers]:
        raise BadInput(
            f"{len(cases)} cases and {len(answers)} answers do not pair up by id, in order. "
            "Give every line one answer that keeps its id."
        )
    return tuple(mark(case, answer) for case, answer in zip(cases, answers, strict=True))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlu.evaluate", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("part", type=Path, help="a folder of labelled lines")
    parser.add_argument("answers", type=Path, help="a folder with what sayso nlu answered")
    parser.add_argument("--json", action="store_true", help="print for machines")
    parser.add_argument("--misses", action="store_true", help="name what was missed, on stderr")
    return parser


if __name__ == "__main__":
    sys.exit(main())
