"""Invite a focus group by group, let them vote, settle it, tell whoever would come, keep notes.

Who would come is worked out forward while each is told, and kept nowhere: no officer learns it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.conversation.house import House
from bot.conversation.telling import group_told
from bot.engine.loading import AROUND, document
from bot.errors import BadInput, FlowError
from bot.insight.tallies import tally
from bot.rounds.audience import Audience
from bot.rounds.focus_group import COMING, WILL_COME, Offered, is_to_be_reminded, leading, vote
from bot.services.launch_round import LaunchRound, Plan
from bot.services.publish_flows import PublishFlows
from bot.services.release_totals import shapes
from bot.store import answered, audits, contacts, focus_groups, round_texts, rounds, totals
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.focus_groups import FocusGroup
from bot.store.rounds import Round

AT_MOST = 50  # looked at in one go; the rest a minute later
LONGEST_PLACE, LONGEST_NOTES = 40, 4000
_NAMES_SOMEBODY = re.compile(r"@|\d{5,}|\b(?:Mrs?|Ms|Miss|Dr)\b")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A focus group as an officer asks for it.

    Args:
        asked_from: the flow whose board it is to talk about.
        closes_at: until when they vote.
    """

    about: str
    asked_from: str
    audience: Audience
    offered: Offered
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class InviteGroup:
    """The vote is a round like any other: quiet hours, caps and leaving hold in it."""

    store: Store
    shelf: Shelf
    house: House
    publish: PublishFlows
    launch_round: LaunchRound
    now: Callable[[], datetime]

    def __call__(self, wanted: Invitation, *, user_id: int) -> int:
        """Launch the vote and return the focus group's id.

        Raises:
            BadInput: it cannot be asked as it stands; says what to mend.
        """
        now, key, about = self.now(), f"group-{uuid4().hex[:8]}", wanted.about.strip()
        raw = vote(key, about, wanted.offered)
        plan = Plan(
            name=f"Focus group: {about}",
            about=about,
            flow=key,
            audience=wanted.audience,
            opens_at=now,
            closes_at=wanted.closes_at,
        )
        try:
            self.publish({key: document(json.dumps(raw), AROUND.read_text(encoding="utf-8"))})
        except FlowError as error:
            raise BadInput(f"these words cannot be asked: {error}") from error
        round_id = self.launch_round(plan, user_id=user_id)
        with self.store.begin() as tx:
            group_id = focus_groups.add(
                tx,
                round_id,
                about=about,
                asked_from=wanted.asked_from,
                offered=wanted.offered,
                user_id=user_id,
                now=now,
            )
            self._record(tx, "invite", group_id, user_id)
        return group_id

    def leads(self, group: FocusGroup) -> dict[str, tuple[str, ...]]:
        """Return what leads of each question voted on, once voting is over; how many, never."""
        with self.store.reading() as tx:
            of = _round(tx, group)
            if self.now() < of.closes_at:
                return {}
            flow = self.shelf.newest(tx, of.flow).flow
            counted = tally(shapes(flow), totals.by_pseudonym(tx, of.family, of.wave))
        said = {"a2": group.offered.places, "a3": group.offered.times, "a4": group.offered.ways}
        return {
            one.shape.id: leading(
                tuple(zip(said[one.shape.id], one.overall.options.values(), strict=True))
            )
            for one in counted.questions
            if one.shape.id in said
        }

    def settle(
        self, group_id: int, *, place: str, way: str, meets_at: datetime, user_id: int
    ) -> None:
        """Fix where, when and how; whoever said they would come is told.

        Raises:
            BadInput: a part is missing, or it is over; says what to mend.
        """
        where, now = " ".join(place.split()), self.now()
        if not 0 < len(where) <= LONGEST_PLACE:
            raise BadInput(f"say where in {LONGEST_PLACE} letters at most")
        if meets_at <= now:
            raise BadInput("choose a time ahead")
        with self.store.begin() as tx:
            self._find(tx, group_id)
            focus_groups.change(
                tx,
                group_id,
                place=where,
                way=way[:20],
                meets_at=meets_at,
                settled_at=now,
                told_upto=0,
                reminded_upto=0,
            )
            self._record(tx, "settle", group_id, user_id)

    def note(self, group_id: int, notes: str, *, user_id: int) -> None:
        """Keep what was said in the room, with nobody's name.

        Raises:
            BadInput: it is too long, or names somebody; says what to mend.
        """
        said = notes.strip()
        if not 0 < len(said) <= LONGEST_NOTES:
            raise BadInput(f"write what was said, in {LONGEST_NOTES} letters at most")
        if _NAMES_SOMEBODY.search(said):
            raise BadInput("leave out names, numbers and addresses: say what was said, not who")
        with self.store.begin() as tx:
            self._find(tx, group_id)
            focus_groups.change(tx, group_id, notes=said, noted_at=self.now())
            self._record(tx, "note", group_id, user_id)

    def tell(self) -> int:
        """Tell, and a day before remind, the next of those who would come; return how many."""
        now = self.now()
        with self.store.reading() as tx:
            waiting = focus_groups.to_tell(tx, now)
        told = 0
        for group in waiting:
            if group.told_upto is not None:
                told += self._next(group, "told_upto", "group_set", group.told_upto)
            elif group.reminded_upto is not None and _is_soon(group, now):
                told += self._next(group, "reminded_upto", "group_soon", group.reminded_upto)
        return told

    def _next(self, group: FocusGroup, column: str, key: str, after: int) -> int:
        now = self.now()
        with self.store.begin() as tx:
            of = _round(tx, group)
            flow = self.shelf.newest(tx, of.flow).flow
            people = answered.people_after(tx, after, status="active", at_most=AT_MOST)
            coming = answered.chose(tx, self.house, flow, people, question=COMING, values=WILL_COME)
            for contact_id in sorted(coming):
                person = contacts.person(tx, contact_id)
                open_to_all = person is not None and person.discretion == "normal"
                round_texts.tell(
                    tx,
                    self.house,
                    contact_id,
                    said=partial(self._said, group, key if open_to_all else f"{key}_discreet"),
                    dedupe_key=f"{key}:{group.id}:{group.settled_at}:{contact_id}",
                    now=now,
                    not_after=group.meets_at,
                )
            focus_groups.change(tx, group.id, **{column: people[-1] if people else None})
        return len(coming)

    def _said(self, group: FocusGroup, key: str, language: str) -> str:
        when = ""
        if group.meets_at is not None:
            local = group.meets_at.astimezone(self.house.zone)
            when = f"{local:%a} {local.day}/{local.month} {local:%H:%M}"
        place = group.place or ""
        return group_told(self.house, key, language, about=group.about, when=when, place=place)

    def _find(self, tx: Transaction, group_id: int) -> FocusGroup:
        found = focus_groups.one(tx, group_id)
        if found is None:
            raise BadInput("there is no such focus group")
        return found

    def _record(self, tx: Transaction, act: str, group_id: int, user_id: int) -> None:
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=f"group.{act}",
            subject=f"focus_group:{group_id}",
            now=self.now(),
        )


def _is_soon(group: FocusGroup, now: datetime) -> bool:
    return group.meets_at is not None and is_to_be_reminded(group.meets_at, now)


def _round(tx: Transaction, group: FocusGroup) -> Round:
    found = rounds.one(tx, group.round_id)
    if found is None:
        raise BadInput("the vote is gone")
    return found
