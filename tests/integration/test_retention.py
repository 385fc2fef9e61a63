"""Every kind of data goes when its time has come, no sooner; what a concern holds does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Table

from bot.app import Services
from bot.conversation.budget import BegunBy
from bot.errors import BadInput, NotYours
from bot.privacy.retention import DEFAULTS, Kind, Period, Retention
from bot.store import audits
from bot.store.care_tables import concern_event, escalation
from bot.store.database import Store
from bot.store.rights_tables import redaction, rights_case
from bot.store.sending_tables import delivery_event
from bot.store.tables import (
    answer,
    appointment,
    audit,
    concern,
    concern_message,
    contact,
    inbound_message,
    outbox,
    respondent,
    session,
    totals_answer,
)
from bot.store.users import RoleName
from tests.factories import (
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    an_inbound,
    rows,
    texts,
)
from tests.sending import Sender

LONG = Period(40, "y")


def keeping(services: Services, kind: Kind, period: Period = LONG) -> None:
    """Run one night on which this kind alone has a period; everything else is kept for long."""
    one = replace(
        services.retention, retention=Retention({**dict.fromkeys(Kind, LONG), kind: period})
    )
    one()


def a_life(services: Services, sender: Sender, clock: Clock) -> int:
    """Have one young person with something of every kind, and a later text of somebody else."""
    worker = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1", "1")
    sender.send()
    texts(services, *(["skip"] * 12))
    services.start_flow(flow="my-meetings", contact_id=contact_id, begun_by=BegunBy.KEYWORD)
    texts(services, "1", "1", "1")
    services.book(
        contact_id=contact_id,
        worker_id=worker,
        starts_at=clock.now() + timedelta(days=1),
        place="the library",
    )
    sender.send()
    texts(services, "complain", "no one rings", number=1)
    services.receive(an_inbound(services, "who is this", urn="tel:+447700900777"))
    return contact_id


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Kind.PRIVATE_TEXTS, inbound_message),
        (Kind.TEXTS, inbound_message),
        (Kind.TEXTS, outbox),
        (Kind.ANSWERS, answer),
        (Kind.COUNTED, totals_answer),
        (Kind.COUNTED, respondent),
        (Kind.MEETINGS, appointment),
        (Kind.STRANGERS, inbound_message),
    ],
)
def test_each_kind_goes_when_its_time_has_come_and_not_a_day_before(
    services: Services, store: Store, sender: Sender, clock: Clock, kind: Kind, table: Table
) -> None:
    a_life(services, sender, clock)
    period = DEFAULTS[kind]
    due = clock.now() - period.before(clock.now())
    before = len(rows(store, table))

    clock.forward(days=due.days - 1)
    keeping(services, kind, period)
    kept = len(rows(store, table))
    clock.forward(days=8)
    a_contact(services, number=9)
    texts(services, "hello", number=9)
    sender.renew()
    keeping(services, kind, period)

    assert kept == before
    newer = 1 if table in (inbound_message, outbox) else 0
    assert len(rows(store, table)) - newer < before


def test_what_a_concern_holds_stays_and_is_listed_when_its_date_has_come(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    lead = a_worker(services, email="lead@example.org", name="Lou", role=RoleName.SAFEGUARDING)
    a_contact(services)
    texts(services, "my stepdad hits me")
    [found] = rows(store, concern)
    services.concerns.acknowledge(found.id, user_id=lead)
    services.close_concern(found.id, user_id=lead, outcome="We spoke with them and their school.")

    clock.forward(days=366 * 26)
    report = services.retention()

    assert report.to_dispose == (found.id,)
    assert len(rows(store, concern)) == 1
    assert [row.severity for row in rows(store, inbound_message)] == ["immediate"] or rows(
        store, inbound_message
    )
    assert rows(store, contact)[0].erased_at is None


def a_closed_concern(services: Services, store: Store, clock: Clock) -> tuple[int, int, int]:
    """Let a concern be closed, and 26 years go; return its id and two safeguarding leads."""
    lou, mina = (
        a_worker(services, email=f"{name}@example.org", name=name, role=RoleName.SAFEGUARDING)
        for name in ("Lou", "Mina")
    )
    for number, said in ((1, "my stepdad hits me"), (2, "my dad hits me")):
        a_contact(services, number=number)
        texts(services, said, number=number)
    found = rows(store, concern)[0].id
    services.concerns.acknowledge(found, user_id=lou)
    services.concerns.note(found, user_id=lou, words="Spoke with the school.")
    services.close_concern(found, user_id=lou, outcome="We spoke with them and their school.")
    clock.forward(days=366 * 26)
    return found, lou, mina


def test_two_people_dispose_of_a_concern_whose_time_is_over_and_nothing_of_it_is_left(
    services: Services, store: Store, clock: Clock
) -> None:
    found, lou, mina = a_closed_concern(services, store, clock)
    assert services.dispose_of_concern.due() == {found}
    why = "They are forty now, and nothing is open."

    first = services.dispose_of_concern(found, user_id=lou, why=why)
    with pytest.raises(BadInput, match="Somebody else"):
        services.dispose_of_concern(found, user_id=lou, why=why)
    kept = len(rows(store, concern))
    second = services.dispose_of_concern(found, user_id=mina, why="I have looked, and I agree.")

    assert (first, kept, second) == ("by a second person", 2, "now")
    [other] = rows(store, concern)
    for table in (concern_message, concern_event, escalation):
        assert {row.concern_id for row in rows(store, table)} == {other.id}
    assert len(rows(store, inbound_message)) == 1
    assert {row.concern_id for row in rows(store, outbox)} - {None} == {other.id}
    done = [row.action for row in rows(store, audit) if row.subject == f"concern:{found}"]
    assert done[-2:] == ["concern.dispose_asked", "concern.disposed"]
    with store.reading() as tx:
        assert not audits.verify(tx).faults


def test_nobody_disposes_of_a_concern_before_its_time_or_without_the_role(
    services: Services, store: Store, clock: Clock
) -> None:
    found, lou, _ = a_closed_concern(services, store, clock)
    worker = a_worker(services, email="sam@x.org")

    with pytest.raises(NotYours):
        services.dispose_of_concern(found, user_id=worker, why="I want it to be gone.")
    with pytest.raises(BadInput, match="why it need not"):
        services.dispose_of_concern(found, user_id=lou, why="old")
    open_one = rows(store, concern)[1].id
    with pytest.raises(BadInput, match="not over"):
        services.dispose_of_concern(open_one, user_id=lou, why="Nobody ever looked at it.")

    assert len(rows(store, concern)) == 2


def test_a_dry_run_counts_and_deletes_nothing(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_life(services, sender, clock)
    clock.forward(days=366 * 3)
    tables = (inbound_message, outbox, answer, appointment, session, totals_answer, contact, audit)
    before = {table.name: len(rows(store, table)) for table in tables}

    report = services.retention(dry=True)

    assert {table.name: len(rows(store, table)) for table in tables} == before
    assert report.total > 20
    assert rows(store, redaction) == []


def test_a_night_says_what_went_and_the_provider_is_to_forget_it_too(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_life(services, sender, clock)
    clock.forward(days=100)

    services.retention()

    [run] = [row for row in rows(store, audit) if row.action == "retention.run"]
    assert json.loads(run.detail)["texts"] > 5
    assert len(rows(store, redaction)) > 5


def test_somebody_with_whom_nothing_happened_for_two_years_is_forgotten(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    contact_id = a_life(services, sender, clock)
    with store.begin() as tx:
        tx.db.execute(rights_case.update().values(closed_at=clock.now()))
    clock.forward(days=366 * 2 + 2)

    services.retention()

    [gone] = rows(store, contact, contact.c.id == contact_id)
    assert gone.erased_at is not None
    assert rows(store, session) == rows(store, totals_answer) == []


def test_receipts_go_after_thirteen_months(services: Services, store: Store, clock: Clock) -> None:
    with store.begin() as tx:
        tx.db.execute(
            delivery_event.insert().values(
                ref="a" * 32, status="delivered", received_at=clock.now()
            )
        )

    clock.forward(days=400)
    services.retention()

    assert rows(store, delivery_event) == []


def test_the_day_of_an_answer_for_totals_becomes_its_month_after_a_week(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_life(services, sender, clock)

    clock.forward(days=8)
    services.retention()

    assert {row.answered_on.day for row in rows(store, totals_answer)} == {1}
