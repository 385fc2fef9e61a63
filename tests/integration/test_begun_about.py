"""A conversation about a meeting names it, and a review sets what was said last time beside now."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.app import Services
from bot.conversation.budget import BegunBy
from bot.store.tables import flow_request
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, phone, said_to, texts


def met(services: Services, **ahead: float) -> int:
    worker_id = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.book(
        contact_id=contact_id,
        worker_id=worker_id,
        starts_at=services.now() + timedelta(**ahead),
        place="the cafe",
        actor="tests",
    )
    return contact_id


def test_getting_ready_says_when_the_meeting_is(services: Services) -> None:
    contact_id = met(services, days=1, hours=6)

    services.start_flow(flow="getting-ready", contact_id=contact_id)

    assert "You have a meeting tomorrow 4pm." in said_to(services.store)[-1]


def test_a_flow_that_waited_a_week_names_the_meeting_that_is_next_by_then(
    services: Services, clock: Clock
) -> None:
    contact_id = met(services, days=9, hours=6)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "no thanks")
    services.start_flow(flow="getting-ready", contact_id=contact_id)

    clock.forward(days=8)
    services.begin_due()

    assert "You have a meeting tomorrow 4pm." in said_to(services.store)[-1]


def test_without_a_meeting_no_day_is_made_up(services: Services) -> None:
    contact_id = a_contact(services)

    services.start_flow(flow="getting-ready", contact_id=contact_id)

    assert "{" not in said_to(services.store)[-1]
    assert "today" not in said_to(services.store)[-1]


def test_a_promise_told_at_the_start_is_asked_about(services: Services) -> None:
    contact_id = a_contact(services)

    services.start_flow(
        flow="after-meeting", contact_id=contact_id, told={"promise": "find a course"}
    )
    texts(services, "1")

    assert "said they would find a course. Did it happen?" in said_to(services.store)[-1]


def review(services: Services, contact_id: int, *replies: str) -> str:
    services.start_flow(flow="my-review", contact_id=contact_id, begun_by=BegunBy.KEYWORD)
    texts(services, "1", *replies)
    return said_to(services.store)[-1]


def test_a_second_review_shows_then_and_now(services: Services, clock: Clock) -> None:
    contact_id = a_contact(services)

    first = review(services, contact_id, "1", "2", "3", "1", "skip")
    clock.forward(days=28)
    second = review(services, contact_id, "3", "2", "1", "1", "skip")

    assert "Then and now" not in first
    assert "Then and now" in second
    assert second.count(" > ") == 4


PROMISE = {"promise": "find a course"}
ASKED = "said they would find a course. Did it happen?"


def sealed_away(services: Services) -> list[bytes]:
    with services.store.reading() as tx:
        return [row for row in tx.db.scalars(select(flow_request.c.told)) if row is not None]


def test_a_promise_told_while_another_talk_is_open_is_asked_about_after_it(
    services: Services,
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="ideas", contact_id=contact_id)
    services.start_flow(flow="after-meeting", contact_id=contact_id, told=PROMISE)
    (kept,) = sealed_away(services)

    texts(services, "1", "skip")  # they leave it there, and their week still has room
    services.begin_due()
    texts(services, "1")

    assert ASKED in said_to(services.store)[-1]
    assert b"course" not in kept
    assert sealed_away(services) == []  # it is not kept once it was asked about


def test_a_promise_told_in_a_full_week_is_asked_about_in_the_next(
    services: Services, clock: Clock
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "no thanks")
    services.start_flow(flow="after-meeting", contact_id=contact_id, told=PROMISE)

    clock.forward(days=8)
    services.begin_due()
    texts(services, "1")

    assert ASKED in said_to(services.store)[-1]


def test_whom_it_is_about_is_said_once_the_number_is_confirmed(services: Services) -> None:
    contact_id = a_contact(services, ok_to_text=False)
    services.start_flow(
        flow="carer-view", contact_id=contact_id, told={"who": "Jo", "when": "tomorrow at 4pm"}
    )

    texts(services, "1", "1", "1", "1")

    assert "You were at a meeting about Jo." in said_to(services.store)[-1]


def test_a_promise_waits_until_they_say_who_holds_a_shared_phone(services: Services) -> None:
    contact_id = a_contact(services)
    services.add_contact(nickname="Sam", phone=phone(1), age_band="13-15", ok_to_text=True)
    services.start_flow(flow="after-meeting", contact_id=contact_id, told=PROMISE)

    texts(services, "Pat1", "1")

    assert ASKED in said_to(services.store)[-1]
