"""Which numbers may be texted: drama numbers, and the library's own example of each kind."""

from __future__ import annotations

import phonenumbers
import pytest
from phonenumbers import PhoneNumberType

from bot.errors import BadInput
from bot.text.phone import as_dialled, parse_mobile

DRAMA = "+447700900123"


@pytest.mark.parametrize(
    "raw",
    [
        "07700 900123",
        "+44 7700 900123",
        "+44 (0) 7700 900123",
        "0044 7700-900.123",
        " 07700\u00a0900 123 ",
        "07700\u2011900\u2011123",
        "\u202a07700900123\u202c",
        "٠٧٧٠٠٩٠٠١٢٣",
        "\uff10\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13",
        "7700900123",
    ],
)
def test_a_mobile_is_read_however_it_is_written(raw: str) -> None:
    assert parse_mobile(raw, allow_drama=True) == DRAMA


@pytest.mark.parametrize("raw", ["07700 900000", "07700 900999", "+447700900500"])
def test_drama_numbers_are_refused_unless_they_are_allowed(raw: str) -> None:
    with pytest.raises(BadInput):
        parse_mobile(raw)


def test_the_made_up_country_999_is_for_volume_and_needs_nine_digits() -> None:
    assert parse_mobile("+999 123 456 789", allow_drama=True) == "+999123456789"
    for raw, allowed in (("+999123456789", False), ("+99912345678", True), ("999123456", True)):
        with pytest.raises(BadInput):
            parse_mobile(raw, allow_drama=allowed)


def _example(region: str, kind: int) -> str:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("region", "kind", "word"),
    [
        ("GB", PhoneNumberType.FIXED_LINE, "landline"),
        ("GB", PhoneNumberType.PERSONAL_NUMBER, "070"),
        ("GB", PhoneNumberType.TOLL_FREE, "freephone"),
        ("GB", PhoneNumberType.PAGER, "pager"),
        ("GB", PhoneNumberType.UAN, "not a mobile"),
        ("JE", PhoneNumberType.MOBILE, "somewhere"),
        ("GG", PhoneNumberType.MOBILE, "somewhere"),
        ("FR", PhoneNumberType.MOBILE, "somewhere"),
    ],
)
def test_only_mobiles_of_a_welcome_region_may_be_texted(region: str, kind: int, word: str) -> None:
    number = _example(region, kind)

    with pytest.raises(BadInput, match=word) as caught:
        parse_mobile(number, allow_drama=True)

    assert number not in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        *("07700 900", "07700 900123 ext 5", "07700 FLOWER", "tel:07700900123", "hello", "", "+"),
        *("0" * 41, "+9" * 15, "+0"),
    ],
)
def test_what_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(BadInput, match="not a phone number"):
        parse_mobile(raw, allow_drama=True)


def test_jersey_is_welcome_where_an_organisation_chooses_it() -> None:
    number = _example("JE", PhoneNumberType.MOBILE)

    assert parse_mobile(number, regions=frozenset({"GB", "JE"})) == number


def test_the_isle_of_man_counts_as_great_britain() -> None:
    number = _example("IM", PhoneNumberType.MOBILE)

    assert parse_mobile(number) == number


@pytest.mark.parametrize("raw", ["07700900123", "+0 7700900123", "077009001231", "7700"])
def test_no_message_repeats_the_number_or_hides_it_in_a_cause(raw: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_mobile(raw)

    assert "7700" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_number_is_shown_as_people_here_dial_it_and_never_torn_in_two() -> None:
    assert as_dialled("+447700900123") == "07700\u00a0900123"


def test_a_number_from_elsewhere_is_shown_as_it_is() -> None:
    assert as_dialled("+999123456789") == "+999123456789"
