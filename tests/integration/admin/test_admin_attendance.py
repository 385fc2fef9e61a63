"""What became of meetings, as last fixed: nothing of few, nothing by worker, teams from ten."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.insight.figures import Hidden
from bot.meetings.promises import Promised
from bot.store import answers
from bot.store.answers import Coarse
from bot.store.database import Store, Transaction
from bot.store.insight_tables import meeting_snapshot
from bot.store.tables import appointment, respondent, totals_answer
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, a_worker, rows
from tests.staff_pages import SAM, a_member, send, someone, words

PAGE = "/admin/attendance"
FAMILY = "after-meeting"
RATINGS = {"u2": "yes", "u3": "mostly", "u4": "yes", "u5": "yes", "u6": "no"}


@pytest.fixture
def officer(app: Flask, services: Services) -> FlaskClient:
    return someone(app, services, RoleName.OFFICER)


def met(services: Services, numbers: Iterable[int], worker_id: int) -> None:
    """Have these young people met their worker, who promised each one thing."""
    for number in numbers:
        contact_id = a_contact(services, number=number)
        with services.store.begin() as tx:
            tx.db.execute(appointment.insert().values(**_over(services, tx, contact_id, worker_id)))
        promised = [Promised("worker", "ring the school")]
        services.follow.promise(
            contact_id, worker_id, promised, appointment_id=None, actor="user:1"
        )


def _over(
    services: Services, tx: Transaction, contact_id: int, worker_id: int
) -> dict[str, object]:
    now = services.now()
    return {
        "uid": f"over-{contact_id}",
        "contact_id": contact_id,
        "worker_id": worker_id,
        "starts_at": now - timedelta(days=1),
        "zone": "Europe/London",
        "place": tx.cipher.encrypt("the cafe", "appointment.place"),
        "leads": "",
        "attended": "met",
        "created_at": now,
        "updated_at": now,
    }


def rated(store: Store, team: str, numbers: Iterable[int]) -> None:
    """Have so many of a team answer all that is asked of their meetings."""
    for number in numbers:
        who = f"{number:032x}"
        with store.begin() as tx:
            answers.add_respondent(tx, who, FAMILY, Coarse("13-15", "girl", "Harlow", team))
            tx.db.execute(
                totals_answer.insert(),
                [_rating(who, question, said) for question, said in RATINGS.items()],
            )


def _rating(who: str, question: str, said: str) -> dict[str, object]:
    return {
        "pseudonym": who,
        "wave": answers.WAVE,
        "question": question,
        "family": FAMILY,
        "flow_version_id": 1,
        "status": "answered",
        "value": json.dumps(said),
        "channel": "sms",
        "language": "en",
        "answered_on": Clock().now().date(),
    }


def test_nothing_is_told_of_nine_young_people(services: Services, officer: FlaskClient) -> None:
    met(services, range(1, 10), a_worker(services))

    page = send(officer, f"{PAGE}/release", seen=PAGE)

    assert "Not yet" in page.text
    assert "Not told yet: promises were made to fewer than 10" in words(page)


def test_what_is_told_stands_still_until_ten_more_are_in_it(
    services: Services, officer: FlaskClient
) -> None:
    worker = a_worker(services)
    met(services, range(1, 13), worker)
    first = words(send(officer, f"{PAGE}/release", seen=PAGE))
    assert "About 10 kept" not in first
    assert "About 0 kept, about 10 open" in first
    assert "All meetings 100" in first

    met(services, range(13, 22), worker)  # nine more
    assert "Not yet" in send(officer, f"{PAGE}/release", seen=PAGE).text
    assert "about 10 open" in words(officer.get(PAGE))

    met(services, range(22, 23), worker)  # and one
    assert "about 20 open" in words(send(officer, f"{PAGE}/release", seen=PAGE))


def test_a_team_of_fewer_than_ten_stands_with_others(
    services: Services, store: Store, officer: FlaskClient
) -> None:
    rated(store, "North", range(100, 112))
    rated(store, "South", range(200, 204))
    rated(store, "West", range(300, 313))

    page = words(send(officer, f"{PAGE}/release", seen=PAGE))

    assert "Did the meeting begin on time?" in page
    assert "They said North South, West and Not said Answered 12 17" in page
    assert "What stands in no row here is kept back" in page  # all said the same
    assert "Sam" not in page


def test_no_worker_is_in_what_a_snapshot_keeps(
    services: Services, store: Store, officer: FlaskClient
) -> None:
    rated(store, "North", range(100, 112))
    services.release_meetings()

    kept = rows(store, meeting_snapshot)

    assert [row.part for row in kept] == ["teams"]
    assert "worker" not in kept[0].figures


def test_only_what_rates_a_meeting_keeps_the_team(services: Services, store: Store) -> None:
    a_member(services, RoleName.WORKER, email=SAM, team="North")
    pat, bo = (a_contact(services, worker=SAM, number=number) for number in (1, 2))

    services.start_flow(flow="good-place", contact_id=pat)
    services.start_flow(flow=FAMILY, contact_id=bo)

    kept = {row.family: row.team for row in rows(store, respondent)}
    assert kept == {"good-place": None, FAMILY: "North"}


def test_a_conversation_seen_in_part_is_counted_in_both_parts(
    services: Services, store: Store
) -> None:
    rated(store, "North", range(100, 112))

    released = services.release(FAMILY)

    assert released is not None
    assert released.respondents == 12
    answered = {one.id: one.overall.answered for one in released.figures.questions}
    assert answered["u2"] == 12
    assert answered["u1"] == Hidden.CONFIDENTIAL
