"""How a concern is said on its pages. Pure. None of it is a young person's own words."""

from __future__ import annotations

from bot.store.concerns import Line, Whole

CATEGORIES = {
    "help": "They asked for help, and said no more",
    "unread_language": "In a language Sayso cannot read",
    "suicide": "Words about not wanting to live",
    "self_harm": "Words about hurting themselves",
    "eating": "Words about eating",
    "sexual": "Words about sexual harm",
    "online": "Words about harm online",
    "exploitation": "Words about being made to do things",
    "honour": "Words about family honour or marriage",
    "radicalisation": "Words about extreme views",
    "running_away": "Words about being away from home",
    "physical": "Words about being hurt",
    "domestic": "Words about fear at home",
    "neglect": "Words about not being looked after",
}
SCHEMES = {"tel": "By text", "chat": "By web chat", "mailto": "By e-mail"}


def say_category(category: str) -> str:
    """Return why it was flagged, such as "Words about eating"."""
    return CATEGORIES.get(category, "Words that worry us")


def say_severity(severity: str) -> str:
    """Return how grave it may be."""
    return "May be in danger now" if severity == "immediate" else "May need help"


def say_state(line: Line) -> tuple[str, str]:
    """Return where it stands, and whether that is "bad", "waiting" or "quiet"."""
    return {
        "open": ("Nobody has it yet", "bad"),
        "acknowledged": ("Somebody has it", "waiting"),
    }.get(line.state, ("Closed", "quiet"))


def say_channel(scheme: str) -> str:
    """Return what kind of address it came from."""
    return SCHEMES.get(scheme, "Another way")


def can_be_texted(whole: Whole) -> str:
    """Say whether anything can be sent to where it came from."""
    if whole.line.address_kind == "chat":
        return "It came by web chat. They see an answer when they next open it."
    if whole.opted_out or not whole.can_text:
        return "Cannot be texted: they asked for no more texts. Phone, or go through their worker."
    return "Can be texted."
