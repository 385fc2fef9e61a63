"""Ask one thing: an officer's one to three questions, checked and saved as a flow version."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.engine.issues import check
from bot.engine.loading import AROUND, document, load_flow
from bot.errors import BadInput, FlowError
from bot.rounds.writing_flow import MOST_QUESTIONS, Written, flow_of, may_hurt
from bot.services.publish_flows import PublishFlows
from bot.store import asked_things, audits
from bot.store.database import Store
from bot.text.gsm import measure

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Bubble:
    """One question as it arrives on a phone, and the SMS segments it takes."""

    text: str
    segments: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What the checker and the phone make of questions: nothing in `faults` means they may go."""

    faults: tuple[str, ...]
    bubbles: tuple[Bubble, ...]
    sensitive: bool


@dataclass(frozen=True, slots=True)
class AskThing:
    """Nothing sensitive is published before somebody else than its writer has read it."""

    store: Store
    house: House
    publish: PublishFlows
    now: Callable[[], datetime]

    def look(self, name: str, questions: Sequence[Written]) -> Looked:
        """Return what is wrong with these questions and how they would arrive."""
        faults: list[str] = []
        if not 0 < len(name.strip()) <= LONGEST_NAME:
            faults.append(f"Give it a name of at most {LONGEST_NAME} letters.")
        if not 0 < len(questions) <= MOST_QUESTIONS:
            faults.append(f"Write one to {MOST_QUESTIONS} questions.")
        unmarked = [one for one in questions if may_hurt(one) and not one.sensitive]
        if unmarked:
            faults.append(
                "An answer may hurt here: mark it as sensitive and say which answers bring help."
            )
        if questions:
            faults += self._checked(name, questions)
        return Looked(
            tuple(faults),
            tuple(self._bubble(one) for one in questions),
            any(may_hurt(one) for one in questions),
        )

    def save(self, name: str, questions: Sequence[Written], *, user_id: int) -> int:
        """Keep them, and publish them unless they need a second reader; return their id.

        Raises:
            BadInput: something is wrong with them; `look` says what.
        """
        looked = self.look(name, questions)
        if looked.faults:
            raise BadInput(looked.faults[0])
        now = self.now()
        with self.store.begin() as tx:
            thing_id = asked_things.add(
                tx,
                name=name.strip(),
                document=lambda key: _document(key, name.strip(), questions),
                sensitive=looked.sensitive,
                user_id=user_id,
                now=now,
            )
            audits.record(
                tx, actor=f"user:{user_id}", action="ask.write", subject=f"ask:{thing_id}", now=now
            )
        if not looked.sensitive:
            self._publish(thing_id, user_id=user_id)
        return thing_id

    def read_over(self, thing_id: int, *, user_id: int) -> None:
        """Publish sensitive questions: somebody else than their writer has read them.

        Raises:
            BadInput: the same person, or they are published already.
        """
        with self.store.reading() as tx:
            found = asked_things.one(tx, thing_id)
        if found is None or found.published:
            raise BadInput("these questions are published already, or gone")
        if found.written_by == user_id:
            raise BadInput("somebody else reads these over: you wrote them")
        self._publish(thing_id, user_id=user_id)

    def _publish(self, thing_id: int, *, user_id: int) -> None:
        with self.store.reading() as tx:
            found = asked_things.one(tx, thing_id)
        if found is None:
            raise BadInput("there are no such questions")
        self.publish({found.key: found.document})
        now = self.now()
        with self.store.begin() as tx:
            asked_things.published(tx, thing_id, user_id=user_id, now=now)
            audits.record(
                tx,
                actor=f"user:{user_id}",
                action="ask.publish",
                subject=f"ask:{thing_id}",
                now=now,
            )

    def _checked(self, name: str, questions: Sequence[Written]) -> list[str]:
        try:
            flow = load_flow(_document("ask-new", name.strip() or "New", questions))
        except FlowError as error:
            return [str(error)]
        return [f"Question {one.node[1:]}: {one.message}." for one in check(flow)]

    def _bubble(self, question: Written) -> Bubble:
        labels = tuple(label for _, label in question.options)
        body = self.house.body(self.house.fill(question.text, None), labels, channel="sms")
        return Bubble(body, measure(body).count)


def _document(key: str, name: str, questions: Sequence[Written]) -> str:
    raw = flow_of(key, name, questions, counts=True, helps="What you say is counted and told back.")
    return document(json.dumps(raw), AROUND.read_text(encoding="utf-8"))
