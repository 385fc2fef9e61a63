"""While the store is away: keep a message, screened, and say something approved (decision 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.model import Inbound, Understood
from bot.safeguarding.replies import fixed, holding_reply
from bot.services.understand import Understand
from bot.text.keywords import Control

LEAVING = frozenset({Control.OPT_OUT, Control.OPT_OUT_PLAIN})


@dataclass(frozen=True, slots=True)
class KeepAside:
    """Answers without a store. What is said comes from the approved set alone."""

    keep: Callable[[Inbound], None]
    understand: Understand

    def __call__(self, inbound: Inbound) -> str | None:
        """Keep the message safe first, then return what to say; None says nothing.

        The young person may have opted out, and there is no store to ask: that they wrote to us
        now, and that a child in danger must hear 999, weighs more (S1, T1.12).
        """
        said = self._say(inbound)
        self.keep(replace(inbound, late=True, replied=said is not None))
        return said

    def _say(self, inbound: Inbound) -> str | None:
        understood: Understood = self.understand(inbound.text, None, reminder=False)
        if inbound.opt_out_type is not None or understood.control in LEAVING:
            return None
        if understood.assessment is not None:
            return holding_reply(understood.assessment.category, None, "en").text
        if understood.control is Control.HELP:
            return fixed("help", "en").text
        return fixed("store_away", "en").text
