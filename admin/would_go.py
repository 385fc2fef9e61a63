"""Every text an act would send, shown before it is done. The form comes back as it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request

from admin.desk import Desk
from admin.times import say_moment
from bot.store.would_go import WouldGo

MOST_NAMED = 3
# What two buttons send as `step`: the one that asks for this page, and its own that goes back.
SEE, CHANGE = "see", "change"
_NOT_SENT_AGAIN = ("csrf_token", "step")


@dataclass(frozen=True, slots=True)
class Told:
    """One text and whom it goes to: the same words to several stand once."""

    names: str
    when: str
    words: str
    segments: int
    why_not: str | None


def asks_to_see() -> bool:
    """Tell whether the form asks what would be texted, before anything is done."""
    return request.form.get("step") == SEE


def asks_to_change() -> bool:
    """Tell whether the form comes back from that page, to be changed: nothing typed is lost."""
    return request.form.get("step") == CHANGE


def check_page(
    desk: Desk, heading: str, texts: Sequence[WouldGo], *, button: str, notices: Sequence[str] = ()
) -> str:
    """Return the page that shows what would be texted, and the button that does it."""
    again = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NOT_SENT_AGAIN
    ]
    return render_template(
        "change_check.html",
        heading=heading,
        shown=in_words(desk, texts),
        again=again,
        button=button,
        notices=notices,
    )


def in_words(desk: Desk, texts: Sequence[WouldGo]) -> tuple[Told, ...]:
    """Return the texts as they are read; those alike, together."""
    now, zone = desk.now(), desk.house.zone
    alike: dict[tuple[str, str, str | None], list[WouldGo]] = {}
    for text in texts:
        key = (say_moment(text.due_at, now, zone), text.words, text.why_not)
        alike.setdefault(key, []).append(text)
    return tuple(
        Told(_names([one.nickname for one in those]), when, words, those[0].segments, why_not)
        for (when, words, why_not), those in alike.items()
    )


def _names(nicknames: Sequence[str]) -> str:
    """Return "Ayla", "Ayla and Ben" or "Ayla, Ben, Cy and 4 others"."""
    named, more = list(nicknames[:MOST_NAMED]), len(nicknames) - MOST_NAMED
    if more > 0:
        named.append(f"{more} {'other' if more == 1 else 'others'}")
    return " and ".join([*([", ".join(named[:-1])] if named[1:] else []), named[-1]])
