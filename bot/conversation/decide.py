"""Decide what one inbound message does. Pure. The order is the promise: opt-out, concern, control
words, answer. Whatever it is, it was stored and screened first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.about_meetings import about_meeting
from bot.conversation.again import language_of as _language
from bot.conversation.again import question_again, reply_of
from bot.conversation.budget import WEEK
from bot.conversation.languages import asks_for_language
from bot.conversation.model import (
    Became,
    Inbound,
    OpenSession,
    Reply,
    Situation,
    Turn,
    Understood,
)
from bot.conversation.rights import uses_a_right, wants_words
from bot.conversation.safe_words import UNNAMED, asks_for_help, helped, holding, receipt
from bot.conversation.who_is_this import ask_who
from bot.engine.advance import WHO, advance, ask_again
from bot.engine.events import MsgCreated, SessionEnded, TaskRaised
from bot.engine.model import Flow, Outcome, State
from bot.safeguarding.assess import UNREAD_LANGUAGE, Assessment, Severity
from bot.safeguarding.replies import fixed
from bot.text.folding import fold
from bot.text.keywords import Control
from bot.text.rights_phrases import asks_why
from nlu.port import Kind, Reading

UNKNOWN_REPLY_EVERY = timedelta(days=1)
NOTHING_REPLY_EVERY = timedelta(minutes=10)
# Carrier words that somebody may have meant for a meeting, not for us (T5.4).
MAY_MEAN_CANCEL = frozenset({"cancel", "end", "quit"})
# What a message kept aside may still do, besides being stored and screened.
AFTER_THE_EVENT = frozenset(
    {Became.OPT_OUT, Became.OPT_IN, Became.CONCERN, Became.HELP, Became.HELD}
)
UNREAD_ALERT = Assessment(Severity.CONCERN, UNREAD_LANGUAGE)


def decide(
    situation: Situation, inbound: Inbound, understood: Understood, flow: Flow | None
) -> Turn:
    """Return all that `inbound` does.

    Args:
        flow: the flow of the open session at the version it began with; None without a session.
    """
    turn = _first_that_applies(situation, inbound, understood, flow)
    if inbound.late or inbound.replied:
        turn = _after_the_event(turn, inbound)
    if understood.unread and turn.concern is None and turn.became is not Became.HELD:
        # A person must see it; the talk goes on, and nothing is paused for a language.
        return replace(turn, concern=UNREAD_ALERT)
    return turn


def _first_that_applies(
    situation: Situation, inbound: Inbound, understood: Understood, flow: Flow | None
) -> Turn:
    address = situation.address
    opted_out = address is not None and address.opted_out
    for whoever in (
        _opt_out(situation, inbound, understood),
        _concern(situation, understood, silent=opted_out),
        _opt_in(situation, inbound, understood, opted_out=opted_out),
        _help(situation, inbound, understood, silent=opted_out),
        _anyone_there(situation, understood, silent=opted_out),
        uses_a_right(situation, inbound, understood, flow, silent=opted_out),
        _joins(situation, understood, silent=opted_out),
    ):
        if whoever is not None:
            return whoever
    if opted_out or (address is not None and address.held):
        return Turn(Became.SILENT if opted_out else Became.HELD)
    if situation.staff is not None:
        return Turn(Became.STAFF, staff=situation.staff)
    if situation.sharers:
        return ask_who(situation, inbound, _language(situation))
    if situation.contact is None or situation.contacts > 1:
        return _unknown(situation, inbound)
    return _answer(situation, inbound, understood, flow)


def _after_the_event(turn: Turn, inbound: Inbound) -> Turn:
    """A message kept aside is stored and screened, but answers no question any more."""
    if turn.became not in AFTER_THE_EVENT:
        return Turn(Became.LATE)
    return replace(turn, reply=None) if inbound.replied else turn


def _is_opt_out(inbound: Inbound, understood: Understood) -> bool:
    if inbound.opt_out_type is not None:
        return inbound.opt_out_type.upper() == "STOP"
    return understood.leaves


def _opt_out(situation: Situation, inbound: Inbound, understood: Understood) -> Turn | None:
    if not _is_opt_out(inbound, understood):
        return None
    by_carrier = inbound.channel == "sms" and (
        inbound.opt_out_type is not None or understood.control is Control.OPT_OUT
    )
    language = _language(situation)
    concern = understood.assessment
    already = situation.address is not None and situation.address.opted_out
    # The carrier has answered its own words and blocks whatever we might add; a concern is a
    # person's to answer. Otherwise it is confirmed, once.
    silent = by_carrier or already or concern is not None
    meant = inbound.text.strip().strip(".!").casefold() in MAY_MEAN_CANCEL
    return Turn(
        Became.OPT_OUT,
        reply=None if silent else Reply(fixed("opt_out", language).text, kind="opt_out"),
        outcome=Outcome.BROKE_OFF if situation.session else None,
        opt_out="carrier word" if by_carrier else "own words",
        concern=concern,
        holds=concern is not None,
        tasks=("may_have_meant_cancel",) if meant else ("opted_out",),
    )


def _concern(situation: Situation, understood: Understood, *, silent: bool) -> Turn | None:
    assessment = understood.assessment
    if assessment is None:
        return None
    held = situation.address is not None and situation.address.held
    # One holding reply an episode, whatever else they write.
    quiet = silent or held
    return Turn(
        Became.CONCERN,
        reply=None if quiet else holding(situation, assessment.category, _language(situation)),
        concern=assessment,
        holds=True,
    )


def _is_opt_in(inbound: Inbound, understood: Understood, opted_out: bool) -> bool:
    said_start = inbound.opt_out_type is not None and inbound.opt_out_type.upper() == "START"
    return said_start or (opted_out and understood.control is Control.OPT_IN)


def _opt_in(
    situation: Situation, inbound: Inbound, understood: Understood, *, opted_out: bool
) -> Turn | None:
    if not _is_opt_in(inbound, understood, opted_out):
        return None
    answered_by_carrier = inbound.channel == "sms" and inbound.opt_out_type is not None
    language = _language(situation)
    if situation.address is not None and situation.address.held:
        # What they told us while they had left could not be answered. It can now.
        return Turn(Became.OPT_IN, reply=holding(situation, UNNAMED, language), opt_in=True)
    welcome_back = Reply(fixed("opt_in", language).text, kind="opt_in")
    return Turn(Became.OPT_IN, reply=None if answered_by_carrier else welcome_back, opt_in=True)


def _help(
    situation: Situation, inbound: Inbound, understood: Understood, *, silent: bool
) -> Turn | None:
    if not asks_for_help(inbound, understood):
        return None
    if situation.session and inbound.opt_out_type is None and not inbound.text.strip(" ?!\n"):
        return None  # "?" while something is asked wants the question again
    return helped(situation, inbound, _language(situation), silent=silent)


def _anyone_there(situation: Situation, understood: Understood, *, silent: bool) -> Turn | None:
    held = situation.address is not None and situation.address.held
    is_known = situation.contact is not None and situation.contacts == 1
    if not understood.anyone or silent or held or not is_known:
        return None
    return receipt(situation, _language(situation))


def _joins(situation: Situation, understood: Understood, *, silent: bool) -> Turn | None:
    held = situation.address is not None and situation.address.held
    if understood.joins is None or silent or held:
        return None
    return Turn(Became.JOINS, joins=understood.joins)


def _unknown(situation: Situation, inbound: Inbound) -> Turn:
    """One polite reply a day to a number we do not know, the same whoever wrote."""
    last = situation.address.unknown_replied_at if situation.address else None
    if last is not None and inbound.received_at - last < UNKNOWN_REPLY_EVERY:
        return Turn(Became.UNKNOWN)
    return Turn(
        Became.UNKNOWN, reply=Reply(fixed("unknown_number", _language(situation)).text, "unknown")
    )


def _answer(
    situation: Situation, inbound: Inbound, understood: Understood, flow: Flow | None
) -> Turn:
    reading = understood.reading
    about = about_meeting(situation, inbound, understood, in_words=wants_words(situation, flow))
    if about is not None:
        became = Became.REMINDER if about.step else Became.MEET
        return Turn(became, reply=question_again(situation, flow), about=about)
    steered = _steered(situation, inbound, understood, flow)
    if steered is not None:
        return steered
    if understood.begins is not None and not _answers(reading):
        return _begins(situation, understood.begins, flow)
    if situation.session is None or flow is None or reading is None:
        return _nothing_open(situation, inbound)
    if inbound.is_a_picture and not _answers(reading):
        again = ask_again(flow, situation.session.state)
        picture = fixed("picture", _language(situation)).text
        return Turn(Became.ANSWER, reply=reply_of(again, before=picture))
    if reading.kind is Kind.QUESTION and understood.control is Control.WHO_SEES:
        reading = Reading(Kind.QUESTION, None if asks_why(fold(inbound.text)) else WHO)
    if reading.kind is Kind.HELP:  # "what do you mean": help with the question, not with life
        reading = Reading(Kind.REPEAT)
    state, events = advance(flow, _here(situation.session, inbound), reading)
    return Turn(
        Became.ANSWER,
        state=state,
        events=events,
        reply=_first_message(events),
        outcome=_outcome(events),
        tasks=tuple(event.kind for event in events if isinstance(event, TaskRaised)),
    )


def _steered(
    situation: Situation, inbound: Inbound, understood: Understood, flow: Flow | None
) -> Turn | None:
    """Return what a word does that means the same whatever is asked, unless it is the answer."""
    reading = understood.reading
    # "Wrong number" may be an option's own label: then it is an answer, not a steer.
    steers = not _answers(reading) or wants_words(situation, flow)
    spoken = asks_for_language(situation, inbound, understood, flow) if steers else None
    if spoken is not None:
        return spoken
    if steers and understood.control is Control.WRONG_NUMBER:
        return Turn(
            Became.SILENT,
            opt_out="wrong number",
            outcome=Outcome.REFUSED if situation.session else None,
            tasks=("wrong_number",),
        )
    return None


def _begins(situation: Situation, key: str, flow: Flow | None) -> Turn:
    """A keyword begins its flow: at once, or right after the question that is open."""
    session = situation.session
    if session is None or flow is None:
        return Turn(Became.BEGINS, begins=key)
    if session.flow == key:
        return Turn(Became.BEGINS, reply=reply_of(ask_again(flow, session.state)))
    first = flow.phrases.after_this.to(session.state.language)
    again = reply_of(ask_again(flow, session.state), before=first)
    return Turn(Became.BEGINS, reply=again, begins=key)


def _here(session: OpenSession, inbound: Inbound) -> State:
    """Return the state of a session as this message finds it: here, and perhaps weeks later.

    Five questions are a week's: who comes back within it is still in the same sitting.
    """
    state = session.state
    if state.facts.get("channel", inbound.channel) != inbound.channel:
        state = replace(state, facts={**state.facts, "channel": inbound.channel})
    if inbound.received_at - session.asked_at > WEEK:
        state = replace(state, sitting=0)
    return state


def _answers(reading: Reading | None) -> bool:
    return reading is not None and reading.kind is Kind.ANSWER


def _nothing_open(situation: Situation, inbound: Inbound) -> Turn:
    last = situation.address.unknown_replied_at if situation.address else None
    if inbound.channel == "sms" and last and inbound.received_at - last < NOTHING_REPLY_EVERY:
        # Some phones answer by themselves ("I'm driving"): two machines must not talk for ever.
        return Turn(Became.NOTHING)
    key = "picture" if inbound.is_a_picture else "nothing_open"
    return Turn(Became.NOTHING, reply=Reply(fixed(key, _language(situation)).text))


def _first_message(events: tuple[object, ...]) -> Reply | None:
    created = [event for event in events if isinstance(event, MsgCreated)]
    return reply_of(created[0]) if created else None


def _outcome(events: tuple[object, ...]) -> Outcome | None:
    return next((event.outcome for event in events if isinstance(event, SessionEnded)), None)
