"""Pages without a chat speak the language of whoever reads: pressed, held, or their browser's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import abort
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.app import Services, create_app
from bot.errors import StoreUnavailable
from tests.factories import a_contact

EVERY = frozenset({"cy", "pl", "ur"})
POLISH = {"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"}
PAGE = {**POLISH, "Accept": "text/html,*/*;q=0.8"}
OPEN = {
    "/chat": "Twój czat ma własny link",
    "/chat/aaaaaaaaaaaaaaaaaaaaaa": "Ten link już nie działa",
    "/chat/my-page": "Twój czat ma własny link",
    "/chat/numbers": "Ktoś do rozmowy",
    "/results": "Wy mówicie, my działamy",
    "/privacy": "Co robimy z tym, co nam mówisz",
}
REFUSED = {
    400: "Nie dało się tego odczytać.",
    403: "Stąd to nie działa.",
    404: "Tu nie ma strony.",
    410: "Tej strony już nie ma.",
    413: "To za duże, żeby wysłać.",
    429: "To dużo prób naraz.",
    500: "Coś się zepsuło po naszej stronie.",
}
Browse = Callable[..., tuple[FlaskClient, Services]]


@pytest.fixture
def browse(services: Services) -> Browse:
    """Return a function that opens a browser where these drafts may be said."""

    def opened(drafts: frozenset[str] = EVERY) -> tuple[FlaskClient, Services]:
        app = create_app(replace(services.settings, draft_languages=drafts), services.now)
        app.config["PROPAGATE_EXCEPTIONS"] = False

        @app.get("/chat/broken/<int:code>")
        def broken(code: int) -> str:
            if code == 500:
                raise ZeroDivisionError
            if code == 503:
                raise StoreUnavailable
            abort(code)

        return app.test_client(), app.extensions["sayso"]

    return opened


def language_of(answer: TestResponse) -> str:
    found = re.search(r'<html lang="([^"]+)" dir="(\w+)"', answer.text)
    assert found, answer.text
    return f"{found[1]} {found[2]}"


@pytest.mark.parametrize("path", OPEN)
def test_a_page_speaks_what_the_browser_asks_for(browse: Browse, path: str) -> None:
    client, _ = browse()

    answer = client.get(path, headers=POLISH)

    assert language_of(answer) == "pl ltr"
    assert OPEN[path] in answer.text


@pytest.mark.parametrize("path", OPEN)
def test_what_is_pressed_on_the_page_goes_before_the_browser(browse: Browse, path: str) -> None:
    client, _ = browse()

    assert language_of(client.get(f"{path}?language=ur", headers=POLISH)) == "ur rtl"
    assert language_of(client.get(f"{path}?language=xx", headers=POLISH)) == "pl ltr"


@pytest.mark.parametrize("path", ["/chat/numbers", "/results", "/privacy"])
def test_what_we_hold_goes_before_the_browser(browse: Browse, path: str) -> None:
    client, services = browse()
    link = services.chat.link(a_contact(services))
    client.get(link.removeprefix(services.settings.public_base_url))
    client.post("/chat/language", data={"language": "cy"})

    assert language_of(client.get(path, headers=POLISH)) == "cy ltr"


@pytest.mark.parametrize("path", OPEN)
def test_no_draft_is_said_unasked_and_no_language_offered_that_is_none(
    browse: Browse, path: str
) -> None:
    client, _ = browse(frozenset())

    page = client.get(path, headers=POLISH)

    assert language_of(page) == "en-GB ltr"
    assert OPEN[path] not in page.text
    assert "Polski" not in page.text


def test_the_second_language_of_a_browser_is_better_than_english(browse: Browse) -> None:
    client, _ = browse(frozenset({"cy"}))

    page = client.get("/results", headers={"Accept-Language": "pl,cy;q=0.8,en;q=0.3"})

    assert language_of(page) == "cy ltr"


@pytest.mark.parametrize("path", ["/chat", "/results"])
def test_each_language_is_one_press_away_by_its_own_name(browse: Browse, path: str) -> None:
    client, _ = browse()

    links = re.findall(rf'lang="(\w+)" href="{path}\?language=(\w+)"', client.get(path).text)

    assert links == [(one, one) for one in ("en", "cy", "pl", "ur")]


def test_a_language_pressed_goes_along_to_the_next_page(browse: Browse) -> None:
    client, _ = browse()

    page = client.get("/chat?language=pl").text

    assert 'href="/chat/numbers?language=pl"' in page
    assert 'href="/privacy?language=pl"' in page


def test_help_goes_on_in_the_language_that_was_pressed_at_the_same_place(browse: Browse) -> None:
    client, _ = browse()
    picked = {"so_far": "2"}

    page = client.post("/chat/numbers?language=pl", data=picked).text

    assert 'action="/chat/numbers?language=pl"' in page
    assert 'name="so_far" value="2"' in page
    assert "<span lang=" not in page.partition('class="picks"')[2].partition("</form>")[0]
    assert "pick=" not in page


def test_words_about_danger_are_no_draft_on_any_page(browse: Browse) -> None:
    client, _ = browse()

    for path in ("/chat", "/chat/numbers"):
        page = client.get(f"{path}?language=pl").text
        assert '<p lang="en-GB" dir="ltr">In danger now? Call <a href="tel:999">' in page


@pytest.mark.parametrize("code", REFUSED)
def test_what_did_not_work_is_said_in_their_language_to_a_browser_and_to_a_program(
    browse: Browse, code: int
) -> None:
    client, _ = browse()

    page = client.get(f"/chat/broken/{code}", headers=PAGE)
    plain = client.get(f"/chat/broken/{code}", headers=POLISH)
    told = client.get(f"/chat/broken/{code}", headers={**POLISH, "Accept": "application/json"})

    assert {page.status_code, plain.status_code, told.status_code} == {code}
    assert language_of(page) == "pl ltr"
    assert REFUSED[code] in page.text
    assert "Wyjdź stąd" in page.text
    assert plain.text.startswith(REFUSED[code])
    assert plain.headers["Content-Language"] == "pl"
    assert told.json["error"] == plain.text  # type: ignore[index]


def test_a_store_that_cannot_be_reached_is_told_in_their_language_without_asking_it(
    browse: Browse,
) -> None:
    client, _ = browse()

    answer = client.get("/chat/broken/503", headers=PAGE)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Teraz nie możemy tego przyjąć." in answer.text


def test_an_address_that_is_no_page_is_told_so_where_it_is_theirs(browse: Browse) -> None:
    client, _ = browse()

    theirs = client.get("/chat/no/such/page", headers=PAGE)
    staff = client.get("/admin/no-such-page", headers=PAGE)

    assert REFUSED[404] in theirs.text
    assert REFUSED[404] not in staff.text


def test_too_much_at_once_is_refused_with_a_sentence(browse: Browse) -> None:
    client, services = browse()
    link = services.chat.link(a_contact(services))
    client.get(link.removeprefix(services.settings.public_base_url))

    answer = client.post("/chat/messages", data={"text": "a" * 70_000}, headers=PAGE)

    assert answer.status_code == 413
    assert "too big to send" in answer.text  # what we hold of them is English
