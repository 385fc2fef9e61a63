"""How one deployment stands, as values. Pure: `bot.services.take_stock` looks it up.

No key, password, number or address is in it: only whether each is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Named:
    """What the organisation is called, and where it is reached."""

    organisation: str
    has_own_name: bool = True
    is_https: bool = True
    is_demo: bool = False
    privacy_email: bool = True


@dataclass(frozen=True, slots=True)
class Staff:
    """How many accounts of each kind are on and have signed in with a second step."""

    administrators: int = 2
    safeguarding: int = 1
    with_caseload: int = 1
    officers: int = 1


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is told of a concern.

    Args:
        told: how many ways to tell somebody there are at this moment, in the last resort.
        uncovered: working days on which nobody is on duty by name; empty where no shift says who.
        leads: safeguarding leads on the rota who have a number and an e-mail address.
        leads_reached: those of them whom a message has reached both ways.
        last_resort: how many routes (e-mail, text) the settings name.
    """

    told: int = 2
    uncovered: tuple[str, ...] = ()
    on_duty: int = 1
    leads: int = 1
    leads_reached: int = 1
    last_resort: int = 2


@dataclass(frozen=True, slots=True)
class Sending:
    """How texts and e-mail leave.

    Args:
        worker_seen: how long ago the sender was last seen; None: never.
        pretend: texts go to a pretend carrier, or drama numbers are taken.
        only_mail: everybody is told by e-mail alone.
    """

    live: bool = True
    pretend: bool = False
    mail: bool = True
    only_mail: bool = False
    quiet_hours: bool = True
    capped: bool = True
    worker_seen: timedelta | None = timedelta()


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the list of what is missing is made from.

    Args:
        stale, soon: sentences about places to turn to, as `bot.safeguarding.dates` says them.
        unsigned: fixed replies nobody has signed as they are worded, or whose review is due.
        drafts: language → how many of its sentences may go out unread by who speaks it.
        backup: how long ago `sayso backup` last wrote one; None: never.
    """

    named: Named
    staff: Staff = field(default_factory=Staff)
    on_call: OnCall = field(default_factory=OnCall)
    sending: Sending = field(default_factory=Sending)
    local_numbers: int = 1
    stale: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    unsigned: int = 0
    drafts: Mapping[str, int] = field(default_factory=dict)
    guests: int = 1
    trials_open: int = 0
    heartbeat: bool = True
    backup: timedelta | None = timedelta()
