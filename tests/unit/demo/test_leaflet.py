"""What is printed: addresses, links and what to try; nothing of a phone page that is not there."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.demo.leaflet import Place, Today, leaflet
from bot.demo.people import STAFF

TODAY = Today(
    sign_in={member: f"http://localhost:8000/admin/first/{member.name}" for member in STAFF},
    chat_link="http://localhost:8000/chat/abc",
    reminder_at=datetime(2026, 11, 23, 15, 6, tzinfo=UTC),
)


def printed(*, carrier_url: str | None = "http://localhost:8001", today: Today = TODAY) -> str:
    return leaflet(Place("http://localhost:8000", carrier_url, "var/demo/settings.env"), today)


def test_it_gives_every_member_of_staff_a_link_and_the_chat_another() -> None:
    text = printed()

    assert all(link in text for link in TODAY.sign_in.values())
    assert TODAY.chat_link in text


def test_it_says_which_phone_gets_a_reminder_and_when() -> None:
    line = next(line for line in printed().splitlines() if "reminder" in line)

    assert "Bree gets a reminder at 15:06" in line
    assert line.endswith("http://localhost:8001/phone/+447700900100")


def test_it_promises_no_reminder_where_none_was_booked_at_this_start() -> None:
    later = Today(TODAY.sign_in, TODAY.chat_link, reminder_at=None)

    assert "reminder" not in printed(today=later)


def test_without_a_phone_page_of_ours_it_names_no_phone() -> None:
    assert "/phone" not in printed(carrier_url=None)
