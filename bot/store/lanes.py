"""Which messages wait in which lane. What keeps somebody safe has lanes, and an index, of its own.

The conditions are texts: a database finds rows by a partial index only where a query says its
condition in the same words.
"""

from __future__ import annotations

from enum import StrEnum

URGENT = ("alert", "holding", "help", "receipt", "staff")
IS_URGENT = "kind IN ('alert', 'holding', 'help', 'receipt', 'staff')"
IS_WAITING = "state IN ('queued', 'claimed')"


class Lane(StrEnum):
    """What is claimed together, by senders of its own. A mail server that hangs holds up no text,
    and neither of them an ordinary one."""

    URGENT = "urgent"
    URGENT_MAIL = "urgent_mail"
    REST = "rest"

    @property
    def is_urgent(self) -> bool:
        """Whether it holds what keeps somebody safe."""
        return self is not Lane.REST
