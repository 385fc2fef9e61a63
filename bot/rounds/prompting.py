"""What one person is sent next in a round: a heads-up, then at most two prompts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rounds.standing import Dates, Standing, standing

HEADS_UP_BEFORE = timedelta(days=1)
SECOND_AFTER = timedelta(days=3)
MOST_PROMPTS = 2


class Step(StrEnum):
    """One thing sent. The invitation is the first prompt: it asks the first question."""

    HEADS_UP = "heads_up"
    INVITE = "invite"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's place in a round: when they are asked, and what they were sent so far."""

    due_at: datetime
    heads_up_at: datetime | None = None
    invited_at: datetime | None = None
    prompted_at: datetime | None = None


def next_step(
    invitation: Invitation, dates: Dates, now: datetime, *, heads_up: bool, answered: bool
) -> Step | None:
    """Return what is to be sent now; None for nothing.

    A second prompt goes to whoever has said nothing at all, and leaves them a day to answer.

    Args:
        heads_up: the round tells people a day ahead.
        answered: they have answered something of this round.
    """
    stands = standing(dates, now)
    if stands in (Standing.CLOSED, Standing.ENDED, Standing.PAUSED):
        return None
    if invitation.invited_at is None:
        return _first(invitation, stands, now, heads_up=heads_up)
    waited = now >= invitation.invited_at + SECOND_AFTER
    room = now + timedelta(days=1) <= dates.closes_at
    first_time = invitation.prompted_at is None and not answered
    return Step.SECOND if waited and room and first_time else None


def _first(
    invitation: Invitation, stands: Standing, now: datetime, *, heads_up: bool
) -> Step | None:
    if stands is Standing.RUNNING and now >= invitation.due_at:
        return Step.INVITE
    told_ahead = invitation.heads_up_at is not None or not heads_up
    if not told_ahead and now >= invitation.due_at - HEADS_UP_BEFORE:
        return Step.HEADS_UP
    return None
