"""Who may be asked, when, and what is refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Services
from bot.errors import BadInput
from bot.meetings.quiet_hours import parse_quiet_hours
from bot.safeguarding.replies import fixed
from bot.services.start_flow import Started
from bot.store.contacts import state_facts, ways_to_reach
from bot.store.database import Store
from bot.store.tables import contact, outbox, session
from tests.factories import BEGINNING, Clock, a_contact, rows, said_to, texts
from tests.sending import Sender


def test_a_flow_begins_with_one_question(services: Services, store: Store) -> None:
    started = services.start_flow(flow="good-place", contact_id=a_contact(services))

    assert started is Started.NOW
    assert said_to(store) == [
        "The Hub has 5 short questions. No one sees who said what. If you are not safe we tell "
        "someone who can help.\n1 OK, let's go\n2 Later\n3 No thanks"
    ]


def test_a_number_not_confirmed_has_one_welcome_and_no_second(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services, ok_to_text=False)
    services.start_flow(flow="welcome", contact_id=contact_id)
    texts(services, "skip")

    with pytest.raises(BadInput, match="has had the welcome"):
        services.start_flow(flow="good-place", contact_id=contact_id)

    assert len(rows(store, session)) == 1


def test_two_who_share_a_number_are_asked_once_who_holds_it(
    services: Services, store: Store
) -> None:
    for contact_id in (a_contact(services), a_contact(services)):
        started = services.start_flow(flow="my-meetings", contact_id=contact_id)
        assert started == Started.WHO_FIRST

    assert said_to(store) == [fixed("who_is_this", "en").text]
    assert rows(store, session) == []


def test_the_language_they_choose_is_theirs_from_then_on(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    with store.begin() as tx:
        address_id = ways_to_reach(tx, contact_id)[0].address_id
        state_facts(tx, contact_id, address_id, facts={"language": "pl"}, now=services.now())

    assert rows(store, contact)[0].language == "pl"


def test_a_carer_can_be_asked_though_nobody_said_about_whom(
    services: Services, store: Store
) -> None:
    assert services.start_flow(flow="carer-view", contact_id=a_contact(services)) is Started.NOW

    assert "a meeting about your family" in said_to(store)[-1]


@pytest.mark.parametrize(("flow", "says"), [("nothing", "no flow"), ("good-place", "no contact")])
def test_what_is_not_there_is_named(services: Services, flow: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        services.start_flow(flow=flow, contact_id=999_999)


def test_nobody_is_asked_in_quiet_hours_but_a_reply_goes_at_once(
    services: Services, store: Store, clock: Clock, sender: Sender
) -> None:
    quiet = replace(services.house, quiet=parse_quiet_hours("20:00-09:00"))
    clock.forward(hours=12)
    start = replace(services.start_flow, house=quiet)

    start(flow="my-meetings", contact_id=a_contact(services))
    texts(services, "1")

    prompt, reply = rows(store, outbox)
    assert prompt.due_at == BEGINNING.replace(hour=9) + timedelta(days=1)
    assert reply.due_at == clock.now()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"phone": "020 7946 0000"}, "mobile"),
        ({"phone": "not a number"}, "number"),
        ({"age_band": "30"}, "age band"),
        ({"nickname": " "}, "nickname"),
        ({"nickname": "x" * 41}, "nickname"),
        ({"worker_email": "nobody@example.org"}, "member of staff"),
    ],
)
def test_a_contact_that_cannot_be_added_is_refused_without_the_number(
    services: Services, store: Store, change: dict[str, object], says: str
) -> None:
    usual = {"nickname": "Pat", "phone": "07700 900101", "age_band": "13-15"} | change

    with pytest.raises(BadInput, match=says) as refused:
        services.add_contact(**usual)  # type: ignore[arg-type]

    assert str(usual["phone"]) not in str(refused.value)
    assert rows(store, contact) == []
