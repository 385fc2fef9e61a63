"""What a turn needs to know of the organisation that runs Sayso. Pure; set once at the start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.conversation.phrases import of_pages
from bot.engine.model import DEFAULT_LANGUAGE
from bot.meetings.caps import NO_CAPS, Caps
from bot.meetings.quiet_hours import QuietHours
from bot.meetings.school_year import NO_SCHOOL_YEAR, SchoolYear
from bot.text.rendering import sms_body
from bot.text.templating import fill

YOUR_WORKER = "your worker"
YOUR_MEETINGS = "your meetings"
YOUR_FAMILY = "your family"  # whom a carer's meeting was about, where nobody said a name
_AT_A_START = r"(?:(?<=^)|(?<=[.!?] )|(?<=\n))"


@dataclass(frozen=True, slots=True)
class House:
    """One organisation's names, keys and addresses, as sentences and alerts need them.

    Args:
        base_url: the public address, without a trailing slash; alerts link to it.
        last_resort: who hears of a concern when the rota is empty, as URNs:
            ("mailto:…", "tel:+44…").
        quiet: when nothing unprompted is sent.
        routes: the channels alerts can go by; without a mail server there is no e-mail.
        caps: how many texts a young person gets unasked.
        school_year: which days are school days.
        drafts: the languages in which draft translations are said.
    """

    organisation: str
    base_url: str
    zone: ZoneInfo
    quiet: QuietHours
    pseudonym_key: bytes = field(repr=False)
    last_resort: tuple[str, ...] = ()
    routes: frozenset[str] = frozenset({"sms", "email"})
    caps: Caps = NO_CAPS
    school_year: SchoolYear = NO_SCHOOL_YEAR
    drafts: frozenset[str] = frozenset()

    def fill(
        self, text: str, worker: str | None, language: str = DEFAULT_LANGUAGE, **more: str
    ) -> str:
        """Return `text` with its gaps filled: "{worker}", "{org}", "{place}", those in `more`.

        Args:
            language: of `text`: a worker without a name is called "your worker" in it.
        """
        if "{" not in text:  # most labels and sentences: each turn fills every label of a question
            return text
        if worker is not None and worker != YOUR_WORKER:
            return fill(text, {**self._values(worker), **more})
        nobody = of_pages(self.drafts)["my_worker"].text.to(language)
        theirs = nobody[:1].lower() + nobody[1:]
        filled = fill(text, {**self._values(theirs), **more})
        return re.sub(_AT_A_START + re.escape(theirs), nobody, filled)

    def _values(self, worker: str) -> Mapping[str, str]:
        return {
            "worker": worker,
            "org": self.organisation,
            "place": YOUR_MEETINGS,
            "who": YOUR_FAMILY,
        }

    def body(self, text: str, labels: tuple[str, ...], *, channel: str) -> str:
        """Return what is sent: a text lists its options, a web chat draws them as buttons."""
        return sms_body(text, labels) if channel == "sms" else text
