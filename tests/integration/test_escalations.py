"""A concern nobody has acknowledged: one pending step always, alerts by two routes at each."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bot.app import Services
from bot.errors import BadInput
from bot.safeguarding.escalation import longest_wait
from bot.safeguarding.rota import Pace, Post
from bot.store import rotas
from bot.store.care_tables import concern_event, escalation
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.tables import concern, outbox
from bot.store.users import RoleName
from tests.factories import (
    ROTA_EMAIL,
    Clock,
    a_contact,
    a_worker,
    rows,
    texts,
)
from tests.sending import Sender

DANGER = "i want to kill myself tonight"
PEOPLE = range(1, 9)
PENDING = escalation.c.ended_at.is_(None)


def alerts_of(store: Store) -> int:
    return len(rows(store, outbox, outbox.c.kind == "alert"))


def a_responder(services: Services, name: str, post: Post, number: int) -> None:
    with services.store.begin() as tx:
        responder_id = rotas.add_responder(
            tx,
            name=name,
            email=f"{name.lower()}@example.org",
            phone=f"+4477009008{number:02}",
            user_id=None,
            now=services.now(),
        )
        rotas.add_shift(
            tx,
            responder_id=responder_id,
            post=post,
            days=range(7),
            first=None,
            last=None,
            now=services.now(),
        )


def test_each_step_comes_in_its_time_by_mail_and_by_text(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    for number, (name, post) in enumerate(
        (("Dee", Post.DUTY), ("Pia", Post.DEPUTY), ("Lee", Post.LEAD), ("Moe", Post.MANAGER))
    ):
        a_responder(services, name, post, number)
    a_contact(services)
    texts(services, DANGER)
    told = []

    for minutes in (0, 14, 1, 14, 1, 29, 1, 30, 30):
        clock.forward(minutes=minutes)
        services.escalate()
        before = len(sender.email.taken), len(sender.sms.taken)
        sender.send()
        mails = [message.to for message, _ in sender.email.taken[before[0] :]]
        numbers = [message.to for message, _ in sender.sms.taken[before[1] :]]
        told.append((sorted(mails), sum(to != "+447700900101" for to in numbers)))

    assert told[:7] == [
        (["dee@example.org"], 1),
        ([], 0),
        (["pia@example.org"], 1),
        ([], 0),
        (["lee@example.org"], 1),
        ([], 0),
        (["moe@example.org"], 1),
    ]
    everyone = sorted(
        ["dee@example.org", "lee@example.org", "moe@example.org", "pia@example.org", ROTA_EMAIL]
    )
    assert told[7:] == [(everyone, 5), (everyone, 5)]


def test_acknowledging_stops_the_clock_and_new_danger_starts_it_again(
    services: Services, store: Store, clock: Clock
) -> None:
    user_id = a_worker(services, role=RoleName.SAFEGUARDING)
    a_contact(services)
    texts(services, DANGER)
    (opened,) = rows(store, concern)
    services.concerns.acknowledge(opened.id, user_id=user_id)
    first = alerts_of(store)

    clock.forward(hours=5)
    assert services.escalate() == 0
    assert rows(store, escalation, PENDING) == []
    texts(services, "i have taken pills to kill myself")

    assert alerts_of(store) == 2 * first == 6
    assert len(rows(store, escalation, PENDING)) == 1


def test_handing_over_tells_the_colleague_first_and_the_rota_after(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    mina = a_worker(services, email="mina@example.org", role=RoleName.SAFEGUARDING, name="Mina")
    jo = a_worker(services, email="jo@example.org", role=RoleName.SAFEGUARDING, name="Jo")
    a_contact(services)
    texts(services, DANGER)
    (opened,) = rows(store, concern)
    services.concerns.acknowledge(opened.id, user_id=mina)
    sender.send()
    before = len(sender.email.taken)

    services.concerns.hand_over(opened.id, user_id=mina, to=jo, why="My shift ends.")
    sender.send()

    assert [message.to for message, _ in sender.email.taken[before:]] == ["jo@example.org"]
    (now,) = rows(store, concern)
    assert (now.state, now.handed_to) == ("open", jo)
    clock.forward(minutes=15)
    assert services.escalate() == 1
    with pytest.raises(BadInput, match="Say something"):
        services.concerns.hand_over(opened.id, user_id=mina, to=jo, why=" ")


def test_a_concern_that_lost_its_clock_gets_a_new_one(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, DANGER)
    with store.begin() as tx:
        tx.db.execute(delete(escalation))
    before = alerts_of(store)

    assert services.escalate() == 1

    assert alerts_of(store) == before + 2
    assert len(rows(store, escalation, PENDING)) == 1


def test_a_step_written_by_a_clock_that_ran_a_day_ahead_is_taken_now(
    services: Services, store: Store, clock: Clock
) -> None:
    a_contact(services)
    clock.forward(days=1)
    texts(services, DANGER)
    clock.forward(days=-1)

    assert services.escalate() == 1


def test_what_happened_can_not_be_changed_even_by_hand(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, DANGER)

    with pytest.raises(DBAPIError, match="never changed"), store.begin() as tx:
        tx.db.execute(update(concern_event).values(kind="closed"))


@dataclass
class Office:
    """A safeguarding team over a long time: what comes, what they do, and clocks that are wrong."""

    services: Services
    clock: Clock
    draw: Random
    mina: int
    jo: int

    def something_happens(self) -> None:
        """Let a worrying text come, or a person do one thing, or nothing."""
        open_now = rows(self.services.store, concern, concern.c.state != "closed")
        chance = self.draw.random()
        if chance < 0.25:
            said = self.draw.choice([DANGER, "my dad hits me"])
            texts(self.services, said, number=self.draw.choice(PEOPLE))
        elif open_now:
            self._care_for(self.draw.choice(open_now), chance)

    def _care_for(self, one: AnyRow, chance: float) -> None:
        care = self.services.concerns
        if chance < 0.45:
            care.acknowledge(one.id, user_id=self.mina)
        elif chance < 0.5:
            care.hand_over(one.id, user_id=self.mina, to=self.jo, why="My shift ends.")
        elif chance < 0.6 and one.state == "acknowledged":
            closer = self.jo if one.close_asked_by == self.mina else self.mina
            self.services.close_concern(one.id, user_id=closer, outcome="Spoke with home.")

    def time_passes(self) -> float:
        """Move the clock on, and now and then wrongly; return how many days went by."""
        hours = self.draw.choice([0.05, 0.3, 2, 9, 30])
        self.clock.forward(hours=hours)
        if self.draw.random() < 0.02:
            self.clock.forward(hours=self.draw.choice([-6, -1, 3]))
        return hours / 24


def test_in_a_year_no_open_concern_is_ever_without_a_pending_step(
    services: Services, store: Store, clock: Clock
) -> None:
    office = Office(
        services,
        clock,
        Random(5),
        mina=a_worker(services, email="mina@x.org", role=RoleName.SAFEGUARDING, name="Mina"),
        jo=a_worker(services, email="jo@x.org", role=RoleName.SAFEGUARDING, name="Jo"),
    )
    for number in PEOPLE:
        a_contact(services, number=number)
    days, steps = 0.0, 0

    while days < (365 if store.engine.dialect.name == "sqlite" else 30):
        days += office.time_passes()
        office.something_happens()
        steps += services.escalate()

        is_open = concern.c.state == "open"
        pending = {row.concern_id: row.due_at for row in rows(store, escalation, PENDING)}
        assert set(pending) == {row.id for row in rows(store, concern, is_open)}
        assert all(due_at - clock.now() <= longest_wait(Pace()) for due_at in pending.values())

    assert steps > days / 2
