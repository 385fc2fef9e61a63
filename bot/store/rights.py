"""What a turn writes where a young person uses a right, and the reply they get.

A part of `turns.write`, in its transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation.model import KnownContact, Reply, Right
from bot.conversation.rights import COMPLAINT, ERASURE
from bot.safeguarding.replies import fixed
from bot.store import addresses, audits, cases, chats, contacts, erasing, tasks, theirs
from bot.store.cases import CaseKind
from bot.store.rights_said import KIND, and_back, labels_of, text_of

if TYPE_CHECKING:
    from bot.store.turns import Writing

LINK_LASTS = timedelta(hours=1)
TOKEN_BYTES = 16
SEEN_BY_OTHERS = frozenset({"sometimes", "often"})
MY_PAGE = "/chat/my-page"
SHORTEST_COMPLAINT = 4  # words; "I want to complain" says nothing yet of what about
# Right -> the sentence of the signed set while a concern is open.
_WHILE_HELD = {
    Right.WHO_SEES: "rights_who",
    Right.MY_DATA: "rights_data",
    Right.ASK_TO_DELETE: "rights_delete_ask",
    Right.DELETE: "rights_deleted",
    Right.KEEP: "rights_kept",
    Right.COMPLAIN: "rights_complaint",
    Right.COMPLAINT_TOLD: "rights_complaint_told",
    Right.NEVER_MIND: "rights_never_mind",
}
_RETURNS = frozenset({Right.KEEP, Right.COMPLAINT_TOLD, Right.NEVER_MIND})


def exercise(writing: Writing) -> Reply | None:
    """Do what a right asks for; return what is said back. None where the message uses none."""
    right, contact = writing.turn.right, writing.situation.contact
    if right is None or contact is None:
        _drop_question(writing)
        return None
    said = _ACTS[right](writing, contact)
    address = writing.situation.address
    if address is not None and address.opted_out:
        return None
    if address is not None and address.held:
        key = _WHILE_HELD[right]
        words = fixed(key, contact.language).text
        return Reply(words, KIND, options=labels_of(writing, said), listed=False)
    reply = Reply(text_of(writing, said), KIND, options=labels_of(writing, said), listed=False)
    return and_back(writing, reply) if right in _RETURNS else reply


def last_word(writing: Writing, outbox_id: int | None) -> None:
    """Remember the text that tells of an erasure: who they are goes once it has reached them."""
    contact = writing.situation.contact
    if writing.turn.right is Right.DELETE and contact is not None:
        case_id = cases.open_case(writing.tx, CaseKind.ERASURE, contact.id, now=writing.now)
        cases.last_word(writing.tx, case_id, outbox_id)


def _drop_question(writing: Writing) -> None:
    """Our own question waits for the next message alone: a "1" next week deletes nothing."""
    address = writing.situation.address
    if address is not None and address.asking_kind in {ERASURE, COMPLAINT}:
        addresses.asked_and_answered(writing.tx, writing.address_id)


def _ask(writing: Writing, kind: str, about: int) -> None:
    addresses.ask(writing.tx, writing.address_id, kind=kind, about=about, now=writing.now)


def _who_sees(writing: Writing, contact: KnownContact) -> str:
    _drop_question(writing)
    return "who_sees"


def _my_data(writing: Writing, contact: KnownContact) -> str:
    _drop_question(writing)
    held = writing.situation.address is not None and writing.situation.address.held
    if writing.inbound.channel == "chat" and not held:
        return "data_chat"
    if held or _is_looked_at(writing, contact):
        _tell_worker(writing, contact, "wants_data")
        return "data_shared"
    token = secrets.token_urlsafe(TOKEN_BYTES)
    chats.add_link(writing.tx, contact.id, token, writing.now, lasts=LINK_LASTS)
    return f"data_link {writing.house.base_url}{MY_PAGE}/{token}"


def _is_looked_at(writing: Writing, contact: KnownContact) -> bool:
    address = writing.situation.address
    ways = contacts.ways_to_reach(writing.tx, contact.id)
    shared = any(
        way.shared in SEEN_BY_OTHERS for way in ways if way.address_id == writing.address_id
    )
    return shared or (address is not None and address.shared)


def _ask_to_delete(writing: Writing, contact: KnownContact) -> str:
    _ask(writing, ERASURE, contact.id)
    return "delete_ask"


def _keep(writing: Writing, contact: KnownContact) -> str:
    _drop_question(writing)
    return "kept"


def _delete(writing: Writing, contact: KnownContact) -> str:
    tx, now = writing.tx, writing.now
    case_id = cases.open_case(tx, CaseKind.ERASURE, contact.id, now=now)
    went = erasing.erase_what_they_said(
        tx,
        contact.id,
        pseudonym_key=writing.house.pseudonym_key,
        now=now,
        but=writing.message_id,
    )
    tasks.raise_for(tx, worker_id=contact.worker_id, contact_id=None, kind="erased", now=now)
    audits.record(
        tx,
        actor=f"contact:{contact.id}",
        action="contact.erase",
        subject=f"contact:{contact.id}",
        now=now,
        detail={"case": case_id, "rows": sum(went.values())},
    )
    return "deleted_held" if theirs.whose(tx, contact.id).held else "deleted"


def _complain(writing: Writing, contact: KnownContact) -> str:
    text = writing.inbound.text
    words = text if len(text.split()) > SHORTEST_COMPLAINT else None
    case_id = cases.open_case(
        writing.tx, CaseKind.COMPLAINT, contact.id, now=writing.now, words=words
    )
    _ask(writing, COMPLAINT, case_id)
    audits.record(
        writing.tx,
        actor=f"contact:{contact.id}",
        action="case.open",
        subject=f"case:{case_id}",
        now=writing.now,
    )
    return "complaint"


def _complaint_told(writing: Writing, contact: KnownContact) -> str:
    address = writing.situation.address
    if address is not None and address.asking_id is not None:
        cases.add_words(writing.tx, address.asking_id, writing.inbound.text)
    _drop_question(writing)
    return "complaint_told"


def _never_mind(writing: Writing, contact: KnownContact) -> str:
    _drop_question(writing)
    return "never_mind"


def _tell_worker(writing: Writing, contact: KnownContact, kind: str) -> None:
    tasks.raise_for(
        writing.tx,
        worker_id=contact.worker_id,
        contact_id=contact.id,
        kind=kind,
        now=writing.now,
    )


_ACTS: Mapping[Right, Callable[[Writing, KnownContact], str]] = {
    Right.WHO_SEES: _who_sees,
    Right.MY_DATA: _my_data,
    Right.ASK_TO_DELETE: _ask_to_delete,
    Right.DELETE: _delete,
    Right.KEEP: _keep,
    Right.COMPLAIN: _complain,
    Right.COMPLAINT_TOLD: _complaint_told,
    Right.NEVER_MIND: _never_mind,
}
