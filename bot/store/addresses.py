"""Where messages come from and go to: numbers, chats and mailboxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.conversation.model import KnownAddress
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import address, contact_address
from bot.store.upserts import insert_for

VALUE = "address.value"
KNOWN = Prepared(select(address.c.id).where(address.c.digest == bindparam("digest")))


def ensure(tx: Transaction, urn: str, now: datetime) -> int:
    """Return the id of the address `urn` ("tel:+44…", "chat:17", "mailto:…"), made if need be."""
    digest = tx.digest(urn)
    found = KNOWN.first(tx, {"digest": digest})
    if found is not None:
        return int(found.id)
    scheme, _, _ = urn.partition(":")
    values = {
        "scheme": scheme,
        "digest": digest,
        "value": tx.cipher.encrypt(urn.partition(":")[2], VALUE),
        "created_at": now,
    }
    made = tx.db.scalar(
        insert_for(tx.db, address)
        .values(values)
        .on_conflict_do_nothing(index_elements=["digest"])
        .returning(address.c.id)
    )
    if made is not None:
        return int(made)
    return int(tx.db.execute(select(address.c.id).where(address.c.digest == digest)).scalar_one())


def value(tx: Transaction, address_id: int) -> str:
    """Return the number, chat id or mailbox itself."""
    stored = tx.db.execute(select(address.c.value).where(address.c.id == address_id)).scalar_one()
    return tx.cipher.decrypt(stored, VALUE)


def stands(tx: Transaction, address_id: int, read: KnownAddress | None) -> bool:
    """Tell whether an address is as it was read, None for one not seen before; locks its row."""
    now = tx.db.execute(
        select(
            address.c.opted_out_at,
            address.c.held_by,
            address.c.unknown_replied_at,
            address.c.helped_at,
            address.c.who_asked_at,
        )
        .where(address.c.id == address_id)
        .with_for_update(key_share=True)  # a plain one would deadlock with the message's own link
    ).one()
    opted_out, held = (read.opted_out, read.held) if read else (False, False)
    said = (read.unknown_replied_at, read.helped_at, read.who_asked_at) if read else (None,) * 3
    return (
        (now.opted_out_at is not None) == opted_out
        and (now.held_by is not None) == held
        and (now.unknown_replied_at, now.helped_at, now.who_asked_at) == said
    )


@dataclass(frozen=True, slots=True)
class State:
    """Whether anything may be sent to an address, and whether questions there wait."""

    opted_out: bool
    held: bool


def state_of(tx: Transaction, address_id: int) -> State:
    """Return how an address stands now."""
    row = tx.db.execute(
        select(address.c.opted_out_at, address.c.held_by).where(address.c.id == address_id)
    ).one()
    return State(row.opted_out_at is not None, row.held_by is not None)


def opt_out(tx: Transaction, address_id: int, *, how: str, now: datetime) -> None:
    """Record that nothing may be sent here; a first opt-out keeps its date."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id, address.c.opted_out_at.is_(None))
        .values(opted_out_at=now, opted_out_how=how)
    )


def opt_in(tx: Transaction, address_id: int) -> None:
    """Record that the person at this address wants texts again."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id)
        .values(opted_out_at=None, opted_out_how=None)
    )


def mark_trouble(tx: Transaction, address_id: int, trouble: str) -> None:
    """Record that the number is invalid, suspect or not theirs: invalid, suspect or wrong."""
    tx.db.execute(update(address).where(address.c.id == address_id).values(trouble=trouble))


def clear_doubt(tx: Transaction, address_id: int) -> None:
    """Forget that a number was suspect: whoever has it said it is theirs."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id, address.c.trouble == "suspect")
        .values(trouble=None)
    )


def is_somebodys(tx: Transaction, urn: str) -> bool:
    """Tell whether a contact has this address now."""
    found = tx.db.scalar(
        select(contact_address.c.contact_id)
        .join(address, address.c.id == contact_address.c.address_id)
        .where(address.c.digest == tx.digest(urn), contact_address.c.ended_at.is_(None))
        .limit(1)
    )
    return found is not None


def hold(tx: Transaction, address_id: int, concern_id: int) -> None:
    """Pause questions and nudges here until a human resumes them."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id, address.c.held_by.is_(None))
        .values(held_by=concern_id)
    )


def resume(tx: Transaction, concern_id: int) -> int:
    """Let questions go on wherever this concern had paused them; return at how many addresses."""
    freed = update(address).where(address.c.held_by == concern_id).values(held_by=None)
    return tx.db.execute(freed).rowcount


def ask(tx: Transaction, address_id: int, *, kind: str, about: int, now: datetime) -> None:
    """Remember that the latest question here is of this kind, about this appointment."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id)
        .values(asking_kind=kind, asking_id=about, asking_at=now)
    )


def asked_and_answered(tx: Transaction, address_id: int) -> None:
    """Forget the question asked outside a session: it has its answer."""
    tx.db.execute(
        update(address)
        .where(address.c.id == address_id)
        .values(asking_kind=None, asking_id=None, asking_at=None)
    )


def replied_to_unknown(tx: Transaction, address_id: int, now: datetime) -> None:
    """Remember when an unknown number last had the one polite reply of the day."""
    tx.db.execute(update(address).where(address.c.id == address_id).values(unknown_replied_at=now))


def helped(tx: Transaction, address_id: int, now: datetime) -> None:
    """Remember when somebody here last had the reply to HELP."""
    tx.db.execute(update(address).where(address.c.id == address_id).values(helped_at=now))


def note_sharing(tx: Transaction, address_id: int, now: datetime) -> None:
    """Remember whether several contacts have this phone: then nobody is spoken to unnamed."""
    people = tx.db.scalar(
        select(func.count()).where(
            contact_address.c.address_id == address_id, contact_address.c.ended_at.is_(None)
        )
    )
    shared = update(address).where(address.c.id == address_id, address.c.scheme == "tel")
    if people is not None and people > 1:
        tx.db.execute(shared.where(address.c.shared_since.is_(None)).values(shared_since=now))
    else:
        tx.db.execute(shared.values(shared_since=None, here_id=None, here_until=None))


def next_chat_position(tx: Transaction, address_id: int, count: int = 1) -> int:
    """Take `count` places in this chat's transcript and return the first; locks the chat's row."""
    last = tx.db.execute(
        update(address)
        .where(address.c.id == address_id)
        .values(chat_position=address.c.chat_position + count)
        .returning(address.c.chat_position)
    ).scalar_one()
    return int(last) - count + 1
