"""Beginning a conversation: the session, what it asks first, and who answers it for totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.budget import QUESTIONS_A_WEEK, BegunBy, Cost, Wanted
from bot.conversation.house import House
from bot.conversation.languages import said_in
from bot.engine.advance import start
from bot.engine.events import Event, MsgCreated
from bot.engine.model import Flow, Sees
from bot.privacy.pseudonyms import pseudonym
from bot.safeguarding.signposts import load, usable
from bot.store import answers, contacts, promises, sessions, sittings, waves
from bot.store.answers import Coarse, Sitting
from bot.store.begun_about import THEN, known_of
from bot.store.database import Transaction
from bot.store.flow_requests import NOTHING_TOLD
from bot.store.flows import Published

WELCOME = "welcome"
AFTER_MEETING = "after-meeting"  # asks about the oldest promise that is open
LOT_LENGTH = 8
UNKNOWN_LANGUAGE = "und"  # as BCP 47 has it: nobody has said, so they are asked first
NUMBER_CHECK = "number-check"
BEFORE_CONFIRMED = frozenset({WELCOME, NUMBER_CHECK})  # all that an unconfirmed number gets


@dataclass(frozen=True, slots=True)
class Begun:
    """A session just opened and the one message it opens with."""

    session_id: int
    private: bool
    language: str
    message: MsgCreated | None


def begin(
    tx: Transaction,
    *,
    house: House,
    person: contacts.Person,
    address_id: int,
    channel: str,
    published: Published,
    now: datetime,
    begun_by: BegunBy = BegunBy.STAFF,
    told: Mapping[str, str] = NOTHING_TOLD,
) -> Begun | None:
    """Open a session of a published flow; None if one is open at this address already.

    Args:
        told: what it is begun about: {"when": "tomorrow at 4pm", "promise": "find a course"}.
    """
    flow = published.flow
    who = who_answers(house, flow, person.id)
    wave = waves.now_of(tx, flow.family, person.status)
    had = sittings.questions_had(tx, contact_id=person.id, flow=flow.key, pseudonym=who, wave=wave)
    known = facts_of(tx, house, person, flow, address_id=address_id, channel=channel, now=now)
    known |= waves.fact(wave)
    state, events = start(flow, {**known, **told}, had)
    private = flow.index.private
    session_id = sessions.begin(
        tx,
        contact_id=person.id,
        address_id=address_id,
        flow_version_id=published.id,
        flow=flow.key,
        private=private,
        state=state,
        now=now,
        cost=Cost(begun_by, charge_of(flow, begun_by)),
    )
    if session_id is None:
        return None
    sitting = sitting_of(
        house,
        published,
        session_id,
        contact_id=person.id,
        channel=channel,
        language=state.language,
        wave=wave,
    )
    if sitting.pseudonym is not None:
        team = person.team if flow.family == AFTER_MEETING else None
        coarse = Coarse(person.age_band, person.gender, person.area, team)
        answers.add_respondent(tx, sitting.pseudonym, flow.family, coarse)
    answers.record(tx, sitting, events, now)
    return Begun(session_id, private, said_in(flow, state), _message(events))


def sitting_of(
    house: House,
    published: Published,
    session_id: int,
    *,
    contact_id: int,
    channel: str,
    language: str,
    wave: int = answers.WAVE,
) -> Sitting:
    """Return who answers: a pseudonym for a `totals` flow, else the contact."""
    flow = published.flow
    return Sitting(
        session_id=session_id,
        contact_id=contact_id,
        flow_version_id=published.id,
        flow=flow.key,
        family=flow.family,
        channel=channel,
        language=language,
        pseudonym=who_answers(house, flow, contact_id),
        counted=flow.sees is Sees.TOTALS,
        wave=wave,
    )


def facts_of(
    tx: Transaction,
    house: House,
    person: contacts.Person,
    flow: Flow,
    *,
    address_id: int,
    channel: str,
    now: datetime,
) -> dict[str, str]:
    """Return what a session of `flow` is begun with. The lot tells nothing about who drew it."""
    today = now.astimezone(house.zone).date()
    known = {
        **({"age_band": person.age_band} if person.age_band else {}),
        "channel": channel,
        "lot": pseudonym(house.pseudonym_key, person.id, f"lot/{flow.family}")[:LOT_LENGTH],
    }
    if person.language != UNKNOWN_LANGUAGE:
        known["language"] = person.language
    known["spoken"] = " ".join(flow.index.spoken)
    if flow.key == AFTER_MEETING and (open_promise := promises.oldest_open(tx, person.id)):
        known["promise"] = open_promise
    known["signposts"] = " ".join(one.key for one in usable(load(), today))
    here = [w for w in contacts.ways_to_reach(tx, person.id) if w.address_id == address_id]
    if here and here[0].shared is not None:
        known["shared"] = here[0].shared
    if person.worker_id is not None:
        known["worker"] = "known"
    # What they said last time is not for whoever else holds the phone.
    about = known_of(tx, house, person, flow, now=now)
    if channel == "sms" and known.get("shared", "no") != "no":
        about = {name: fact for name, fact in about.items() if not name.startswith(THEN)}
    return {**known, **about}


def charge_of(flow: Flow, begun_by: BegunBy) -> int:
    """Return how many questions a sitting may ask that nobody asked for."""
    if begun_by is BegunBy.KEYWORD or not flow.budget.counts:
        return 0
    return min(QUESTIONS_A_WEEK, flow.index.ahead.get(flow.index.first, 0))


def wanted(flow: Flow, begun_by: BegunBy, *, rides_on: bool = False) -> Wanted:
    """Return what a sitting of `flow` would cost a young person's week."""
    asked_for = begun_by is BegunBy.KEYWORD
    rest = timedelta(0) if asked_for else timedelta(days=flow.budget.rest_days)
    return Wanted(flow.key, charge_of(flow, begun_by), rest, rides_on)


def who_answers(house: House, flow: Flow, contact_id: int) -> str | None:
    """Return the pseudonym a contact has in a flow that counts by one; None in any other."""
    if flow.sees is not Sees.TOTALS and not flow.index.counts:
        return None
    return pseudonym(house.pseudonym_key, contact_id, flow.family)


def _message(events: tuple[Event, ...]) -> MsgCreated | None:
    return next((event for event in events if isinstance(event, MsgCreated)), None)
