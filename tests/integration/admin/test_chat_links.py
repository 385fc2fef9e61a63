"""Chat links: 128 bits by chance, one person's, ending, taken back at once, and in no log."""

from __future__ import annotations

import base64
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store import chats
from bot.store.database import Store
from bot.store.tables import audit, chat_link, chat_visit
from tests.factories import BASE_URL, Clock, a_contact, rows
from tests.staff_pages import SAM, send


def token_of(services: Services, contact_id: int) -> str:
    return services.chat.link(contact_id).removeprefix(f"{BASE_URL}/chat/")


def test_a_link_holds_128_bits_and_nothing_of_the_number(services: Services) -> None:
    contact_id = a_contact(services)
    tokens = {token_of(services, contact_id) for _ in range(50)}

    assert len(tokens) == 50
    assert {len(base64.urlsafe_b64decode(token + "==")) for token in tokens} == {16}


def test_it_is_swapped_for_a_cookie_at_once_and_stands_in_no_page_or_log(
    client: FlaskClient, services: Services, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    token = token_of(services, a_contact(services))

    with caplog.at_level(logging.DEBUG):
        first = client.get(f"/chat/{token}")
        page = client.get(first.location)

    assert (first.status_code, first.location) == (303, "/chat")
    assert token not in first.headers["Set-Cookie"]
    assert token not in page.text
    assert token not in caplog.text
    stored = str(rows(store, chat_link)) + str(rows(store, chat_visit)) + str(rows(store, audit))
    assert token not in stored


def test_an_error_on_the_way_in_does_not_log_the_link(
    app: Flask,
    client: FlaskClient,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    token = token_of(services, a_contact(services))
    monkeypatch.setattr(chats, "begin_visit", lambda *_: 1 / 0)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    assert client.get(f"/chat/{token}").status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert token not in caplog.text


def test_it_ends_by_itself(client: FlaskClient, services: Services, clock: Clock) -> None:
    token = token_of(services, a_contact(services))

    clock.forward(days=31)

    assert client.get(f"/chat/{token}").status_code == 404


def test_taken_back_it_opens_nothing_and_what_it_opened_is_over(
    client: FlaskClient, app: Flask, services: Services
) -> None:
    contact_id, other = a_contact(services), a_contact(services, number=2)
    token, elses = token_of(services, contact_id), token_of(services, other)
    client.get(f"/chat/{token}")
    assert client.get("/chat/messages").status_code == 200

    assert services.chat.revoke(contact_id) == 1

    assert client.get("/chat/messages").status_code == 403
    assert app.test_client().get(f"/chat/{token}").status_code == 404
    assert app.test_client().get(f"/chat/{elses}").status_code == 303
    assert app.test_client().get(f"/chat/{token_of(services, contact_id)}").status_code == 303


def test_a_link_opened_without_end_stops_opening(client: FlaskClient, services: Services) -> None:
    token = token_of(services, a_contact(services))

    codes = [client.get(f"/chat/{token}").status_code for _ in range(61)]

    assert codes == [303] * 60 + [404]


def test_a_worker_makes_one_and_ends_all(
    client: FlaskClient, services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    person = f"/admin/people/{contact_id}"

    page = send(worker, f"{person}/chat-link", seen=person)
    link = page.text.partition(f"{BASE_URL}/chat/")[2][:22]
    assert client.get(f"/chat/{link}").status_code == 303
    assert link not in worker.get(person).text

    send(worker, f"{person}/end-chat-links", seen=person)
    assert client.get("/chat/messages").status_code == 403
    done = [row.action for row in rows(store, audit) if row.action.startswith("chat.")]
    assert done == ["chat.link", "chat.revoke"]
