"""My week: what is to do, what is coming, and what became of every text about it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store import tasks
from bot.store.database import Store
from bot.store.deliveries import Receipt
from bot.store.tables import audit, outbox, task
from bot.store.users import RoleName
from tests.factories import a_contact, rows, texts
from tests.sending import Sender
from tests.staff_pages import (
    SAM,
    answer_all,
    book,
    send,
    someone,
    words,
)


def test_a_meeting_is_shown_with_what_was_asked_for_and_the_reply(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    answer_all(services, "my-meetings", contact_id, 1)
    book(services, contact_id, sam)

    page = words(worker.get("/admin/week"))

    assert "Friday 27 November 4pm Pat1 , the Hub No reply yet" in page
    assert "Where Cafe and A centre How Walk and talk" in page
    assert "Who with A friend too What helps Quiet room and Getting there" in page


def test_own_words_stay_off_my_week_and_a_look_at_them_is_recorded(
    services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    answer_all(services, "my-meetings", contact_id, 1)
    book(services, contact_id, sam)

    week = worker.get("/admin/week").text
    before = rows(store, audit, audit.c.action == "answers.read")
    person = worker.get(f"/admin/people/{contact_id}").text

    assert "the past" not in week
    assert before == []
    assert "the past" in person
    (look,) = rows(store, audit, audit.c.action == "answers.read")
    assert (look.actor, look.subject) == (f"user:{sam}", f"contact:{contact_id}")


def test_what_became_of_a_reminder_is_said_and_delivered_is_never_called_read(
    worker: FlaskClient, sam: int, sender: Sender
) -> None:
    services, clock = sender.services, sender.clock
    book(services, a_contact(services, worker=SAM), sam)
    planned = words(worker.get("/admin/week"))
    clock.forward(days=1, hours=7)
    sender.send()
    sent = words(worker.get("/admin/week"))
    (reached,) = rows(services.store, outbox, outbox.c.state == "sent")
    services.record(
        Receipt(reached.ref, reached.external_id, "delivered", None, None, services.now())
    )
    delivered = words(worker.get("/admin/week"))

    assert "Reminder planned for tomorrow at 4pm." in planned
    assert "Reminder planned for Thursday 26 November at 6pm." in planned
    assert "Reminder sent today at 5pm. No word yet that it reached the phone." in sent
    assert "Reminder sent today at 5pm. Delivered to the phone." in delivered
    assert '"Delivered to the phone" does not tell us that anyone has read it.' in delivered


def test_a_refused_reminder_says_why_in_plain_words(
    worker: FlaskClient, sam: int, sender: Sender
) -> None:
    services, clock = sender.services, sender.clock
    book(services, a_contact(services, worker=SAM), sam)
    clock.forward(days=1, hours=6)
    sender.send()
    (reached,) = rows(services.store, outbox, outbox.c.state == "sent")

    services.record(
        Receipt(reached.ref, reached.external_id, "undelivered", "30005", None, services.now())
    )

    assert "Reminder did not arrive. The number we hold for Pat1 is not in use." in words(
        worker.get("/admin/week")
    )


def test_a_reply_to_a_reminder_reaches_the_week_and_the_list_to_do(
    worker: FlaskClient, sam: int, sender: Sender
) -> None:
    services, clock = sender.services, sender.clock
    book(services, a_contact(services, worker=SAM), sam)
    clock.forward(days=1, hours=6)
    sender.send()

    texts(services, "2")

    page = words(worker.get("/admin/week"))
    assert "Wants to change it" in page
    assert "Pat1 needs to change the meeting" in page


@pytest.mark.parametrize(
    "kind",
    [
        *("wrong_number", "wifi_link", "help_getting_there", "promise_wrong", "other_worker"),
        *("may_have_meant_cancel", "opted_out", "text_unsure", "never_heard_of"),
    ],
)
def test_every_task_is_a_sentence_with_the_nickname(
    services: Services, worker: FlaskClient, sam: int, kind: str
) -> None:
    store = services.store
    contact_id = a_contact(services, worker=SAM)
    with store.begin() as tx:
        tasks.raise_for(tx, worker_id=sam, contact_id=contact_id, kind=kind, now=services.now())

    page = words(worker.get("/admin/week"))

    to_do = page.partition("To do")[2].partition("This week")[0]
    assert "Pat1" in to_do
    assert kind not in to_do
    assert "{" not in to_do


def test_done_takes_a_task_off_its_own_list_alone(
    app: Flask, services: Services, worker: FlaskClient, sam: int
) -> None:
    store = services.store
    contact_id = a_contact(services, worker=SAM)
    with store.begin() as tx:
        tasks.raise_for(
            tx, worker_id=sam, contact_id=contact_id, kind="wifi_link", now=services.now()
        )
    (raised,) = rows(store, task)
    other = someone(app, services, RoleName.WORKER)
    path = f"/admin/week/tasks/{raised.id}/done"

    refused = send(other, path, seen="/admin/people/new")
    done = send(worker, path, seen="/admin/week")

    assert refused.status_code == 404
    assert "Nothing to do. All caught up." in words(done)


def test_a_lead_sees_the_teams_lists_and_meetings(
    app: Flask, services: Services, store: Store, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    book(services, contact_id, sam)
    with store.begin() as tx:
        tasks.raise_for(
            tx, worker_id=sam, contact_id=contact_id, kind="wifi_link", now=services.now()
        )
    theirs = someone(app, services, RoleName.LEAD, team="North")
    elsewhere = someone(app, services, RoleName.LEAD, team="South", email="far@council.example")

    page, far = words(theirs.get("/admin/week")), words(elsewhere.get("/admin/week"))

    assert "Sam: Pat1 would like a chat link" in page
    assert "No reply yet with Sam" in page
    assert "Pat1" not in far


def test_weeks_can_be_turned_and_nonsense_shows_this_one(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    book(services, a_contact(services, worker=SAM), sam, days=8)

    assert "Pat1" not in words(worker.get("/admin/week"))
    assert "Pat1" in words(worker.get("/admin/week?from=2026-11-30"))
    assert "The next 7 days" in words(worker.get("/admin/week?from=never"))
