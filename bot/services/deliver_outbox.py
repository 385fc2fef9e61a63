"""Send what is due. The only place that offers a message to a channel.

Its promise: a message is offered at most once, unless the provider said clearly that it was not
taken. What may have been taken is `unknown` until a receipt or the provider's own list settles it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.channels.port import Channel, Outgoing
from bot.channels.twilio_errors import Action, look_up, trouble_with_number
from bot.conversation.house import House
from bot.errors import Retryable, StoreUnavailable, Undeliverable, Unknown
from bot.safeguarding.sendable import is_approved
from bot.services.try_again import most_attempts, pause
from bot.store import addresses, carrier_opt_outs, dispatch, pace, unasked
from bot.store.database import Store, Transaction
from bot.store.dispatch import Due
from bot.store.lanes import URGENT, Lane
from bot.store.leases import Held
from bot.store.outbox import LEFT
from bot.store.pace import Pace
from bot.text import gsm

log = logging.getLogger(__name__)

BATCH = 50
MOST_UNDER_WAY = 256  # claimed and waiting for a sender; more would only grow old
SHORTEST_VALIDITY = timedelta(seconds=1)
# These pass whatever was paused or left: they are what the pause or the leaving itself says.
LAST_WORDS = frozenset({"opt_out"})
ABOUT_THEM = frozenset({"reminder", "notice"})  # a number not confirmed hears of no meeting
FOR_THEM_ALONE = frozenset({*ABOUT_THEM, "prompt", "staff"})  # an answer goes back to who wrote
NOT_THEIRS = frozenset({"invalid", "wrong"})
# While a concern is open: what asks nothing, what a named person wrote, and the signed set.
PLAIN = frozenset({"reminder", "notice"})
FIXED = frozenset({"holding", "help", "receipt", "opt_in", "opt_out", "unknown", "who", "right"})


def segments_of(message: Due) -> int:
    """Return what a message costs at the provider, in segments: only texts cost any."""
    return gsm.measure(message.body).count if message.channel == "sms" else 0


def why_not(message: Due, now: datetime) -> str | None:
    """Return why a claimed message must not go any more, in plain words; None if it may. Pure."""
    if message.kind == "alert":
        return None
    reasons = (
        (message.not_after is not None and now > message.not_after, "it would have come too late"),
        (message.opted_out and message.kind not in LAST_WORDS, LEFT),
        (message.trouble in NOT_THEIRS and message.channel == "sms", "the number is not right"),
        (message.kind in ABOUT_THEM and not message.confirmed, "the number is not confirmed"),
        (message.kind in FOR_THEM_ALONE and message.ended, "the number is not theirs any more"),
        (message.kind == "staff" and message.author_id is None, "nobody's name is on it"),
        (message.held and not _may_go_while_held(message), "a concern is open"),
        (message.kind == "reminder" and message.is_called_off, "the meeting was called off"),
        (message.kind == "reminder" and message.is_moved, "the meeting was moved"),
    )
    return next((reason for applies, reason in reasons if applies), None)


def _may_go_while_held(message: Due) -> bool:
    """Tell whether a message may reach somebody of whom a concern is open: it asks nothing about
    a meeting, a named person wrote it, or its words are of the signed set, letter for letter."""
    if message.kind in PLAIN:
        return not message.asks
    if message.kind == "staff":
        return message.author_id is not None
    return message.kind in FIXED and is_approved(message.body)


@dataclass(frozen=True, slots=True)
class DeliverOutbox:
    """Claims what is due and offers each message to its channel, many at a time."""

    store: Store
    channels: Mapping[str, Channel]
    house: House
    pools: Mapping[Lane, Executor]
    now: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    draw: Callable[[], float] = lambda: 0.0
    under_way: Mapping[Lane, set[Future[None]]] = field(
        default_factory=lambda: {lane: set() for lane in Lane}
    )

    def __call__(self, held: Held) -> int:
        """Begin to send what is due now, while the lease `held` lasts; return how many were begun.

        It waits for no call to the provider: one that hangs holds up nothing but itself.
        """
        return self.urgent(held) + self.rest(held)

    def urgent(self, held: Held) -> int:
        """Begin to send what keeps somebody safe; texts and mail have senders each of their own."""
        texts = self._begin(held, Lane.URGENT, BATCH)
        return texts + self._begin(held, Lane.URGENT_MAIL, BATCH)

    def rest(self, held: Held) -> int:
        """Begin to send what is not urgent, as far as there is room: answers first."""
        return self._as_room(held, Lane.REST) + self._as_room(held, Lane.UNASKED)

    def _as_room(self, held: Held, lane: Lane) -> int:
        room = MOST_UNDER_WAY - len(self.under_way[lane])
        return self._begin(held, lane, min(room, BATCH)) if room > 0 else 0

    def finish(self) -> None:
        """Wait for every call under way, and begin no more."""
        for pool in self.pools.values():
            pool.shutdown()

    def _begin(self, held: Held, lane: Lane, limit: int) -> int:
        now = self.now()
        with self.store.reading() as tx:
            if not dispatch.is_any_due(tx, held, lane, now):
                return 0
        with self.store.begin(urgent=lane.is_urgent) as tx:
            claimed = self._claimed(tx, held, lane, limit)
        for message in claimed:
            sending = self.pools[lane].submit(self.deliver, message, held)
            self.under_way[lane].add(sending)
            sending.add_done_callback(partial(self._done, lane))
        return len(claimed)

    def _claimed(self, tx: Transaction, held: Held, lane: Lane, limit: int) -> tuple[Due, ...]:
        now = self.now()
        if lane is Lane.UNASKED and self.pace.most and pace.is_spent(tx, self.pace, now):
            return ()
        if lane is not Lane.UNASKED or not self.pace.rate:
            return dispatch.claim(tx, held, limit=limit, lane=lane, now=now)
        room = pace.room(tx, self.pace.rate, now)
        if room <= 0:
            return ()
        claimed = dispatch.claim(tx, held, limit=min(limit, room), lane=lane, now=now)
        pace.charge(tx, self.pace.rate, sum(segments_of(one) for one in claimed), now)
        return claimed

    def _done(self, lane: Lane, sending: Future[None]) -> None:
        self.under_way[lane].discard(sending)
        error = sending.exception()
        if isinstance(error, StoreUnavailable):
            log.warning("a text waits: the store cannot be reached")
        elif error is not None:
            log.error("a text could not be taken through", exc_info=error)

    def deliver(self, message: Due, held: Held) -> None:
        """Take one claimed message through: look again, mark it, offer it, record what came."""
        channel = self.channels.get(message.channel)
        if self._may_go(message, channel, held) and channel is not None:
            self._offer(message, channel)

    def _offer(self, message: Due, channel: Channel) -> None:
        try:
            accepted = channel.send(self._outgoing(message))
        except Retryable as refusal:
            self._again_later(message, refusal)
        except Undeliverable as refusal:
            self._settle(message, state="failed", error_code=refusal.code, why="it was refused")
            self._act_on(message, refusal.code)
        except Unknown:
            log.warning("outbox %s may or may not have been sent", message.id)
            self._settle(message, state="unknown")
        else:
            self._settle(
                message,
                state="sent",
                sent_at=self.now(),
                external_id=accepted.external_id,
                delivery=accepted.status,
            )

    def _may_go(self, message: Due, channel: Channel | None, held: Held) -> bool:
        now = self.now()
        with self.store.begin(urgent=message.kind in URGENT) as tx:
            reason = why_not(message, now)
            if reason is not None:
                dispatch.void(tx, message, reason)
                return False
            if unasked.held_back(tx, self.house, message, now):
                return False
            if message.channel == "chat":
                position = addresses.next_chat_position(tx, message.address_id)
                dispatch.write_to_chat(tx, message, position, now)
                self._note_question(tx, message, now)
                return False
            if channel is None:
                dispatch.void(tx, message, f"no {message.channel} is set up")
                return False
            segments = segments_of(message)
            if not dispatch.begin_sending(tx, message, held, segments=segments, now=now):
                return False
            self._note_question(tx, message, now)
            if self.pace.most and segments:
                pace.count(tx, self.pace, segments, now)
            return True

    def _note_question(self, tx: Transaction, message: Due, now: datetime) -> None:
        """A reminder that asks, or a talk, becomes the latest question of its address."""
        if message.talk_id is not None and not message.held:
            addresses.ask(tx, message.address_id, kind="talk", about=message.talk_id, now=now)
        elif message.kind == "task" and message.appointment_id is not None:
            addresses.ask(tx, message.address_id, kind="met", about=message.appointment_id, now=now)
        elif message.asks and message.appointment_id is not None:
            addresses.ask(
                tx, message.address_id, kind="reminder", about=message.appointment_id, now=now
            )

    def _outgoing(self, message: Due) -> Outgoing:
        validity = None
        if message.not_after is not None:
            validity = max(message.not_after - self.now(), SHORTEST_VALIDITY)
        return Outgoing(
            to=message.to,
            body=message.body,
            ref=message.ref,
            validity=validity,
            subject=message.subject or "",
            calendar=message.calendar,
        )

    def _again_later(self, message: Due, refusal: Retryable) -> None:
        attempts = message.attempts + 1
        urgent = message.kind in URGENT
        if attempts >= most_attempts(refusal.code) and not urgent:
            self._settle(message, state="failed", error_code=refusal.code, why="it kept failing")
            return
        self._settle(
            message,
            state="queued",
            due_at=self.now()
            + pause(attempts, urgent=urgent, asked_for=refusal.after, drawn=self.draw()),
            claim_token=None,
            error_code=refusal.code,
        )

    def _settle(self, message: Due, **values: object) -> None:
        with self.store.alone(urgent=message.kind in URGENT) as tx:
            dispatch.settle(tx, message.id, **values)

    def _act_on(self, message: Due, code: str | None) -> None:
        """Learn from what the provider said about this number, for the next message."""
        trouble = trouble_with_number(code)
        with self.store.begin() as tx:
            if look_up(code).action is Action.OPT_OUT:
                carrier_opt_outs.mirror(tx, message.address_id, message.contact_id, self.now())
            elif trouble is not None:
                addresses.mark_trouble(tx, message.address_id, trouble)
