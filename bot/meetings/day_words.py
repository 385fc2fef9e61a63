"""The words of days and months by language. Data only; those beside English are drafts, and are
said only inside a sentence that is said in that language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DayWords:
    """How one language says a day.

    Args:
        weekdays: Monday first.
        months: January first; none where the number of the month is said.
        noon: what twelve o'clock is called; None where the clock has 24 hours.
    """

    today: str
    tomorrow: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...] = ()
    noon: str | None = None


ENGLISH = DayWords(
    today="today",
    tomorrow="tomorrow",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=(
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
    noon="12 noon",  # 12pm reads as midnight to many
)
BY_LANGUAGE: Mapping[str, DayWords] = MappingProxyType(
    {
        "en": ENGLISH,
        "cy": DayWords(
            today="heddiw",
            tomorrow="yfory",
            weekdays=("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul"),
            months=(
                *("Ion", "Chw", "Maw", "Ebr", "Mai", "Meh"),
                *("Gor", "Awst", "Medi", "Hyd", "Tach", "Rhag"),
            ),
        ),
        "pl": DayWords(
            today="dziś",
            tomorrow="jutro",
            weekdays=("pon", "wt", "śr", "czw", "pt", "sob", "ndz"),
            months=(
                *("sty", "lut", "mar", "kwi", "maj", "cze"),
                *("lip", "sie", "wrz", "paź", "lis", "gru"),
            ),
        ),
        "ur": DayWords(
            today="آج",
            tomorrow="کل",
            weekdays=("پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"),
        ),
    }
)
