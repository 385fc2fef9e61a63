"""What breakdowns and their groups are called on every page, chart and export. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.insight.figures import JOIN
from bot.insight.tallies import NOT_SAID
from bot.insight.words import listed

BREAKDOWN_NAMES: Mapping[str, str] = {
    "age_band": "age",
    "gender": "gender",
    "ethnicity": "ethnicity",
    "area": "area",
    "lives_with": "who they live with",
    "channel": "text or web chat",
    "language": "language",
}
_GROUPS: Mapping[str, Mapping[str, str]] = {
    "gender": {
        "girl": "Girls",
        "boy": "Boys",
        "another_way": "Another way",
        "rather_not": "Rather not say",
    },
    "ethnicity": {"another": "Another ethnicity"},
    "lives_with": {
        "both_parents": "Both parents",
        "one_parent": "One parent",
        "other_family": "Other family",
        "carers": "Carers or a home",
        "someone_else": "Someone else",
    },
    "channel": {"sms": "By text", "chat": "By web chat"},
    "language": {"en": "English", "cy": "Cymraeg", "pl": "Polski", "ur": "Urdu"},
}


WAVES = "waves"  # in the name of a chart and its table: from wave to wave


def say_group(breakdown: str, key: str) -> str:
    """Return the name of a group, merged ones by all their names: "Basildon, Laindon and Pitsea".

    Neighbouring ages are one span: "16 to 25".
    """
    groups = key.split(JOIN)
    if breakdown == "age_band" and NOT_SAID not in groups:
        return f"{groups[0].split('-')[0]} to {groups[-1].split('-')[-1]}"
    return listed([_say(breakdown, group) for group in groups])


def _say(breakdown: str, group: str) -> str:
    if group == NOT_SAID:
        return "Not said"
    if breakdown == "age_band":
        return group.replace("-", " to ")
    known = _GROUPS.get(breakdown, {}).get(group)
    return known or group[:1].upper() + group[1:].replace("_", " ")
