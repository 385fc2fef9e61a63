"""Look at pictures young people drew, one by one: show one to others, keep it out, or hand it to
safeguarding. Whoever looks is on the audit; who drew it is never told to them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.house import House
from bot.engine.model import DEFAULT_LANGUAGE, Ask
from bot.errors import BadInput
from bot.safeguarding.assess import Severity
from bot.store import audits, drawn_answers
from bot.store.database import Store, Transaction
from bot.store.flows import Shelf
from bot.store.queries import drawings_seen
from bot.store.queries.drawings_seen import Waiting
from bot.store.theme_answers import Place
from bot.store.worried_lookers import Worrier

LATE_AFTER = timedelta(days=2)
LONGEST_DESCRIPTION = 200  # letters
DECIDED = "somebody has decided about this drawing already"


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """One picture to look at: in which conversation, to what it answers, and whether others may
    see it if whoever looks lets them."""

    id: str
    may_show: bool
    conversation: str
    asked: str


@dataclass(frozen=True, slots=True)
class CheckDrawings:
    """Between a picture and everybody else stands a person."""

    store: Store
    shelf: Shelf
    house: House
    now: Callable[[], datetime]

    def waiting(self) -> Waiting:
        """Return how many pictures nobody has looked at, and since when."""
        with self.store.reading() as tx:
            return drawings_seen.waiting(tx)

    def is_late(self, waiting: Waiting) -> bool:
        """Tell whether the oldest has waited too long: a child may need help in it."""
        return waiting.since is not None and self.now().date() - waiting.since >= LATE_AFTER

    def next(self) -> ToLookAt | None:
        """Return one to look at, and what was asked; None where none waits."""
        with self.store.reading() as tx:
            found = drawings_seen.next_unchecked(tx)
            if found is None:
                return None
            flow = self.shelf.version(tx, found.flow_version_id).flow
            node = flow.nodes.get(found.question)
            said = (node.on_chat or node.text) if isinstance(node, Ask) else None
            return ToLookAt(
                found.id, found.may_show, flow.about.name, said.to(DEFAULT_LANGUAGE) if said else ""
            )

    def picture(self, drawn_id: str, *, user_id: int) -> bytes | None:
        """Return a picture that no concern holds; None: there is none. A look is recorded while it
        waits: what is released is the board's."""
        with self.store.reading() as tx:
            found = drawings_seen.picture(tx, drawn_id, concern_id=None)
        if found is None or found.is_released:
            return found.content if found is not None else None
        with self.store.begin() as tx:
            self._looked(tx, "drawing", user_id)
        return found.content

    def picture_of_concern(self, concern_id: int, drawn_id: str, *, user_id: int) -> bytes | None:
        """Return a picture that this concern holds, and record who looked; None: it holds none."""
        with self.store.begin() as tx:
            found = drawings_seen.picture(tx, drawn_id, concern_id=concern_id)
            if found is None:
                return None
            self._looked(tx, f"concern:{concern_id}", user_id)
            return found.content

    def of_concern(self, concern_id: int) -> tuple[str, ...]:
        """Return the ids of the pictures that a concern holds."""
        with self.store.reading() as tx:
            return drawings_seen.of_concern(tx, concern_id)

    def release(self, drawn_id: str, described: str, *, user_id: int) -> None:
        """Let others see one, with what is in it in words. Who sent it is erased.

        Raises:
            BadInput: nothing is said of it, or who drew it said no, or somebody decided before.
        """
        said = " ".join(described.split())
        if not said or len(said) > LONGEST_DESCRIPTION:
            raise BadInput(f"say in words what is in it, in {LONGEST_DESCRIPTION} letters at most")
        today = self.now().date()
        with self.store.begin() as tx:
            place = drawn_answers.release(tx, drawn_id, described=said, user_id=user_id, on=today)
            self._decided(tx, place, "release", user_id)

    def keep_out(self, drawn_id: str, *, user_id: int) -> None:
        """Erase one, and who sent it.

        Raises:
            BadInput: somebody decided before.
        """
        with self.store.begin() as tx:
            self._decided(tx, drawn_answers.keep_out(tx, drawn_id), "keep_out", user_id)

    def worry(self, drawn_id: str, *, in_danger: bool, user_id: int) -> None:
        """Open a concern for whoever drew one, and have it hold the picture. The rota is told.

        Nothing is returned: whoever looked learns nothing of who it is.

        Raises:
            BadInput: somebody decided before.
        """
        severity = Severity.IMMEDIATE if in_danger else Severity.CONCERN
        with self.store.begin(urgent=True) as tx:
            found = drawn_answers.sender(tx, drawn_id)
            if found is None:
                raise BadInput(DECIDED)
            by, place = found
            worrier = Worrier(self.house, user_id, self.now())
            concern_id = worrier.opens(tx, by, severity)
            today = self.now().date()
            drawn_answers.hand_over(tx, drawn_id, concern_id=concern_id, user_id=user_id, on=today)
            self._decided(tx, place, "worry", user_id)

    def _decided(self, tx: Transaction, place: Place | None, act: str, user_id: int) -> None:
        if place is None:
            raise BadInput(DECIDED)
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action=f"drawing.{act}",
            subject=f"flow:{place.family}",
            now=self.now(),
            detail={"question": place.question, "wave": place.wave},
        )

    def _looked(self, tx: Transaction, subject: str, user_id: int) -> None:
        audits.record(
            tx,
            actor=f"user:{user_id}",
            action="drawing.look",
            subject=subject,
            now=self.now(),
        )
