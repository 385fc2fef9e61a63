"""Personal links to the web chat: making one, and swapping it for a visit."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.bubbles import ChatMessage
from bot.conversation.house import House
from bot.errors import BadInput
from bot.store import audits, chats, contacts, messages, sessions, situations
from bot.store.asking_again import Again, put_again
from bot.store.chats import Visit
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.queries import own_pages
from bot.store.queries.own_pages import OwnPage

TOKEN_BYTES = 16  # 128 bits


@dataclass(frozen=True, slots=True)
class OpenChat:
    """Makes and takes personal chat links."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def link(self, contact_id: int, *, actor: str = "command") -> str:
        """Return a new personal link for one contact, shown this once.

        Raises:
            BadInput: there is no such contact.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self.store.begin() as tx:
            if contacts.person(tx, contact_id) is None:
                raise BadInput(f"there is no contact {contact_id}")
            chats.add_link(tx, contact_id, token, self.now())
            self._note(tx, contact_id, "chat.link", actor)
        return f"{self.house.base_url}/chat/{token}"

    def revoke(self, contact_id: int, *, actor: str = "command") -> int:
        """Take back every link of one contact, open browsers with them; return how many."""
        with self.store.begin() as tx:
            ended = chats.revoke(tx, contact_id, self.now())
            self._note(tx, contact_id, "chat.revoke", actor)
            return ended

    def enter(self, token: str) -> str | None:
        """Swap a link for a visit: return the cookie's value, or None if the link is no good.

        A question left open elsewhere is put again here, so that the talk can go on.
        """
        cookie = secrets.token_urlsafe(TOKEN_BYTES)
        now = self.now()
        with self.store.begin() as tx:
            visit = chats.begin_visit(tx, token, cookie, now)
            if visit is None:
                return None
            self._bring_over(tx, visit, now)
        return cookie

    def leave(self, cookie: str) -> None:
        """End a visit."""
        with self.store.begin() as tx:
            chats.end_visit(tx, cookie, self.now())

    def _note(self, tx: Transaction, contact_id: int, action: str, actor: str) -> None:
        subject = f"contact:{contact_id}"
        audits.record(tx, actor=actor, action=action, subject=subject, now=self.now())

    def _bring_over(self, tx: Transaction, visit: Visit, now: datetime) -> None:
        session = situations.open_session_of(tx, visit.contact_id)
        person = contacts.person(tx, visit.contact_id)
        elsewhere = session is not None and session.address_id != visit.address_id
        if session is None or person is None or not elsewhere:
            return
        if not sessions.move_on(tx, session, session.state, address_id=visit.address_id, now=now):
            return
        again = Again(self.shelf, self.house, visit, now)
        put_again(tx, again, session, worker=person.worker)


@dataclass(frozen=True, slots=True)
class ReadChat:
    """Reads one chat for the page that shows it."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def visit(self, cookie: str) -> Visit | None:
        """Return whose chat a cookie opens, or None."""
        with self.store.reading() as tx:
            return chats.visit(tx, cookie, self.now())

    def messages(self, visit: Visit, *, after: int = 0) -> tuple[ChatMessage, ...]:
        """Return the bubbles after one of them, oldest first."""
        with self.store.reading() as tx:
            return chats.transcript(tx, visit.address_id, after=after)

    def own_page(self, visit: Visit) -> OwnPage | None:
        """Return the newest page they made for a meeting, or None."""
        with self.store.reading() as tx:
            return own_pages.own(tx, self.shelf, self.house, visit.contact_id)

    def drawn_lately(self, visit: Visit) -> int:
        """Return how many pictures came from this chat within the hour."""
        with self.store.reading() as tx:
            return messages.pictures_since(tx, visit.address_id, self.now() - timedelta(hours=1))

    def last_id(self, visit: Visit) -> int:
        """Return the id of the newest bubble, 0 before the first."""
        with self.store.reading() as tx:
            return chats.last_id(tx, visit.address_id)

    def newest(self, visit: Visit) -> tuple[ChatMessage, ...]:
        """Return the newest bubbles that fit a page, oldest first."""
        return self.messages(visit, after=max(0, self.last_id(visit) - chats.PAGE))
