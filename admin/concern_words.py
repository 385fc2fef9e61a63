"""How a concern is said on its pages. Pure. None of it is a young person's own words."""

from __future__ import annotations

from bot.store.concern_events import Event, Kind
from bot.store.contacts import Reach
from bot.store.queries.concerns import Line, Whole

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
    "drawing": "Somebody looked at a drawing and was worried",
    "read": "Somebody read it and was worried; no rule was",
}
SCHEMES = {"tel": "By text", "chat": "By web chat", "mailto": "By e-mail"}
HAPPENED = {
    Kind.OPENED: "A message was flagged",
    Kind.NEWS: "Something new was told",
    Kind.TOLD: "An alert went out",
    Kind.ACKNOWLEDGED: "took it",
    Kind.NOTE: "noted",
    Kind.ACTION: "did something",
    Kind.HANDED_OVER: "handed it over",
    Kind.WROTE: "wrote to them",
    Kind.RESUMED: "let questions go on",
    Kind.CLOSE_ASKED: "asked to close it",
    Kind.CLOSED: "closed it",
    Kind.REVIEWED: "reviewed it",
    Kind.DISPOSE_ASKED: "asked to dispose of it",
}
SENT = {
    "queued": "on its way",
    "claimed": "on its way",
    "sending": "on its way",
    "sent": "sent",
    "failed": "could not be sent",
    "void": "was not sent",
    "unknown": "we cannot tell whether it was sent",
}


def say_category(category: str) -> str:
    """Return why it was flagged, such as "Words about eating"."""
    return CATEGORIES.get(category, "Words that worry us")


def say_severity(severity: str) -> str:
    """Return how grave it may be."""
    return "May be in danger now" if severity == "immediate" else "May need help"


def say_state(line: Line) -> tuple[str, str]:
    """Return where it stands, and whether that is "bad", "waiting" or "quiet"."""
    if line.state == "open":
        return "Nobody has it yet", "bad"
    if line.close_asked:
        return "Waits for a second person to close it", "waiting"
    if line.state == "acknowledged":
        return "Somebody has it", "waiting"
    if line.review_due_at is not None:
        return "Closed, the review is not written yet", "waiting"
    return "Closed", "quiet"


def say_channel(scheme: str) -> str:
    """Return what kind of address it came from."""
    return SCHEMES.get(scheme, "Another way")


def say_event(event: Event) -> str:
    """Return what happened, and who did it where a person did: "Mina took it"."""
    said = HAPPENED[event.kind]
    return f"{event.who or 'Somebody'} {said}" if said[0].islower() else said


def say_who(whole: Whole) -> str:
    """Return who it is, or who it may be."""
    if whole.nickname:
        age = f", {whole.age_band.replace('-', ' to ')}" if whole.age_band else ""
        return f"{whole.nickname}{age}"
    if whole.may_be:
        return f"Not sure: {_either(whole.may_be)} share this phone"
    return "Not known: the number is new to us"


def _either(names: tuple[str, ...]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def can_be_texted(whole: Whole) -> str:
    """Say whether anything can be sent to where it came from."""
    if whole.line.address_kind == "chat":
        return "It came by web chat. They see an answer when they next open it."
    if whole.opted_out or not whole.can_text:
        return "Cannot be texted: they asked for no more texts. Phone, or go through their worker."
    return "Can be texted."


def how_to_reach(whole: Whole) -> tuple[str, ...]:
    """Say all there is to know of reaching them safely, a sentence each."""
    here = [way for way in whole.ways if way.address_id == whole.address_id]
    care = [sentence for way in here for sentence in _care(way)]
    if whole.may_be:
        care.append("Several share this phone: whoever reads a text may not be who wrote.")
    if whole.contact_id is None and not whole.may_be:
        care.append("Nobody confirmed that this number is safe to text.")
    others = [way for way in whole.ways if way.address_id != whole.address_id]
    return (can_be_texted(whole), *care, *map(_other_way, others))


def _care(way: Reach) -> tuple[str, ...]:
    if way.scheme != "tel":
        return ()
    safe = (
        "The number is confirmed as safe to text."
        if way.confirmed
        else "Nobody confirmed that this number is safe to text."
    )
    seen = {
        "often": "Others often see this phone: write nothing that could put them at risk.",
        "sometimes": "Others sometimes see this phone: write little.",
    }.get(way.shared or "")
    return (safe, seen) if seen else (safe,)


def _other_way(way: Reach) -> str:
    if way.scheme == "chat":
        return "They also have a web chat, which nobody else sees on the phone."
    if way.opted_out or way.trouble in {"wrong", "invalid"}:
        return "They have another number, which cannot be texted."
    return f"They also have another number, {'confirmed' if way.confirmed else 'not confirmed'}."
