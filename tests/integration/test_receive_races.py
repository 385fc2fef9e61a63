"""Messages that meet: the same one at once, several of one person at once, a session that moves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Barrier

import pytest

from bot.app import Services
from bot.conversation.model import Became, Inbound, Understood
from bot.services.receive_message import ReceiveMessage
from bot.services.understand import Understand
from bot.store.database import Store
from bot.store.tables import address, answer, concern, inbound_message, outbox, session
from nlu.port import Question
from tests.factories import a_contact, an_inbound, outgoing, phone, rows, said_to, texts


@dataclass(frozen=True)
class Together(Understand):
    """Understands a message only when as many as agreed have all been read against the store."""

    barrier: Barrier = field(default_factory=lambda: Barrier(1))

    def __call__(
        self, text: str, question: Question | None, *, meeting: Question | None = None
    ) -> Understood:
        """Wait for the others, who have then seen the same."""
        self.barrier.wait(timeout=20)
        return Understand.__call__(self, text, question, meeting=meeting)


def at_once(services: Services, messages: Sequence[Inbound]) -> list[Became | None]:
    """Handle these at the same time, each having peeked before any of them writes."""
    barrier = Barrier(len(messages))
    receive = replace(services.receive, understand=Together(barrier=barrier))
    with ThreadPoolExecutor(len(messages)) as pool:
        return list(pool.map(receive, messages))


def test_the_same_message_three_times_is_one_row_and_one_reply(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    message = an_inbound(services, "1")

    became = [services.receive(message) for _ in range(3)]

    assert became == [Became.ANSWER, None, None]
    assert len(rows(store, inbound_message)) == 1
    assert len(said_to(store)) == 2


@pytest.mark.parametrize("known", [True, False])
def test_the_same_message_three_times_at_once_is_one_row_and_one_reply(
    services: Services, store: Store, known: bool
) -> None:
    if known:
        services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    message = an_inbound(services, "1")

    became = at_once(services, [message] * 3)

    assert became.count(None) == 2
    assert len(rows(store, inbound_message)) == 1
    assert len(rows(store, outbox, outbox.c.dedupe_key.like("re:%"))) == 1


def test_two_messages_of_one_person_at_once_are_both_handled(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1")

    became = at_once(services, [an_inbound(services, "1"), an_inbound(services, "2")])

    assert became == [Became.ANSWER, Became.ANSWER]
    (sitting,) = rows(store, session)
    assert sitting.revision == 3
    kept = {
        row.question: json.loads(row.value)
        for row in rows(store, answer, answer.c.status == "answered")
    }
    assert kept in (
        {"m1": ["cafe"], "m2": "walk"},
        {"m1": ["outside"], "m2": "face_to_face"},
    )
    assert len(said_to(store)) == 4
    assert "When is good?" in said_to(store)[-1]


def test_five_messages_at_once_lose_no_answer(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1")

    at_once(services, [an_inbound(services, "1") for _ in range(5)])

    kept = rows(store, answer, answer.c.status == "answered")
    assert [row.question for row in kept] == ["m1", "m2", "m3", "m4", "m5"]
    (sitting,) = rows(store, session)
    assert sitting.revision == 6
    assert len(rows(store, outbox, outbox.c.dedupe_key.like("re:%"))) == 6


@dataclass(frozen=True)
class Restless(Understand):
    """Moves the session on while a message is being read, as often as there are `moves` left."""

    store: Store | None = None
    moves: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def _move(self, text: str) -> None:
        self.read.append(text)
        if self.moves and self.store is not None:
            self.moves.pop()
            with self.store.begin() as tx:
                tx.db.execute(session.update().values(revision=session.c.revision + 1))

    def __call__(
        self, text: str, question: Question | None, *, meeting: Question | None = None
    ) -> Understood:
        """Read it, while somebody else writes."""
        self._move(text)
        return Understand.__call__(self, text, question, meeting=meeting)

    def again(self, was: Understood, text: str, question: Question | None) -> Understood:
        """Read it again, while somebody else may write again."""
        self._move(text)
        return Understand.again(self, was, text, question)


def receive_with(services: Services, understand: Understand) -> ReceiveMessage:
    return replace(services.receive, understand=understand)


@pytest.mark.parametrize("times", [1, 2])
def test_a_session_that_moved_is_read_again(services: Services, store: Store, times: int) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    restless = Restless(store=store, moves=["once"] * times)

    became = receive_with(services, restless)(an_inbound(services, "1"))

    assert became is Became.ANSWER
    assert len(restless.read) == times + 1
    assert len(rows(store, inbound_message)) == 1
    assert len(said_to(store)) == 2


def test_after_three_tries_the_session_is_read_under_its_lock(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    restless = Restless(store=store, moves=["once"] * 3)

    became = receive_with(services, restless)(an_inbound(services, "1"))

    assert became is Became.ANSWER
    assert len(restless.read) == 4
    assert len(rows(store, inbound_message)) == 1
    assert len(said_to(store)) == 2


def test_screening_is_done_once_however_often_the_reply_is_read(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    restless = Restless(store=store, moves=["once"] * 2)

    became = receive_with(services, restless)(an_inbound(services, "my dad hits me"))

    assert became is Became.CONCERN
    assert len(rows(store, concern)) == 1


def test_two_texts_at_once_from_an_unknown_number_get_one_reply(
    services: Services, store: Store
) -> None:
    became = at_once(services, [an_inbound(services, "hello"), an_inbound(services, "who is it")])

    assert became == [Became.UNKNOWN, Became.UNKNOWN]
    assert len(rows(store, inbound_message)) == 2
    assert len(said_to(store)) == 1
    assert len(rows(store, address)) == 1


def test_two_worrying_texts_at_once_open_one_concern_with_one_reply(
    services: Services, store: Store
) -> None:
    a_contact(services)

    became = at_once(
        services,
        [an_inbound(services, "my dad hits me"), an_inbound(services, "he hits me every day")],
    )

    assert became == [Became.CONCERN, Became.CONCERN]
    assert len(rows(store, concern)) == 1
    assert [kind for kind, _, _ in outgoing(store, number=1)] == ["holding"]
    assert len(outgoing(store, outbox.c.kind == "alert")) == 2


def test_leaving_twice_at_once_is_confirmed_once(services: Services, store: Store) -> None:
    a_contact(services)

    became = at_once(
        services, [an_inbound(services, "stop texting me"), an_inbound(services, "stop texts")]
    )

    assert became == [Became.OPT_OUT, Became.OPT_OUT]
    assert [kind for kind, _, _ in outgoing(store, number=1)] == ["opt_out"]


def test_an_answer_and_a_worry_at_once_leave_the_session_paused(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1")

    became = at_once(services, [an_inbound(services, "1"), an_inbound(services, "i want to die")])

    assert Became.CONCERN in became
    assert rows(store, address, address.c.scheme == "tel")[0].held_by is not None
    going = [kind for kind, state, _ in outgoing(store, number=1) if state == "queued"]
    assert going == ["holding"]


def test_many_people_at_once_each_get_their_own_reply(services: Services, store: Store) -> None:
    people = range(1, 9)
    for number in people:
        contact_id = a_contact(services, number=number)
        services.start_flow(flow="my-meetings", contact_id=contact_id)

    at_once(services, [an_inbound(services, "1", urn=f"tel:{phone(number)}") for number in people])

    for number in people:
        assert "Where is good to meet" in said_to(store, number)[-1]
