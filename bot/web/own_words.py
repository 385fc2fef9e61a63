"""What stands on a young person's own pages, in their language, and their data as a file. Pure."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from babel.units import format_unit

from bot.conversation.phrases import sentences
from bot.privacy.picture import MIMETYPE
from bot.privacy.retention import Kind, Period
from bot.services.my_data import MyData

FILE = "pages"
LOCALES = {"en": "en_GB", "cy": "cy", "pl": "pl", "ur": "ur"}
# What a look or a change is called; anything else is "Changed or looked at".
LOOKS = {
    "contact.add": "Added you",
    "answers.read": "Read what you wrote",
    "messages.read": "Read your texts",
    "message.redact": "Took the words out of one text",
    "concern.read": "Read what you told us about not being safe",
}
OTHER_LOOK = "Looked after your record"


def wording(language: str, drafts: frozenset[str]) -> Callable[[str], str]:
    """Return what gives a sentence of the pages by its key."""
    said = sentences(FILE, drafts)
    return lambda key: said[key].text.to(language)


def say_period(period: Period, language: str) -> str:
    """Return "90 days", in words of the language."""
    locale = LOCALES.get(language, "en_GB")
    return format_unit(period.count, f"duration-{period.unit_word}", "long", locale=locale)


def say_day(moment: datetime, zone: tzinfo) -> str:
    """Return "27 Nov 2026, 14:05" where the organisation is."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y, %H:%M}"


def say_look(action: str) -> str:
    """Return what a row of the audit was, in plain words."""
    return LOOKS.get(action, OTHER_LOOK)


def as_json(found: MyData) -> dict[str, Any]:
    """Return all that is held about somebody as a file for programs; moments are ISO in UTC."""
    who = found.about
    return {
        "made_at": found.made_at.isoformat(),
        "organisation": found.organisation,
        "about_you": {
            "nickname": who.nickname,
            "age_band": who.age_band,
            "gender": who.gender,
            "area": who.area,
            "language": who.language,
            "worker": who.worker,
            "numbers": list(who.numbers),
            "since": who.since.isoformat(),
        },
        "meetings": [
            {
                "starts_at": one.starts_at.isoformat(),
                "place": one.place,
                "with": one.worker,
                "status": one.status,
                "your_reply": one.reply,
            }
            for one in found.meetings
        ],
        "answers": [_said(one) for one in (*found.answers, *found.counted)],
        "drawings": [{"media_type": MIMETYPE, "base64": as_base64(one)} for one in found.drawings],
        "messages": [
            {
                "at": one.at.isoformat(),
                "from": "you" if one.mine else "sayso",
                "words": one.words,
            }
            for one in found.messages
        ],
        "who_looked": [
            {"at": one.at.isoformat(), "who": one.who, "what": say_look(one.what)}
            for one in found.looks
        ],
        "asked_of_us": [
            {
                "kind": one.kind,
                "opened_at": one.opened_at.isoformat(),
                "answer_due_at": one.due_at.isoformat(),
                "closed_at": one.closed_at and one.closed_at.isoformat(),
                "your_words": one.words,
                "what_came_of_it": one.outcome,
            }
            for one in found.cases
        ],
        "kept_for_your_safety": found.held,
        "kept_for": {kind.value: str(found.retention.of(kind)) for kind in Kind},
    }


def as_base64(picture: bytes) -> str:
    """Return a picture as a page or a file of text holds it."""
    return base64.b64encode(picture).decode()


def _said(one: Any) -> dict[str, Any]:
    return {
        "about": one.about,
        "asked": one.asked,
        "you_said": list(one.said),
        "status": one.status,
        "who_sees": one.sees,
        "on": one.on.isoformat(),
    }
