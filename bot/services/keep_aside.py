"""While the store is away: keep a message, screened, and say something approved (decision 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.model import Inbound, Understood
from bot.safeguarding.replies import Watch, fixed, holding_reply
from bot.safeguarding.sendable import without_stale
from bot.services.understand import Understand
from bot.text.keywords import Control

LEAVING = frozenset({Control.OPT_OUT, Control.OPT_OUT_PLAIN})


@dataclass(frozen=True, slots=True)
class KeepAside:
    """Answers without a store. What is said comes from the approved set alone.

    Args:
        is_first: whether an address has not had a reply of this kind within the hour.
    """

    keep: Callable[[Inbound], None]
    is_first: Callable[[str, str, datetime], bool]
    understand: Understand

    def __call__(self, inbound: Inbound) -> str | None:
        """Keep the message safe first, then return what to say; None says nothing.

        The young person may have opted out, and there is no store to ask: that they wrote to us
        now, and that a child in danger must hear 999, weighs more (S1, T1.12).
        """
        kind, words = self._say(inbound)
        if words is None:
            self.keep(replace(inbound, late=True))
            return None
        # Kept as answered before it is: a crash in between costs a reply, not the message.
        self.keep(replace(inbound, late=True, replied=True))
        if not self.is_first(inbound.urn, kind, inbound.received_at):
            return None
        return without_stale(words, inbound.received_at.date())

    def _say(self, inbound: Inbound) -> tuple[str, str | None]:
        """Return what to say and its kind: worrying words are answered though others were."""
        understood: Understood = self.understand(inbound.text, None)
        if inbound.opt_out_type is not None or understood.control in LEAVING:
            return "nothing", None
        if understood.assessment is not None or understood.control is Control.HELP:
            # Nobody can be told of it before the store is back, and the words say so.
            watch = Watch.ALERTING_DOWN
            return "holding", holding_reply("other", None, "en", watch=watch).text
        return "away", fixed("store_away", "en").text
