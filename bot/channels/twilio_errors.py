"""What a Twilio error code means for us. The only reader of twilio_errors.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml


class Class(StrEnum):
    """Whose problem an error is."""

    PERMANENT = "permanent"
    TRANSIENT = "transient"
    CONFIG = "config"


class Action(StrEnum):
    """What Sayso does about an error, beside telling the worker."""

    OPT_OUT = "opt_out"
    MARK_INVALID = "mark_invalid"
    MARK_SUSPECT = "mark_suspect"
    SHOW = "show"
    REVIEW = "review"
    USE_TEMPLATE = "use_template"
    ALERT = "alert"
    STOP_SENDING = "stop_sending"
    BACK_OFF = "back_off"
    SLOW_DOWN = "slow_down"
    RETRY_ONCE = "retry_once"
    RETRY_TWICE = "retry_twice"


@dataclass(frozen=True, slots=True)
class ProviderError:
    """One row of the table. `says` holds `{who}` where the nickname goes."""

    group: Class
    action: Action
    says: str


# T3.1: a code nobody has seen is tried once more, then a human looks.
UNHEARD_OF = ProviderError(
    Class.TRANSIENT,
    Action.RETRY_ONCE,
    "The text to {who} did not go. We will try once more. Please check with {who}.",
)

_TROUBLE = {Action.MARK_INVALID: "invalid", Action.MARK_SUSPECT: "suspect"}


@cache
def known_codes() -> dict[str, ProviderError]:
    """Return the whole table by code, a string of digits."""
    rows = yaml.load(
        Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return {
        code: ProviderError(Class(row["class"]), Action(row["action"]), row["says"])
        for code, row in rows.items()
    }


def look_up(code: str | None) -> ProviderError:
    """Return the row of a code; one we do not know, or none at all, is `UNHEARD_OF`."""
    return known_codes().get(code or "", UNHEARD_OF)


def trouble_with_number(code: str | None) -> str | None:
    """Return what a code says of the number itself: "invalid", "suspect", or None for nothing."""
    return _TROUBLE.get(look_up(code).action)


def sentence(code: str | None, who: str) -> str:
    """Say in plain words what became of a text to `who` (a nickname), for the worker; T3.2."""
    return look_up(code).says.replace("{who}", who)
