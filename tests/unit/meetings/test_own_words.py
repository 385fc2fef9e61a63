"""Times in own words, promises in one line, codes, and a booking by text."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.meetings import joining
from bot.meetings.booking_by_text import NO_PLACE, NO_TIME, NOBODY, SEVERAL, ByText, read_booking
from bot.meetings.own_times import time_in
from bot.meetings.promises import LONGEST, Promised, parse, told

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 30, 10, tzinfo=LONDON)  # a Monday
THURSDAY = datetime(2026, 12, 3, 16, tzinfo=LONDON)
TODAY = NOW.date()
FRIDAY = date(2026, 12, 4)
MINE = {1: "Pip", 2: "Pip Lee", 3: "Dex", 4: "Dex"}


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("friday", "2026-12-04 16:00"),
        ("can we do friday instead", "2026-12-04 16:00"),
        ("fri at 5", "2026-12-04 17:00"),
        ("5pm instead", "2026-12-03 17:00"),
        ("same time friday", "2026-12-04 16:00"),
        ("i cant do thursday can we do friday at 4", "2026-12-04 16:00"),
        ("cant do 4 but 5 is ok", "2026-12-03 17:00"),
        ("tuesday 3.30 at the park", "2026-12-01 15:30"),
        ("next week", None),
        ("idk", None),
        ("can it be later", None),
        ("", None),
    ],
)
def test_a_time_is_read_beside_the_meeting(words: str, at: str | None) -> None:
    found = time_in(words, NOW, LONDON, THURSDAY)

    assert (f"{found.astimezone(LONDON):%Y-%m-%d %H:%M}" if found else None) == at


@given(st.text(max_size=200))
def test_any_words_are_a_time_to_come_or_none(words: str) -> None:
    found = time_in(words, NOW, LONDON, THURSDAY)

    assert found is None or found > NOW


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        ([Promised("worker", "ring the school")], "Sam will ring the school"),
        (
            [
                Promised("worker", "ring school", date(2026, 12, 4)),
                Promised("worker", "find a bus"),
            ],
            "Sam will ring school by Fri 4 Dec and find a bus",
        ),
        (
            [Promised("them", "bring the letter"), Promised("worker", "ring school")],
            "Sam will ring school. You will bring the letter",
        ),
    ],
)
def test_promises_are_one_line(promised: list[Promised], said: str) -> None:
    assert told(promised, "Sam") == said


@pytest.mark.parametrize(
    ("who", "words", "due_on"),
    [
        ("somebody", "ring", None),
        ("worker", " ", None),
        ("worker", "x" * (LONGEST + 1), None),
        ("worker", "ring", date(2026, 11, 29)),
    ],
)
def test_a_promise_that_is_none_says_how_to_mend_it(
    who: str, words: str, due_on: date | None
) -> None:
    with pytest.raises(BadInput):
        parse(who, words, due_on, TODAY)


def test_a_promise_is_kept_as_it_is_said_in_a_sentence() -> None:
    assert parse("worker", " Ring  the school. ", None, TODAY).words == "ring the school"
    assert parse("worker", "GP letter", None, TODAY).words == "GP letter"


def test_a_code_is_read_however_it_is_typed() -> None:
    for _ in range(50):
        code = joining.draw()
        for typed in (code, joining.shown(code), f"Join {code}", f" {code.upper()}. "):
            assert joining.read_code(typed) == code


@pytest.mark.parametrize(
    "words", ["thanks", "please", "123456", "friday", "3 4 6 7 8 9", "ok 4 me"]
)
def test_what_people_text_is_no_code(words: str) -> None:
    assert joining.read_code(words) is None


@given(st.text(max_size=60))
def test_any_text_is_a_code_of_six_or_none(words: str) -> None:
    found = joining.read_code(words)

    assert found is None or (len(found) == joining.LENGTH and set(found) <= set(joining.LETTERS))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("book pip friday 4pm the cafe", (1, "2026-12-04 16:00", "the cafe")),
        ("Book Pip Lee tue 3.30pm at the library", (2, "2026-12-01 15:30", "the library")),
        ("book pip tomorrow at 4 in the park", (1, "2026-12-01 16:00", "the park")),
    ],
)
def test_a_booking_by_text_is_read(text: str, read: tuple[int, str, str]) -> None:
    found = read_booking(text, MINE, NOW, LONDON)

    assert isinstance(found, ByText)
    at = f"{found.starts_at.astimezone(LONDON):%Y-%m-%d %H:%M}"
    assert (found.contact_id, at, found.place) == read


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("hello", ""),
        ("book dex friday 4pm the cafe", SEVERAL),
        ("book zed friday 4pm the cafe", NOBODY),
        ("book pip the cafe", NO_TIME.format(name="Pip")),
        ("book pip friday 4pm", NO_PLACE.format(name="Pip")),
    ],
)
def test_a_booking_by_text_that_is_unclear_says_how_to_text_it(text: str, back: str) -> None:
    assert read_booking(text, MINE, NOW, LONDON) == back


@given(st.text(max_size=120))
def test_any_text_from_a_worker_can_be_read(text: str) -> None:
    read_booking(f"book pip {text}", MINE, NOW, LONDON)
