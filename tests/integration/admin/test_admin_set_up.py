"""The page of setting up, and the pretend phone beside it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from bot.app import Services
from bot.store import guests
from bot.store.tables import answer, concern, contact, inbound_message, outbox
from bot.store.users import RoleName
from tests.factories import a_contact, phone, rows, texts
from tests.sending import Sender
from tests.staff_pages import send, someone, words

PHONE = "/admin/test-phone"
DANGER = "my badger says i want to die"


@pytest.fixture
def administrator(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of an administrator, Ana."""
    return someone(app, services, RoleName.ADMINISTRATOR, name="Ana")


def said_before(page: str) -> list[str]:
    return re.findall(r'name="said" value="([^"]*)"', page)


def test_an_administrator_lands_on_setting_up(administrator: FlaskClient) -> None:
    assert administrator.get("/admin/").headers["Location"] == "/admin/set-up"


def test_the_page_says_what_is_left_and_every_link_opens(
    services: Services, administrator: FlaskClient
) -> None:
    page = administrator.get("/admin/set-up")

    said = words(page)
    left = sum(line.is_must for line in services.take_stock.missing())
    assert f"{left} things are left before young people can be asked." in said
    for line in services.take_stock.missing():
        assert line.says in said
    links = set(re.findall(r'href="(/admin/[^"#]*)"', page.text.partition("<main")[2]))
    assert {"/admin/accounts", "/admin/rota", PHONE} <= links
    assert {administrator.get(link).status_code for link in links} <= {200, 302}


def test_the_page_shows_settings_and_no_secret(
    services: Services, administrator: FlaskClient
) -> None:
    page = administrator.get("/admin/set-up")

    assert "SAYSO_ORGANISATION The Hub" in words(page)
    for secret in (services.settings.secret_key, services.settings.twilio.auth_token, "900001"):
        assert secret not in page.text


def test_what_is_done_is_not_asked_for_again(
    services: Services, administrator: FlaskClient, sender: Sender
) -> None:
    said = words(administrator.get("/admin/set-up"))
    assert "Start sayso worker." not in said  # it runs

    send(
        administrator, "/admin/rota/people", seen="/admin/rota",
        name="Dee", email="dee@example.org", phone="07700 900777",
    )  # fmt: skip
    who = services.rota.read()[2][0].id
    send(
        administrator, "/admin/rota/shifts", seen="/admin/rota",
        who=str(who), post="duty", days=["0", "1", "2", "3", "4"],
    )  # fmt: skip

    said = words(administrator.get("/admin/set-up"))
    assert "Put somebody on duty" not in said
    assert "1 person is on duty by name." in said


def test_a_test_goes_to_somebody_on_the_rota_and_says_that_it_is_one(
    services: Services, administrator: FlaskClient, sender: Sender
) -> None:
    send(
        administrator, "/admin/rota/people", seen="/admin/rota",
        name="Dee", email="dee@example.org", phone="",
    )  # fmt: skip
    who = services.rota.read()[2][0].id
    assert "Not reached by e-mail yet." in words(administrator.get("/admin/rota"))

    page = send(administrator, f"/admin/rota/people/{who}/test", seen="/admin/rota")

    assert "A test is on its way" in page.text
    sender.send()
    (message,) = [message for message, _ in sender.email.taken]
    assert message.to == "dee@example.org"
    assert "only a test, sent by Ana" in message.body
    assert "Reached by e-mail." in words(administrator.get("/admin/rota"))


def test_somebody_who_left_the_rota_is_sent_no_test(administrator: FlaskClient) -> None:
    page = send(administrator, "/admin/rota/people/999/test", seen="/admin/rota")

    assert page.status_code == 400
    assert "They are not on the rota any more." in words(page)


def test_an_administrator_puts_a_colleague_on_the_guest_list(
    services: Services, administrator: FlaskClient
) -> None:
    page = send(administrator, "/admin/set-up/guests", seen="/admin/set-up", phone="12")
    assert page.status_code == 400
    assert services.take_stock().guests == 0

    page = send(administrator, "/admin/set-up/guests", seen="/admin/set-up", phone="07700 900778")

    assert "1 colleague is on the guest list." in words(page)


