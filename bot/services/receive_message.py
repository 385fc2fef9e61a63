"""Take in one message, from anybody, on any channel: everything it does is one transaction.

The journey is in ARCHITECTURE: peek, understand, decide, then write if nothing moved meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.decide import decide
from bot.conversation.house import House
from bot.conversation.model import Became, Inbound, Situation, Turn, Understood
from bot.conversation.newcomers import may_join
from bot.conversation.phrases import meeting_question
from bot.conversation.safe_words import needs_people
from bot.engine.advance import question_at
from bot.engine.model import DEFAULT_LANGUAGE, Flow
from bot.engine.values import DRAWN
from bot.errors import StoreUnavailable
from bot.meetings.joining import looks_like_code
from bot.services.understand import Understand
from bot.store import addresses, joining, newcomers, rounds, situations, talks, turns, worker_ways
from bot.store.beginnings import WELCOME
from bot.store.database import Journey, Store, Transaction
from bot.store.flows import Shelf
from bot.store.messages import seen
from bot.store.turns import Duplicate, Moved
from bot.store.watches import watched
from bot.text.keywords import Control
from nlu.port import Kind, Option, Question, QuestionType, Reading

log = logging.getLogger(__name__)

TRIES = 3
# Asked for in any words, these begin a flow of the young person's own: control -> its keyword.
BEGIN = {Control.IDEA: "idea", Control.LANGUAGE: "language"}


@dataclass(frozen=True, slots=True)
class ReceiveMessage:
    """Store a message, screen it, answer it; at most once, however often it is delivered."""

    store: Store
    shelf: Shelf
    understand: Understand
    house: House
    now: Callable[[], datetime]

    def __call__(self, inbound: Inbound) -> Became | None:
        """Handle one message; return what became of it, or None if it was here before.

        Raises:
            StoreUnavailable: nothing was kept; the caller must say so to the provider.
        """
        try:
            return self._whole_journey(inbound)
        except StoreUnavailable:
            raise
        except Exception:
            # A fault in reading or answering must not lose a message, nor a call for help in it.
            log.exception("a message could not be taken through; it is stored and screened alone")
            return self.plainly(inbound)

    def plainly(self, inbound: Inbound) -> Became | None:
        """Store and screen one message by rules alone: no question is read, no flow moves on.

        Raises:
            StoreUnavailable: nothing was kept.
        """
        late = replace(inbound, late=True)
        with self.store.begin() as tx:
            situations.lock(tx, inbound.urn)
            known = situations.of_urn(tx, inbound.urn, inbound.received_at)
            situation = watched(tx, self.house, replace(known, session=None), self.now())
            understood = Understand()(inbound.text, None)
            turn = decide(situation, late, understood, None)
            try:
                self._write(tx, late, situation, turn=turn, understood=understood)
            except Duplicate:
                return None
            return turn.became

    def _whole_journey(self, inbound: Inbound) -> Became | None:
        try:
            with self.store.journey() as way:
                return self._along(way, inbound)
        except Duplicate:
            return None

    def _along(self, way: Journey, inbound: Inbound) -> Became:
        understood: Understood | None = None
        for _ in range(TRIES):
            with way.reading() as tx:
                situation, flow = self._peek(tx, inbound)
            understood = self._read(inbound, situation, flow, understood)
            understood = self._keyword(way, inbound, situation, understood)
            if self._comes_by_a_word(way, inbound, situation, understood):
                with way.reading() as tx:
                    situation, flow = self._peek(tx, inbound)
                understood = replace(understood, begins=WELCOME)
            if needs_people(inbound, understood):
                with way.reading() as tx:
                    situation = watched(tx, self.house, situation, self.now())
            turn = decide(situation, inbound, understood, flow)
            try:
                with way.begin(urgent=understood.assessment is not None) as tx:
                    self._write(tx, inbound, situation, turn=turn, understood=understood)
                    return turn.became
            except Moved:
                continue
        return self._under_lock(way, inbound, understood)

    def _comes_by_a_word(
        self, way: Journey, inbound: Inbound, situation: Situation, understood: Understood
    ) -> bool:
        """Take in a number nobody knows that texts an open round's word; the welcome comes first.

        Should the turn fail after this, the message comes again from somebody known.
        """
        if not may_join(inbound, situation, understood):
            return False
        with way.reading() as tx:
            flow = rounds.joined_by(tx, inbound.text, self.now())
        if flow is None:
            return False
        with way.begin() as tx:
            addresses.ensure(tx, inbound.urn, self.now())
            situations.lock(tx, inbound.urn)
            here = situations.of_urn(tx, inbound.urn, inbound.received_at)
            if may_join(inbound, here, understood):  # else the same text came twice at once
                newcomers.add(tx, inbound.urn, flow=flow, now=self.now())
        return True

    def _under_lock(self, way: Journey, inbound: Inbound, before: Understood | None) -> Became:
        """Read and write in one transaction: nobody can come between."""
        log.info("a session kept moving; reading it under its lock")
        with way.begin() as tx:
            situations.lock(tx, inbound.urn)
            situation, flow = self._peek(tx, inbound)
            understood = self._read(inbound, situation, flow, before)
            understood = self._keyword(way, inbound, situation, understood)
            situation = watched(tx, self.house, situation, self.now())
            turn = decide(situation, inbound, understood, flow)
            self._write(tx, inbound, situation, turn=turn, understood=understood)
            return turn.became

    def _peek(self, tx: Transaction, inbound: Inbound) -> tuple[Situation, Flow | None]:
        situation = talks.with_question(tx, situations.of_urn(tx, inbound.urn, inbound.received_at))
        if self.house.drafts:
            situation = replace(situation, drafts=self.house.drafts)
        if situation.contact is None and situation.address is not None:
            staff = worker_ways.worker_at(tx, situation.address.id)
            situation = replace(situation, staff=staff)
        if situation.session is None:
            return situation, None
        return situation, self.shelf.version(tx, situation.session.flow_version_id).flow

    def _read(
        self,
        inbound: Inbound,
        situation: Situation,
        flow: Flow | None,
        before: Understood | None,
    ) -> Understood:
        question = self._question(situation, flow, inbound.received_at)
        if inbound.drawing is not None:
            return _drawn(question)
        if before is not None:
            return self.understand.again(before, inbound.text, question)
        meeting = meeting_question(situation) if situation.meeting_asked_last else None
        return self.understand(inbound.text, question, meeting=meeting)

    def _keyword(
        self, way: Journey, inbound: Inbound, situation: Situation, read: Understood
    ) -> Understood:
        """Look whether the message is a joining code or begins a flow, where it is no answer."""
        # To ask for another language is no aside about the question that is open.
        open_to = {Kind.UNCLEAR, Kind.QUESTION if read.control in BEGIN else Kind.UNCLEAR}
        answers = read.reading is not None and read.reading.kind not in open_to
        if read.control is None and looks_like_code(inbound.text) and not answers:
            with way.reading() as tx:
                read = replace(read, joins=joining.code_of(tx, inbound.text, self.now()))
        asked = BEGIN.get(read.control) if read.control else None  # "ive got an idea"
        if answers or situation.contact is None or not (asked or read.control is None):
            return read
        with way.reading() as tx:
            begins = self.shelf.by_keyword(tx, asked or inbound.text)
            if begins is None:
                begins = rounds.joined_by(tx, inbound.text, self.now())
            return replace(read, begins=begins)

    def _question(
        self, situation: Situation, flow: Flow | None, today: datetime
    ) -> Question | None:
        if situation.session is None or flow is None:
            return None
        question = question_at(flow, situation.session.state)
        worker = situation.contact.worker if situation.contact else None
        language = situation.contact.language if situation.contact else DEFAULT_LANGUAGE
        options = tuple(self._filled(option, worker, language) for option in question.options)
        return replace(question, options=options, today=today)

    def _filled(self, option: Option, worker: str | None, language: str) -> Option:
        """Return an option with its gaps filled; most have none."""
        label = self.house.fill(option.label, worker, language)
        return option if label == option.label else replace(option, label=label)

    def _write(
        self,
        tx: Transaction,
        inbound: Inbound,
        situation: Situation,
        *,
        turn: Turn,
        understood: Understood,
    ) -> None:
        turns.write(
            tx,
            inbound=inbound,
            situation=situation,
            turn=turn,
            severity=understood.assessment.severity if understood.assessment else None,
            house=self.house,
            shelf=self.shelf,
            now=self.now(),
        )

    def has_seen(self, external_id: str) -> bool:
        """Tell whether a message with this provider id is stored already."""
        with self.store.reading() as tx:
            return seen(tx, external_id)


def _drawn(question: Question | None) -> Understood:
    """Return what a picture says: it answers what asks for one, and nobody has read it yet."""
    if question is None:
        return Understood()
    asked = question.type is QuestionType.DRAWING
    return Understood(Reading(Kind.ANSWER, DRAWN) if asked else Reading(Kind.UNCLEAR))
