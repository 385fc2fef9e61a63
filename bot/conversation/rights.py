"""What a message does that uses a right: who sees this, my data, delete, complain. Pure.

Deleting asks once before it acts, and only the next message answers that. A right holds for
somebody who left, too: it is written down, and no text goes.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from bot.conversation.model import Became, Inbound, Right, Situation, Turn, Understood
from bot.conversation.phrases import sentences
from bot.engine.model import Ask, Flow, SessionStatus
from bot.engine.parsing import NO_DRAFTS
from bot.text.keywords import Control
from nlu.port import IN_WORDS, Kind, Option, Question, QuestionType
from nlu.reading import read_reply

FILE = "rights"
ERASURE, COMPLAINT = "erasure", "complaint"  # what `address.asking_kind` says
GOOD_FOR = timedelta(days=1)  # for how long the question waits for its answer
DELETE, KEEP = "delete", "keep"
_ASKED = {
    Control.WHO_SEES: Right.WHO_SEES,
    Control.MY_DATA: Right.MY_DATA,
    Control.DELETE_DATA: Right.ASK_TO_DELETE,
    Control.COMPLAIN: Right.COMPLAIN,
}


def uses_a_right(
    situation: Situation,
    inbound: Inbound,
    understood: Understood,
    flow: Flow | None,
    *,
    silent: bool,
) -> Turn | None:
    """Return the turn of a message that uses a right; None for any other, or of nobody we know.

    Args:
        silent: they asked for no more texts.
    """
    is_known = situation.contact is not None and situation.contacts == 1
    if not is_known or situation.sharers or inbound.late or inbound.replied:
        return None
    right = _answered(situation, inbound, understood) or _asked(situation, understood, flow)
    if right is None:
        return None
    if silent:
        return _silenced(right)
    held = situation.address is not None and situation.address.held
    # While a concern is open every message stands under it, this one too.
    return Turn(Became.HELD if held else Became.RIGHT, right=right)


def _silenced(right: Right) -> Turn:
    """Return what is left of it for somebody who asked for no more texts: a person is told."""
    if right is Right.COMPLAIN:
        return Turn(Became.SILENT, right=right)
    tasks = {Right.MY_DATA: ("wants_data",), Right.ASK_TO_DELETE: ("wants_deleted",)}
    return Turn(Became.SILENT, tasks=tasks.get(right, ()))


def _answered(situation: Situation, inbound: Inbound, understood: Understood) -> Right | None:
    """Return what an answer to our own question does."""
    if _waits(situation, inbound, ERASURE):
        contact = situation.contact
        question = delete_question(contact.language if contact else "en")
        value = read_reply(question, inbound.text).value
        return {DELETE: Right.DELETE, KEEP: Right.KEEP}.get(str(value))
    if _waits(situation, inbound, COMPLAINT):
        if understood.control is Control.SKIP:
            return Right.NEVER_MIND
        # A bare number answers the question that is still open.
        in_words = understood.control is None and not inbound.text.strip().isdecimal()
        return Right.COMPLAINT_TOLD if in_words and inbound.text.strip() else None
    return None


def _waits(situation: Situation, inbound: Inbound, kind: str) -> bool:
    address, session = situation.address, situation.session
    if address is None or address.asking_at is None or address.asking_kind != kind:
        return False
    # Any other message would have dropped it; a prompt that came since is the latest question.
    latest = session is None or address.asking_at >= session.asked_at
    return latest and inbound.received_at - address.asking_at < GOOD_FOR


def _asked(situation: Situation, understood: Understood, flow: Flow | None) -> Right | None:
    right = _ASKED.get(understood.control) if understood.control is not None else None
    reading = understood.reading
    is_answer = reading is not None and reading.kind is Kind.ANSWER
    if right is None or (is_answer and not wants_words(situation, flow)):
        return None
    if right is Right.WHO_SEES and _is_waiting(situation) and not situation.meeting_asked_last:
        return None  # the engine answers for the question they are at
    return right


def _is_waiting(situation: Situation) -> bool:
    held = situation.address is not None and situation.address.held
    session = situation.session
    return session is not None and session.state.status is SessionStatus.WAITING and not held


def wants_words(situation: Situation, flow: Flow | None) -> bool:
    """Whether the open question takes any words at all for an answer."""
    if situation.session is None or flow is None:
        return False
    node = flow.at(situation.session.state.node)
    return isinstance(node, Ask) and node.type in IN_WORDS


@cache
def delete_question(language: str) -> Question:
    """Return what an answer to "shall we delete it?" is read against. Drafts are read too."""
    asking = sentences(FILE, NO_DRAFTS | {language})["delete_ask"]
    options = tuple(Option(key, label.to(language)) for key, label in asking.options)
    return Question(QuestionType.SINGLE, options=options)
