"""An outside client forges, replays, strips and reorders: 4xx and not a row, or nothing new."""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from bot.app import Services
from bot.store.database import Store
from bot.store.metadata import metadata
from bot.store.users import RoleName
from tests.factories import BASE_URL, TOKEN, a_contact, phone, rows
from tests.staff_pages import COOKIE, a_member, browser_of, cookie_of

INBOUND = "/webhooks/twilio/inbound"
HOOKS = (INBOUND, "/webhooks/twilio/status", "/webhooks/twilio/fallback")
FORM = {
    "MessageSid": "SM" + "7" * 32,
    "MessageStatus": "delivered",
    "From": phone(1),
    "To": "+447700900000",
    "Body": "hello",
    "NumMedia": "0",
}


def signed(path: str, form: dict[str, str], *, token: str = TOKEN, base: str = BASE_URL) -> str:
    return str(RequestValidator(token).compute_signature(base + path, form))


def everything(store: Store) -> dict[str, int]:
    """Return how many rows every table holds."""
    return {table.name: len(rows(store, table)) for table in metadata.sorted_tables}


def changed(signature: str) -> list[str]:
    """Return signatures like this one that are not it."""
    raw = base64.b64decode(signature)
    return [
        "",
        " ",
        signature[1:],
        signature[:-2],
        signature[::-1],
        signature.swapcase(),
        base64.b64encode(raw[::-1]).decode(),
        base64.b64encode(bytes(20)).decode(),
        base64.b64encode(raw[:-1] + bytes([raw[-1] ^ 1])).decode(),
        f"{signature},{signature}",
        "é" * 28,
    ]


