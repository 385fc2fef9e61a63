"""One young person's life for the tests: a script of days through the real services, and a diary
of every question that was truly put. The judge shares no line with what it judges."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.app import Services
from bot.conversation.budget import BegunBy
from bot.engine.model import SessionStatus
from bot.errors import BadInput
from bot.store import situations
from bot.store.tables import outbox, session
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, an_inbound, phone, rows
from tests.sending import Sender

# The check-in and the opening again: who goes on from there has asked for more.
ASKS_FOR_MORE = frozenset({"_check_in", "_check_in_one", "_again"})
STAFF_BEGINS = (
    *("how-things-are", "how-things-are-family", "good-place", "good-worker", "my-meetings"),
    *("getting-ready", "after-meeting", "after-meeting", "after-meeting", "my-review"),
    *("help-so-far", "carer-view", "about-you"),
)
SAYINGS = (
    *("1", "1", "1", "1", "2", "2", "3", "4", "skip", "a big sofa", "back", "change 1", "later"),
    *("idea", "my way", "numbers", "why?"),
)


@dataclass(frozen=True)
class Put:
    """One kept question that was put, and whether nobody had asked for it."""

    at: datetime
    session_id: int
    flow: str
    unasked: bool


@dataclass
class Life:
    """A contact, their phone and chat, and what was put to them."""

    services: Services
    sender: Sender
    clock: Clock
    random: Random
    puts: list[Put] = field(default_factory=list)
    went_on: set[int] = field(default_factory=set)
    seen: set[tuple[int, str]] = field(default_factory=set)
    on_chat: bool = False

    def __post_init__(self) -> None:
        self.worker_id = a_worker(self.services)
        self.contact_id = a_contact(self.services, worker=WORKER_EMAIL)

    def day(self) -> None:
        """Live one day: the night's jobs, then staff, the worker process and a phone, twice."""
        self.services.tend.offer_again()
        self.services.tend.close_left()
        self.services.check_numbers()
        busy = self.random.random() < 0.6  # some days they look at nothing
        for hours in (8, 16):
            self._staff()
            self.services.begin_due()
            self.note()
            self.sender.send()
            while busy and self.random.random() < 0.7:
                self._write()
            self.clock.forward(hours=hours)

    def _staff(self) -> None:
        with suppress(BadInput):  # they left, or the meeting clashes
            if self.random.random() < 0.25:
                flow = self.random.choice(STAFF_BEGINS)
                self.services.start_flow(flow=flow, contact_id=self.contact_id)
            if self.random.random() < 0.1:
                ahead = timedelta(days=self.random.randrange(1, 12), hours=self.random.randrange(8))
                self.services.book(
                    contact_id=self.contact_id,
                    worker_id=self.worker_id,
                    starts_at=self.services.now() + ahead,
                    place="the cafe",
                    actor="tests",
                )

    def _write(self) -> None:
        before = self._stands()
        words = self.random.choice(SAYINGS)
        if self.random.random() < 0.004:
            words = "STOP"
        elif self.random.random() < 0.02:
            words = "START"
        if self.random.random() < 0.1:
            self.on_chat = not self.on_chat
            if self.on_chat:
                self.services.chat.enter(
                    self.services.chat.link(self.contact_id).rpartition("/")[2]
                )
        if self.on_chat:
            where = {"urn": f"chat:{self.contact_id}", "channel": "chat"}
        else:
            where = {"urn": f"tel:{phone(1)}"}
        self.clock.forward(minutes=2)
        self.services.receive(an_inbound(self.services, words, **where))
        after = self._stands()
        if before and after and before.id == after.id and _asked_for_more(before, after):
            self.went_on.add(before.id)
        self.note()

    def _stands(self) -> situations.OpenSession | None:
        with self.services.store.reading() as tx:
            return situations.open_session_of(tx, self.contact_id)

    def note(self) -> None:
        """Write down what was put since last time; an ended session put nothing new at its end."""
        open_now = self._stands()
        if open_now is None:
            return
        begun = rows(self.services.store, session, session.c.id == open_now.id)[0]
        theirs = begun.begun_by == BegunBy.KEYWORD or open_now.id in self.went_on
        for question in open_now.state.asked:
            new = (open_now.id, question) not in self.seen
            if new and self._is_kept(open_now, question):
                self.seen.add((open_now.id, question))
                at = self.services.now()
                self.puts.append(Put(at, open_now.id, open_now.flow, not theirs))

    def _is_kept(self, open_now: situations.OpenSession, question: str) -> bool:
        with self.services.store.reading() as tx:
            flow = self.services.receive.shelf.version(tx, open_now.flow_version_id).flow
        node = flow.nodes[question]
        return flow.budget.counts and str(getattr(node, "sees", "nobody")) != "nobody"

    def texts(self) -> list[tuple[str, datetime]]:
        """Return the kind and moment of every text that went to their phone unasked for."""
        went = rows(
            self.services.store,
            outbox,
            outbox.c.channel == "sms",
            outbox.c.kind.in_(("prompt", "reminder", "notice", "nudge")),
            outbox.c.sending_at.is_not(None),
        )
        return sorted(((row.kind, row.sending_at) for row in went), key=lambda one: one[1])


def _asked_for_more(before: situations.OpenSession, after: situations.OpenSession) -> bool:
    """They went on from a check-in, or wrote again after putting off what was half done."""
    if before.state.node in ASKS_FOR_MORE:
        return after.state.node not in ASKS_FOR_MORE
    put_off = before.state.status is SessionStatus.PAUSED
    return put_off and bool(before.state.asked) and after.state.status is SessionStatus.WAITING
