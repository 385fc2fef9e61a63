"""Worrying words: heard whoever writes, answered once, told to people."""

from __future__ import annotations

import pytest

from bot.app import Services
from bot.conversation.model import Became
from bot.errors import BadInput
from bot.safeguarding.replies import holding_reply
from bot.store.concerns import QUESTION
from bot.store.database import Store
from bot.store.tables import address, answer, concern, concern_message, outbox, session
from bot.store.users import RoleName, StaffSession, add_user
from tests.factories import (
    BASE_URL,
    ROTA_EMAIL,
    ROTA_PHONE,
    a_contact,
    a_worker,
    address_of,
    an_inbound,
    outgoing,
    rows,
    said_to,
    texts,
)
from tests.sending import Sender

WORDS = "my dad hits me"


def test_a_worrying_answer_opens_a_concern_and_pauses_the_questions(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1")

    became = texts(services, WORDS)

    assert became == [Became.CONCERN]
    (opened,) = rows(store, concern)
    assert (opened.severity, opened.state, opened.can_text) == ("concern", "open", True)
    with store.reading() as tx:
        before = tx.cipher.decrypt(opened.question_before, QUESTION)
    assert before.startswith("Where is good to meet your worker?")
    assert address_of(store).held_by == opened.id
    assert rows(store, answer, answer.c.status == "answered") == []
    assert [row.ended_at for row in rows(store, session)] == [None]


def test_questions_still_waiting_to_go_are_void_and_the_holding_reply_goes(
    services: Services, store: Store, sender: Sender
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))

    texts(services, WORDS)
    sender.send()

    holding = holding_reply("physical", "13-15", "en").text
    assert sender.sms.bodies(to="+447700900101") == [holding]
    assert [(kind, state) for kind, state, _ in outgoing(store, number=1)] == [
        ("prompt", "void"),
        ("holding", "sent"),
    ]


def test_one_holding_reply_an_episode_whatever_else_they_write(
    services: Services, store: Store
) -> None:
    a_contact(services)

    became = texts(services, WORDS, "he did it again and it hurts", "1", WORDS, "i want to die")

    assert Became.ANSWER not in became
    assert [kind for kind, _, _ in outgoing(store, number=1)] == ["holding"]
    assert len(rows(store, concern)) == 1
    assert len(rows(store, concern_message)) == 5


def test_a_graver_message_is_news_again(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, WORDS)

    texts(services, "i am going to kill myself tonight")

    (opened,) = rows(store, concern)
    assert opened.severity == "immediate"
    assert len(outgoing(store, outbox.c.kind == "alert")) == 4


def test_everyone_on_the_rota_and_the_last_resort_are_told_and_no_words_with_it(
    services: Services, store: Store, sender: Sender
) -> None:
    engine = store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        add_user(db, email="lead@example.org", roles=[RoleName.SAFEGUARDING])
    a_worker(services)
    a_contact(services)

    texts(services, WORDS)
    sender.send()

    mails = [message.to for message, _ in sender.email.taken]
    assert sorted(mails) == ["lead@example.org", ROTA_EMAIL]
    (opened,) = rows(store, concern)
    told = sender.email.bodies() + sender.sms.bodies(to=ROTA_PHONE)
    assert len(told) == 3
    for body in told:
        assert f"{BASE_URL}/admin/concerns/{opened.id}" in body
        assert not any(word in body for word in ("dad", "hits", "Pat1", "900101", "Harlow"))
    subjects = {message.subject for message, _ in sender.email.taken}
    assert subjects == {"Sayso: a young person may need help"}


def test_questions_go_on_after_a_person_says_so(services: Services, store: Store) -> None:
    worker = a_worker(services, role=RoleName.SAFEGUARDING)
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1", WORDS, "1")
    (opened,) = rows(store, concern)

    services.concerns.resume(opened.id, user_id=worker)
    became = texts(services, "1")

    assert became == [Became.ANSWER]
    assert "How do you like to meet best?" in said_to(store)[-1]


def test_while_a_concern_is_open_no_flow_begins(services: Services) -> None:
    contact_id = a_contact(services)
    texts(services, WORDS)

    with pytest.raises(BadInput, match="open concern"):
        services.start_flow(flow="my-meetings", contact_id=contact_id)


