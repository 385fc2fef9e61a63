"""Who sees this, my data, delete, complain: by one word, in any language, and once confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from bot.app import Services
from bot.conversation.model import Became
from bot.store import cases, tasks
from bot.store.cases import CaseKind
from bot.store.database import Store
from bot.store.rights_tables import redaction, rights_case
from bot.store.tables import (
    address,
    answer,
    appointment,
    audit,
    chat_link,
    concern,
    contact,
    contact_address,
    inbound_message,
    outbox,
    respondent,
    session,
    totals_answer,
)
from bot.store.users import RoleName
from tests.factories import (
    BASE_URL,
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    address_of,
    an_inbound,
    outgoing,
    phone,
    rows,
    said_to,
    texts,
)
from tests.sending import Sender

ASKS = (
    "Shall we delete all we hold about you? We cannot undo it. Reply 1 to delete. Reply 2 to keep."
)


def test_who_sees_this_is_answered_for_the_question_they_are_at(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1")

    texts(services, "who sees this?")

    assert "Your name is not on it." in said_to(store)[-1]


def test_why_is_answered_by_why_and_who_by_who(services: Services, store: Store) -> None:
    a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="welcome", contact_id=contact_id)

    texts(services, "why?")
    why = said_to(store)[-1]
    texts(services, "who sees this")
    who = said_to(store)[-1]

    assert why.startswith("We check first, so we only text the right person.")
    assert who.startswith("Sam sees what you say here")


def test_outside_a_question_who_sees_this_tells_of_their_texts(
    services: Services, store: Store
) -> None:
    a_contact(services)

    texts(services, "Who sees this?")

    assert said_to(store)[-1].startswith("Your worker sees your texts about meetings")


def test_deleting_asks_once_and_keeps_on_two(services: Services, store: Store) -> None:
    a_contact(services)

    texts(services, "DELETE", "2")

    assert said_to(store) == [ASKS, "OK. We have not deleted anything."]
    assert rows(store, rights_case) == []


def test_a_one_after_anything_else_deletes_nothing(services: Services, store: Store) -> None:
    a_contact(services)

    texts(services, "delete my data", "lol what", "1")

    assert len(rows(store, inbound_message)) == 3
    assert rows(store, rights_case) == []


def test_a_one_two_days_later_deletes_nothing(
    services: Services, store: Store, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "delete my data")

    clock.forward(days=2)
    texts(services, "1")

    assert rows(store, rights_case) == []


def test_what_they_said_goes_at_once_and_who_they_are_after_the_last_word(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    worker = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1", "1")
    sender.send()
    assert rows(store, totals_answer)

    texts(services, "delete my answers", "1")

    assert rows(store, totals_answer) == []
    assert rows(store, respondent) == []
    assert rows(store, answer) == rows(store, session) == []
    assert said_to(store)[-1].startswith("It is deleted.")
    sender.send()
    clock.forward(minutes=2)
    assert services.finish_erasures() == 1
    assert rows(store, address, address.c.scheme == "tel") == []
    for table in (contact_address, inbound_message, outbox):
        assert rows(store, table) == []
    [gone] = rows(store, contact)
    assert (gone.id, gone.status, gone.area, gone.gender) == (contact_id, "archived", None, None)
    assert rows(store, rights_case)[0].closed_at == clock.now()
    with store.reading() as tx:
        assert [task.kind for task in tasks.open_of(tx, worker)] == ["erased"]


def test_the_provider_is_asked_to_forget_every_text_both_ways(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "hello", "DELETE")
    sender.send()
    texts(services, "1")
    sender.send()
    clock.forward(minutes=2)

    services.finish_erasures()

    asked = {row.external_id for row in rows(store, redaction)}
    sent = {sent.external_id for _, sent in sender.sms.taken}
    assert sent < asked
    assert len(asked) == len(sent) + 3


def test_a_concern_is_held_and_the_young_person_is_told(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(
        services, "we met at the park", "I want to kill myself", "delete everything about me", "1"
    )

    said = said_to(store)
    assert said[-1].startswith("The rest is deleted. What you said about not being safe we must")
    sender.send()
    assert sender.sms.bodies(phone(1))[-1] == said[-1]
    clock.forward(minutes=2)
    services.finish_erasures()
    assert len(rows(store, concern)) == 1
    assert [row.became for row in rows(store, inbound_message)] == ["concern", "held", "held"]
    assert address_of(store).held_by is not None
    assert rows(store, contact)[0].area is None


def test_a_closed_concern_is_held_too(services: Services, store: Store, clock: Clock) -> None:
    lead = a_worker(services, email="lead@example.org", name="Lou", role=RoleName.SAFEGUARDING)
    a_contact(services)
    texts(services, "my stepdad hits me")
    [found] = rows(store, concern)
    services.concerns.acknowledge(found.id, user_id=lead)
    services.close_concern(found.id, user_id=lead, outcome="We spoke with them and their school.")

    texts(services, "DELETE", "1")

    assert "we must keep" in said_to(store)[-1]
    clock.forward(hours=13)
    services.finish_erasures()
    assert len(rows(store, concern)) == 1


def test_a_number_somebody_else_has_stays_theirs(
    services: Services, store: Store, clock: Clock
) -> None:
    first = a_contact(services)
    second = services.add_contact(nickname="Bo", phone=phone(1), age_band="16-18", ok_to_text=True)
    texts(services, "Pat1", "DELETE", "1")

    clock.forward(hours=13)
    services.finish_erasures()

    assert [row.contact_id for row in rows(store, contact_address)] == [second]
    assert len(rows(store, address, address.c.scheme == "tel")) == 1
    assert rows(store, contact, contact.c.id == first)[0].erased_at is not None
    texts(services, "hello")
    assert rows(store, inbound_message)[-1].contact_id == second


def test_a_complaint_is_a_dated_case_with_thirty_days(services: Services, store: Store) -> None:
    contact_id = a_contact(services)

    texts(services, "complain", "nobody ever rings me back")

    with store.reading() as tx:
        [case] = cases.all_of(tx, CaseKind.COMPLAINT)
    assert case.contact_id == contact_id
    assert (case.due_at - case.opened_at).days == 30
    assert case.words == "nobody ever rings me back"
    assert said_to(store)[0].startswith("OK. We wrote down that you want to complain.")
    assert said_to(store)[1].startswith("Thank you. We added that.")


def test_a_complaint_in_one_message_is_kept_whole(services: Services, store: Store) -> None:
    a_contact(services)

    texts(services, "i want to complain about my worker never coming")

    with store.reading() as tx:
        assert cases.all_of(tx)[0].words == "i want to complain about my worker never coming"


def test_somebody_who_left_complains_all_the_same(services: Services, store: Store) -> None:
    a_contact(services)

    became = texts(services, "STOP", "complain")

    assert became == [Became.OPT_OUT, Became.SILENT]
    assert len(rows(store, rights_case)) == 1
    assert said_to(store) == []


def test_my_data_by_text_is_a_link_that_opens_for_an_hour(
    services: Services, store: Store, client: FlaskClient, clock: Clock
) -> None:
    a_contact(services)

    texts(services, "my data")

    [text] = said_to(store)
    link = re.search(rf"{BASE_URL}(/chat/my-page/[\w-]{{22}})", text)
    assert link is not None
    entered = client.get(link[1])
    assert entered.status_code == 303
    assert entered.headers["Location"] == "/chat/my-page"
    assert client.get("/chat/my-page").status_code == 200
    clock.forward(hours=2)
    assert client.get(link[1]).status_code == 404


def test_no_link_goes_to_a_phone_that_others_look_at(services: Services, store: Store) -> None:
    a_contact(services)
    with store.begin() as tx:
        tx.db.execute(contact_address.update().values(shared="often"))

    texts(services, "my data")

    assert said_to(store)[0].startswith("Others can see this phone")
    assert rows(store, chat_link) == []


@pytest.mark.parametrize(
    ("language", "words", "starts"),
    [
        ("cy", "dileu", "Ddylen ni ddileu"),
        ("pl", "usuń moje dane", "Czy usunąć"),
        ("ur", "میرا ڈیٹا مٹا دیں", "کیا ہم"),
    ],
)
def test_each_language_has_its_own_word_and_its_own_question(
    services: Services, store: Store, language: str, words: str, starts: str
) -> None:
    receive = replace(services.receive, house=replace(services.house, drafts=frozenset({language})))
    contact_id = a_contact(services)
    with store.begin() as tx:
        tx.db.execute(contact.update().where(contact.c.id == contact_id).values(language=language))

    receive(an_inbound(services, words))
    asked = said_to(store)[0]
    receive(an_inbound(services, "1"))

    assert asked.startswith(starts)
    assert len(rows(store, rights_case)) == 1
    assert said_to(store)[-1] != asked


def test_in_a_chat_the_two_answers_are_buttons(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    chat = {"urn": f"chat:{contact_id}", "channel": "chat"}
    services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])

    services.receive(an_inbound(services, "Delete my answers", **chat))

    [row] = rows(store, outbox)
    assert row.options is not None
    assert outgoing(store)[0][0] == "right"


def test_every_right_used_is_in_the_audit(services: Services, store: Store) -> None:
    a_contact(services)

    texts(services, "complain", "skip", "DELETE", "1")

    assert [row.action for row in rows(store, audit)][-2:] == ["case.open", "contact.erase"]
    assert "1" not in {row.detail for row in rows(store, audit)}


def test_meetings_go_too(services: Services, store: Store, clock: Clock) -> None:
    worker = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.book(
        contact_id=contact_id,
        worker_id=worker,
        starts_at=clock.now() + timedelta(days=3),
        place="the library",
    )
    texts(services, "DELETE", "1")

    clock.forward(hours=13)
    services.finish_erasures()

    assert rows(store, appointment) == []
