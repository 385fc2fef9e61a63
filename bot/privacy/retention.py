"""How long each kind of data is kept. Pure: the one place the privacy page and the nightly job ask.

Source: requirements D2.4; decision 11 for `private_texts`, decision 13 for `concerns`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

_WRITTEN = re.compile(r"([1-9][0-9]{0,3})\s?([dmy])")
_UNITS = {"d": "days", "m": "months", "y": "years"}


class Kind(StrEnum):
    """A kind of data with a time of its own. The setting is `SAYSO_RETAIN_` and its name."""

    PRIVATE_TEXTS = "private_texts"  # what was said for totals, word for word
    TEXTS = "texts"
    ANSWERS = "answers"
    COUNTED = "counted"  # the rows totals are counted from, by pseudonym
    MEETINGS = "meetings"
    DELIVERY = "delivery"
    STRANGERS = "strangers"  # texts from numbers nobody here knows
    PEOPLE = "people"  # since anything last happened between us
    CASES = "cases"
    CONCERNS = "concerns"  # since it was closed; then listed, for people to dispose of
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time by the calendar: 90 days, 12 months, 6 years."""

    count: int
    unit: str

    def before(self, now: datetime) -> datetime:
        """Return the moment before which things are too old to be kept."""
        days, months = (self.count, 0) if self.unit == "d" else (0, self.count)
        return now - relativedelta(days=days, months=12 * months if self.unit == "y" else months)

    @property
    def unit_word(self) -> str:
        """Return "day", "month" or "year"."""
        return _UNITS[self.unit].removesuffix("s")

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


LONGEST_PRIVATE = 7  # days, decision 11
DEFAULTS: Mapping[Kind, Period] = MappingProxyType(
    {
        Kind.PRIVATE_TEXTS: Period(7, "d"),
        Kind.TEXTS: Period(90, "d"),
        Kind.ANSWERS: Period(12, "m"),
        Kind.COUNTED: Period(36, "m"),
        Kind.MEETINGS: Period(12, "m"),
        Kind.DELIVERY: Period(13, "m"),
        Kind.STRANGERS: Period(30, "d"),
        Kind.PEOPLE: Period(24, "m"),
        Kind.CASES: Period(6, "y"),
        Kind.CONCERNS: Period(25, "y"),
        Kind.AUDIT: Period(6, "y"),
    }
)


@dataclass(frozen=True, slots=True)
class Retention:
    """The periods of one deployment."""

    periods: Mapping[Kind, Period] = field(default_factory=lambda: DEFAULTS)

    def of(self, kind: Kind) -> Period:
        """Return how long one kind is kept."""
        return self.periods[kind]


def parse_period(text: str) -> Period:
    """Read "90d", "12m" or "6y".

    Raises:
        ValueError: it is not written so.
    """
    found = _WRITTEN.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError("write a number and d, m or y: 90d, 12m, 6y")
    return Period(int(found[1]), found[2])


def parse_private(text: str) -> Period:
    """Read how long the words said for totals stay: seven days at most.

    Raises:
        ValueError: it is longer, or not written so.
    """
    period = parse_period(text)
    if period.unit != "d" or period.count > LONGEST_PRIVATE:
        raise ValueError("what was said for totals goes within 7 days: 1d to 7d")
    return period
