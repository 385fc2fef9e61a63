"""Speak another language to somebody from now on, as they pressed it in their chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.languages import ITSELF, in_language, not_spoken
from bot.conversation.model import OpenSession, Situation
from bot.engine.model import State
from bot.errors import BadInput
from bot.store import chats, contacts, outbox, sessions, situations, talks
from bot.store.asking_again import Again, put_again
from bot.store.chats import Visit, chat_urn
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.meeting_again import again_in
from bot.store.outbox import NewMessage


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
            here = talks.with_question(tx, situations.of_urn(tx, urn, self.now()))
            contacts.state_facts(
                tx,
                visit.contact_id,
                visit.address_id,
                facts={"language": language},
                now=self.now(),
            )
            session = situations.open_session_of(tx, visit.contact_id)
            if here.meeting_asked_last:
                self._ask_of_meeting(tx, visit, here, language)
            elif session is not None and session.state.language != language:
                self._go_on(tx, visit, session, language)

    def _ask_of_meeting(
        self, tx: Transaction, visit: Visit, here: Situation, language: str
    ) -> None:
        """Put the question about a meeting again; the session's stays where it was, under it."""
        now, session = self.now(), here.session
        if session is not None:
            state = self._state(tx, session, language)
            place, asked_at = session.address_id, session.asked_at
            sessions.move_on(tx, session, state, address_id=place, now=asked_at)
        if here.address is None or here.address.held or here.address.opted_out:
            return
        again = again_in(tx, self.house, here, language=language, now=now)
        if again is None:
            return
        outbox.enqueue(
            tx,
            NewMessage(
                address_id=visit.address_id,
                contact_id=visit.contact_id,
                channel="chat",
                kind="reply",
                body=again.text,
                options=again.options,
                language=language,
                dedupe_key=f"chat:{visit.address_id}:{chats.last_id(tx, visit.address_id)}:again",
                due_at=now,
            ),
            now,
        )

    def _state(self, tx: Transaction, session: OpenSession, language: str) -> State:
        speaks = language in self.shelf.version(tx, session.flow_version_id).flow.index.spoken
        return in_language(session.state, language) if speaks else session.state

    def _go_on(self, tx: Transaction, visit: Visit, session: OpenSession, language: str) -> None:
        now = self.now()
        state = self._state(tx, session, language)
        here = situations.of_urn(tx, chat_urn(visit.contact_id), now).address
        # Nothing is asked while a person is being found, nor of who has left.
        quiet = here is None or here.held or here.opted_out
        place = session.address_id if quiet else visit.address_id
        if not sessions.move_on(tx, session, state, address_id=place, now=now) or quiet:
            return
        speaks = state.language == language
        before = "" if speaks else not_spoken(session.state.language, self.house.drafts)
        person = contacts.person(tx, visit.contact_id)
        put_again(
            tx,
            Again(self.shelf, self.house, visit, now),
            replace(session, state=state),
            worker=person.worker if person is not None else None,
            before=before,
        )
