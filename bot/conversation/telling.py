"""What is said around a round and about what came of it, from `bot/phrases`. Read once."""

from __future__ import annotations

from bot.conversation.house import House
from bot.conversation.phrases import sentences
from bot.rounds.findings import Decision
from bot.rounds.writing_flow import Raw, Written, flow_of

CHANGES = {Decision.YES: "changed", Decision.LATER: "will_change", Decision.NO: "told_why"}
RIGHT = "told_back"


def heads_up(house: House, language: str, about: str) -> str:
    """Return the word that goes a day ahead."""
    return _filled(house, "rounds", "heads_up", language, area=about)


def second_prompt(house: House, language: str, about: str) -> str:
    """Return what goes to whoever has not said anything."""
    return _filled(house, "rounds", "second", language, area=about)


def group_told(house: House, key: str, language: str, *, about: str, when: str, place: str) -> str:
    """Return what whoever would come to a focus group is told: "group_set", or "group_soon"."""
    return _filled(house, "rounds", key, language, area=about, when=when, place=place)


def changed(house: House, decision: Decision, language: str, *, heard: str, change: str) -> str:
    """Return what everyone who answered is told came of it."""
    return _filled(house, "telling", CHANGES[decision], language, heard=heard, change=change)


def right_flow(house: House, key: str, *, about: str, heard: str) -> Raw:
    """Return the flow file that asks whether a finding was understood rightly."""
    asking = sentences("telling", house.drafts)[RIGHT]
    question = Written(
        asking.text.to("en").format(area=about, heard=heard),
        tuple((option, label.to("en")) for option, label in asking.options),
        practice="004: from consultation to participation",
    )
    return flow_of(
        key,
        f"Did we get it right: {about}",
        [question],
        counts=False,
        helps="You check what we tell the people in charge.",
    )


def _filled(house: House, file: str, key: str, language: str, **gaps: str) -> str:
    said = sentences(file, house.drafts)[key].text.to(language)
    return house.fill(said, None, **{name: words.rstrip(".") for name, words in gaps.items()})
