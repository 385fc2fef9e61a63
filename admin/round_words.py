"""What the pages of rounds say: where one stands, how many, what comes next. Pure."""

from __future__ import annotations

from bot.insight.disclosure import DEFAULT_THRESHOLD
from bot.rounds.findings import Decision, Progress
from bot.rounds.standing import Standing
from bot.services.show_changes import HeardBack

STANDS = {
    Standing.PLANNED: ("Opens later", "quiet"),
    Standing.RUNNING: ("Asking now", "good"),
    Standing.PAUSED: ("Paused", "waiting"),
    Standing.ENDED: ("Waiting for what changed", "today"),
    Standing.CLOSED: ("Closed", "quiet"),
}
DECIDED = {Decision.YES: "Yes", Decision.LATER: "Yes, but later", Decision.NO: "No, because"}


def heard_back(of: HeardBack) -> str:
    """Say how many of those who answered heard what came of it."""
    if of.share is None:
        return (
            f"Fewer than {DEFAULT_THRESHOLD} young people have been told what changed so far, "
            "so no share is shown."
        )
    return f"{of.share} in 100 of those who answered have heard what came of it."


def few(count: int) -> str:
    """Return a count of young people as it may be shown."""
    return str(count) if count >= DEFAULT_THRESHOLD else f"fewer than {DEFAULT_THRESHOLD}"


def next_step(progress: Progress) -> str:
    """Say what a finding waits for."""
    if progress.published_at is not None:
        return "Published, and told to those who answered"
    if progress.asked_at is None:
        return "Next: ask whoever decides"
    if progress.decision is None:
        return "Waiting for whoever decides"
    if progress.right_asked_at is None:
        return "Next: ask those who answered if we got it right"
    return "Next: read it over, publish it and tell them"
