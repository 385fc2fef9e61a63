"""The page about privacy says what the settings say, by age; security.txt is whole."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.privacy.lawful import Basis
from bot.privacy.retention import DEFAULTS, Kind, Period, Retention
from bot.settings import Settings
from bot.web.headers import install_headers
from bot.web.privacy import privacy
from bot.web.reader import Reader
from tests.factories import a_setting

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def browser(settings: Settings) -> FlaskClient:
    app = Flask("privacy")
    install_headers(app, secure=True)
    around = Reader("none", lambda cookie: None, settings.draft_languages)
    app.register_blueprint(privacy(settings, lambda: NOW, around))
    return app.test_client()


def test_the_page_prints_the_live_periods() -> None:
    periods = {**DEFAULTS, Kind.TEXTS: Period(45, "d"), Kind.CONCERNS: Period(75, "y")}

    page = browser(a_setting(retention=Retention(periods))).get("/privacy").text

    assert "45 days" in page
    assert "75 years" in page
    assert "90 days" not in page


@pytest.mark.parametrize(
    ("basis", "words"),
    [(Basis.PUBLIC_TASK, "public task"), (Basis.LEGITIMATE_INTERESTS, "legitimate interests")],
)
def test_the_page_words_the_lawful_basis(basis: Basis, words: str) -> None:
    assert words in browser(a_setting(lawful_basis=basis)).get("/privacy").text


def test_each_age_has_words_of_its_own_and_an_unknown_age_the_usual_ones() -> None:
    client = browser(a_setting())

    pages = {age: client.get(f"/privacy?age={age}").text for age in ("11-12", "13-15", "16-18")}

    assert len(set(pages.values())) == 3
    assert client.get("/privacy?age=<script>").text == pages["13-15"]


def test_nobody_is_asked_to_consent_or_agree() -> None:
    page = browser(a_setting()).get("/privacy").text.casefold()

    assert not {"consent", "i agree"} & {word for word in ("consent", "i agree") if word in page}


def test_security_txt_has_what_the_rfc_asks_for_and_is_not_there_without_a_contact() -> None:
    settings = a_setting(security_contact="security@example.org")

    said = browser(settings).get("/.well-known/security.txt")

    assert said.mimetype == "text/plain"
    assert "Contact: mailto:security@example.org\n" in said.text
    assert "Expires: 2027-05-26T09:00:00Z\n" in said.text
    without = replace(settings, security_contact=None)
    assert browser(without).get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("language", "title", "direction"),
    [("cy", "Beth rydyn ni", "ltr"), ("pl", "Co robimy", "ltr"), ("ur", "آپ جو بتاتے", "rtl")],
)
def test_the_page_is_whole_in_every_language_that_may_be_said(
    language: str, title: str, direction: str
) -> None:
    client = browser(a_setting(draft_languages=frozenset({"cy", "pl", "ur"})))
    english = client.get("/privacy").text

    page = client.get(f"/privacy?age=11-12&language={language}").text

    assert f'lang="{language}" dir="{direction}"' in page
    assert title in page
    said = re.findall(r"<(?:li|dt|h2|p)>([^<]{12,})</", english)
    assert len(said) > 25
    assert [one for one in said if one in page] == []
    assert f"age=13-15&amp;language={language}" in page


def test_without_a_language_that_is_ready_the_page_is_english_and_offers_none() -> None:
    page = browser(a_setting()).get("/privacy?language=cy").text

    assert 'lang="en-GB"' in page
    assert "Cymraeg" not in page
