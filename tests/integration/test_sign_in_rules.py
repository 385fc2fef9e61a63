"""What keeps others out of the staff pages: codes once, rests, roles, form tokens, cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from admin import presence
from admin import sign_in as sign_in_settings
from admin.sign_in import SignInSettings
from bot.store.metadata import metadata
from bot.store.users import RoleName
from tests.integration.office import (
    LOOPBACK,
    SECRET_KEY,
    Office,
    close,
    code,
    open_office,
    send,
    set_up,
    sign_in,
    type_password,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path)
    yield office
    close(office)


def test_a_code_works_once(office: Office) -> None:
    browser, email = office.browser(), "amal@council.example"
    secret = set_up(browser, office.invite(email, RoleName.WORKER))
    digits = code(secret, steps=1)
    sign_in(office.browser(), email, digits)

    page = sign_in(office.browser(), email, digits)

    assert "used already" in page.text


def test_a_guess_costs_sixteen_megabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, costly: int
) -> None:
    monkeypatch.setattr(sign_in_settings, "SCRYPT_ROUNDS", costly)
    office, email = open_office(tmp_path), "amal@council.example"
    browser = office.browser()

    set_up(browser, office.invite(email, RoleName.WORKER))

    assert "ln=14,r=8,p=5$" in str(office.user(email).password)
    assert browser.get("/admin/week").text == "my week"
    close(office)


def test_a_wrong_address_and_a_wrong_password_answer_alike(office: Office) -> None:
    email = "amal@council.example"
    set_up(office.browser(), office.invite(email, RoleName.WORKER))

    nobody = type_password(office.browser(), "nobody@council.example")
    wrong = type_password(office.browser(), email, "not this one, no")

    words = "That e-mail address or password is not right."
    assert words in nobody.text
    assert words in wrong.text
    assert nobody.status_code == wrong.status_code


def test_ten_wrong_passwords_rest_the_account_for_a_quarter_of_an_hour(office: Office) -> None:
    email = "amal@council.example"
    set_up(office.browser(), office.invite(email, RoleName.WORKER))
    for _ in range(8):
        presence.count_wrong_try(office.sessions(), office.user(email).id, office.clock.now)
    for _ in range(2):
        type_password(office.browser(), email, "not this one, no")

    refused = type_password(office.browser(), email)

    assert refused.status_code == 400
    user = office.user(email)
    assert user.resting_until == office.clock.now + timedelta(minutes=15)
    assert user.is_locked()


def test_wrong_tries_while_resting_do_not_rest_it_for_longer(office: Office) -> None:
    email = "amal@council.example"
    office.invite(email, RoleName.WORKER)
    user_id = office.user(email).id
    for _ in range(10):
        presence.count_wrong_try(office.sessions(), user_id, office.clock.now)
    until = office.user(email).resting_until

    for _ in range(10):
        presence.count_wrong_try(
            office.sessions(), user_id, office.clock.now + timedelta(minutes=1)
        )

    assert office.user(email).resting_until == until


def test_a_sign_in_rests_after_thirty_idle_minutes(office: Office) -> None:
    browser = office.browser()
    set_up(browser, office.invite("amal@council.example", RoleName.WORKER))

    office.clock.now += timedelta(minutes=29)
    still = browser.get("/admin/week").status_code
    office.clock.now += timedelta(minutes=31)
    over = browser.get("/admin/week").status_code

    assert (still, over) == (200, 401)


def test_a_sign_in_ends_after_twelve_hours_however_busy(office: Office) -> None:
    browser = office.browser()
    set_up(browser, office.invite("amal@council.example", RoleName.WORKER))

    codes = []
    for _ in range(37):
        office.clock.now += timedelta(minutes=20)
        codes.append(browser.get("/admin/week").status_code)

    assert codes == [200] * 36 + [401]


def test_a_kept_cookie_is_no_use_after_signing_out(office: Office) -> None:
    browser = office.browser()
    set_up(browser, office.invite("amal@council.example", RoleName.WORKER))
    kept = browser.get_cookie("sayso")
    assert kept is not None
    page = browser.get("/admin/mf-recovery-codes")

    send(browser, page, "/admin/logout")
    browser.set_cookie("sayso", kept.value)

    assert browser.get("/admin/week").status_code == 401


def test_signing_out_everywhere_ends_every_browser(office: Office) -> None:
    email = "amal@council.example"
    browser, other = office.browser(), office.browser()
    secret = set_up(browser, office.invite(email, RoleName.WORKER))
    sign_in(other, email, code(secret, steps=1))

    user_id = office.user(email).id
    presence.end_all(office.sessions(), user_id, office.clock.now)
    office.sessions.remove()

    assert browser.get("/admin/week").status_code == 401
    assert other.get("/admin/week").status_code == 401


def test_secrets_are_sealed_in_the_database(office: Office, tmp_path: Path) -> None:
    browser = office.browser()
    secret = set_up(browser, office.invite("amal@council.example", RoleName.WORKER))
    page = browser.get("/admin/mf-recovery-codes")
    page = send(browser, page, "/admin/mf-recovery-codes", generate_new_codes="1")
    recovery = re.findall(r"<code>([0-9a-f-]{14})</code>", page.text)[0]

    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert secret.encode() not in stored
    assert recovery.encode() not in stored


def test_the_wrong_role_is_told_so_and_a_stranger_is_sent_to_sign_in(office: Office) -> None:
    browser = office.browser()
    set_up(browser, office.invite("amal@council.example", RoleName.WORKER))

    refused = browser.get("/admin/board")

    assert refused.status_code == 403
    assert "not yours to see" in refused.text
    assert office.browser().get("/admin/board").location.startswith("/admin/login")


def test_a_change_without_the_form_token_is_refused(office: Office) -> None:
    browser = office.browser()
    set_up(browser, office.invite("amal@council.example", RoleName.WORKER))

    assert browser.post("/admin/week").status_code == 400


def test_pages_are_not_kept_by_the_browser_and_carry_no_inline_script(office: Office) -> None:
    page = office.browser().get("/admin/login")

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert re.findall(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son\w+=", page.text) == []


def test_on_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    settings = SignInSettings(
        secret_key=SECRET_KEY, encryption_keys=LOOPBACK.encryption_keys, secure=True
    )
    office = open_office(tmp_path, settings)

    cookie = office.browser().get("/admin/login", base_url="https://sayso.example")

    close(office)
    header = cookie.headers["Set-Cookie"]
    assert header.startswith("__Host-sayso=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Domain" not in header


def test_no_letter_is_offered_to_whoever_lost_the_phone(office: Office) -> None:
    email, browser = "amal@council.example", office.browser()
    set_up(browser, office.invite(email, RoleName.WORKER))
    other = office.browser()
    page = other.get(type_password(other, email).location)

    answer = send(other, page, "/admin/tf-rescue", help_setup="help")

    assert answer.status_code == 200
    assert "e-mail was sent" not in answer.text.lower()


def test_a_database_that_is_away_answers_503(office: Office) -> None:
    browser = office.browser()
    set_up(browser, office.invite("amal@council.example", RoleName.WORKER))

    metadata.drop_all(office.sessions().get_bind())

    assert browser.get("/admin/week").status_code == 503
