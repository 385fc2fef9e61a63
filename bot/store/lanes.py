"""Which messages wait in which lane. What keeps somebody safe has lanes, and an index, of its own.

The conditions are texts: a database finds rows by a partial index only where a query says its
condition in the same words.
"""

from __future__ import annotations

from enum import StrEnum

URGENT = ("alert", "holding", "help", "receipt", "staff")
IS_URGENT = "kind IN ('alert', 'holding', 'help', 'receipt', 'staff')"
UNASKED = ("reminder", "notice", "prompt")  # nobody asked for it: paced, capped, and not at night
IS_UNASKED = "kind IN ('reminder', 'notice', 'prompt') AND channel = 'sms'"
IS_REST = (
    "kind NOT IN ('alert', 'holding', 'help', 'receipt', 'staff') "
    "AND (kind NOT IN ('reminder', 'notice', 'prompt') OR channel <> 'sms')"
)
IS_WAITING = "state IN ('queued', 'claimed')"


class Lane(StrEnum):
    """What is claimed together, by senders of its own. A mail server that hangs holds up no text,
    and neither of them an ordinary one; no number of reminders comes before an answer."""

    URGENT = "urgent"
    URGENT_MAIL = "urgent_mail"
    REST = "rest"  # answers above all
    UNASKED = "unasked"

    @property
    def is_urgent(self) -> bool:
        """Whether it holds what keeps somebody safe."""
        return self in {Lane.URGENT, Lane.URGENT_MAIL}
