"""Beginning a conversation: the session, what it asks first, and who answers it for totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.engine.advance import start
from bot.engine.events import Event, MsgCreated
from bot.engine.model import Flow, Sees
from bot.privacy.pseudonyms import pseudonym
from bot.store import answers, contacts, sessions
from bot.store.answers import Coarse, Sitting
from bot.store.database import Transaction
from bot.store.flows import Published

WELCOME = "welcome"
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
) -> Begun | None:
    """Open a session of a published flow; None if one is open at this address already."""
    flow = published.flow
    state, events = start(flow, {"language": person.language, "age_band": person.age_band})
    private = flow.sees is Sees.TOTALS
    session_id = sessions.begin(
        tx,
        contact_id=person.id,
        address_id=address_id,
        flow_version_id=published.id,
        flow=flow.key,
        private=private,
        state=state,
        now=now,
    )
    if session_id is None:
        return None
    sitting = sitting_of(
        house, published, session_id, contact_id=person.id, channel=channel, language=state.language
    )
    if sitting.pseudonym is not None:
        coarse = Coarse(person.age_band, person.gender, person.area)
        answers.add_respondent(tx, sitting.pseudonym, flow.family, coarse)
    answers.record(tx, sitting, events, now)
    return Begun(session_id, private, state.language, _message(events))


def sitting_of(
    house: House,
    published: Published,
    session_id: int,
    *,
    contact_id: int,
    channel: str,
    language: str,
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
    )


def who_answers(house: House, flow: Flow, contact_id: int) -> str | None:
    """Return the pseudonym a contact has in a `totals` flow; None in any other."""
    if flow.sees is not Sees.TOTALS:
        return None
    return pseudonym(house.pseudonym_key, contact_id, flow.family)


def _message(events: tuple[Event, ...]) -> MsgCreated | None:
    return next((event for event in events if isinstance(event, MsgCreated)), None)
