"""The ways into the staff pages: a one-time link, a password and code, a recovery code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from admin import first_link
from admin.sign_in import SignInSettings
from bot.errors import BadInput
from bot.store.users import RoleName, invite_again
from tests.integration.office import (
    LOOPBACK,
    PASSWORD,
    SECRET_KEY,
    Office,
    close,
    code,
    open_office,
    send,
    set_up,
    shown_secret,
    sign_in,
    type_password,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path)
    yield office
    close(office)


def test_a_one_time_link_leads_through_password_and_code_to_my_week(office: Office) -> None:
    browser = office.browser()
    link = office.invite("amal@council.example", RoleName.WORKER)

    set_up(browser, link)

    assert browser.get("/admin/").location == "/admin/week"
    assert browser.get("/admin/week").text == "my week"


def test_the_link_is_over_once_a_password_is_chosen(office: Office) -> None:
    link = office.invite("amal@council.example", RoleName.WORKER)
    set_up(office.browser(), link)

    assert office.browser().get(link).status_code == 410


def test_two_browsers_on_one_link_set_one_password(office: Office) -> None:
    link = office.invite("amal@council.example", RoleName.WORKER)
    first, second = office.browser(), office.browser()
    page, other = first.get(link), second.get(link)

    send(first, page, link, password=PASSWORD, again=PASSWORD)
    late = send(second, other, link, password="another three words", again="another three words")

    assert late.status_code == 410


@pytest.mark.parametrize("end", ["x", "", "AAAA"], ids=["longer", "cut", "changed"])
def test_a_link_that_was_tampered_with_is_refused(office: Office, end: str) -> None:
    link = office.invite("amal@council.example", RoleName.WORKER)

    assert office.browser().get(link[:-4] + end).status_code == 410


def test_a_short_password_is_refused_in_words(office: Office) -> None:
    browser = office.browser()
    link = office.invite("amal@council.example", RoleName.WORKER)

    page = send(browser, browser.get(link), link, password="short", again="short")

    assert "12 characters or more" in page.text
    assert office.user("amal@council.example").password is None


def test_a_password_alone_lets_nobody_in(office: Office) -> None:
    browser = office.browser()
    link = office.invite("amal@council.example", RoleName.WORKER)

    send(browser, browser.get(link), link, password=PASSWORD, again=PASSWORD)

    assert browser.get("/admin/week").status_code == 302


def test_signing_in_again_takes_the_password_and_the_next_code(office: Office) -> None:
    secret = set_up(office.browser(), office.invite("amal@council.example", RoleName.WORKER))
    browser = office.browser()

    answer = sign_in(browser, "Amal@Council.example", code(secret, steps=1))

    assert answer.location == "/admin/"
    assert browser.get("/admin/week").text == "my week"


def test_a_recovery_code_stands_in_for_the_phone_once(office: Office) -> None:
    email, browser = "amal@council.example", office.browser()
    set_up(browser, office.invite(email, RoleName.WORKER))
    page = browser.get("/admin/mf-recovery-codes")
    page = send(browser, page, "/admin/mf-recovery-codes", generate_new_codes="1")
    recovery = re.findall(r"<code>([0-9a-f-]{14})</code>", page.text)[0]

    answers = []
    for _ in range(2):
        other = office.browser()
        other.get(type_password(other, email).location)
        page = other.get("/admin/mf-recovery")
        answers.append(send(other, page, "/admin/mf-recovery", code=recovery))

    assert answers[0].location == "/admin/"
    assert "recovery code is not right" in answers[1].text


def test_a_new_app_replaces_the_old_one(office: Office) -> None:
    email, browser = "amal@council.example", office.browser()
    set_up(browser, office.invite(email, RoleName.WORKER))
    before = office.user(email).tf_totp_secret

    page = browser.get("/admin/tf-setup")
    page = send(browser, page, "/admin/tf-setup", setup="authenticator")
    action = re.search(r'action="(/admin/tf-setup/[^"]+)"', page.text)
    assert action
    send(browser, page, action[1], code=code(shown_secret(page), steps=1))

    assert office.user(email).tf_totp_secret != before


def test_a_next_address_elsewhere_is_refused(office: Office) -> None:
    email, elsewhere = "amal@council.example", "/admin/login?next=https://elsewhere.example/"
    set_up(office.browser(), office.invite(email, RoleName.WORKER))
    browser = office.browser()
    page = browser.get(elsewhere)

    answer = send(browser, page, elsewhere, email=email, password=PASSWORD)

    assert "Location" not in answer.headers
    assert browser.get("/admin/tf-validate").location == "/admin/login"


def test_in_the_demo_the_link_signs_in_directly_and_once(tmp_path: Path) -> None:
    settings = SignInSettings(
        secret_key=SECRET_KEY, encryption_keys=LOOPBACK.encryption_keys, secure=False, demo=True
    )
    office = open_office(tmp_path, settings)
    link, browser = office.invite("amal@council.example", RoleName.WORKER), office.browser()

    first, again = browser.get(link), office.browser().get(link)
    week = browser.get("/admin/week").text

    close(office)
    assert (first.location, again.status_code, week) == ("/admin/", 410, "my week")


def test_an_account_is_added_once_and_named_after_its_address(office: Office) -> None:
    office.invite("amal.noor@council.example", RoleName.WORKER)

    assert office.user("amal.noor@council.example").name == "Amal"
    with pytest.raises(BadInput):
        office.invite("Amal.Noor@council.example", RoleName.OFFICER)


def test_a_link_is_over_after_its_days(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    link = office.invite("amal@council.example", RoleName.WORKER)

    monkeypatch.setattr(first_link, "VALID_SECONDS", -1)

    assert office.browser().get(link).status_code == 410


def test_somebody_who_lost_everything_starts_again_with_a_new_link(office: Office) -> None:
    email, browser = "amal@council.example", office.browser()
    set_up(browser, office.invite(email, RoleName.WORKER))
    user = office.user(email)

    invite_again(user)
    office.sessions().commit()
    link = first_link.first_path(user, SECRET_KEY)

    assert browser.get("/admin/week").status_code == 401
    assert office.browser().get(link).status_code == 200
