"""What stands on a young person's own pages, in their language, and their data as a file. Pure."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.units import format_unit
from markupsafe import Markup

from bot.conversation.languages import ITSELF
from bot.conversation.phrases import sentences
from bot.privacy.picture import MIMETYPE
from bot.privacy.retention import Kind, Period
from bot.services.my_data import MyData
from bot.store.queries.own import About
from bot.text.phone import as_dialled
from bot.web.chrome import Chrome

FILE = "pages"
LOCALES = {"en": "en_GB", "cy": "cy", "pl": "pl", "ur": "ur"}
# What a look or a change is called; anything else is "Looked after your record".
LOOKS = {
    "contact.add": "look_contact_add",
    "answers.read": "look_answers_read",
    "messages.read": "look_messages_read",
    "message.redact": "look_message_redact",
    "concern.read": "look_concern_read",
}
OTHER_LOOK = "look_other"
AGES = {"11-12": "age_11", "13-15": "age_13", "16-18": "age_16", "19-25": "age_19"}
GENDERS = {
    "girl": "gender_girl",
    "boy": "gender_boy",
    **dict.fromkeys(("another", "another_way"), "gender_another_way"),
    "rather_not": "gender_rather_not",
}


def wording(language: str, drafts: frozenset[str]) -> Callable[[str], str]:
    """Return what gives a sentence of the pages by its key."""
    said = sentences(FILE, drafts)
    return lambda key: said[key].text.to(language)


def say_period(period: Period, language: str) -> str:
    """Return "90 days", in words of the language."""
    unit = f"duration-{period.unit_word}"
    return format_unit(period.count, unit, "long", locale=_locale(language))


def say_day(moment: datetime, zone: tzinfo, language: str) -> str:
    """Return "27 Nov 2026, 14:05" where the organisation is, in words of the language."""
    local = moment.astimezone(zone)
    return format_datetime(local, "d MMM y, HH:mm", locale=_locale(language))


def say_date(day: date, language: str) -> str:
    """Return "1 March 2027", in words of the language."""
    return format_date(day, "d MMMM y", locale=_locale(language))


def _locale(language: str) -> str:
    return LOCALES.get(language, "en_GB")


def look_key(action: str) -> str:
    """Return the sentence that says what a row of the audit was."""
    return LOOKS.get(action, OTHER_LOOK)


def say_language(language: str) -> str:
    """Return what a language calls itself; its code where nothing better is known."""
    if language in ITSELF:
        return ITSELF[language]
    try:
        itself = Locale.parse(language, sep="-").get_display_name(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return language
    return itself or language


def about_lines(who: About, chrome: Chrome) -> tuple[tuple[str, str | Markup], ...]:
    """Return what is held of who they are: the sentence that names each thing, and its words."""
    age, gender = AGES.get(who.age_band), GENDERS.get(who.gender or "")
    lines = (
        ("my_name", who.nickname),
        *(("my_number", as_dialled(number)) for number in who.numbers),
        ("my_age", chrome(age) if age else who.age_band),
        ("my_gender", chrome(gender) if gender else who.gender),
        ("my_area", who.area),
        ("my_language", say_language(who.language)),
        ("my_worker", who.worker),
    )
    return tuple((key, said) for key, said in lines if said)


def as_json(found: MyData) -> dict[str, Any]:
    """Return all that is held about somebody as a file for programs; moments are ISO in UTC."""
    who, english = found.about, Chrome().plain
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
            {"at": one.at.isoformat(), "who": one.who, "what": english(look_key(one.what))}
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
