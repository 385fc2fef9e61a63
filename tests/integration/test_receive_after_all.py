"""What once broke from outside: nobody who tells of danger is left without a person or a reply."""

from __future__ import annotations

import pytest

from bot.app import Services
from bot.errors import BadInput
from bot.store.database import Store
from bot.store.tables import concern, outbox
from bot.store.users import RoleName
from tests.factories import (
    Clock,
    a_contact,
    a_worker,
    an_inbound,
    outgoing,
    rows,
    texts,
)

DANGER = "i want to kill myself tonight"
MORE = "i have taken pills to kill myself"


def kinds(store: Store) -> list[str]:
    return [kind for kind, _, _ in outgoing(store)]


def test_danger_told_of_after_a_resume_is_news_again(services: Services, store: Store) -> None:
    user_id = a_worker(services, role=RoleName.SAFEGUARDING)
    a_contact(services)
    texts(services, DANGER)
    alerts = kinds(store).count("alert")
    (opened,) = rows(store, concern)
    services.concerns.acknowledge(opened.id, user_id=user_id)
    services.concerns.resume(opened.id, user_id=user_id)

    texts(services, MORE)

    assert kinds(store).count("alert") == 2 * alerts > 0
    (again,) = rows(store, concern)
    assert (again.state, again.acknowledged_at) == ("open", None)


def test_danger_told_of_while_somebody_has_the_concern_alerts_again(
    services: Services, store: Store
) -> None:
    user_id = a_worker(services, role=RoleName.SAFEGUARDING)
    a_contact(services)
    texts(services, DANGER)
    alerts = kinds(store).count("alert")
    (opened,) = rows(store, concern)
    services.concerns.acknowledge(opened.id, user_id=user_id)

    texts(services, MORE)

    assert kinds(store).count("alert") == 2 * alerts
    assert kinds(store).count("holding") == 1


def test_who_comes_back_after_a_worry_told_in_silence_gets_the_holding_reply(
    services: Services, store: Store
) -> None:
    a_contact(services)

    texts(services, "STOP", DANGER, "START", MORE)

    assert kinds(store).count("holding") == 1
    (opened,) = rows(store, concern)
    assert opened.can_text


def test_questions_do_not_begin_by_another_door_while_a_concern_is_open(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    texts(services, DANGER, "STOP")
    services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])

    with pytest.raises(BadInput, match="open concern"):
        services.start_flow(flow="good-place", contact_id=contact_id)


def test_a_phone_that_answers_by_itself_is_not_answered_for_ever(
    services: Services, store: Store
) -> None:
    a_contact(services)

    texts(services, *["I'm driving. I will reply later."] * 5)

    assert len(rows(store, outbox)) == 1


def test_only_workers_and_leads_have_a_caseload(services: Services) -> None:
    a_worker(services, email="officer@example.org", role=RoleName.OFFICER)

    with pytest.raises(BadInput, match="not a worker"):
        a_contact(services, worker="officer@example.org")


def test_a_second_booking_at_the_same_time_is_refused(services: Services, clock: Clock) -> None:
    worker_id, contact_id = a_worker(services), a_contact(services)
    meeting = {
        "contact_id": contact_id,
        "worker_id": worker_id,
        "starts_at": clock.now().replace(hour=20),
        "place": "Library",
    }
    services.book(**meeting)

    with pytest.raises(BadInput, match="already"):
        services.book(**meeting)


def test_a_chat_stop_is_heard_by_the_phone_too(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])
    services.receive(an_inbound(services, "STOP", urn=f"chat:{contact_id}", channel="chat"))

    with pytest.raises(BadInput, match="no more texts"):
        services.start_flow(flow="good-place", contact_id=contact_id)
