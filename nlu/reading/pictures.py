"""What a picture shows, in words that labels and the words for options know. Data and Unicode."""

from __future__ import annotations

import unicodedata

from bot.text.phrases import word_set

# Where the picture stands for more than its name says.
SHOWN = {
    picture: word
    for word, pictures in {
        "football": "⚽🏈",
        "basketball": "🏀",
        "sports": "🏃🏋🏐🎾🏉🤸🏏🏊",
        "gym": "💪",
        "cafe": "☕🍵🧋",
        "food": "🌭🌮🍝🍩🍽🍴🍿",
        "pizza": "🍕",
        "burger": "🍔",
        "chips": "🍟",
        "chicken": "🍗",
        "noodles": "🍜",
        "chocolate": "🍫",
        "fruit": "🍎🍏🍌🍓🍇🍊🍉🍐🍑🍍🥝",
        "sweets": "🍬🍭",
        "toast": "🍞",
        "sandwich": "🥪",
        "breakfast": "🥣🥞🍳",
        "cooking": "👨‍🍳👩‍🍳🧁🎂",
        "library": "📚📖📕",
        "music": "🎵🎶🎧🎤🎸🥁🎹",
        "sleep": "😴💤🛏🛌",
        "game": "🎮🕹👾",
        "computer": "💻🖥",
        "bus": "🚌🚍",
        "train": "🚆🚂🚃🚄🚇🚊🚋",
        "car": "🚗🚙🚘",
        "taxi": "🚕🚖",
        "bike": "🚲🚴",
        "walk": "🚶👣",
        "home": "🏠🏡",
        "school": "🏫🎒",
        "outside": "🌳🌲🌞🌤🏞",
        "park": "🌳🏞",
        "phone": "📞☎📱🤙",
        "video": "📹🎥📷",
        "text": "💬✉",
        "email": "📧✉",
        "talk": "🗣",
        "money": "💰💵💷💸🤑",
        "job": "💼",
        "health": "🏥💊🩺",
        "doctor": "🩺👨‍⚕",
        "police": "👮🚓🚔",
        "family": "👪👨‍👩‍👧",
        "friend": "👭👬👫🧑‍🤝‍🧑",
        "mum": "👩",
        "dad": "👨",
        "art": "🎨🖌🖍",
        "drama": "🎭",
        "film": "🎬📽",
        "dance": "💃🕺",
        "dog": "🐶🐕",
        "cat": "🐱🐈",
        "light": "💡",
        "litter": "🗑🚮",
        "morning": "🌅🌄",
        "night": "🌙🌃",
        "quiet": "🤫🧘",
        "shop": "🛒🛍",
        "swimming": "🏊",
        "alone": "🙋",
    }.items()
    for picture in pictures
    if picture not in "\u200d\ufe0f"
}

_NO_NAME = word_set("""
    face with symbol sign large small heavy black white button medium of and the selector variation
    emoji modifier fitzpatrick type joiner zero width smiling smile eyes mark
""")


def shown(picture: str) -> tuple[str, ...]:
    """Return the words for one picture: its meaning here, or what Unicode calls it."""
    if picture in SHOWN:
        return (SHOWN[picture],)
    name = unicodedata.name(picture, "").casefold().replace("-", " ").split()
    return tuple(word for word in name if word not in _NO_NAME)
