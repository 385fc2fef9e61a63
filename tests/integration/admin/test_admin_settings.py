"""The page of settings: in words, with warnings, without a secret."""

from __future__ import annotations

from flask import Flask

from bot.app import Services
from bot.store.users import RoleName
from tests.sending import Sender
from tests.staff_pages import (
    someone,
    words,
)


def test_settings_are_said_in_words_and_hold_no_secret(
    app: Flask, services: Services, sender: Sender
) -> None:
    browser = someone(app, services, RoleName.ADMINISTRATOR)

    page = browser.get("/admin/settings")

    said = words(page)
    assert "Sending On: texts reach phones." in said
    assert "Sender Last seen just now" in said
    assert "There is no mail server" in said
    assert "There are no local numbers" in said
    assert "of the fixed replies are not signed" in said
    for secret in (services.settings.secret_key, services.settings.twilio.auth_token, "900001"):
        assert secret not in page.text


def test_a_sender_that_was_never_seen_is_a_warning(app: Flask, services: Services) -> None:
    browser = someone(app, services, RoleName.AUDITOR)

    assert "The sender is not running" in words(browser.get("/admin/settings"))
