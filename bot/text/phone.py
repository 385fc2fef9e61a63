"""UK mobile numbers as people type them. The only place that decides what may be texted."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from bot.errors import BadInput

LONGEST = 40  # characters; room for brackets, spaces and a country code

_UK = frozenset({"GB"})
_DRAMA = re.compile(r"7700900\d{3}")
_VOLUME = re.compile(r"\+999\d{9}")
_FORMATTING = re.compile(r"[\s().\-/\u2010-\u2015\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_NOT_A_NUMBER = "This is not a phone number. Enter a UK mobile number, one that begins 07."
_NOT_MOBILE = {
    PhoneNumberType.FIXED_LINE: "This is a landline, and some read texts aloud. Enter a mobile.",
    PhoneNumberType.PERSONAL_NUMBER: "This is a personal 070 number, not a mobile. Enter a mobile.",
    PhoneNumberType.PAGER: "This is a pager. Enter a mobile number.",
    PhoneNumberType.TOLL_FREE: "This is a freephone number. Enter a mobile number.",
}


def parse_mobile(raw: str, *, allow_drama: bool = False, regions: frozenset[str] = _UK) -> str:
    """Return `raw` as an E.164 mobile number.

    Args:
        raw: as typed, e.g. "07700 900123"; digits of any script, spaces and brackets are fine.
        allow_drama: also take Ofcom's 07700 900000 to 900999, and +999 with 9 digits.
        regions: ISO 3166 codes whose mobiles are welcome; the Isle of Man counts as GB.

    Raises:
        BadInput: it is not such a number; the message says why and never repeats it.

    Source: T4.12.
    """
    plain = _plain_digits(raw)
    if allow_drama and _VOLUME.fullmatch(plain):
        return plain
    number = _parsed(plain)
    if allow_drama and number.country_code == 44 and _is_drama(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    _require_mobile(number, regions)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_dialled(number: str) -> str:
    """Return an E.164 number as people here write it: "07700 900123"; one from elsewhere as it is.

    Its space is one that does not break: a line ends elsewhere, and among words from right to left
    its two halves keep their order.
    """
    if not number.startswith("+44"):
        return number
    parsed = phonenumbers.parse(number)
    said = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return said.replace(" ", "\u00a0")


def _plain_digits(raw: str) -> str:
    """Return `raw` with ASCII digits and no formatting; other characters are left to be refused."""
    if len(raw) > LONGEST:
        raise BadInput(_NOT_A_NUMBER)
    text = _FORMATTING.sub("", unicodedata.normalize("NFKC", raw))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _parsed(plain: str) -> PhoneNumber:
    # Letters would be read as a keypad ("07700 FLOWER"), and an extension cannot be texted.
    if not re.fullmatch(r"\+?[0-9]+", plain):
        raise BadInput(_NOT_A_NUMBER)
    try:
        return phonenumbers.parse(plain, "GB")
    except phonenumbers.NumberParseException:
        # `from None`: the library's own message can hold the number.
        raise BadInput(_NOT_A_NUMBER) from None


def _is_drama(number: PhoneNumber) -> bool:
    return _DRAMA.fullmatch(str(number.national_number)) is not None


def _require_mobile(number: PhoneNumber, regions: frozenset[str]) -> None:
    if not phonenumbers.is_valid_number(number):
        raise BadInput(_NOT_A_NUMBER)
    if phonenumbers.region_code_for_number(number) not in regions:
        raise BadInput("This number is from somewhere we cannot text. Enter a UK mobile number.")
    kind = phonenumbers.number_type(number)
    if kind != PhoneNumberType.MOBILE:
        raise BadInput(_NOT_MOBILE.get(kind, "This is not a mobile. Enter a mobile number."))
