"""Speak another language to somebody from now on, as they pressed it in their chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.languages import ITSELF, in_language, not_spoken
from bot.conversation.model import OpenSession
from bot.errors import BadInput
from bot.store import contacts, sessions, situations
from bot.store.asking_again import Again, put_again
from bot.store.chats import Visit, chat_urn
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf


@dataclass(frozen=True, slots=True)
class SpeakLanguage:
    """Remembers the language and goes on in it at the same question."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def __call__(self, visit: Visit, language: str) -> None:
        """Speak `language`, BCP 47, where it may be said; own up to it where it may not.

        Raises:
            BadInput: Sayso does not ship that language.
        """
        if language not in ITSELF:
            raise BadInput("choose one of the languages on the page")
        urn = chat_urn(visit.contact_id)
        with self.store.begin() as tx:
            situations.lock(tx, urn)
            contacts.state_facts(
                tx,
                visit.contact_id,
                visit.address_id,
                facts={"language": language},
                now=self.now(),
            )
            session = situations.open_session_of(tx, visit.contact_id)
            if session is not None and session.state.language != language:
                self._go_on(tx, visit, session, language)

    def _go_on(self, tx: Transaction, visit: Visit, session: OpenSession, language: str) -> None:
        now = self.now()
        speaks = language in self.shelf.version(tx, session.flow_version_id).flow.index.spoken
        state = in_language(session.state, language) if speaks else session.state
        here = situations.of_urn(tx, chat_urn(visit.contact_id), now).address
        # Nothing is asked while a person is being found, nor of who has left.
        quiet = here is None or here.held or here.opted_out
        place = session.address_id if quiet else visit.address_id
        if not sessions.move_on(tx, session, state, address_id=place, now=now) or quiet:
            return
        before = "" if speaks else not_spoken(session.state.language, self.house.drafts)
        person = contacts.person(tx, visit.contact_id)
        put_again(
            tx,
            Again(self.shelf, self.house, visit, now),
            replace(session, state=state),
            worker=person.worker if person is not None else None,
            before=before,
        )
