"""Fix a new audit of the five outcomes, if enough more have answered (decision 12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.engine.model import Flow
from bot.errors import BadInput
from bot.insight.disclosure import DEFAULT_THRESHOLD, may_release
from bot.insight.groups import in_order
from bot.insight.outcomes import Person, audit, scales_of, scores_of, travelled
from bot.insight.scales import Answers
from bot.insight.tallies import NOT_SAID, Response, group_of
from bot.store import outcome_audits, rounds, totals, wards, waves
from bot.store.answers import WAVE
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.outcome_audits import KeptAudit
from bot.store.queries import published
from bot.store.wards import Ward

FAMILY = "how-things-are"
GROUPED = ("age_band", "gender", "ethnicity", "lives_with")


@dataclass(frozen=True, slots=True)
class AuditOutcomes:
    """Makes audits, and hands out the newest.

    It is of the newest wave that is over; before one is, of the one under way. Of a wave whose
    counts are hidden while it runs there is no audit.
    """

    store: Store
    shelf: Shelf
    now: Callable[[], datetime]
    threshold: int = DEFAULT_THRESHOLD

    def __call__(self, *, wave: int | None = None) -> KeptAudit | None:
        """Return a new audit; None while too few more have answered, or its counts are hidden."""
        with self.store.begin() as tx:
            totals.one_at_a_time(tx)
            wave = self._seen(tx, wave)
            if wave is None:
                return None
            flows, places = self._flows(tx), wards.every(tx)
            by_who = _people(flows, totals.by_pseudonym(tx, FAMILY, wave), places)
            people = list(by_who.values())
            last = outcome_audits.newest(tx, FAMILY, wave)
            before = last.respondents if last else None
            if not may_release(before, len(people), threshold=self.threshold):
                return None
            scales = scales_of(flows)
            made = audit(scales, people, threshold=self.threshold, blocks=_blocks(people, places))
            if wave > WAVE:
                earlier = _people(flows, totals.by_pseudonym(tx, FAMILY, wave - 1), places)
                made = replace(
                    made,
                    moved=travelled(
                        scales, _answers(earlier), _answers(by_who), threshold=self.threshold
                    ),
                )
            kept = KeptAudit(len(people), self.now(), made)
            outcome_audits.keep(tx, FAMILY, wave, kept=kept)
            return kept

    def newest(self, *, wave: int | None = None) -> KeptAudit | None:
        """Return the newest audit, None before the first and while its counts are hidden."""
        with self.store.reading() as tx:
            wave = self._seen(tx, wave)
            return None if wave is None else outcome_audits.newest(tx, FAMILY, wave)

    def wave(self) -> int | None:
        """Return the wave an audit is of now; None while its counts are hidden."""
        with self.store.reading() as tx:
            return self._seen(tx, None)

    def _seen(self, tx: Transaction, wave: int | None) -> int | None:
        now = self.now()
        wave = wave or rounds.newest_over(tx, FAMILY, now) or waves.now_of(tx, FAMILY)
        hidden = rounds.hidden_wave(tx, FAMILY, now)
        return None if hidden is not None and hidden[0] == wave else wave

    def _flows(self, tx: Transaction) -> list[Flow]:
        found = []
        for key in published.keys(tx):
            try:
                flow = self.shelf.newest(tx, key).flow
            except BadInput:
                continue
            if flow.family == FAMILY:
                found.append(flow)
        return found


def _people(
    flows: Sequence[Flow], responses: Iterable[Response], places: Sequence[Ward]
) -> Mapping[str, Person]:
    scores = scores_of(flows)
    part_of = {each.name: each.part for each in places}
    answers: dict[str, dict[str, int]] = {}
    groups: dict[str, dict[str, str]] = {}
    for response in responses:
        counted = scores.get(response.question, {})
        if response.status == "answered" and response.keys and response.keys[0] in counted:
            answers.setdefault(response.respondent, {})[response.question] = counted[
                response.keys[0]
            ]
            groups[response.respondent] = _groups(response, part_of)
    return {who: Person(answers[who], groups[who]) for who in sorted(answers)}


def _answers(people: Mapping[str, Person]) -> Mapping[str, Answers]:
    return {who: person.answers for who, person in people.items()}


def _groups(response: Response, part_of: Mapping[str, str]) -> dict[str, str]:
    area = response.area or NOT_SAID
    return {
        "part": part_of.get(area, NOT_SAID),
        "ward": area,
        **{name: group_of(response, name) for name in GROUPED},
    }


def _blocks(people: Sequence[Person], places: Sequence[Ward]) -> Mapping[str, Sequence[str]]:
    def seen(name: str) -> set[str]:
        return {each.groups[name] for each in people}

    named = tuple(each.name for each in places)
    parts = tuple(dict.fromkeys(each.part for each in places))
    blocks: dict[str, Sequence[str]] = {
        "part": in_order("area", seen("part"), parts),
        "ward": in_order("area", seen("ward"), named),
    }
    for name in GROUPED:
        blocks[name] = in_order(name, seen(name))
    return blocks
