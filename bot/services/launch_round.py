"""Launch a flow to an audience: checked, priced and spread over time before anybody is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.house import House
from bot.conversation.telling import heads_up, second_prompt
from bot.engine.gaps import TOLD, filled
from bot.engine.model import Ask, Flow, Say
from bot.engine.wording import LONGEST_NAMES
from bot.errors import BadInput
from bot.rounds.audience import Audience, Candidate, chosen
from bot.rounds.findings import LONGEST_AREA
from bot.rounds.prompting import HEADS_UP_BEFORE
from bot.rounds.spend import Price, Spend, price, spend
from bot.rounds.spread import spread
from bot.services.release_totals import shapes
from bot.store import audiences, audits, invitations, rounds, waves
from bot.store.beginnings import WELCOME
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.rounds import NewRound
from bot.text.folding import fold, words
from bot.text.keywords import read_control

LONGEST_NAME, LONGEST_WORD, SHORTEST_WORD = 80, 20, 3
MOST_SPREAD_DAYS = 28
# What a flow may be begun about (a promise, a meeting), as long as it may be: for the price.
_AT_LONGEST = {name: LONGEST_NAMES[name] for name in TOLD}
NOT_A_WORD = frozenset({"yes", "no", "yeah", "nah", "ok", "okay", "fine", "maybe", "hello", "hi"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A round as an officer asks for it; moments aware.

    Args:
        about: what it is about, in a word or two: "You told us about {about}".
        join_word: what anybody we know may text to take part; "" for none.
    """

    name: str
    about: str
    flow: str
    audience: Audience
    opens_at: datetime
    closes_at: datetime
    spread_days: int = 0
    heads_up: bool = False
    trial: bool = False
    join_word: str = ""
    hide_counts: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would do: who is reached, what it costs, when the first and last are asked."""

    spend: Spend
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class LaunchRound:
    """Previews a round, and launches it. Nothing is sent here: the worker asks when it is time."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def preview(self, plan: Plan) -> Preview:
        """Return what launching would do.

        Raises:
            BadInput: the plan cannot be launched as it is; says what to mend.
        """
        with self.store.reading() as tx:
            flow = self._check(tx, plan)
            people = chosen(plan.audience, audiences.candidates(tx, guests=plan.trial))
            times = self._times(plan, _reached(people))
        cost = spend(people, _prices(self.house, flow, plan, people))
        return Preview(cost, times[0] if times else None, times[-1] if times else None)

    def __call__(self, plan: Plan, *, user_id: int | None) -> int:
        """Launch it and return the round's id.

        Raises:
            BadInput: as for `preview`.
        """
        now = self.now()
        with self.store.begin() as tx:
            flow = self._check(tx, plan)
            people = _reached(chosen(plan.audience, audiences.candidates(tx, guests=plan.trial)))
            wave = waves.TRIAL if plan.trial else waves.following(tx, flow.family)
            round_id = rounds.add(tx, _new(plan, flow, wave), user_id=user_id, now=now)
            order = sorted((one.contact_id for one in people), key=lambda one: _lot(round_id, one))
            invitations.plan(tx, round_id, order, self._times(plan, people))
            audits.record(
                tx,
                actor=f"user:{user_id}" if user_id is not None else "command",
                action="round.launch",
                subject=f"round:{round_id}",
                now=now,
                detail={"flow": plan.flow, "wave": wave, "asked": len(order)},
            )
        return round_id

    def _check(self, tx: Transaction, plan: Plan) -> Flow:
        flow = self.shelf.newest(tx, plan.flow).flow
        reason = _fault(plan, flow, self.now()) or self._clash(tx, plan, flow)
        if reason is not None:
            raise BadInput(reason)
        return flow

    def _clash(self, tx: Transaction, plan: Plan, flow: Flow) -> str | None:
        word = join_word(plan)
        if not plan.trial and rounds.open_of_family(tx, flow.family, self.now()):
            return "a round of these questions is open already: end that one first"
        if word and (rounds.word_is_taken(tx, word) or self.shelf.by_keyword(tx, word)):
            return "that join word means something already: choose another"
        people = _reached(chosen(plan.audience, audiences.candidates(tx, guests=plan.trial)))
        if not people and (plan.trial or not word):
            return "nobody in that audience can be reached: choose another, or give a join word"
        if people and not self._times(plan, people):
            return "quiet hours leave no time to ask anybody between these dates"
        return None

    def _times(self, plan: Plan, people: Sequence[Candidate]) -> tuple[datetime, ...]:
        now = self.now()
        first = max(plan.opens_at, now + HEADS_UP_BEFORE if plan.heads_up else now)
        return spread(
            len(people),
            first,
            plan.closes_at,
            over=timedelta(days=plan.spread_days),
            quiet=self.house.quiet,
            zone=self.house.zone,
        )


