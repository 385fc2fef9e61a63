"""What is said back where somebody may need a person: always a text of the signed set. Pure."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.model import Became, Inbound, Reply, Situation, Turn, Understood
from bot.safeguarding.assess import HELP, Assessment, Severity
from bot.safeguarding.replies import Watch, fixed, holding_reply, timed
from bot.text.keywords import Control

HELP_EVERY = timedelta(minutes=10)  # two automatic replies to one cry help nobody
HELP_ALERT = Assessment(Severity.CONCERN, HELP)
UNNAMED = "other"  # the category of a worry no rule names


def needs_people(inbound: Inbound, understood: Understood) -> bool:
    """Tell whether what is said back depends on who is there to read: it is looked up only then."""
    return (
        understood.assessment is not None
        or understood.anyone
        or understood.control in {Control.HELP, Control.OPT_IN}
        or inbound.opt_out_type is not None
    )


def holding(situation: Situation, category: str, language: str) -> Reply:
    """Return the one reply of an episode, true to who is there to read it."""
    said = holding_reply(
        category,
        situation.contact.age_band if situation.contact else None,
        language,
        watch=situation.watch,
        reads=situation.reads_briefly,
    )
    return Reply(said.text, kind="holding")


def asks_for_help(inbound: Inbound, understood: Understood) -> bool:
    """Tell whether this is HELP in any form that no rule flags, the carrier's own too."""
    carrier_answered = (inbound.opt_out_type or "").upper() == "HELP"
    return carrier_answered or understood.control is Control.HELP


def helped(situation: Situation, inbound: Inbound, language: str, *, silent: bool) -> Turn:
    """A bare HELP may be a cry for help: a person is told, and the question stays open."""
    address = situation.address
    last = address.helped_at if address else None
    just_now = last is not None and inbound.received_at - last < HELP_EVERY
    held = address is not None and address.held
    answered_by_carrier = inbound.opt_out_type is not None
    quiet = silent or answered_by_carrier or held or just_now
    return Turn(
        Became.HELP,
        reply=None if quiet else _help_reply(situation, language),
        concern=HELP_ALERT,
    )


def _help_reply(situation: Situation, language: str) -> Reply:
    if situation.watch is Watch.ALERTING_DOWN:  # "we have told a person" would not be true
        return Reply(holding(situation, UNNAMED, language).text, kind="help")
    return Reply(fixed("help", language).text, kind="help")


def receipt(situation: Situation, language: str) -> Turn:
    """ "Is anyone there?": say when a person reads it, and have one look."""
    if situation.watch is Watch.ALERTING_DOWN:
        reply = holding(situation, UNNAMED, language).text
    elif situation.reads is None:
        reply = fixed("anyone_there_later", language).text
    else:
        reply = timed("anyone_there", language, situation.reads).text
    return Turn(Became.RECEIPT, reply=Reply(reply, kind="receipt"), tasks=("asks_for_a_person",))
