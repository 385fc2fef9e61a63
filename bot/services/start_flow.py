"""Begin a conversation with a contact, or remember to when the open one ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.conversation.budget import BegunBy, Wanted, earliest, next_text
from bot.conversation.house import House
from bot.errors import BadInput
from bot.meetings.caps import NO_CAPS, Caps
from bot.meetings.quiet_hours import next_allowed
from bot.safeguarding.replies import fixed
from bot.safeguarding.rota import everybody
from bot.store import (
    chats,
    contacts,
    flow_requests,
    outbox,
    rotas,
    sessions,
    sittings,
    situations,
)
from bot.store.beginnings import BEFORE_CONFIRMED, WELCOME, Begun, begin, wanted
from bot.store.contacts import Person, Reach
from bot.store.database import Store, Transaction
from bot.store.flow_requests import NOTHING_TOLD
from bot.store.flows import Shelf
from bot.store.outbox import NewMessage
from bot.store.shared_phones import is_held_by, was_asked_who

EVER = datetime(2000, 1, 1, tzinfo=UTC)
ASKED_LATELY = timedelta(days=1)


class Started(StrEnum):
    """What came of asking for a flow."""

    NOW = "now"
    WELCOME_FIRST = "welcome first"
    AFTER_THE_OPEN_ONE = "after the open one"
    IN_ANOTHER_WEEK = "in another week: this one is full"
    WHO_FIRST = "once they say who they are"


@dataclass(frozen=True, slots=True)
class StartFlow:
    """Begin a flow. A number not confirmed gets the welcome alone, once."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]
    caps: Caps = NO_CAPS

    def __call__(
        self,
        *,
        flow: str,
        contact_id: int,
        begun_by: BegunBy = BegunBy.STAFF,
        told: Mapping[str, str] = NOTHING_TOLD,
    ) -> Started:
        """Begin `flow` with this contact, now or as soon as it may.

        Args:
            told: what it is begun about: {"when": "tomorrow at 4pm", "promise": "find a course"}.

        Raises:
            BadInput: no such contact or flow, they left, or they have had their one welcome.
        """
        now = self.now()
        with self.store.begin() as tx:
            published = self.shelf.newest(tx, flow)
            self._somebody_is_there(tx, now)
            person, reach = self._whom(tx, contact_id)
            open_now = situations.open_session_of(tx, contact_id)
            if open_now is not None:
                if open_now.flow != flow:
                    flow_requests.add(tx, contact_id, flow, now=now, begun_by=begun_by, told=told)
                return Started.AFTER_THE_OPEN_ONE
            if reach.scheme == "tel" and not is_held_by(tx, reach.address_id, contact_id, now):
                self._ask_who(tx, person, reach, flow=flow, now=now, begun_by=begun_by, told=told)
                return Started.WHO_FIRST
            if not (reach.confirmed or flow in BEFORE_CONFIRMED):
                self._begin(tx, person, reach, flow=WELCOME, now=now)
                flow_requests.add(tx, contact_id, flow, now=now, begun_by=begun_by, told=told)
                return Started.WELCOME_FIRST
            at = self._earliest(tx, person, reach, want=wanted(published.flow, begun_by), now=now)
            if at > now:
                flow_requests.add(
                    tx,
                    contact_id,
                    flow,
                    now=now,
                    begun_by=begun_by,
                    not_before=at,
                    told=told,
                )
                return Started.IN_ANOTHER_WEEK
            self._begin(tx, person, reach, flow=flow, now=now, begun_by=begun_by, told=told)
            flow_requests.begun(tx, contact_id, flow, now)
            return Started.NOW

    def _earliest(
        self, tx: Transaction, person: Person, reach: Reach, *, want: Wanted, now: datetime
    ) -> datetime:
        """Ask the one budget of this young person, over every flow and every text."""
        at = earliest(sittings.of_contact(tx, person.id, now), want, now)
        if reach.channel == "sms" and want.questions:
            sent = sittings.texts_unasked_for(tx, person.id, now)
            at = max(at, next_text(sent, self.caps, now))
        return at

    def _somebody_is_there(self, tx: Transaction, now: datetime) -> None:
        """Nobody is asked anything while nobody could be told that a child is not safe (S8)."""
        if not self.house.last_resort and not everybody(rotas.load(tx, self.house), now):
            raise BadInput(
                "nobody is on the safeguarding rota: set SAYSO_SAFEGUARDING_EMAIL and "
                "SAYSO_SAFEGUARDING_PHONE, or put somebody on it, before asking anything"
            )

    def _ask_who(
        self,
        tx: Transaction,
        person: Person,
        reach: Reach,
        *,
        flow: str,
        now: datetime,
        begun_by: BegunBy,
        told: Mapping[str, str],
    ) -> None:
        """Several share this phone: nothing of theirs is said before one says who they are."""
        if not reach.confirmed and flow != WELCOME:
            flow_requests.add(tx, person.id, WELCOME, now=now, begun_by=begun_by)
        flow_requests.add(tx, person.id, flow, now=now, begun_by=begun_by, told=told)
        if was_asked_who(tx, reach.address_id, since=now - ASKED_LATELY) or (
            not reach.confirmed  # such a number is written to once
            and was_asked_who(tx, reach.address_id, since=EVER, contact_id=person.id)
        ):
            return
        ask = fixed("who_is_this", person.language)
        outbox.enqueue(
            tx,
            NewMessage(
                address_id=reach.address_id,
                contact_id=person.id,
                channel=reach.channel,
                kind="prompt",
                body=ask.text,
                language=ask.language,
                dedupe_key=f"who:{person.id}:{now.isoformat()}",
                due_at=self._when(reach, now),
            ),
            now,
        )

    def _whom(self, tx: Transaction, contact_id: int) -> tuple[Person, Reach]:
        person = contacts.person(tx, contact_id)
        if person is None:
            raise BadInput(f"there is no contact {contact_id}")
        known = contacts.ways_to_reach(tx, contact_id)
        if any(way.held for way in known):
            raise BadInput(
                f"contact {contact_id} has an open concern: questions wait until resumed"
            )
        ways = [way for way in known if not way.opted_out]
        if not ways:
            raise BadInput(
                f"contact {contact_id} has no number or chat, or asked for no more texts"
            )
        if chats.is_where_they_are(tx, contact_id):
            ways.sort(key=lambda way: way.channel != "chat")
        return person, ways[0]

    def _begin(
        self,
        tx: Transaction,
        person: Person,
        reach: Reach,
        *,
        flow: str,
        now: datetime,
        begun_by: BegunBy = BegunBy.STAFF,
        told: Mapping[str, str] = NOTHING_TOLD,
    ) -> None:
        if flow == WELCOME and not reach.confirmed and sessions.has_had(tx, person.id, WELCOME):
            raise BadInput(
                f"contact {person.id} has had the welcome, and the number is not confirmed: "
                "ask them in person"
            )
        begun = begin(
            tx,
            house=self.house,
            person=person,
            address_id=reach.address_id,
            channel=reach.channel,
            published=self.shelf.newest(tx, flow),
            now=now,
            begun_by=begun_by,
            told=told,
        )
        if begun is None:
            raise BadInput("somebody else who shares this number is answering questions now")
        self._send(tx, person, reach, begun=begun, now=now)

    def _send(
        self, tx: Transaction, person: Person, reach: Reach, *, begun: Begun, now: datetime
    ) -> None:
        if begun.message is None:
            return
        labels = tuple(
            self.house.fill(option.label, person.worker, person.language)
            for option in begun.message.options
        )
        text = self.house.fill(begun.message.text, person.worker, person.language)
        outbox.enqueue(
            tx,
            NewMessage(
                address_id=reach.address_id,
                contact_id=person.id,
                channel=reach.channel,
                kind="prompt",
                body=self.house.body(text, labels, channel=reach.channel),
                options=labels if reach.channel == "chat" else (),
                several=begun.message.several,
                draws=begun.message.draws and reach.channel == "chat",
                language=begun.language,
                private=begun.private,
                dedupe_key=f"begin:{begun.session_id}",
                due_at=self._when(reach, now),
            ),
            now,
        )

    def _when(self, reach: Reach, now: datetime) -> datetime:
        """Nobody is texted unasked in quiet hours; a chat waits for them to look."""
        if reach.channel == "chat":
            return now
        return next_allowed(now, self.house.quiet, self.house.zone)