def join_word(plan: Plan) -> str:
    """Return the join word as texts are read, "" for none."""
    return "".join(words(fold(plan.join_word)))


def _reached(people: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(person for person in people if person.channel is not None)


def _lot(round_id: int, contact_id: int) -> bytes:
    """Draw who is asked when: not by when they came to us."""
    return hashlib.sha256(f"{round_id}:{contact_id}".encode()).digest()


def _fault(plan: Plan, flow: Flow, now: datetime) -> str | None:
    faults = (
        (flow.key == WELCOME or not shapes(flow), "nothing of these questions is counted"),
        (not 0 < len(plan.name.strip()) <= LONGEST_NAME, f"name it in {LONGEST_NAME} letters"),
        (
            not 0 < len(plan.about.strip()) <= LONGEST_AREA,
            f"say what it is about in {LONGEST_AREA} letters at most",
        ),
        (plan.closes_at <= max(plan.opens_at, now), "choose an end after the beginning"),
        (
            not 0 <= plan.spread_days <= MOST_SPREAD_DAYS,
            f"spread it over 0 to {MOST_SPREAD_DAYS} days",
        ),
        (bool(plan.join_word.strip()) and not _is_word(plan), _WORD_FAULT),
        (plan.trial and bool(plan.join_word.strip()), "a trial has no join word: it asks guests"),
    )
    return next((mend for wrong, mend in faults if wrong), None)


_WORD_FAULT = (
    f"a join word is one word of {SHORTEST_WORD} to {LONGEST_WORD} letters, "
    "and nothing that answers or leaves"
)


def _is_word(plan: Plan) -> bool:
    typed, word = plan.join_word.strip(), join_word(plan)
    fits = SHORTEST_WORD <= len(word) <= LONGEST_WORD and typed.isalpha()
    return fits and word not in NOT_A_WORD and read_control(word) is None


def _new(plan: Plan, flow: Flow, wave: int) -> NewRound:
    return NewRound(
        name=plan.name.strip(),
        about=plan.about.strip(),
        flow=flow.key,
        family=flow.family,
        wave=wave,
        audience=plan.audience,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        spread_days=plan.spread_days,
        heads_up=plan.heads_up,
        hide_counts=plan.hide_counts,
        join_word=join_word(plan) or None,
    )


def _prices(house: House, flow: Flow, plan: Plan, people: Sequence[Candidate]) -> dict[str, Price]:
    languages = {"en", *(person.language for person in people)}
    return {language: _price(house, flow, plan, language) for language in languages}


def _price(house: House, flow: Flow, plan: Plan, language: str) -> Price:
    return price(
        heads_up=heads_up(house, language, plan.about) if plan.heads_up else None,
        bodies=tuple(_bodies(house, flow, language)),
        questions=flow.index.ahead.get(flow.index.first, 0),
        second=second_prompt(house, language, plan.about),
    )


def _bodies(house: House, flow: Flow, language: str) -> list[str]:
    """Return all the flow may say in one language, as it would be texted."""
    said = []
    for node in (*flow.nodes.values(), *flow.standing.values()):
        if isinstance(node, Ask | Say):
            choices = node.choices if isinstance(node, Ask) else ()
            labels = tuple(house.fill(one.label.to(language), None) for one in choices)
            text = filled(node.text.to(language), _AT_LONGEST)
            body = house.fill(text, None, count="20", left="20")
            said.append(house.body(body, labels, channel="sms"))
    return said
