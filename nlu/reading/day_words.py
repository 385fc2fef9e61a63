"""The names of days, months and feasts, in the languages that ship, and their slips. Data only."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from bot.text.folding import words
from nlu.reading.numerals import CARDINALS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SPELT = {
    "monday": "mon mondy llun poniedzialek peer pir somwar",
    "tuesday": "tue tues teus mawrth wtorek mangal",
    "wednesday": """
        wed weds wenesday wedneday wednsday wensdy wendsday wensday wedsday mercher sroda srode budh
    """,
    "thursday": "thu thur thursdy thurs thirs iau czwartek jumerat jumeraat",
    "friday": "fri fridy gwener piatek jumma juma",
    "saturday": "sat satday satdy sattday sadwrn sobota sobote hafta",
    "sunday": "sun sundy sul niedziela niedziele itwar",
    "january": "jan ionawr",
    "february": "feb febuary chwefror",
    "march": "mar",
    "april": "apr ebrill",
    "may": "mai",
    "june": "jun mehefin",
    "july": "jul gorffennaf",
    "august": "aug awst",
    "september": "sept sep medi",
    "october": "oct hydref",
    "november": "nov tachwedd",
    "december": "dec rhagfyr",
    "tomorrow": """
        tmrw tmr tmw tmoz tomoz tomoro tommorow tommorrow tomorow tomorro tomora tomo tmro tmorow
        tmorrow tommoro tmoro tomz tmz tmozz tomos tmoos tmwr 2morow 2mz tom 2moro 2morrow 2moz
        2mrw 2mro yfory jutro kal morgen
    """,
    "today": "2day tday heddiw dzis dzisiaj aaj",
    "tonight": "2nite tonite 2night tnight heno",
    "yesterday": "ystrday yday yesterdy ystday yesturday ddoe wczoraj",
    "overmorrow": "pojutrze parso parson",
    "weekend": "wknd wkend weekends wkends wknds wkd",
    "week": "wk wks weeks wythnos",
    "christmas": "xmas chrimbo crimbo chrismas xmass nadolig",
    "afternoon": "aft afternoons aftenoon prynhawn arvo afternon",
    "morning": "mornin morn mornings bore rano mornng",
    "evening": "evenin evenings evng",
    "oclock": "baje",
    "school": "skl skool scl schl skwl",
    "midday": "noon poludnie",
    "quarter": "quater qtr quartr",
    "half": "harf hlf haf",
    "minutes": "mins min minute",
    "past": "passed pst",
}
_LETTERS = re.compile(r"\b\d?[a-z]+\b")
_KNOWN = {short: plain for plain, shorts in _SPELT.items() for short in shorts.split()}
# Long enough to be known by all but a letter or two.
_LONG: tuple[str, ...] = (
    *WEEKDAYS,
    "tomorrow",
    "yesterday",
    "tonight",
    "january",
    "february",
    "august",
)
_LONG += ("september", "october", "november", "december", "christmas", "halloween")
_REAL = frozenset({"someday", "mondeo", "finally", "sundae", "today", "birthday", "holiday"})
_ORDINAL = {
    word: number
    for number, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
            " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30}
_TENS_ORDINAL = re.compile(rf"\b(twenty|thirty)[ -]({'|'.join(list(_ORDINAL)[:9])})\b")
_ORDINAL_WORD = re.compile(
    rf"\b({'|'.join(_ORDINAL)})\b"
    r"(?! (?:thing|lesson|period|half|break|one|choice|slot|week|day|off|of all))"
)
# "4 o clock" and "half past" by the way they are typed.
_TYPED = (
    (re.compile(r"\bo ?clock\b|\bo c\b"), "oclock"),
    (re.compile(r"\bday after today\b"), "tomorrow"),
    (re.compile(r"\b(?:the )?day after tomorrow\b|\bovermorrow\b"), "in 2 days"),
    (re.compile(r"\b(?:the )?day before yesterday\b"), "2 days ago"),
    (re.compile(r"\b(?:dydd|w|we|on the|dnia) (?=[a-z]*day\b)"), ""),
    (re.compile(r"\bo (?=\d)"), "at "),
    (re.compile(r"\b(?:if (?:thats|its|that is|it is) (?:ok|okay|alright|fine|cool|calm))\b"), ""),
    (re.compile(r"\bif (?:poss|possible|u can|you can|pos|ur free|youre free)\b"), ""),
)


def spelt(text: str) -> str:
    """Return folded text with days, months and feasts spelt one way: "thrusday" is "thursday"."""
    text = _LETTERS.sub(lambda found: _word(found[0]), text)
    text = _TENS_ORDINAL.sub(lambda found: f"{CARDINALS[found[1]] + _ORDINAL[found[2]]}th", text)
    text = _ORDINAL_WORD.sub(lambda found: f"{_ORDINAL[found[1]]}th", text)
    for typed, plain in _TYPED:
        text = typed.sub(plain, text)
    return text


def _word(word: str) -> str:
    known = _KNOWN.get(word)
    if known or len(word) < 5 or word.endswith("days") or word in _REAL or word in _LONG:
        return known or word
    near = [plain for plain in _LONG if word[0] == plain[0] and _is_slip(word, plain)]
    return near[0] if len(near) == 1 else word


def _is_slip(word: str, plain: str) -> bool:
    # "tuesday" and "thursday" are two apart: only one slip is forgiven in a day's name.
    stretched = word.rstrip(word[-1]) + word[-1]
    allowed = 1 if plain.endswith("day") else 2
    return min(_far(word, plain), _far(stretched, plain)) <= allowed


def _far(word: str, plain: str) -> int:
    return int(OSA.distance(word, plain, score_cutoff=2))
