"""What Twilio posts: signed or refused, in every odd shape, and while the store is away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from bot.app import Services
from bot.conversation.model import Became
from bot.errors import StoreUnavailable
from bot.safeguarding.replies import approved_texts
from bot.store.database import Store
from bot.store.sending_tables import delivery_event
from bot.store.tables import answer, concern, inbound_message, outbox
from tests.factories import BASE_URL, TOKEN, a_contact, away, outgoing, phone, rows, texts
from tests.sending import Sender, take

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
SID = "SM" + "0" * 32
INBOUND = "/webhooks/twilio/inbound"
FALLBACK = "/webhooks/twilio/fallback"
STATUS = "/webhooks/twilio/status"


def a_form(words: str = "1", **fields: str) -> dict[str, str]:
    usual = {
        "MessageSid": SID,
        "AccountSid": "AC" + "1" * 32,
        "From": phone(1),
        "To": "+447700900000",
        "Body": words,
        "NumMedia": "0",
        "NumSegments": "1",
        "SomethingNew": "that nobody knows yet",
    }
    return usual | fields


def post(
    client: FlaskClient, path: str, form: Mapping[str, str], *, signature: str | None = None
) -> TestResponse:
    """Post as Twilio does, signed for the configured base URL unless a signature is given."""
    if signature is None:
        signature = RequestValidator(TOKEN).compute_signature(BASE_URL + path, dict(form))
    return client.post(path, data=dict(form), headers={"X-Twilio-Signature": signature})


def test_a_signed_text_is_stored_and_answered_with_nothing(
    client: FlaskClient, store: Store
) -> None:
    answered = post(client, INBOUND, a_form("hello"))

    assert (answered.status_code, answered.text) == (200, EMPTY)
    assert answered.mimetype == "text/xml"
    assert len(rows(store, inbound_message)) == 1


@pytest.mark.parametrize("path", [INBOUND, FALLBACK, STATUS])
@pytest.mark.parametrize("signature", ["", "wrong", "AAAA", "é", "a" * 5000, "=" * 28])
def test_a_missing_wrong_or_malformed_signature_is_refused_and_nothing_is_stored(
    client: FlaskClient, store: Store, path: str, signature: str
) -> None:
    header = signature.encode("utf-8").decode("latin-1")
    answered = post(client, path, a_form(), signature=header)

    assert answered.status_code == 403
    assert phone(1) not in answered.text
    assert rows(store, inbound_message) == rows(store, delivery_event) == []


def test_no_signature_at_all_is_refused(client: FlaskClient, store: Store) -> None:
    assert client.post(INBOUND, data=a_form()).status_code == 403
    assert rows(store, inbound_message) == []


def test_a_signature_for_another_text_is_refused(client: FlaskClient, store: Store) -> None:
    signature = RequestValidator(TOKEN).compute_signature(BASE_URL + INBOUND, a_form("1"))

    assert post(client, INBOUND, a_form("2"), signature=signature).status_code == 403
    assert rows(store, inbound_message) == []


def test_the_host_a_request_names_makes_no_difference(client: FlaskClient) -> None:
    signature = RequestValidator(TOKEN).compute_signature(BASE_URL + INBOUND, a_form())

    answered = client.post(
        INBOUND,
        data=a_form(),
        headers={"X-Twilio-Signature": signature, "X-Forwarded-Host": "else.example.org"},
        base_url="https://else.example.org",
    )

    assert answered.status_code == 200


@pytest.mark.parametrize("path", [INBOUND, FALLBACK, STATUS])
def test_what_is_no_form_is_refused_with_a_sentence(
    client: FlaskClient, store: Store, path: str
) -> None:
    json = client.post(path, json={"MessageSid": SID})
    bare = client.post(path, data=b"\x00\x01", content_type="application/octet-stream")

    assert (json.status_code, bare.status_code) == (415, 415)
    assert bare.text == "Send a form, please."
    assert rows(store, inbound_message) == []


def test_what_is_too_large_is_refused_with_a_sentence(client: FlaskClient, store: Store) -> None:
    answered = post(client, INBOUND, a_form("a" * 70_000))

    assert (answered.status_code, answered.text) == (413, "That is too large.")
    assert rows(store, inbound_message) == []


@pytest.mark.parametrize(
    "fields", [{"MessageSid": ""}, {"MessageSid": "../../etc"}, {"From": ""}, {"From": "  "}]
)
def test_a_text_without_an_id_or_a_sender_is_refused(
    client: FlaskClient, store: Store, fields: dict[str, str]
) -> None:
    assert post(client, INBOUND, a_form(**fields)).status_code == 400
    assert rows(store, inbound_message) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"Body": "a" * 1600},
        {"Body": "😀" * 800},
        {"Body": ""},
        {"Body": "", "NumMedia": "3", "MediaUrl0": "https://example.org/x"},
        {"Body": "٢"},
        {"Body": "1\x00"},
        {"NumMedia": "many"},
        {"NumMedia": "²"},
        {"From": "O2"},
        {"From": "+447700900101\n"},
        {"OptOutType": "SOMETHING"},
    ],
    ids=repr,
)
def test_any_text_at_all_is_taken(
    client: FlaskClient, store: Store, fields: dict[str, str]
) -> None:
    assert post(client, INBOUND, a_form(**fields)).status_code == 200
    assert len(rows(store, inbound_message)) == 1


def test_the_same_text_three_times_is_one_row_and_one_reply(
    client: FlaskClient, store: Store
) -> None:
    codes = [post(client, INBOUND, a_form("hello")).status_code for _ in range(3)]

    assert codes == [200, 200, 200]
    assert len(rows(store, inbound_message)) == len(rows(store, outbox)) == 1


def test_an_opt_out_type_is_heard(client: FlaskClient, store: Store) -> None:
    post(client, INBOUND, a_form("STOP", OptOutType="STOP"))

    assert [row.became for row in rows(store, inbound_message)] == [Became.OPT_OUT]
    assert outgoing(store) == []


def test_the_store_away_is_said_with_503_and_when_to_come_back(
    client: FlaskClient, app: Flask, services: Services, tmp_path: Path
) -> None:
    with away(app.extensions["sayso"].store, tmp_path):
        answered = post(client, INBOUND, a_form("hello"))

    assert answered.status_code == 503
    assert answered.headers["Retry-After"] == "30"
    assert "hello" not in answered.text


def test_a_receipt_while_the_store_is_away_is_to_come_again(
    client: FlaskClient, app: Flask, services: Services, tmp_path: Path
) -> None:
    with away(app.extensions["sayso"].store, tmp_path):
        form = {"MessageSid": SID, "MessageStatus": "delivered"}
        assert post(client, STATUS, form).status_code == 503


@pytest.mark.parametrize("words", ["1", "my dad hits me", "HELP", "hello"])
def test_the_fallback_answers_from_the_approved_set_and_keeps_the_text(
    client: FlaskClient,
    app: Flask,
    services: Services,
    store: Store,
    tmp_path: Path,
    words: str,
) -> None:
    with away(app.extensions["sayso"].store, tmp_path):
        answered = post(client, FALLBACK, a_form(words))

    assert answered.status_code == 200
    said = answered.text.partition("<Message>")[2].partition("</Message>")[0]
    assert said in approved_texts()
    (kept,) = services.settings.spool_directory.iterdir()
    assert words.encode() not in kept.read_bytes() or words == "1"
    assert b"900101" not in kept.read_bytes()
    assert rows(store, inbound_message) == []


@pytest.mark.parametrize("fields", [{"Body": "STOP", "OptOutType": "STOP"}, {"Body": "stop texts"}])
def test_the_fallback_says_nothing_to_somebody_leaving_and_they_leave_on_replay(
    client: FlaskClient,
    app: Flask,
    services: Services,
    store: Store,
    tmp_path: Path,
    fields: dict[str, str],
) -> None:
    with away(app.extensions["sayso"].store, tmp_path):
        assert post(client, FALLBACK, a_form(**fields)).text == EMPTY

    services.replay()

    assert [row.became for row in rows(store, inbound_message)] == [Became.OPT_OUT]


def test_replay_stores_and_screens_it_once_and_answers_no_old_question(
    client: FlaskClient, app: Flask, services: Services, store: Store, tmp_path: Path
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1")
    before = len(rows(store, outbox))
    with away(app.extensions["sayso"].store, tmp_path):
        post(client, FALLBACK, a_form("1"))

    assert (services.replay(), services.replay()) == (1, 0)

    assert [row.became for row in rows(store, inbound_message)] == [Became.ANSWER, Became.LATE]
    assert rows(store, answer, answer.c.status == "answered") == []
    assert len(rows(store, outbox)) == before
    assert texts(services, "1") == [Became.ANSWER]


def test_a_worry_kept_aside_becomes_a_concern_answered_only_once(
    client: FlaskClient, app: Flask, services: Services, store: Store, tmp_path: Path
) -> None:
    a_contact(services)
    with away(app.extensions["sayso"].store, tmp_path):
        post(client, FALLBACK, a_form("my dad hits me"))

    services.replay()

    assert len(rows(store, concern)) == 1
    assert outgoing(store, number=1) == []
    assert len(outgoing(store, outbox.c.kind == "alert")) == 2


def test_replay_after_the_store_had_it_all_along_changes_nothing(
    client: FlaskClient, app: Flask, services: Services, store: Store, tmp_path: Path
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    post(client, INBOUND, a_form("1"))
    before = [tuple(row) for row in rows(store, outbox)]
    with away(app.extensions["sayso"].store, tmp_path):
        post(client, FALLBACK, a_form("1"))

    services.replay()

    assert [tuple(row) for row in rows(store, outbox)] == before
    assert len(rows(store, inbound_message)) == 1
    assert list(services.settings.spool_directory.iterdir()) == []


def test_replay_while_the_store_is_still_away_loses_nothing(
    client: FlaskClient, app: Flask, services: Services, store: Store, tmp_path: Path
) -> None:
    with away(app.extensions["sayso"].store, tmp_path):
        post(client, FALLBACK, a_form("hello"))
    with away(store, tmp_path), pytest.raises(StoreUnavailable):
        services.replay()

    assert services.replay() == 1
    assert len(rows(store, inbound_message)) == 1


def test_one_kept_text_that_cannot_be_read_does_not_hold_up_the_others(
    client: FlaskClient, app: Flask, services: Services, store: Store, tmp_path: Path
) -> None:
    folder = services.settings.spool_directory
    folder.mkdir(parents=True)
    (folder / "0.spooled").write_bytes(b"k1:damaged")
    with away(app.extensions["sayso"].store, tmp_path):
        post(client, FALLBACK, a_form("hello"))

    assert services.replay() == 1

    assert len(rows(store, inbound_message)) == 1
    assert [file.name for file in folder.iterdir()] == ["0.spooled"]


def test_the_fallback_with_the_store_there_is_like_any_text(
    client: FlaskClient, services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))

    assert post(client, FALLBACK, a_form("1")).text == EMPTY
    assert [row.became for row in rows(store, inbound_message)] == [Became.ANSWER]


@pytest.mark.parametrize("status", ["delivered", "partially_delivered", "READ"])
def test_a_receipt_is_found_by_our_ref(
    client: FlaskClient, services: Services, store: Store, sender: Sender, status: str
) -> None:
    a_contact(services)
    texts(services, "hello")
    sender.send()
    (row,) = rows(store, outbox)

    form = {"MessageSid": "SM" + "f" * 32, "MessageStatus": status, "Extra": "x"}
    answered = post(client, f"{STATUS}?ref={row.ref}", form)

    assert answered.status_code == 200
    assert [one.delivery for one in rows(store, outbox)] == [status.lower()]


@pytest.mark.parametrize("form", [{"Extra": "x"}, {"MessageSid": SID}, {"MessageStatus": "sent"}])
def test_a_receipt_without_an_id_or_a_status_is_refused(
    client: FlaskClient, store: Store, form: dict[str, str]
) -> None:
    assert post(client, STATUS, form).status_code == 400
    assert rows(store, delivery_event) == []


def test_health_says_whether_a_worker_was_seen(
    client: FlaskClient, app: Flask, services: Services, tmp_path: Path
) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    take(services, "one")
    assert client.get("/readyz").get_json()["status"] == "ok"
    with away(app.extensions["sayso"].store, tmp_path):
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
