"""The words of staff pages: days and times, what became of a text, and released figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from admin.board_tables import answered_at_least, findings
from admin.delivery_words import Said, say_text
from admin.times import parse_date, parse_time, say_ago, say_clock, say_moment
from bot.conversation.house import House
from bot.engine.loading import load_flow, shipped
from bot.insight.figures import Hidden, SafeFigures, SafeQuestion, SafeTally
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.store.queries.meetings import TextAbout

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUSE = House("The Hub", "http://localhost:8000", LONDON, NO_QUIET_HOURS, b"3" * 32)
C = Hidden.CONFIDENTIAL


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(0, 0), "12am"),
        (time(9, 5), "9:05am"),
        (time(12, 0), "12 noon"),
        (time(12, 30), "12:30pm"),
        (time(16, 0), "4pm"),
    ],
)
def test_a_clock_is_said_as_people_do(clock: time, said: str) -> None:
    assert say_clock(clock) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(0), "today at 10am"),
        (timedelta(days=1), "tomorrow at 10am"),
        (timedelta(days=-1), "yesterday at 10am"),
        (timedelta(days=2), "Wednesday 25 November at 10am"),
        (timedelta(days=60), "Friday 22 January 2027 at 10am"),
    ],
)
def test_a_moment_is_said_by_its_nearness(ahead: timedelta, said: str) -> None:
    assert say_moment(NOW + ahead, NOW, LONDON) == said


def test_a_summer_moment_is_said_by_the_clock_on_the_wall() -> None:
    at = datetime(2027, 6, 1, 15, 0, tzinfo=UTC)

    assert say_moment(at, NOW, LONDON) == "Tuesday 1 June 2027 at 4pm"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(59, "just now"), (60, "1 minute ago"), (7_300, "2 hours ago"), (90_000, "1 day ago")],
)
def test_an_age_is_said_in_its_largest_unit(seconds: int, said: str) -> None:
    assert say_ago(NOW - timedelta(seconds=seconds), NOW) == said


@pytest.mark.parametrize("typed", ["2026-11-27", "27/11/2026", " 27 November 2026 "])
def test_a_date_is_read_however_a_browser_sends_it(typed: str) -> None:
    assert parse_date(typed) == date(2026, 11, 27)


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30", "27/13/2026"])
def test_no_date_is_made_of_nonsense(typed: str) -> None:
    assert parse_date(typed) is None


def test_a_time_is_read_with_a_colon_or_a_dot() -> None:
    assert (parse_time("16:00"), parse_time("16.30"), parse_time("4 o'clock")) == (
        time(16),
        time(16, 30),
        None,
    )


def a_text(**fields: object) -> TextAbout:
    usual: dict[str, object] = {
        "kind": "reminder",
        "channel": "sms",
        "state": "sent",
        "delivery": None,
        "due_at": NOW,
        "sent_at": NOW,
        "error_code": None,
        "why": None,
        "dry": False,
    }
    return TextAbout(**{**usual, **fields})  # type: ignore[arg-type]  # a factory's open fields


def said(**fields: object) -> Said:
    return say_text(a_text(**fields), "Kit", lambda at: say_moment(at, NOW, LONDON), now=NOW)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "queued", "due_at": NOW + timedelta(days=1)}, "planned for tomorrow at 10am."),
        ({"state": "claimed"}, "waiting to go."),
        ({"state": "queued", "error_code": "20429"}, "did not go yet. We will try again"),
        ({"state": "sending"}, "going out now."),
        ({"delivery": "accepted"}, "sent today at 10am. No word yet"),
        ({"delivery": "sent"}, "No word yet that it reached the phone."),
        ({"delivery": "delivered"}, "Delivered to the phone."),
        ({"delivery": "undelivered", "error_code": "30003"}, "Kit's phone was off"),
        ({"delivery": "failed"}, "did not arrive. Please reach Kit another way."),
        ({"channel": "chat"}, "put in the web chat today at 10am."),
        ({"dry": True}, "would have gone today at 10am. Sending is switched off."),
        ({"state": "failed", "error_code": "21610"}, "Kit has asked for no more texts."),
        ({"state": "void", "why": "they asked for no more texts"}, "not sent: they asked for no"),
        ({"state": "unknown"}, "we cannot tell whether it went."),
    ],
)
def test_every_state_of_a_text_is_a_plain_sentence(
    fields: dict[str, object], sentence: str
) -> None:
    assert sentence in said(**fields).sentence


@pytest.mark.parametrize("delivery", ["accepted", "sent", "delivered", "read"])
def test_no_text_is_ever_said_to_be_read_or_seen(delivery: str) -> None:
    words = said(delivery=delivery).sentence.casefold()

    assert "read" not in words
    assert "seen" not in words


def a_question(**fields: object) -> SafeQuestion:
    figures = SafeFigures(C, 40, C, {"relax": 30, "meet_friends": 20, "get_advice": C})
    by_gender = {"girl": figures, "boy": figures}
    usual: dict[str, object] = {
        "id": "i1",
        "multi": True,
        "open": False,
        "overall": figures,
        "breakdowns": {"age_band": None, "gender": by_gender, "area": None},
    }
    return SafeQuestion(**{**usual, **fields})  # type: ignore[arg-type]  # a factory's open fields


def test_figures_are_shown_with_their_labels_and_hidden_ones_without_a_bar() -> None:
    flow = load_flow(shipped()["good-place"])

    (finding,) = findings(flow, SafeTally(10, (a_question(),)), HOUSE)

    assert finding.headline == "40 young people answered. Most chose: Relax (30)."
    assert [(o.label, o.count, o.bar) for o in finding.options] == [
        ("Relax", "30", 75),
        ("Meet friends", "20", 50),
        ("Get advice", "c", None),
    ]
    assert (finding.asked, finding.answered, finding.skipped) == ("c", "40", "c")


def test_a_withheld_breakdown_says_why_and_others_name_their_groups() -> None:
    flow = load_flow(shipped()["good-place"])

    (finding,) = findings(flow, SafeTally(10, (a_question(),)), HOUSE)

    age, gender, area = finding.splits
    assert age.note == ("The figures by age are not shown: some groups are too small to be safe.")
    assert area.note is not None
    assert gender.groups == ("Girls", "Boys")
    assert gender.rows == (
        ("Answered", ("40", "40")),
        ("Relax", ("30 (75 %)", "30 (75 %)")),
        ("Meet friends", ("20 (50 %)", "20 (50 %)")),
    )
    assert gender.left_out


def test_how_many_answered_is_told_from_shown_figures_alone() -> None:
    hidden = a_question(overall=SafeFigures(C, C, C, {"relax": C}))

    assert answered_at_least(SafeTally(10, (hidden, a_question()))) == (
        "At least 40 young people have answered."
    )
    assert answered_at_least(SafeTally(10, (hidden,))) == (
        "Fewer than 10 young people answered any one question."
    )


def test_a_question_gone_from_the_newest_version_keeps_its_figures() -> None:
    flow = load_flow(shipped()["good-place"])

    (finding,) = findings(flow, SafeTally(10, (a_question(id="gone"),)), HOUSE)

    assert (finding.question, finding.options[0].label) == ("gone", "relax")
