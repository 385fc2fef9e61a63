"""The order in which groups stand, and merge. Pure: fixed and published, whatever was answered, so
that the order itself tells nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.insight.tallies import NOT_SAID

# What can be told apart; anything else follows by the alphabet.
ORDER: Mapping[str, Sequence[str]] = {
    "age_band": ("11-12", "13-15", "16-18", "19-25"),
    "gender": ("girl", "boy", "another_way", "rather_not", NOT_SAID),
    "ethnicity": ("asian", "black", "mixed", "white", "another", NOT_SAID),
    "area": (NOT_SAID,),
    "lives_with": (
        "both_parents",
        "one_parent",
        "other_family",
        "carers",
        "someone_else",
        NOT_SAID,
    ),
    "channel": ("sms", "chat"),
    "language": ("en", "cy", "pl", "ur"),
}


def in_order(name: str, groups: Collection[str], areas: Sequence[str] = ()) -> tuple[str, ...]:
    """Return all groups of a breakdown as they stand and merge, those of nobody too.

    That a group is missing would tell that nobody is in it.

    Args:
        areas: the organisation's own order of its areas, neighbours side by side.
    """
    named = areas if name == "area" else ORDER[name]
    places = {group: place for place, group in enumerate(named)}
    return tuple(
        sorted(
            {*groups, *ORDER[name], *named},
            key=lambda group: (group == NOT_SAID, places.get(group, len(places)), group),
        )
    )
