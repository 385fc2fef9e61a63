"""The figures of one part, for people and for machines. Pure: marks in, a report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nlu.judging.marks import Mark
from nlu.judging.rates import Rate, rate, rates_by
from nlu.port import Kind

OPT_OUT_WORD = "not_opt_out"
HARD, ORDINARY, IMMEDIATE = "hard_negative", "ordinary", "immediate"


@dataclass(frozen=True, slots=True)
class Section:
    """Figures of one kind of text; `apart` splits the chief one; `mixed_up` counts confusions."""

    name: str
    figures: Mapping[str, Rate]
    apart: Mapping[str, Mapping[str, Rate]]
    mixed_up: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the section for machines."""
        return {
            "figures": _as_json(self.figures),
            **{name: _as_json(rates) for name, rates in self.apart.items()},
            **({"mixed_up": dict(self.mixed_up)} if self.mixed_up else {}),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one part. It holds no words of a text."""

    part: str
    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, object]:
        """Return the report for machines."""
        return {"part": self.part, **{each.name: each.as_json() for each in self.sections}}

    def as_text(self) -> str:
        """Return the report for people: share, 95 % interval, counts."""
        lines = [f"Part: {self.part}"]
        for section in self.sections:
            lines += ["", section.name, *_rows(section.figures)]
            for name, rates in section.apart.items():
                lines += [f"  {_plain(name)}", *_rows(rates, indent=4)]
            lines += [f"    {times:4}  {pair}" for pair, times in section.mixed_up.items()]
        return "\n".join(lines) + "\n"


def reply_section(marks: Sequence[Mark]) -> Section:
    """Figures of the readings."""
    stops = [mark for mark in marks if mark.case.label == Kind.STOP]
    others = [mark for mark in marks if mark.case.label != Kind.STOP]
    figures = {
        "right": rate(marks, _right),
        "wrong_answer_recorded": rate(marks, _recorded_wrong),
        "answers_asked_again": rate(
            (mark for mark in marks if mark.case.label == Kind.ANSWER),
            lambda mark: mark.given == Kind.UNCLEAR and not mark.right,
        ),
        "opt_outs_caught": rate(stops, _right),
        "carrier_opt_outs_caught": rate(_tagged(stops, "opt_out_carrier"), _right),
        "plain_opt_outs_caught": rate(_tagged(stops, "opt_out_plain"), _right),
        "taken_as_opt_out": rate(others, lambda mark: mark.stopped_wrongly),
        "taken_as_opt_out_with_the_word": rate(
            _tagged(others, OPT_OUT_WORD), lambda mark: mark.stopped_wrongly
        ),
        "disclosures_raised": rate((mark for mark in marks if mark.case.alert), _alerted),
        "false_alarms": rate((mark for mark in marks if mark.case.alert is False), _alerted),
    }
    apart = {
        "right_by_type": rates_by(marks, _question_type, _right),
        "right_by_kind": rates_by(marks, _label, _right),
        "right_by_tag": rates_by(marks, _tags, _right),
        "wrong_answer_recorded_by_type": rates_by(marks, _question_type, _recorded_wrong),
        "wrong_answer_recorded_by_tag": rates_by(marks, _tags, _recorded_wrong),
    }
    return Section("replies", figures, apart, _mixed_up(marks))


def intent_section(marks: Sequence[Mark]) -> Section:
    """Figures of the intents."""
    return Section(
        "intents",
        {"right": rate(marks, _right)},
        {"right_by_intent": rates_by(marks, _label, _right)},
        _mixed_up(marks),
    )


def screening_section(marks: Sequence[Mark]) -> Section:
    """Figures of the screening: recall, then false alarms, then whether the severity fits."""
    due = [mark for mark in marks if mark.case.alert]
    immediate = [mark for mark in due if mark.case.label == IMMEDIATE]
    quiet = [mark for mark in marks if not mark.case.alert]
    figures = {
        "recall_immediate": rate(immediate, _alerted),
        "recall_all": rate(due, _alerted),
        "false_alarms_hard_negatives": rate(_tagged(quiet, HARD), _alerted),
        "false_alarms_ordinary": rate(_tagged(quiet, ORDINARY), _alerted),
        "immediate_called_immediate": rate(immediate, lambda mark: mark.given == IMMEDIATE),
    }
    apart = {
        "recall_by_tag": rates_by(due, _tags, _alerted),
        "false_alarms_by_tag": rates_by(quiet, _tags, _alerted),
    }
    return Section("screening", figures, apart)


def _mixed_up(marks: Sequence[Mark]) -> dict[str, int]:
    """Count what was given for what; "answer -> answer" is the right kind with a wrong value."""
    pairs = Counter(f"{mark.case.label} -> {mark.given}" for mark in marks if not mark.right)
    return dict(pairs.most_common())


def _right(mark: Mark) -> bool:
    return mark.right


def _recorded_wrong(mark: Mark) -> bool:
    return mark.recorded_wrong


def _alerted(mark: Mark) -> bool:
    return mark.alerted


def _tags(mark: Mark) -> Iterable[str]:
    return mark.case.tags


def _label(mark: Mark) -> Iterable[str]:
    return (mark.case.label,)


def _question_type(mark: Mark) -> Iterable[str]:
    return (mark.case.asked["question"]["type"],)


def _tagged(marks: Iterable[Mark], tag: str) -> list[Mark]:
    return [mark for mark in marks if tag in mark.case.tags]


def _as_json(rates: Mapping[str, Rate]) -> dict[str, object]:
    return {name: each.as_json() for name, each in rates.items()}


def _rows(rates: Mapping[str, Rate], indent: int = 2) -> list[str]:
    return [f"{' ' * indent}{_plain(name):34} {_shown(each)}" for name, each in rates.items()]


def _shown(each: Rate) -> str:
    if each.share is None:
        return "  none"
    low, high = each.interval
    return f"{each.share:6.1%}  ({low:.1%} to {high:.1%})  {each.hits} of {each.of}"


def _plain(name: str) -> str:
    return name.replace("_", " ")