def test_a_new_episode_is_answered_anew(services: Services, store: Store) -> None:
    worker = a_worker(services, role=RoleName.SAFEGUARDING)
    a_contact(services)
    texts(services, WORDS)
    (opened,) = rows(store, concern)
    services.concerns.acknowledge(opened.id, user_id=worker)
    services.close_concern(opened.id, user_id=worker, outcome="Spoke to them; school has it.")

    texts(services, WORDS)

    assert [row.state for row in rows(store, concern)] == ["closed", "open"]
    kinds = [kind for kind, _, _ in outgoing(store, number=1)]
    assert kinds == ["holding", "staff", "holding"]


@pytest.mark.parametrize("words", ["HELP", "Help!", "INFO"])
def test_help_is_answered_told_to_people_and_keeps_the_question_open(
    services: Services, store: Store, words: str
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1")

    became = texts(services, words, "1")

    assert became == [Became.HELP, Became.ANSWER]
    assert address_of(store).held_by is None
    assert [kind for kind, _, _ in outgoing(store, number=1)][-2:] == ["help", "reply"]
    (opened,) = rows(store, concern)
    assert opened.severity == "concern"
    assert len(outgoing(store, outbox.c.kind == "alert")) == 2


@pytest.mark.parametrize("words", ["HELPME", "please help me"])
def test_asking_to_be_helped_is_a_concern_with_its_holding_reply(
    services: Services, store: Store, words: str
) -> None:
    a_contact(services)

    became = texts(services, words)

    assert became == [Became.CONCERN]
    assert [kind for kind, _, _ in outgoing(store, number=1)] == ["holding"]
    assert len(rows(store, concern)) == 1


def test_help_that_the_carrier_answered_is_told_to_people_but_not_answered_again(
    services: Services, store: Store
) -> None:
    a_contact(services)

    became = texts(services, "HELP", opt_out_type="HELP")

    assert became == [Became.HELP]
    assert outgoing(store, number=1) == []
    assert len(rows(store, concern)) == 1


def test_a_stranger_is_screened_too(services: Services, store: Store) -> None:
    became = texts(services, "i want to kill myself", number=77)

    assert became == [Became.CONCERN]
    (opened,) = rows(store, concern)
    assert (opened.contact_id, opened.severity) == (None, "immediate")
    assert [kind for kind, _, _ in outgoing(store, number=77)] == ["holding"]


def test_a_private_sitting_shows_only_the_words_and_the_question_before(
    services: Services, store: Store
) -> None:
    worker = a_worker(services, role=RoleName.SAFEGUARDING)
    services.start_flow(flow="good-place", contact_id=a_contact(services))
    texts(services, "1", "1", WORDS)
    (opened,) = rows(store, concern)

    whole = services.concerns.read(opened.id, user_id=worker)

    assert [words for _, words in whole.words] == [WORDS]
    assert whole.question_before is not None
    assert whole.question_before.startswith("Still inside.")


def test_a_concern_by_chat_is_answered_in_the_chat(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])

    services.receive(an_inbound(services, WORDS, urn=f"chat:{contact_id}", channel="chat"))

    (chat,) = rows(store, address, address.c.scheme == "chat")
    assert chat.held_by is not None
    (reply,) = rows(store, outbox, outbox.c.kind == "holding")
    assert (reply.channel, reply.state, reply.address_id) == ("chat", "sent", chat.id)


def test_a_language_nobody_here_reads_is_told_to_a_person_once_and_the_talk_goes_on(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1")

    first = texts(services, "czy mozna przelozyc spotkanie na jutro")
    texts(services, "nie wiem gdzie jest moja szkola jutro")

    assert Became.CONCERN not in first
    (opened,) = rows(store, concern)
    assert (opened.severity, opened.category) == ("concern", "unread_language")
    assert address_of(store).held_by is None


def test_something_worse_in_that_language_is_news_again(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, "czy mozna przelozyc spotkanie na jutro")

    texts(services, "tata mnie bije")

    (opened,) = rows(store, concern)
    assert opened.category == "physical"
    assert address_of(store).held_by == opened.id
