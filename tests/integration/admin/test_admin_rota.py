"""The rota's page, the report, reading by lot, and signing replies."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from bot.app import Services
from bot.safeguarding.replies import fixed_texts
from bot.store import rotas
from bot.store.care_tables import care_rule, double_read, responder, shift, sign_off
from bot.store.database import Store
from bot.store.double_reads import is_drawn
from bot.store.tables import concern, inbound_message, outbox
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, rows, texts
from tests.sending import Sender
from tests.staff_pages import send, someone, words

RULES = {
    "open_days": ["0", "1"], "opens": "10:00", "closes": "16:00", "deputy": "5", "lead": "10",
    "manager": "20", "again": "10", "closing": "one",
}  # fmt: skip
DANGER = "i want to die"


@pytest.fixture
def lead(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of the safeguarding lead, Mina."""
    return someone(app, services, RoleName.SAFEGUARDING, name="Mina")


def test_somebody_put_on_the_rota_is_told_of_the_next_concern(
    services: Services, lead: FlaskClient, sender: Sender
) -> None:
    page = send(
        lead, "/admin/rota/people", seen="/admin/rota",
        name="Dee", email="dee@example.org", phone="07700 900777",
    )  # fmt: skip
    who = re.search(r'<option value="(\d+)"[^>]*>\s*Dee', page.text)
    assert who

    page = send(
        lead, "/admin/rota/shifts", seen="/admin/rota",
        who=who[1], post="duty", days=["0", "1", "2", "3", "4"],
    )  # fmt: skip

    assert "Dee: on duty, Monday, Tuesday, Wednesday, Thursday, Friday" in words(page)
    assert "E-mail to dee@example.org Text to the number ending 777" in words(page)
    a_contact(services)
    texts(services, DANGER)
    sender.send()
    assert [message.to for message, _ in sender.email.taken] == ["dee@example.org"]


@pytest.mark.parametrize(
    ("path", "form", "says"),
    [
        ("people", {"name": "", "email": "a@example.org"}, "Say who it is."),
        ("people", {"name": "Dee"}, "better both"),
        ("people", {"name": "Dee", "email": "no"}, "not an e-mail address"),
        ("people", {"name": "Dee", "phone": "12"}, "number"),
        ("shifts", {"who": "9", "post": "duty", "days": "1"}, "Choose who it is."),
        ("shifts", {"who": "9", "post": "duty"}, "Choose at least one day."),
        ("shifts", {"who": "9", "days": "1", "first": "soon"}, "Write a day like"),
        ("rules", RULES | {"opens": "noon"}, "Write hours like 09:00."),
        ("rules", RULES | {"deputy": "-1"}, "whole number"),
        ("rules", RULES | {"lead": "2"}, "Each step comes after the one before"),
        ("rules", RULES | {"closes": "09:00"}, "end after they begin"),
        ("rules", RULES | {"open_days": []}, "Choose at least one day"),
    ],
)
def test_what_cannot_be_is_told_in_words_and_nothing_is_changed(
    lead: FlaskClient, store: Store, path: str, form: dict[str, str], says: str
) -> None:
    answer = send(lead, f"/admin/rota/{path}", seen="/admin/rota", **form)

    assert answer.status_code == 400
    assert says in words(answer)
    assert rows(store, care_rule) == []


DEE = {"name": "Dee", "email": "dee@example.org", "phone": "07700 900777"}


@pytest.mark.parametrize(
    "again",
    [
        DEE,
        DEE | {"name": "Dee again", "phone": ""},
        DEE | {"email": ""},
        DEE | {"email": "D.Ee@example.org", "name": "dee"},
    ],
    ids=["all", "e-mail", "number", "name and number"],
)
def test_the_same_person_is_not_put_there_twice(
    lead: FlaskClient, store: Store, again: dict[str, str]
) -> None:
    send(lead, "/admin/rota/people", seen="/admin/rota", **DEE)

    answer = send(lead, "/admin/rota/people", seen="/admin/rota", **again)

    assert answer.status_code == 400
    assert "Dee can be told already" in words(answer)
    assert len(rows(store, responder)) == 1


