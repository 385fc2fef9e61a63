"""Which days are school days, and which are holidays. Pure, over dated data in `dates.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """Terms and bank holidays, as far as they are known.

    Args:
        terms: (first day, last day), both in term, in order.
        terms_known: from the first day to the last that the terms speak of; None if no term is
            known. Outside it every weekday that is no bank holiday is a school day.
    """

    bank_holidays: frozenset[date] = frozenset()
    terms: tuple[tuple[date, date], ...] = ()
    terms_known: tuple[date, date] | None = None

    def is_weekend(self, day: date) -> bool:
        """Tell whether it is a Saturday or a Sunday."""
        return day.weekday() >= SATURDAY

    def is_holiday(self, day: date) -> bool:
        """Tell whether it is a bank holiday, or between two terms that are known."""
        if day in self.bank_holidays:
            return True
        if self.terms_known is None or not self.terms_known[0] <= day <= self.terms_known[1]:
            return False
        return not any(first <= day <= last for first, last in self.terms)

    def is_school_day(self, day: date) -> bool:
        """Tell whether there is school: no weekend and no holiday."""
        return not self.is_weekend(day) and not self.is_holiday(day)


NO_SCHOOL_YEAR = SchoolYear()


@cache
def shipped() -> SchoolYear:
    """Return the days that `dates.yaml` names."""
    raw = yaml.load(
        files("bot.meetings").joinpath("dates.yaml").read_text(encoding="utf-8"),
        Loader=yaml.CSafeLoader,
    )
    return read(raw)


def read(raw: Mapping[str, Any]) -> SchoolYear:
    """Return the days a parsed file names.

    Raises:
        ValueError: a term ends before it begins, or before the one before it has ended.
    """
    terms = tuple((first, last) for first, last in raw["terms"])
    days = [day for term in terms for day in term]
    if days != sorted(days):
        raise ValueError("terms must follow each other, each as [first day, last day]")
    known = (days[0], raw["terms_known_until"]) if days else None
    return SchoolYear(frozenset(raw["bank_holidays"]), terms, known)