def test_a_guest_is_removed_with_all_they_answered_and_can_be_added_again(
    services: Services, administrator: FlaskClient
) -> None:
    young = a_contact(services, number=1)
    add, seen = "/admin/set-up/guests", "/admin/set-up"
    send(administrator, add, seen=seen, phone=phone(50))
    with services.store.reading() as tx:
        (guest,) = guests.every(tx)
    services.start_flow(flow="my-meetings", contact_id=guest.id)
    texts(services, "1", number=50)
    assert f"Number ending in {phone(50)[-3:]}" in words(administrator.get(seen))

    page = send(administrator, f"{add}/{guest.id}/remove", seen=seen)

    assert "The guest is off the list" in words(page)
    assert "Number ending in" not in words(page)
    assert services.take_stock().guests == 0
    assert rows(services.store, answer) == []
    assert rows(services.store, contact, contact.c.id == young)[0].status == "active"
    assert "1 colleague" in words(send(administrator, add, seen=seen, phone=phone(50)))


def test_nobody_who_is_no_guest_is_removed(services: Services, administrator: FlaskClient) -> None:
    young = a_contact(services, number=1)

    page = send(administrator, f"/admin/set-up/guests/{young}/remove", seen="/admin/set-up")

    assert "That guest is not on the list any more." in words(page)
    assert rows(services.store, contact, contact.c.id == young)[0].erased_at is None


def test_a_guest_whom_a_concern_keeps_is_off_the_list_all_the_same(
    services: Services, administrator: FlaskClient
) -> None:
    send(administrator, "/admin/set-up/guests", seen="/admin/set-up", phone=phone(50))
    with services.store.reading() as tx:
        (guest,) = guests.every(tx)
    texts(services, "my dad hits me", number=50)
    with services.store.begin() as tx:
        tx.db.execute(update(outbox).values(state="sent"))

    send(administrator, f"/admin/set-up/guests/{guest.id}/remove", seen="/admin/set-up")

    assert services.take_stock().guests == 0
    assert len(rows(services.store, concern)) == 1


def test_an_auditor_reads_it_and_adds_nobody(app: Flask, services: Services) -> None:
    auditor = someone(app, services, RoleName.AUDITOR)

    assert "Add a guest" not in words(auditor.get("/admin/set-up"))


def test_the_addresses_for_the_provider_are_there_to_copy(
    services: Services, administrator: FlaskClient
) -> None:
    said = words(administrator.get("/admin/set-up"))

    assert f"{services.settings.public_base_url}/webhooks/twilio/inbound" in said
    assert f"{services.settings.public_base_url}/webhooks/twilio/fallback" in said


def test_a_talk_on_the_test_phone_goes_on_from_what_was_said(administrator: FlaskClient) -> None:
    page = send(administrator, PHONE, flow="good-place")
    assert "OK, let's go" in words(page)
    assert said_before(page.text) == []

    page = send(administrator, PHONE, flow="good-place", text="1")
    page = send(administrator, PHONE, flow="good-place", said=said_before(page.text), text="1 3")

    assert "Think of a good place to go." in words(page)
    assert "Still inside." in words(page)
    assert said_before(page.text) == ["1", "1 3"]


def test_nothing_said_to_the_test_phone_is_kept_or_in_an_address(
    services: Services, administrator: FlaskClient, sender: Sender
) -> None:
    page = send(administrator, PHONE, flow="good-place", said=["1"], text=DANGER)

    assert "This is a test: nobody was." in words(page)
    assert "badger" in page.text
    assert "badger" not in page.request.url
    assert page.headers["Cache-Control"] == "no-store"
    with services.store.reading() as tx:
        for table in (contact, inbound_message, outbox):
            assert tx.db.scalar(select(func.count()).select_from(table)) == 0


@pytest.mark.parametrize("text", ["", "   ", "x" * 400])
def test_what_cannot_be_texted_is_told_and_the_talk_stays(
    administrator: FlaskClient, text: str
) -> None:
    page = send(administrator, PHONE, flow="good-place", said=["1"], text=text)

    assert page.status_code == 400
    assert "Write something, up to 320 letters." in words(page)
    assert said_before(page.text) == ["1"]


@pytest.mark.parametrize(
    "form",
    [{"flow": "nothing"}, {"flow": "welcome", "age_band": "99"}, {"language": "<x>"},
     {"said": ["x" * 400]}, {"said": [""]}],
)  # fmt: skip
def test_a_form_nobody_could_fill_in_is_told_in_words(
    administrator: FlaskClient, form: dict[str, object]
) -> None:
    page = send(administrator, PHONE, **form)

    assert page.status_code == 400
    assert "Please look at this" in words(page)


def test_what_is_typed_is_never_markup(administrator: FlaskClient) -> None:
    page = send(administrator, PHONE, flow="good-place", said=["1"], text="<b>loud</b>")

    assert "<b>loud" not in page.text
    assert "&lt;b&gt;loud" in page.text