def test_two_people_may_share_the_duty_telephone(lead: FlaskClient, store: Store) -> None:
    send(lead, "/admin/rota/people", seen="/admin/rota", **DEE)
    another = DEE | {"name": "Mo", "email": "mo@example.org"}

    assert "They can be put on the rota now." in words(
        send(lead, "/admin/rota/people", seen="/admin/rota", **another)
    )
    assert len(rows(store, responder)) == 2


def test_a_post_somebody_holds_is_not_given_to_them_twice(lead: FlaskClient, store: Store) -> None:
    page = send(lead, "/admin/rota/people", seen="/admin/rota", **DEE)
    who = re.search(r'<option value="(\d+)"[^>]*>\s*Dee', page.text)
    assert who
    given = {"who": who[1], "post": "duty", "days": ["0", "1"]}
    send(lead, "/admin/rota/shifts", seen="/admin/rota", **given)

    refused = send(lead, "/admin/rota/shifts", seen="/admin/rota", **(given | {"days": ["1", "2"]}))
    for other in ({"days": ["2"]}, {"post": "lead"}, {"first": "01/12/2026"}):
        send(lead, "/admin/rota/shifts", seen="/admin/rota", **(given | other))

    assert "They do that already on Tuesday. Leave those days out." in words(refused)
    assert len(rows(store, shift)) == 4


def test_new_rules_hold_from_the_next_concern_on_and_the_old_ones_are_kept(
    services: Services, store: Store, lead: FlaskClient, clock: Clock
) -> None:
    assert "The rules are changed." in words(
        send(lead, "/admin/rota/rules", seen="/admin/rota", **RULES)
    )
    send(lead, "/admin/rota/rules", seen="/admin/rota", **(RULES | {"deputy": "7"}))
    a_contact(services)
    texts(services, DANGER)

    clock.forward(minutes=6)
    assert services.escalate() == 0
    clock.forward(minutes=1)

    assert services.escalate() == 1
    assert [row.deputy for row in rows(store, care_rule)] == [5, 7]


def test_one_person_closes_by_the_other_rule_and_owes_a_review(
    services: Services, store: Store, lead: FlaskClient
) -> None:
    send(lead, "/admin/rota/rules", seen="/admin/rota", **RULES)
    a_contact(services)
    texts(services, DANGER)
    (opened,) = rows(store, concern)
    here = f"/admin/concerns/{opened.id}"
    send(lead, f"{here}/take", seen=here)

    closed = send(lead, f"{here}/close", seen=here, outcome="Home and school know.", real="no")

    assert "Write its review within 5 days." in words(closed)
    (now,) = rows(store, concern)
    assert (now.state, now.real) == ("closed", False)
    assert now.review_due_at - now.closed_at == timedelta(days=5)
    assert "the review is not written yet" in words(lead.get("/admin/concerns"))
    send(lead, f"{here}/review", seen=here, review="Read again with Jo: it was a song.")
    assert "No concern is open." in words(lead.get("/admin/concerns"))


def test_a_note_an_action_and_a_message_are_written_down_with_a_name(
    services: Services, store: Store, lead: FlaskClient, sender: Sender
) -> None:
    a_contact(services)
    texts(services, DANGER)
    (opened,) = rows(store, concern)
    here = f"/admin/concerns/{opened.id}"

    send(lead, f"{here}/note", seen=here, note="School says she is in.", kind="note")
    send(lead, f"{here}/note", seen=here, note="Phoned the front door.", kind="action")
    page = words(send(lead, f"{here}/write", seen=here, message="Are you somewhere safe?"))
    sender.send()

    assert "Mina noted" in page
    assert "Mina did something" in page
    assert "Mina wrote to them" in page
    assert sender.sms.bodies(to="+447700900101")[-1] == "Are you somewhere safe?\nMina"
    (sent,) = rows(store, outbox, outbox.c.kind == "staff")
    assert sent.author_id is not None
    assert "Write 1 to 300 letters." in words(send(lead, f"{here}/write", seen=here, message=" "))