@pytest.mark.parametrize("path", HOOKS)
def test_no_changed_signature_and_no_changed_form_is_taken(
    client: FlaskClient, services: Services, store: Store, path: str
) -> None:
    before, right = everything(store), signed(path, FORM)
    tries: list[tuple[Any, str]] = [(FORM, one) for one in changed(right)]
    tries += [({k: v for k, v in FORM.items() if k != name}, right) for name in FORM]
    tries += [(FORM | {name: value + "x"}, right) for name, value in FORM.items()]
    tries += [(FORM | {"Extra": "1"}, right)]
    tries += [
        (FORM, signed(path, FORM, token="another token")),
        (FORM, signed(path, FORM, base="https://else.example.org")),
        (FORM, signed("/webhooks/twilio/elsewhere", FORM)),
    ]

    answers = [
        client.post(path, data=form, headers={"X-Twilio-Signature": signature})
        for form, signature in tries
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert everything(store) == before


def test_a_form_that_says_a_thing_twice_is_refused_though_it_is_signed(
    client: FlaskClient, services: Services, store: Store
) -> None:
    before = everything(store)
    for name in ("From", "Body", "MessageSid"):
        for order in itertools.permutations(["other", FORM[name]]):
            form = MultiDict([*(pair for pair in FORM.items() if pair[0] != name)])
            form.setlist(name, list(order))
            signature = RequestValidator(TOKEN).compute_signature(BASE_URL + INBOUND, form)
            answer = client.post(INBOUND, data=form, headers={"X-Twilio-Signature": signature})
            assert answer.status_code == 400

    assert everything(store) == before


def test_a_text_played_again_or_with_its_fields_in_another_order_is_nothing_new(
    client: FlaskClient, services: Services, store: Store
) -> None:
    headers = {"X-Twilio-Signature": signed(INBOUND, FORM)}
    client.post(INBOUND, data=FORM, headers=headers)
    before = everything(store)

    for order in (FORM, dict(reversed(FORM.items())), dict(sorted(FORM.items()))):
        client.post(INBOUND, data=order, headers=headers)

    assert everything(store) == before


@pytest.fixture
def chatting(client: FlaskClient, services: Services) -> str:
    """Return a young person's cookie."""
    link = services.chat.link(a_contact(services)).removeprefix(BASE_URL)
    given = client.get(link).headers["Set-Cookie"]
    return given.partition("=")[2].partition(";")[0]


def forgeries(value: str) -> list[str]:
    return ["", "x", value[:-1], value[1:], value[::-1], value.swapcase(), value * 2, "A" * 22]


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_no_forged_chat_cookie_reads_or_writes(
    app: Flask, store: Store, chatting: str, accept: str
) -> None:
    before = everything(store)
    for forged in forgeries(chatting):
        browser = app.test_client()
        browser.set_cookie("sayso-chat", forged)
        body = {"client_id": "a", "text": "hello"}
        kind = {"json": body} if accept == "application/json" else {"data": body}
        answers = (
            browser.post("/chat/messages", headers={"Accept": accept}, **kind),
            browser.get("/chat/messages", headers={"Accept": accept}),
        )
        assert {answer.status_code for answer in answers} == {403}

    assert everything(store) == before


def test_a_chat_cookie_is_no_use_after_leaving(app: Flask, store: Store, chatting: str) -> None:
    browser = app.test_client()
    browser.set_cookie("sayso-chat", chatting)
    assert browser.get("/chat/messages").status_code == 200
    browser.post("/chat/leave")
    before = everything(store)

    browser.set_cookie("sayso-chat", chatting)

    assert browser.get("/chat/messages").status_code == 403
    sent = browser.post("/chat/messages", json={"client_id": "a", "text": "hello"})
    assert sent.status_code == 403
    assert everything(store) == before


@pytest.mark.parametrize("path", ["/chat/messages", "/chat/leave"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": BASE_URL + ".evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": BASE_URL},
    ],
    ids=repr,
)
def test_another_site_sends_nothing_in_a_young_persons_name(
    app: Flask, store: Store, chatting: str, path: str, headers: dict[str, str]
) -> None:
    browser = app.test_client()
    browser.set_cookie("sayso-chat", chatting)
    before = everything(store)

    answer = browser.post(path, data={"client_id": "a", "text": "hello"}, headers=headers)

    assert answer.status_code == 403
    assert everything(store) == before
    assert browser.get("/chat/messages").status_code == 200


def test_no_made_up_link_opens_anything(
    client: FlaskClient, services: Services, store: Store
) -> None:
    link = services.chat.link(a_contact(services)).removeprefix(f"{BASE_URL}/chat/")
    before = everything(store)

    for forged in (*forgeries(link)[1:], "..", "%00" * 22, "é" * 22):
        assert client.get(f"/chat/{forged}").status_code in {404, 400}
        assert client.get(f"/calendar/{forged}.ics").status_code in {404, 400}
        assert client.get(f"/admin/first/{forged}").status_code in {410, 404}
    after = everything(store)
    del before["tried"], after["tried"]  # how often somebody tried is counted
    assert after == before


def resigned(value: str, change: Callable[[dict[str, Any]], None]) -> str:
    """Return a staff cookie whose content was changed, with the signature it had."""
    payload, _, signature = value.partition(".")
    padded = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    held = json.loads(padded)
    change(held)
    changed_payload = base64.urlsafe_b64encode(json.dumps(held).encode()).rstrip(b"=").decode()
    return f"{changed_payload}.{signature}"


def test_no_forged_or_used_staff_cookie_opens_a_page_or_changes_a_thing(
    app: Flask, services: Services, store: Store
) -> None:
    member = a_member(services, RoleName.WORKER, email="amal@council.example")
    other = a_member(services, RoleName.OFFICER, email="olu@council.example")
    mine, theirs = cookie_of(services, member), cookie_of(services, other)
    signature, stamp = mine.rpartition(".")[2], mine.split(".")[-2]
    forged = [
        *forgeries(mine)[1:],
        theirs.rpartition(".")[0] + "." + signature,
        mine.replace(stamp, stamp[::-1], 1),
        resigned(theirs, lambda held: held.update(_user_id="1"))
        if not theirs.startswith(".")
        else "x",
    ]
    browser = app.test_client()
    browser.set_cookie(COOKIE, mine)
    page = browser.get("/admin/mf-recovery-codes")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    browser.post("/admin/logout", data={"csrf_token": token[1]})
    before = everything(store)

    for value in (*forged, mine):
        for path in ("/admin/week", "/admin/people/1", "/admin/board"):
            stranger = app.test_client()
            stranger.set_cookie(COOKIE, value)
            assert stranger.get(path).status_code == 401
        stranger = app.test_client()
        stranger.set_cookie(COOKIE, value)
        form = {"csrf_token": token[1], "nickname": "Nobody"}
        assert stranger.post("/admin/people/new", data=form).status_code == 401
    assert everything(store) == before


@pytest.mark.parametrize("stripped", ["none", "empty", "wrong", "another's", "reversed"])
def test_no_form_of_staff_is_taken_without_its_own_token(
    app: Flask, services: Services, store: Store, stripped: str
) -> None:
    browsers = [
        browser_of(app, services, a_member(services, RoleName.WORKER, email=f"{n}@council.example"))
        for n in ("one", "two")
    ]
    found = [
        re.search(r'name="csrf_token" value="([^"]+)"', one.get("/admin/people/new").text)
        for one in browsers
    ]
    assert all(found)
    mine, others = (match[1] for match in found if match)
    tokens = {
        "none": None,
        "empty": "",
        "wrong": "x" * 90,
        "another's": others,
        "reversed": mine[::-1],
    }
    token = tokens[stripped]
    before = all_but_tries(store)

    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and str(rule).startswith("/admin/"):
            address = re.sub(r"<[^>]+>", "1", str(rule))
            form = {"nickname": "A", "phone": phone(9), "age_band": "13-15", "email": "a@b.example"}
            form |= {} if token is None else {"csrf_token": token}
            for browser in (browsers[0], app.test_client()):
                answer = browser.post(address, data=form)
                assert 400 <= answer.status_code < 500, (address, answer.status_code)
    assert all_but_tries(store) == before


def all_but_tries(store: Store) -> dict[str, int]:
    """Count every table but the one that counts wrong tries to sign in: it is there to grow."""
    return {name: count for name, count in everything(store).items() if name != "tried"}


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    data=st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=5),
    signature=st.text(
        alphabet=st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=30
    ),
    path=st.sampled_from(HOOKS),
)
def test_whatever_is_sent_unsigned_is_refused(
    client: FlaskClient, services: Services, data: dict[str, str], signature: str, path: str
) -> None:
    answer = client.post(path, data=data, headers={"X-Twilio-Signature": signature})

    assert answer.status_code in {400, 403, 415}
