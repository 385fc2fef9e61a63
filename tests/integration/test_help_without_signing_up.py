"""Whoever comes to the chat without a link finds people to talk to, and leaves no trace."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient

from bot.store.database import Store
from bot.store.metadata import metadata
from tests.conftest import KEPT
from tests.factories import rows


def pick(client: FlaskClient, so_far: str, label: str = "") -> tuple[str, str]:
    """Press a button of the page that these picks led to; return the page and its picks."""
    page = client.post("/chat/numbers", data={"so_far": so_far}).text
    found = re.search(rf'value="(\d)">{re.escape(html.escape(label))}</button>', page)
    assert found, page
    after = client.post("/chat/numbers", data={"so_far": so_far, "pick": found[1]})
    assert after.status_code == 200
    return after.text, so_far + found[1]


def test_the_chat_without_a_link_offers_it(client: FlaskClient) -> None:
    page = client.get("/chat")

    assert page.status_code == 200
    assert 'href="/chat/numbers"' in page.text


def test_three_picks_lead_to_people_and_nothing_is_kept(client: FlaskClient, store: Store) -> None:
    assert "What would help?" in client.get("/chat/numbers").text

    page, so_far = pick(client, "", "Feelings")
    assert "someone on the phone?" in page
    page, so_far = pick(client, so_far, "Phone or text")

    assert "85258" in page
    assert "0800 1111" in page
    assert 'name="pick"' not in page  # it is over, and nobody was asked who they are
    tables = [table for table in metadata.sorted_tables if table.name not in KEPT]
    assert {table.name: len(rows(store, table)) for table in tables if rows(store, table)} == {}


def test_it_sets_no_cookie_and_is_kept_by_no_cache(client: FlaskClient) -> None:
    page = client.post("/chat/numbers", data={"pick": "2"})

    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


def test_going_back_leads_to_the_page_before(client: FlaskClient) -> None:
    first, so_far = pick(client, "", "Feelings")
    _, further = pick(client, so_far, "Both")

    assert further[:-1] == so_far
    assert client.post("/chat/numbers", data={"so_far": so_far}).text == first


def test_whatever_is_sent_leads_to_a_page(client: FlaskClient) -> None:
    for so_far in ("9", "0", "2222222222", "-1", "\u0663", "two", "' OR 1"):
        page = client.post("/chat/numbers", data={"so_far": so_far, "pick": so_far})

        assert page.status_code == 200
        assert "Someone to talk to" in page.text
