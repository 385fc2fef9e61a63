"""What sample young people wish for: how often each option is chosen, and own words. Data alone.

The lists are those of the flows, which draw on seed 000; shares and sentences are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Theme(StrEnum):
    """What a wish is about. Each sample young person leans to some themes more than to others."""

    CALM = "calm"
    COMPANY = "company"
    ACTIVE = "active"
    LEARNING = "learning"
    SAFETY = "safety"


# Question -> option -> the share of young people who choose it when asked, and its theme.
Shares = Mapping[str, tuple[float, Theme]]
CHOICES: Mapping[str, Shares] = {
    "leave": {"yes": (0.6, Theme.CALM), "no": (0.4, Theme.CALM)},
    "i1": {
        "relax": (0.62, Theme.CALM),
        "meet_friends": (0.70, Theme.COMPANY),
        "get_advice": (0.38, Theme.LEARNING),
        "play_games": (0.55, Theme.ACTIVE),
        "make_noise": (0.36, Theme.COMPANY),
    },
    "i2": {
        "talk_openly": (0.44, Theme.SAFETY),
        "be_ourselves": (0.58, Theme.COMPANY),
        "chill_out": (0.66, Theme.CALM),
        "feel_safe": (0.60, Theme.SAFETY),
        "fun_stuff": (0.57, Theme.ACTIVE),
    },
    "i3": {
        "comfy_bright": (0.55, Theme.CALM),
        "big_space": (0.42, Theme.ACTIVE),
        "kitchen": (0.52, Theme.COMPANY),
        "quiet_room": (0.40, Theme.CALM),
        "music_room": (0.47, Theme.ACTIVE),
    },
    "i4": {
        "learning_rooms": (0.34, Theme.LEARNING),
        "games_rooms": (0.64, Theme.ACTIVE),
        "library": (0.33, Theme.LEARNING),
        "toilets": (0.54, Theme.SAFETY),
        "creche": (0.18, Theme.SAFETY),
    },
    "o1": {
        "play_sport": (0.60, Theme.ACTIVE),
        "hang_out": (0.66, Theme.COMPANY),
        "safe_from_cars": (0.38, Theme.SAFETY),
        "walks": (0.36, Theme.CALM),
        "neighbours": (0.22, Theme.SAFETY),
    },
    "o2": {
        "football": (0.56, Theme.ACTIVE),
        "graffiti": (0.46, Theme.COMPANY),
        "bbq": (0.50, Theme.COMPANY),
        "garden": (0.38, Theme.CALM),
        "seats_lights": (0.48, Theme.SAFETY),
    },
    "o3": {
        "near_home": (0.30, Theme.CALM),
        "near_bus": (0.28, Theme.LEARNING),
        "safe_walk": (0.22, Theme.SAFETY),
        "shops": (0.14, Theme.COMPANY),
        "first_aid": (0.06, Theme.SAFETY),
    },
    "o5": {
        "yes": (0.34, Theme.ACTIVE),
        "maybe": (0.40, Theme.COMPANY),
        "no": (0.26, Theme.CALM),
    },
    "m1": {
        "cafe": (0.56, Theme.COMPANY),
        "outside": (0.40, Theme.ACTIVE),
        "centre": (0.38, Theme.SAFETY),
        "school": (0.30, Theme.LEARNING),
        "home": (0.22, Theme.CALM),
    },
    "m2": {
        "face_to_face": (0.36, Theme.COMPANY),
        "walk": (0.28, Theme.ACTIVE),
        "phone": (0.10, Theme.CALM),
        "video": (0.06, Theme.LEARNING),
        "text": (0.20, Theme.CALM),
    },
    "m3": {
        "mornings": (0.14, Theme.LEARNING),
        "after_school": (0.66, Theme.SAFETY),
        "evenings": (0.36, Theme.COMPANY),
        "weekends": (0.32, Theme.ACTIVE),
        "holidays": (0.24, Theme.CALM),
    },
    "m4": {
        "just_worker": (0.46, Theme.CALM),
        "friend": (0.24, Theme.COMPANY),
        "someone_home": (0.14, Theme.SAFETY),
        "ask_me": (0.16, Theme.LEARNING),
    },
    "m5": {
        "quiet_room": (0.40, Theme.CALM),
        "breaks": (0.44, Theme.ACTIVE),
        "no_stairs": (0.08, Theme.SAFETY),
        "interpreter": (0.08, Theme.LEARNING),
        "getting_there": (0.36, Theme.SAFETY),
    },
    "m7": {
        "nothing": (0.24, Theme.CALM),
        "times": (0.40, Theme.SAFETY),
        "main_points": (0.26, Theme.LEARNING),
        "come_along": (0.10, Theme.COMPANY),
    },
    "m8": {
        "evening_before": (0.36, Theme.CALM),
        "same_morning": (0.24, Theme.LEARNING),
        "two_hours": (0.18, Theme.ACTIVE),
        "both_days": (0.16, Theme.SAFETY),
        "none": (0.06, Theme.COMPANY),
    },
    "m9": {
        "walk_bike": (0.32, Theme.ACTIVE),
        "bus": (0.36, Theme.COMPANY),
        "lift": (0.16, Theme.CALM),
        "need_help": (0.16, Theme.SAFETY),
    },
}

# Wishes of the paper sheets that are no option in the flow come back as own words.
OWN_WORDS: Mapping[str, tuple[str, ...]] = {
    "i5": (
        "a vending machine with real food in it",
        "computers that work",
        "somewhere to record music",
        "scanners on the doors so no one brings stuff in",
        "a think room, just for one",
        "let us paint the walls",
        "a place to cook our own tea",
        "big telly and beanbags",
        "a diary room like on telly",
        "nothing, you got it",
    ),
    "o4": (
        "a pond and some ducks",
        "swimming, but cheap",
        "place to sit when it rains",
        "somewhere you can smoke without hassle",
        "picnic tables",
        "trees we get to plant",
        "self defence lessons on the grass",
        "goats. I am serious",
        "lights on the path home",
    ),
    "m6": (
        "school stuff",
        "my marks",
        "not about my brother please",
        "why I moved",
        "food",
    ),
}
