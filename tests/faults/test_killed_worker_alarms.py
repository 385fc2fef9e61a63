"""The real worker is killed while it alerts, answers and escalates: each young person has one
reply, each concern its alerts, and the steps go on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import update

from bot.engine.loading import shipped
from bot.store.care_tables import escalation
from bot.store.tables import concern, outbox
from tests.factories import an_inbound, phone, rows
from tests.faults.test_killed_worker import Deployment, deployment, until

__all__ = ["deployment"]

pytestmark = pytest.mark.slow
CHILDREN = 12


def written_to(deployment: Deployment) -> Counter[str]:
    """Return how many texts each phone has."""
    return Counter(
        text.phone for text in deployment.carrier.exchange.ledger.all_texts() if not text.is_inbound
    )


@pytest.mark.parametrize("deployment", [0], indirect=True)
def test_killed_at_any_moment_every_concern_is_told_of_and_every_child_answered_once(
    deployment: Deployment,
) -> None:
    services, draw = deployment.services, Random(3)
    services.publish(shipped())
    for number in range(CHILDREN):
        words = "i want to kill myself tonight" if number % 2 else "my dad hits me"
        services.receive(an_inbound(services, words, urn=f"tel:{phone(number)}"))

    for _ in range(3):
        goal = sum(written_to(deployment).values()) + draw.randint(1, 6)
        with deployment.worker() as process:
            until(process, lambda goal=goal: sum(written_to(deployment).values()) >= goal)  # type: ignore[misc]
        deployment.age()
        long_ago = services.now() - timedelta(hours=1)
        with services.store.begin() as tx:
            tx.db.execute(update(escalation).values(due_at=long_ago))
    with deployment.worker() as process:
        until(process, lambda: is_all_told(deployment))
    deployment.age()
    deployment.settle()  # what was in the air is looked up, and goes if it never went
    with deployment.worker() as process:
        until(process, lambda: not deployment.states().keys() & {"queued", "claimed", "sending"})

    children = written_to(deployment)
    assert {children[phone(number)] for number in range(CHILDREN)} == {1}
    pending = rows(services.store, escalation, escalation.c.ended_at.is_(None))
    assert {row.concern_id for row in pending} == {row.id for row in rows(services.store, concern)}
    assert min(row.number for row in pending) >= 2


def is_all_told(deployment: Deployment) -> bool:
    """Whether every concern has had two steps or more by text, and nothing waits to go."""
    alerts = rows(deployment.services.store, outbox, outbox.c.kind == "alert")
    told = Counter(row.concern_id for row in alerts if row.channel == "sms" and row.state == "sent")
    waiting = deployment.states().keys() & {"queued", "claimed"}
    return len(told) == CHILDREN and min(told.values()) >= 2 and not waiting
