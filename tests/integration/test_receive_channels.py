"""One conversation over two channels: begun by text, gone on with on the chat, ended by text."""

from __future__ import annotations

from bot.app import Services
from bot.conversation.bubbles import ChatMessage
from bot.conversation.model import Became
from bot.store.database import Store
from bot.store.tables import answer, inbound_message, outbox, session, totals_answer
from tests.factories import Clock, a_contact, an_inbound, rows, said_to, texts


def enter(services: Services, contact_id: int) -> str:
    """Follow a fresh personal link; return the cookie."""
    cookie = services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])
    assert cookie is not None
    return cookie


def write(services: Services, contact_id: int, words: str) -> Became | None:
    return services.receive(an_inbound(services, words, urn=f"chat:{contact_id}", channel="chat"))


def seen(services: Services, cookie: str, *, after: int = 0) -> tuple[ChatMessage, ...]:
    visit = services.read_chat.visit(cookie)
    assert visit is not None
    return services.read_chat.messages(visit, after=after)


def test_a_talk_begun_by_text_goes_on_in_the_chat_and_ends_by_text(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    texts(services, "1", "1 3")

    cookie = enter(services, contact_id)
    (put_again,) = seen(services, cookie)
    assert put_again.text == "How do you like to meet best?"
    assert put_again.options[:2] == ("Face to face", "Walk and talk")

    assert write(services, contact_id, "2") is Became.ANSWER
    assert [bubble.mine for bubble in seen(services, cookie)] == [False, True, False]

    became = texts(services, "1", "1", "1", "3")

    assert set(became) == {Became.ANSWER}
    (sitting,) = rows(store, session)
    assert sitting.outcome == "partial"
    kept = {row.question: (row.value, row.channel) for row in rows(store, answer)}
    assert kept["m2"] == ('"walk"', "chat")
    assert kept["m3"] == ('["mornings"]', "sms")
    assert said_to(store)[-1].startswith("Thanks.")


def test_opening_the_chat_twice_asks_once(services: Services) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    enter(services, contact_id)
    cookie = enter(services, contact_id)

    assert len(seen(services, cookie)) == 1


def test_a_flow_started_where_the_chat_is_open_is_put_there(
    services: Services, store: Store, clock: Clock
) -> None:
    contact_id = a_contact(services)
    texts(services, "hello")
    clock.forward(minutes=1)
    cookie = enter(services, contact_id)

    services.start_flow(flow="good-place", contact_id=contact_id)

    (bubble,) = seen(services, cookie)
    assert bubble.options == ("OK, let's go", "Later", "No thanks")
    assert "1 OK, let's go" not in bubble.text
    (row,) = rows(store, outbox, outbox.c.kind == "prompt")
    assert (row.channel, row.state) == ("chat", "sent")


def test_a_whole_private_flow_by_chat_leaves_no_way_back(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    cookie = enter(services, contact_id)
    services.start_flow(flow="good-place", contact_id=contact_id)

    for words in ("1", "1 3", "2", "3", "4 5", "a big sofa", "2"):
        write(services, contact_id, words)
    for words in ("hello again", "1", "1", "2 4", "3", "a pond", "2", "2"):
        write(services, contact_id, words)

    (sitting,) = rows(store, session)
    assert (sitting.outcome, sitting.state) == ("complete", None)
    assert {row.channel for row in rows(store, totals_answer)} == {"chat"}
    assert rows(store, answer) == []
    assert all(row.private for row in rows(store, inbound_message))
    ids = [bubble.id for bubble in seen(services, cookie)]
    assert ids == list(range(1, len(ids) + 1))


def test_paging_after_a_bubble_gives_only_what_came_later(services: Services) -> None:
    contact_id = a_contact(services)
    cookie = enter(services, contact_id)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    write(services, contact_id, "1")

    whole = seen(services, cookie)

    assert [bubble.id for bubble in seen(services, cookie, after=whole[0].id)] == [
        bubble.id for bubble in whole[1:]
    ]


def test_nobody_sees_another_persons_chat(services: Services) -> None:
    first, second = a_contact(services, number=1), a_contact(services, number=2)
    cookies = [enter(services, first), enter(services, second)]
    write(services, first, "mine alone")

    assert [bubble.text for bubble in seen(services, cookies[1])] == []
    assert seen(services, cookies[0])[0].text == "mine alone"


def test_a_link_that_ran_out_and_a_visit_that_was_left_open_nothing(
    services: Services, clock: Clock
) -> None:
    contact_id = a_contact(services)
    link = services.chat.link(contact_id).rpartition("/")[2]
    cookie = enter(services, contact_id)

    services.chat.leave(cookie)
    assert services.read_chat.visit(cookie) is None

    clock.forward(days=31)
    assert services.chat.enter(link) is None
    assert services.chat.enter("x" * 22) is None