def test_whoever_left_cannot_be_written_to(
    services: Services, store: Store, lead: FlaskClient
) -> None:
    a_contact(services)
    texts(services, "STOP", DANGER)
    (opened,) = rows(store, concern)
    here = f"/admin/concerns/{opened.id}"

    answer = send(lead, f"{here}/write", seen=here, message="Are you safe?")

    assert "They asked for no more texts." in words(answer)
    assert rows(store, outbox, outbox.c.kind == "staff") == []


def test_the_report_tells_times_false_alarms_and_misses_and_no_name(
    services: Services, store: Store, lead: FlaskClient, clock: Clock
) -> None:
    user_id = _user_of(services)
    a_contact(services)
    texts(services, "my dad hits me")
    (opened,) = rows(store, concern)
    clock.forward(minutes=4)
    services.concerns.acknowledge(opened.id, user_id=user_id)
    clock.forward(minutes=6)
    services.close_concern(opened.id, user_id=user_id, outcome="It was in a game.", real=False)

    page = words(lead.get("/admin/care-report"))

    assert "23 November 2026 1 0 4 4 10 1 0 0" in page
    assert "Pat1" not in page


def _user_of(services: Services) -> int:
    with services.store.reading() as tx:
        return rotas.colleagues(tx)[0].id


def test_one_in_fifty_is_read_without_a_name_and_a_miss_opens_a_concern(
    services: Services, store: Store, lead: FlaskClient
) -> None:
    a_contact(services)
    for number in range(1000):
        texts(services, f"the bus was late again {number}")
        with store.reading() as tx:
            last = tx.db.scalar(select(func.max(inbound_message.c.id)))
        if is_drawn(last, services.settings.index_key):
            break
    with store.begin() as tx:
        tx.db.execute(update(inbound_message).values(private=True))
    assert [services.read_again.draw() for _ in range(2)] == [1, 0]
    drawn = rows(store, double_read)

    page = lead.get("/admin/read-again")
    assert "the bus was late again" in words(page)
    assert "Pat1" not in page.text
    assert "900101" not in page.text
    fine = send(lead, f"/admin/read-again/{drawn[0].id}", seen="/admin/read-again", found="missed")

    assert "A concern is open, and the rota is told." in words(fine)
    (opened,) = rows(store, concern)
    assert opened.category == "read"
    assert rows(store, outbox, outbox.c.kind == "alert")
    assert rows(store, double_read)[0].missed is True


def test_replies_are_signed_as_they_are_worded(store: Store, lead: FlaskClient) -> None:
    assert "Choose the texts you have read" in words(send(lead, "/admin/fixed-replies"))

    page = words(send(lead, "/admin/fixed-replies", read=["help", "opt_in"]))

    assert "You signed 2 texts." in page
    assert page.count("Signed by Mina on 23 November 2026, next look 23 November 2027") == 2
    assert page.count("Nobody has signed it") == len(fixed_texts()) - 2
    with store.begin() as tx:
        tx.db.execute(update(sign_off).values(digest="other"))
    assert "Signed by Mina" not in words(lead.get("/admin/fixed-replies"))


def test_old_places_and_reviews_stand_on_the_administrators_first_page_and_nothing_stops(
    app: Flask, services: Services, store: Store, clock: Clock
) -> None:
    clock.forward(days=170)
    administrator = someone(app, services, RoleName.ADMINISTRATOR)
    assert "Shout is good until" in words(administrator.get("/admin/", follow_redirects=True))
    clock.forward(days=30)
    administrator = someone(app, services, RoleName.ADMINISTRATOR, email="b@council.example")

    page = words(administrator.get("/admin/", follow_redirects=True))

    assert "Shout was last checked on 2026-11-22" in page
    a_contact(services, age_band="19-25")
    texts(services, "HELP")
    (said,) = rows(store, outbox, outbox.c.kind == "help")
    with store.reading() as tx:
        words_sent = tx.cipher.decrypt(said.body, "outbox.body")
    assert "999" in words_sent
    assert "85258" not in words_sent
