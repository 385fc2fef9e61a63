"""Numbers nobody knows, numbers that several share, and messages of every odd shape."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.conversation.model import Became
from bot.safeguarding.replies import fixed
from bot.store.database import Store
from bot.store.tables import address, contact, inbound_message, task
from tests.factories import (
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    address_of,
    outgoing,
    rows,
    said_to,
    texts,
)

ODD = {
    "nothing": "",
    "spaces": "   \n ",
    "1,600 letters": "a" * 1600,
    "1,600 emoji": "😀" * 1600,
    "emoji": "👍",
    "a joined emoji": "👩‍👩‍👧‍👦🏽",
    "fullwidth digit": "\uff11",
    "Arabic digit": "٢",
    "superscript": "²",
    "a zero byte": "1\x00",
    "right to left": "\u202e1",
    "only a joiner": "\u200d",
    "quotes": "'; DROP TABLE contact; --",
    "braces": "{worker} {0} %s",
    "a lone combining mark": "\u0301",
}


def test_an_unknown_number_gets_one_polite_reply_a_day(
    services: Services, store: Store, clock: Clock
) -> None:
    texts(services, "hello", "who is this", number=50)
    clock.forward(hours=23)
    texts(services, "hello?", number=50)
    assert len(said_to(store, 50)) == 1

    clock.forward(hours=2)
    became = texts(services, "hello??", number=50)

    assert became == [Became.UNKNOWN]
    assert len(said_to(store, 50)) == 2
    assert len(rows(store, inbound_message, inbound_message.c.contact_id.is_(None))) == 4


def test_an_unknown_number_learns_nothing_of_anybody(services: Services, store: Store) -> None:
    texts(services, "is Pat1 there", number=50)
    a_worker(services)
    a_contact(services, worker=WORKER_EMAIL)

    texts(services, "is Pat1 there", number=51)

    assert said_to(store, 50) == said_to(store, 51)
    assert not any(name in said_to(store, 51)[0] for name in ("Pat1", "Sam"))


def test_a_shared_number_is_not_answered_with_anybodys_content(
    services: Services, store: Store
) -> None:
    a_worker(services)
    for _ in range(2):
        a_contact(services, worker=WORKER_EMAIL)

    became = texts(services, "when is my meeting", "1")

    assert became == [Became.UNKNOWN, Became.UNKNOWN]
    assert said_to(store) == [fixed(key, "en").text for key in ("who_is_this", "who_again")]
    assert {row.contact_id for row in rows(store, inbound_message)} == {None}


def test_an_archived_contact_is_a_stranger(services: Services, store: Store) -> None:
    a_contact(services)
    with store.begin() as tx:
        tx.db.execute(update(contact).values(status="archived"))

    assert texts(services, "hello") == [Became.UNKNOWN]


def test_a_number_said_to_be_wrong_is_left_alone(services: Services, store: Store) -> None:
    worker = a_worker(services)
    services.start_flow(flow="my-meetings", contact_id=a_contact(services, worker=WORKER_EMAIL))

    became = texts(services, "wrong number", "hello")

    assert became == [Became.SILENT, Became.SILENT]
    assert [state for _, state, _ in outgoing(store)] == ["void"]
    assert [(row.worker_id, row.kind) for row in rows(store, task)] == [(worker, "wrong_number")]


@pytest.mark.parametrize("words", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("flow", ["my-meetings", "good-place", None])
def test_any_words_at_all_are_stored_and_handled(
    services: Services, store: Store, flow: str | None, words: str
) -> None:
    contact_id = a_contact(services)
    if flow:
        services.start_flow(flow=flow, contact_id=contact_id)
        texts(services, "1")

    (became,) = texts(services, words)

    assert became is not None
    heard = rows(store, inbound_message)[-1]
    with store.reading() as tx:
        assert tx.cipher.decrypt(heard.body, "inbound_message.body") == words
    assert words.encode() not in heard.body or not words
    assert len(said_to(store)) == len(rows(store, inbound_message)) + bool(flow)


@pytest.mark.parametrize("digit", ["1", "\uff11", "\u0661", " 1 ", "1."])
def test_a_digit_of_any_script_answers(services: Services, store: Store, digit: str) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))

    became = texts(services, digit)

    assert became == [Became.ANSWER]
    assert "Where is good to meet" in said_to(store)[-1]


def test_a_picture_without_words_is_asked_for_in_words_and_the_question_stays(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))

    became = texts(services, "", media=2)

    assert became == [Became.ANSWER]
    assert said_to(store)[-1].startswith("Sorry, we cannot see pictures")
    assert "A few questions for you" in said_to(store)[-1]
    assert rows(store, inbound_message)[0].media == 2


def test_numbers_and_words_are_nowhere_in_the_clear(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, "a very particular sentence")

    stored = repr([tuple(row) for table in (address, inbound_message, contact)
                   for row in rows(store, table)])  # fmt: skip

    assert "particular" not in stored
    assert "Pat1" not in stored
    assert "900101" not in stored
    assert address_of(store).digest in stored
