"""What texting a joining code does: it proves the number, and the young person is on a caseload.

A part of `turns.write`, in its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.model import Reply
from bot.conversation.phrases import phrase
from bot.store import audits, contacts, joining, replanning

if TYPE_CHECKING:
    from bot.store.turns import Writing


def joined(writing: Writing, code_id: int) -> Reply:
    """Join the number to whom the code is for, and return what is said back."""
    tx, now = writing.tx, writing.now
    row = None
    if code_id != joining.OVER:
        row = joining.use(
            tx, code_id, address_id=writing.address_id, urn=writing.inbound.urn, now=now
        )
    if row is None:
        return Reply(phrase("join_over", writing.house.drafts).text.to("en"))
    audits.record(
        tx,
        actor="young person",
        action="contact.join",
        subject=f"contact:{row.contact_id}",
        now=now,
    )
    replanning.replan(tx, writing.house, [row.contact_id], now)
    person = contacts.person(tx, row.contact_id)
    language = person.language if person else "en"
    said = phrase("join_moved" if row.moves else "joined", writing.house.drafts).text.to(language)
    return Reply(writing.house.fill(said, person.worker if person else None, language))
