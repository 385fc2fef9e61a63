"""What is public about data: the page about privacy, from the live settings, and security.txt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from bot.conversation.languages import ITSELF
from bot.conversation.phrases import sentences
from bot.privacy.retention import Kind
from bot.settings import Settings
from bot.web.chrome import Chrome
from bot.web.own_words import FILE, say_period, wording

AGES = {"11-12": "11", "13-15": "13", "16-18": "16", "19-25": "16"}
USUAL_AGE = "13-15"
ENGLISH = "en"
OF_THE_PAGE = ("privacy_", "basis_", "long_", "do_")
EXPIRES_AFTER = timedelta(days=180)  # RFC 9116: less than a year ahead
# In the order people ask for them.
LENGTHS = (
    Kind.TEXTS,
    Kind.PRIVATE_TEXTS,
    Kind.ANSWERS,
    Kind.COUNTED,
    Kind.MEETINGS,
    Kind.PEOPLE,
    Kind.CONCERNS,
    Kind.CASES,
    Kind.DELIVERY,
    Kind.STRANGERS,
    Kind.AUDIT,
)


class Now(Protocol):
    """A clock."""

    def __call__(self) -> datetime: ...


def privacy(settings: Settings, now: Now, around: Callable[[], Chrome]) -> Blueprint:
    """Return `/privacy?age=13-15&language=cy` and `/.well-known/security.txt`.

    Args:
        around: what stands around the page, for whoever asks for it.
    """
    blueprint = Blueprint("privacy", __name__, template_folder="templates")

    @blueprint.get("/privacy")
    def page() -> ResponseReturnValue:
        age = request.args.get("age", USUAL_AGE)
        age = age if age in AGES else USUAL_AGE
        spoken = languages(settings.draft_languages)
        language = around().language
        language = language if language in spoken else ENGLISH
        say = wording(language, settings.draft_languages)
        return render_template(
            "privacy.html",
            chrome=Chrome(language, settings.draft_languages),
            say=say,
            spoken=language,
            languages={one: ITSELF[one] for one in spoken},
            told=lambda key: say(f"privacy_{key}_{AGES[age]}"),
            age=age,
            ages=list(AGES),
            basis=say(f"basis_{settings.lawful_basis.value}"),
            lengths=[
                (say(f"long_{kind.value}"), say_period(settings.retention.of(kind), language))
                for kind in LENGTHS
            ],
            email=settings.privacy_email,
            organisation=settings.organisation,
        )

    @blueprint.get("/.well-known/security.txt")
    def security() -> ResponseReturnValue:
        if settings.security_contact is None:
            abort(404)
        expires = (now() + EXPIRES_AFTER).replace(microsecond=0)
        lines = (
            f"Contact: {_as_uri(settings.security_contact)}",
            f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
            "Preferred-Languages: en",
            f"Canonical: {settings.public_base_url}/.well-known/security.txt",
        )
        return Response("\n".join(lines) + "\n", mimetype="text/plain")

    return blueprint


def languages(drafts: frozenset[str]) -> tuple[str, ...]:
    """Return the languages the whole page may be read in: English, and each that is ready."""
    said = [one.text for key, one in sentences(FILE, drafts).items() if key.startswith(OF_THE_PAGE)]
    ready = [one for one in ITSELF if all(text.spoken(one) == one for text in said)]
    return tuple(ready)


def _as_uri(contact: str) -> str:
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
