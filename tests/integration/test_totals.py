"""What young people said, added up: when it may be shown, and what is never in it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.app import Services
from bot.errors import BadInput
from bot.insight.snapshot import results
from bot.store.database import Store
from bot.store.tables import contact, snapshot, totals_answer
from tests.factories import a_contact, rows, texts


def answer_good_place(services: Services, people: range, *, words: str = "1 3") -> None:
    """Have these people answer the first question of good-place."""
    for number in people:
        contact_id = a_contact(services, number=number)
        services.start_flow(flow="good-place", contact_id=contact_id)
        texts(services, "1", words, number=number)


def test_nothing_is_shown_under_ten(services: Services, store: Store) -> None:
    answer_good_place(services, range(1, 10))

    assert services.release("good-place") is None
    assert services.release("good-place", closed=True) is None
    assert services.release.newest("good-place")[1] is None
    assert rows(store, snapshot) == []


def test_ten_are_enough_and_only_ten_more_make_it_new(services: Services, store: Store) -> None:
    answer_good_place(services, range(1, 11))
    first = services.release("good-place")
    assert first is not None
    assert first.respondents == 10

    answer_good_place(services, range(11, 20))
    assert services.release("good-place") is None
    answer_good_place(services, range(20, 21))
    second = services.release("good-place")

    assert second is not None
    assert second.respondents == 20
    assert len(rows(store, snapshot)) == 2


def test_the_last_of_a_closed_round_may_be_released(services: Services) -> None:
    answer_good_place(services, range(1, 11))
    services.release("good-place")
    answer_good_place(services, range(11, 13))

    last = services.release("good-place", closed=True)

    assert last is not None
    assert last.respondents == 12


def test_what_was_released_does_not_move_with_later_answers(services: Services) -> None:
    answer_good_place(services, range(1, 13))
    services.release("good-place")
    _, before = services.release.newest("good-place")

    answer_good_place(services, range(13, 16))

    assert services.release.newest("good-place")[1] == before


def test_the_results_have_the_shape_others_read(services: Services) -> None:
    answer_good_place(services, range(1, 13), words="1")
    answer_good_place(services, range(13, 25), words="3")
    released = services.release("good-place")
    assert released is not None

    questions = {question["id"]: question for question in results(released.figures)}

    first = questions["i1"]
    assert set(first) == {"id", "asked", "answered", "skipped", "options"}
    assert first["answered"] == 24
    counts = {option["key"]: option["count"] for option in first["options"]}
    assert list(counts) == ["relax", "meet_friends", "get_advice", "play_games", "make_noise"]
    assert counts["relax"] == counts["get_advice"] == 12
    assert counts["meet_friends"] == "c"
    assert questions["i3"]["answered"] == "c"
    assert "open_totals" not in questions


def test_choices_of_a_worker_flow_are_counted_too(services: Services) -> None:
    for number in range(1, 25):
        services.start_flow(flow="my-meetings", contact_id=a_contact(services, number=number))
        texts(services, "1", "1" if number % 2 else "3", number=number)

    released = services.release("my-meetings")

    assert released is not None
    (where,) = [one for one in results(released.figures) if one["id"] == "m1"]
    assert where["answered"] == 24
    counts = {option["key"]: option["count"] for option in where["options"]}
    assert (counts["cafe"], counts["centre"], counts["home"]) == (12, 12, "c")


def test_answers_a_young_person_has_not_shared_are_not_counted(
    services: Services, store: Store
) -> None:
    answer_good_place(services, range(1, 13))
    with store.begin() as tx:
        tx.db.execute(totals_answer.update().values(held=True))

    assert services.release("good-place") is None


def test_the_same_person_counts_once_however_often_they_sit(services: Services) -> None:
    answer_good_place(services, range(1, 11))
    texts(services, "stop texting me", "START", number=1)
    with services.store.reading() as tx:
        contact_id = tx.db.scalars(select(contact.c.id).order_by(contact.c.id)).first()
    assert contact_id is not None
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1", "2", number=1)

    released = services.release("good-place")

    assert released is not None
    assert released.respondents == 10


def test_a_flow_nobody_published_is_refused(services: Services) -> None:
    with pytest.raises(BadInput, match="no flow 'nothing'"):
        services.release("nothing")
