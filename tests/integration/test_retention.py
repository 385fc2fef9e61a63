"""Every kind of data goes when its time has come, no sooner; what a concern holds does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Table

from bot.app import Services
from bot.conversation.budget import BegunBy
from bot.privacy.retention import DEFAULTS, Kind, Period, Retention
from bot.store.database import Store
from bot.store.rights_tables import redaction, rights_case
from bot.store.sending_tables import delivery_event
from bot.store.tables import (
    answer,
    appointment,
    audit,
    concern,
    contact,
    inbound_message,
    outbox,
    respondent,
    session,
    totals_answer,
)
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
    lead = a_worker(services, email="lead@example.org", name="Lou")
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
