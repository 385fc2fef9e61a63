"""An open round's word, texted by somebody nobody knows: welcomed kindly, then asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import Services
from bot.conversation.model import Became
from bot.rounds.audience import Audience
from bot.services.launch_round import Plan
from bot.store.audiences import candidates
from bot.store.tables import audit, contact, contact_address, session
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, a_worker, rows, said_to, texts

FLOW = "help-so-far"
STRANGER = 70


@pytest.fixture(autouse=True)
def open_round(services: Services) -> int:
    """Return a round that anybody can join by its word."""
    officer = a_worker(services, email="o@council.example", name="Olu", role=RoleName.OFFICER)
    plan = Plan(
        name="Getting help",
        about="getting help",
        flow=FLOW,
        audience=Audience(areas=("Nowhere",)),
        opens_at=services.now(),
        closes_at=services.now().replace(year=services.now().year + 1),
        join_word="BENCH",
    )
    return services.launch_round(plan, user_id=officer)


def people(services: Services) -> list[Any]:
    return rows(services.store, contact)


def test_a_number_nobody_knows_is_welcomed_and_then_asked(services: Services) -> None:
    became = texts(services, "Bench!", "1", "1", "1", number=STRANGER)

    assert became == [Became.BEGINS, Became.ANSWER, Became.ANSWER, Became.ANSWER]
    said = said_to(services.store, STRANGER)
    assert said[0].startswith("Hi. Good to hear from you.")
    assert "Does anyone else look at this phone?" in said[0]
    assert "What you say stays with your team." in said[1]
    assert "Text STOP to leave." in said[2]
    assert [row.flow for row in rows(services.store, session)] == ["welcome", FLOW]
    (person,) = people(services)
    assert (person.age_band, person.worker_id, person.area) == ("", None, None)
    assert [row.confirmed_by for row in rows(services.store, contact_address)] == ["self"]
    assert len(rows(services.store, audit, audit.c.action == "contact.join")) == 1


def test_what_they_answer_is_counted_in_the_round_and_their_age_is_not_said(
    services: Services,
) -> None:
    for number in range(STRANGER, STRANGER + 12):
        texts(services, "bench", "1", "1", "1", "1", "1", number=number)

    released = services.release(FLOW)

    assert released is not None
    assert (
        max(
            q.overall.answered
            for q in released.figures.questions
            if isinstance(q.overall.answered, int)
        )
        == 12
    )


def test_the_word_twice_takes_nobody_in_twice(services: Services) -> None:
    texts(services, "bench", "bench", number=STRANGER)

    assert len(people(services)) == 1


def test_someone_known_by_the_word_is_asked_without_a_welcome(services: Services) -> None:
    a_contact(services)

    texts(services, "bench")

    assert [row.flow for row in rows(services.store, session)] == [FLOW]


@pytest.mark.parametrize("said", ["hello", "bench please", "STOP", "park"])
def test_anything_else_takes_nobody_in(services: Services, said: str) -> None:
    texts(services, said, number=STRANGER)

    assert people(services) == []


def test_somebody_who_left_is_not_taken_in(services: Services) -> None:
    texts(services, "STOP", "bench", number=STRANGER)

    assert people(services) == []
    assert said_to(services.store, STRANGER) == []


def test_a_word_of_worry_opens_a_concern_and_no_round(services: Services) -> None:
    assert texts(services, "im going to kill myself", "bench", number=STRANGER)[0] is Became.CONCERN

    assert people(services) == []


def test_the_word_of_a_round_that_is_over_joins_nothing(
    services: Services, clock: Clock, open_round: int
) -> None:
    services.steer_round.end(open_round, user_id=rows(services.store, audit)[0].id)
    clock.forward(minutes=1)

    assert texts(services, "bench", number=STRANGER) == [Became.UNKNOWN]
    assert people(services) == []


def test_who_leaves_the_welcome_for_good_is_asked_nothing_more(services: Services) -> None:
    texts(services, "bench", "stop", number=STRANGER)

    assert [row.flow for row in rows(services.store, session)] == ["welcome"]


def asked_next(services: Services) -> set[int]:
    """Return whom a round for everybody would ask now."""
    with services.store.reading() as tx:
        return {each.contact_id for each in candidates(tx, guests=False)}


def test_a_word_joins_its_own_round_and_no_later_one(services: Services) -> None:
    texts(services, "Bench!", number=STRANGER)
    (person,) = people(services)
    known = a_contact(services, number=1)

    assert asked_next(services) == {known}

    taken_on_by = a_worker(services, email="w@council.example", name="Wes")
    with services.store.begin() as tx:
        tx.db.execute(
            contact.update().where(contact.c.id == person.id).values(worker_id=taken_on_by)
        )

    assert asked_next(services) == {known, person.id}
