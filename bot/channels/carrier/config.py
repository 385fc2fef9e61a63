"""What the pretend carrier is started with, and which phone numbers it knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.channels.carrier.behaviour import Behaviour

# Ofcom's drama range, and a country that does not exist, for volume.
_NUMBER = re.compile(r"\+(447700900[0-9]{3}|999[0-9]{9})")
_PUNCTUATION = re.compile(r"[\s().-]+")


class OptOutMode(StrEnum):
    """Who deals with STOP at Twilio (T5.5)."""

    TWILIO_DEFAULT = "twilio_default"
    ADVANCED = "advanced"
    APP_MANAGED = "app_managed"


def utc_now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CarrierConfig:
    """Account and addresses.

    Args:
        account_sid, auth_token: what senders sign in with and webhooks are signed with.
        inbound_url: where a text from a phone is posted.
        fallback_url: where it is posted when that fails; empty for nowhere.
        number: the number Sayso texts from, E.164.
        messaging_service_sid: goes with texts from a phone when Sayso uses a service.
        port: of the server, on the loopback; 0 picks a free one.
        names: nicknames for the phone page, by E.164 number.
        seed: of the draw that loses receipts.
        zone: whose clock the phone page shows.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    inbound_url: str
    fallback_url: str = ""
    number: str = "+447700900000"
    messaging_service_sid: str = ""
    port: int = 8025
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    opt_out: OptOutMode = OptOutMode.TWILIO_DEFAULT
    behaviour: Behaviour = field(default_factory=Behaviour)
    seed: int = 1
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    clock: Callable[[], datetime] = utc_now


def is_phone(number: str) -> bool:
    """Say whether this carrier has such a phone: the drama range, or +999 and nine digits."""
    return _NUMBER.fullmatch(number) is not None


def read_number(typed: str) -> str | None:
    """Return what was typed (`07700 900123`) as E.164, or None where it is no phone of ours."""
    bare = _PUNCTUATION.sub("", typed)
    number = f"+44{bare[1:]}" if bare.startswith("0") else bare
    return number if is_phone(number) else None
