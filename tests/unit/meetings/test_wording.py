"""Reminder sentences fit one text, ask for digits, and say times as people do."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.day_words import BY_LANGUAGE
from bot.meetings.wording import ACKNOWLEDGEMENTS, Reply, Style, Wording, moved_wording, say_when
from bot.text.gsm import Encoding, measure
from bot.text.rendering import sms_body
from bot.text.templating import fill

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 12, 7, 12, tzinfo=LONDON)  # a Monday
FOLDER = Path(__file__).parents[3] / "bot/phrases"
PHRASES: dict[str, Any] = {
    key: said
    for name in ("reminders.yaml", "meetings.yaml")
    for key, said in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")).items()
}
LONGEST = {
    "worker": "W" * 11,
    "when": "Wed 23 Dec 10:30am",
    "place": "P" * 15,
    "promise": "p" * 31,
    "promises": "p" * 105,
    "way": "w" * 100,
    "others": "o" * 30,
    "was": "w" * 11,
}
OFFERED = {
    "offer_times": ("label_phone", "label_not_this_week"),
    "meet_times": ("label_not_this_week",),
    "not_that_time": (),
}
OPTS_OUT = {"stop", "cancel", "end", "quit", "revoke", "optout", "unsubscribe", "start", "help"}


def body(key: str) -> str:
    phrase = PHRASES[key]
    labels = [option["label"]["en"] for option in phrase.get("options", ())]
    return sms_body(fill(phrase["text"]["en"], LONGEST), labels)


@pytest.mark.parametrize("key", PHRASES)
def test_each_sentence_fits_one_text_with_the_longest_names(key: str) -> None:
    segments = measure(body(key))

    assert (segments.count, segments.encoding) == (1, Encoding.GSM7)


@pytest.mark.parametrize("key", OFFERED)
def test_three_times_and_what_goes_with_them_fit_one_text(key: str) -> None:
    times = [LONGEST["when"]] * 3
    labels = [PHRASES[label]["text"]["en"] for label in OFFERED[key]]
    segments = measure(sms_body(fill(PHRASES[key]["text"]["en"], LONGEST), [*times, *labels]))

    assert (segments.count, segments.encoding) == (1, Encoding.GSM7)


def test_coming_to_a_new_place_and_how_they_get_there_fit_one_text() -> None:
    thanks = fill(PHRASES["ack_coming"]["text"]["en"], LONGEST)

    assert measure(f"{thanks}\n{body('getting')}").count == 1


@pytest.mark.parametrize("key", PHRASES)
def test_no_sentence_is_longer_than_fifteen_words(key: str) -> None:
    for sentence in re.split(r"[.?!]\s", PHRASES[key]["text"]["en"]):
        assert len(sentence.split()) <= 15


@pytest.mark.parametrize("key", PHRASES)
def test_no_option_is_a_word_that_opts_out(key: str) -> None:
    for option in PHRASES[key].get("options", ()):
        assert not OPTS_OUT & set(re.findall(r"[a-z]+", option["label"]["en"].casefold()))


def test_every_wording_and_acknowledgement_has_its_sentence() -> None:
    assert {*Wording, *ACKNOWLEDGEMENTS.values()} <= PHRASES.keys()
    assert ACKNOWLEDGEMENTS.keys() == set(Reply)


@pytest.mark.parametrize("key", ["rem_change", "rem_change_discreet", "rem_eve"])
def test_a_reminder_offers_the_three_replies_in_order(key: str) -> None:
    assert [option["key"] for option in PHRASES[key]["options"]] == list(Reply)


def test_a_plain_reminder_asks_nothing() -> None:
    assert "options" not in PHRASES["rem_plain"]


@pytest.mark.parametrize("key", [k for k in PHRASES if k.endswith(("discreet", "plain"))])
def test_a_discreet_sentence_names_no_place(key: str) -> None:
    assert "{place}" not in PHRASES[key]["text"]["en"]


def test_a_discreet_notice_of_a_move_is_chosen_for_a_shared_phone() -> None:
    assert moved_wording(Style.FULL) is Wording.MOVED
    assert moved_wording(Style.PLAIN) is Wording.MOVED_DISCREET


@pytest.mark.parametrize(
    ("starts_at", "said"),
    [
        (datetime(2026, 12, 7, 16, tzinfo=LONDON), "today 4pm"),
        (datetime(2026, 12, 8, 15, 30, tzinfo=LONDON), "tomorrow 3:30pm"),
        (datetime(2026, 12, 8, 0, 5, tzinfo=LONDON), "tomorrow 12:05am"),
        (datetime(2026, 12, 13, 12, tzinfo=LONDON), "Sun 12 noon"),
        (datetime(2026, 12, 14, 9, tzinfo=LONDON), "Mon 14 Dec 9am"),
        (datetime(2026, 12, 6, 9, tzinfo=LONDON), "Sun 6 Dec 9am"),
        (datetime(2026, 12, 23, 10, 30, tzinfo=LONDON), "Wed 23 Dec 10:30am"),
        (datetime(2026, 6, 30, 15, tzinfo=UTC), "Tue 30 Jun 4pm"),
    ],
)
def test_says_a_time_as_people_do(starts_at: datetime, said: str) -> None:
    assert say_when(starts_at, NOW, LONDON) == said


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1971 < at.year < 2200),
    st.timedeltas(timedelta(days=-10), timedelta(days=400)),
)
def test_a_time_is_never_longer_than_eighteen_characters(now: datetime, ahead: timedelta) -> None:
    said = say_when(now + ahead, now, LONDON)

    assert len(said) <= 18
    assert measure(said).encoding is Encoding.GSM7
    assert all(len(say_when(now + ahead, now, LONDON, one)) <= 18 for one in BY_LANGUAGE)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("cy", ("heddiw 16:00", "yfory 9:30", "Sul 12:00", "Llun 28 Rhag 9:00")),
        ("pl", ("dziś 16:00", "jutro 9:30", "ndz 12:00", "pon 28 gru 9:00")),
        ("ur", ("آج 16:00", "کل 9:30", "اتوار 12:00", "پیر 28/12 9:00")),
        ("xx", ("today 4pm", "tomorrow 9:30am", "Sun 12 noon", "Mon 28 Dec 9am")),
    ],
)
def test_a_time_is_said_in_the_language_of_its_sentence(
    language: str, said: tuple[str, ...]
) -> None:
    times = [
        datetime(2026, 12, 7, 16, tzinfo=LONDON),
        datetime(2026, 12, 8, 9, 30, tzinfo=LONDON),
        datetime(2026, 12, 13, 12, tzinfo=LONDON),
        datetime(2026, 12, 28, 9, tzinfo=LONDON),
    ]

    assert tuple(say_when(at, NOW, LONDON, language) for at in times) == said


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_each_language_has_its_seven_days_and_its_months(language: str) -> None:
    words = BY_LANGUAGE[language]

    assert len(set(words.weekdays)) == 7
    assert len(set(words.months)) in (0, 12)
