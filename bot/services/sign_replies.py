"""Sign the fixed replies: a safeguarding lead reads each, and reads it again within a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import BadInput
from bot.store import audits, sign_offs
from bot.store.database import Store
from bot.store.sign_offs import Signed

GOOD_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SignReplies:
    """Who signed which wording, when, and when it is looked at next."""

    store: Store
    now: Callable[[], datetime]

    def signed(self) -> dict[str, Signed]:
        """Return the newest signature of each text as it is worded now."""
        with self.store.reading() as tx:
            return sign_offs.newest(tx)

    def __call__(self, keys: Iterable[str], *, user_id: int) -> int:
        """Sign these texts as they are worded now; return how many.

        Raises:
            BadInput: none is chosen, or there is no such text.
        """
        chosen, now = list(dict.fromkeys(keys)), self.now()
        if not chosen:
            raise BadInput("Choose the texts you have read and approve.")
        with self.store.begin() as tx:
            for key in chosen:
                review = (now + GOOD_FOR).date()
                if not sign_offs.sign(tx, key, user_id=user_id, next_review=review, now=now):
                    raise BadInput("There is no such text. Load the page again.")
                audits.record(
                    tx,
                    actor=f"user:{user_id}",
                    action="reply.sign",
                    subject=f"reply:{key}",
                    now=now,
                )
        return len(chosen)
