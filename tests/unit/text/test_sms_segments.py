"""What a text costs: the vectors of T4.7, and the plainer spellings of T4.8."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.gsm import Encoding, Segments, downgrade, measure

W = "ŵ"
GSM, UCS = Encoding.GSM7, Encoding.UCS2


@pytest.mark.parametrize(
    ("text", "count", "encoding"),
    [
        ("", 0, GSM),
        ("a", 1, GSM),
        ("a" * 160, 1, GSM),
        ("a" * 161, 2, GSM),
        ("a" * 306, 2, GSM),
        ("a" * 307, 3, GSM),
        ("a" * 158 + "€", 1, GSM),
        ("a" * 159 + "€", 2, GSM),
        ("a" * 152 + "€" + "a" * 152, 3, GSM),
        (W * 70, 1, UCS),
        (W * 71, 2, UCS),
        (W * 134, 2, UCS),
        (W * 135, 3, UCS),
        (W * 66 + "👍" + W * 66, 3, UCS),
        ("👍" * 35, 1, UCS),
        ("👍" * 36, 2, UCS),
        ("It\u2019s Tuesday", 1, UCS),
        ("café", 1, GSM),
        ("tê", 1, UCS),
        ("^{}\\[~]|€\f" * 8, 1, GSM),
        ("^{}\\[~]|€\f" * 8 + "a", 2, GSM),
    ],
)
def test_parts_are_counted_as_carriers_count_them(
    text: str, count: int, encoding: Encoding
) -> None:
    measured = measure(text)

    assert (measured.count, measured.encoding) == (count, encoding)


def test_units_count_escapes_and_surrogates_twice() -> None:
    assert measure("a€") == Segments(1, GSM, 3)
    assert measure("ŵ👍") == Segments(1, UCS, 3)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("It\u2019s \u201cfine\u201d", 'It\'s "fine"'),
        ("now \u2013 or later\u2014ok", "now - or later-ok"),
        ("wait\u2026", "wait..."),
        ("10\u00a0am\tto\u202f11", "10 am to 11"),
        ("a\u200bb\ufeffc\u00add\u2060", "abcd"),
        ("cafe\u0301", "café"),
        ("a\u200db", "ab"),
        ("• one", "- one"),
    ],
)
def test_typographers_signs_become_plain(typed: str, plain: str) -> None:
    assert downgrade(typed) == plain
    assert measure(downgrade(typed)).encoding is GSM


@pytest.mark.parametrize(
    "text",
    [
        "Dw i'n hoffi tŷ bach, dŵr, tê, tân, môr a sïo",
        "Zażółć gęślą jaźń",
        "نہیں\u200cبعد",
        "👨\u200d👩\u200d👧",
    ],
)
def test_letters_and_joined_signs_are_never_touched(text: str) -> None:
    assert downgrade(text) == text
    assert measure(text).encoding is UCS


@given(st.text(max_size=400))
def test_downgrading_twice_changes_nothing_more(text: str) -> None:
    once = downgrade(text)

    assert downgrade(once) == once


@given(st.text(max_size=400))
def test_a_part_never_holds_more_than_it_can(text: str) -> None:
    measured = measure(text)
    single, part = (160, 153) if measured.encoding is GSM else (70, 67)

    assert measured.units <= (single if measured.count <= 1 else measured.count * part)
