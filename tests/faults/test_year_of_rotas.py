"""A year of a safeguarding team as it may go: rotas that change and lapse, holidays, clocks put
right and wrong, workers that die. No unacknowledged concern is ever without a pending step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select, update

from bot.app import Services
from bot.safeguarding.escalation import CLOCKS_APART, longest_wait
from bot.safeguarding.rota import Hours, Pace, Post
from bot.store import rotas
from bot.store.care_tables import escalation, responder
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.rotas import Rules
from bot.store.tables import concern, concern_message, inbound_message, outbox
from bot.store.users import RoleName, User
from tests.factories import Clock, a_contact, a_worker, rows, texts

PENDING = escalation.c.ended_at.is_(None)
CHILDREN = range(1, 6)
SAID = ("i want to kill myself tonight", "my dad hits me", "he touches me at night")
DAYS = {"sqlite": 365, "postgresql": 20}


class Died(BaseException):
    """The worker process ends here."""


@dataclass
class Team:
    """What comes, what they do, what breaks: all drawn by lot."""

    services: Services
    clock: Clock
    draw: Random
    people: tuple[int, ...]
    died: int = 0
    working: bool = True
    pace: Pace = field(default_factory=Pace)

    def turn(self) -> None:
        """Let one thing happen."""
        happens = self.draw.choices(
            (self.child_writes, self.somebody_acts, self.rota_changes, self.rules_change,
             self.account_ends, self.nothing),
            (22, 50, 10, 4, 2, 12),
        )[0]  # fmt: skip
        happens()

    def nothing(self) -> None:
        """A quiet hour."""

    def child_writes(self) -> None:
        """A worrying text comes, now and then from somebody who has left."""
        words = self.draw.choice(SAID)
        words = f"STOP. {words}" if self.draw.random() < 0.05 else words
        texts(self.services, words, number=self.draw.choice(CHILDREN))

    def somebody_acts(self) -> None:
        """Somebody takes, hands over, resumes or closes a concern: any, whether theirs or not."""
        now = rows(self.services.store, concern, concern.c.state != "closed")
        if not now:
            return
        one, who = self.draw.choice(now), self.draw.choice(self.people)
        if not self.working:
            return  # the policy lets nobody act whose account is off
        act = self.draw.choice(("take", "take", "hand", "close"))
        if act == "take":
            for each in now if self.draw.random() < 0.5 else [one]:
                self.services.concerns.acknowledge(each.id, user_id=who)
        elif act == "hand":
            to = self.draw.choice([each for each in self.people if each != who])
            self.services.concerns.hand_over(one.id, user_id=who, to=to, why="My shift ends.")
        elif one.state == "acknowledged":
            self._close(one)

    def _close(self, one: AnyRow) -> None:
        closer = next(each for each in self.people if each != one.close_asked_by)
        self.services.close_concern(one.id, user_id=closer, outcome="Spoke with home.")

    def rota_changes(self) -> None:
        """Somebody comes onto a post, always or for a holiday, or everybody leaves the rota."""
        store, now = self.services.store, self.services.now()
        with store.begin() as tx:
            if self.draw.random() < 0.4:
                for each in tx.db.scalars(select(responder.c.id)).all():
                    rotas.end_responder(tx, each, now)
                return
            made = rotas.add_responder(
                tx,
                name="Somebody",
                email=self.draw.choice(["a@x.org", "b@x.org", None]),
                phone=self.draw.choice(["+447700900801", "+447700900802"]),
                user_id=None,
                now=now,
            )
            first = now.date() if self.draw.random() < 0.5 else None
            rotas.add_shift(
                tx,
                responder_id=made,
                post=self.draw.choice(tuple(Post)),
                days=self.draw.sample(range(7), self.draw.randint(1, 7)),
                first=first,
                last=first + timedelta(days=self.draw.randint(0, 14)) if first else None,
                now=now,
            )

    def rules_change(self) -> None:
        """Hours and pace are set anew; some paces make no sense."""
        minutes = [self.draw.choice((0, 1, 5, 15, 30, 60, 240)) for _ in range(4)]
        self.pace = Pace(*minutes)
        days = frozenset(self.draw.sample(range(7), self.draw.randint(0, 7)))
        rules = Rules(hours=Hours(days=days), pace=self.pace)
        with self.services.store.begin() as tx:
            rotas.change_rules(tx, rules, user_id=self.people[0], now=self.services.now())

    def account_ends(self) -> None:
        """Every safeguarding account is closed, or opened again."""
        table: Any = User.__table__
        self.working = active = self.draw.random() < 0.7
        with self.services.store.begin() as tx:
            tx.db.execute(update(table).where(table.c.id.in_(self.people)).values(active=active))

    def time_passes(self) -> timedelta:
        """Move the clock on; rarely it is wrong, or is put right."""
        gone = timedelta(hours=self.draw.choice((0.05, 0.3, 9, 30, 60, 100)))
        self.clock.forward(seconds=gone.total_seconds())
        if self.draw.random() < 0.03:
            self.clock.forward(hours=self.draw.choice((-25, -3, -1, 1, 5)))
        return gone

    def escalate(self) -> int:
        """Have the worker look at the clocks, and now and then die on the way."""
        if self.draw.random() > 0.1:
            return self.services.escalate()
        engine, left = self.services.store.engine, self.draw.randint(1, 12)

        def die(*_: Any) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Died

        event.listen(engine, "before_cursor_execute", die)
        try:
            return self.services.escalate()
        except Died:
            self.died += 1
            return 0
        finally:
            event.remove(engine, "before_cursor_execute", die)


def check_nobody_is_forgotten(team: Team, store: Store) -> None:
    """See that each open concern has one pending step, not far ahead, and that people were told."""
    pending = rows(store, escalation, PENDING)
    open_now = {row.id for row in rows(store, concern, concern.c.state == "open")}
    assert sorted(row.concern_id for row in pending) == sorted(open_now)
    furthest = longest_wait(team.pace) + CLOCKS_APART
    with store.reading() as tx:
        told = set(tx.db.scalars(select(outbox.c.concern_id).where(outbox.c.kind == "alert")))
    assert open_now <= told
    team.services.escalate()
    now = team.clock.now()
    assert all(row.due_at - now <= furthest for row in rows(store, escalation, PENDING))


@pytest.fixture
def hasty(store: Store) -> Iterator[None]:
    """Let SQLite not wait for the disk: a year has thousands of commits."""

    def hurry(connection: Any, *_: Any) -> None:
        if store.engine.dialect.name == "sqlite":
            connection.execute("PRAGMA synchronous=OFF")

    event.listen(store.engine, "checkout", hurry)
    yield
    event.remove(store.engine, "checkout", hurry)
    store.engine.dispose()


@pytest.mark.slow
@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("seed", [1])
def test_in_a_year_of_random_rotas_no_concern_is_ever_without_a_pending_step(
    services: Services, store: Store, clock: Clock, seed: int
) -> None:
    people = tuple(
        a_worker(services, email=f"{name}@x.org", role=RoleName.SAFEGUARDING, name=name)
        for name in ("Mina", "Jo", "Ade")
    )
    team = Team(services, clock, Random(seed), people)
    for number in CHILDREN:
        a_contact(services, number=number)
    gone = timedelta(0)

    while gone < timedelta(days=DAYS[store.engine.dialect.name]):
        gone += team.time_passes()
        team.turn()
        team.escalate()
        check_nobody_is_forgotten(team, store)

    if gone > timedelta(days=300):
        taken = rows(store, escalation, escalation.c.ended_how == "taken")
        assert len(taken) > 20
        assert team.died > 0
    worrying = rows(store, inbound_message, inbound_message.c.severity.is_not(None))
    kept = rows(store, concern_message)
    assert {row.id for row in worrying} == {row.message_id for row in kept}
    told = rows(store, outbox, outbox.c.kind == "alert")
    by_both = [{row.channel for row in told if row.concern_id == one.concern_id} for one in kept]
    assert all(channels == {"email", "sms"} for channels in by_both)


@pytest.mark.parametrize("day", ["2027-03-28", "2026-10-25", "2026-12-25", "2027-01-01"])
def test_over_a_clock_change_and_a_holiday_the_steps_keep_their_minutes(
    services: Services, store: Store, clock: Clock, day: str
) -> None:
    london = ZoneInfo("Europe/London")
    start = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=london).astimezone(UTC)
    clock.forward(seconds=(start - clock.now()).total_seconds())
    a_contact(services)
    texts(services, SAID[0])
    began, came = clock.now(), []

    for _ in range(int(timedelta(minutes=95) / timedelta(minutes=1))):
        clock.forward(minutes=1)
        if services.escalate():
            came.append(int((clock.now() - began) / timedelta(minutes=1)))

    assert came == [15, 30, 60, 90]
