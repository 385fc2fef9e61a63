"""The settings of one deployment, read once from the environment. The only reader of it."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import BadInput, SettingsError
from bot.meetings.quiet_hours import QuietHours, parse_quiet_hours
from bot.privacy.lawful import Basis
from bot.privacy.retention import DEFAULTS, Kind, Retention, parse_period, parse_private

PREFIX = "SAYSO_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
KEY_BYTES = 32
YES, NO = frozenset({"1", "yes", "true", "on"}), frozenset({"0", "no", "false", "off"})
LONGEST_ORGANISATION = 15
UNNAMED = "Sayso"  # until an organisation gives its own name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Twilio:
    """How texts are sent. Exactly one of `messaging_service_sid` and `from_number` is set."""

    account_sid: str
    auth_token: str = field(repr=False)
    messaging_service_sid: str | None = None
    from_number: str | None = None
    api_base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a deployment decides; CONTRACTS names each. Keys never show in a `repr`."""

    database_url: str
    secret_key: str = field(repr=False)
    encryption_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    index_key: bytes = field(repr=False)
    pseudonym_key: bytes = field(repr=False)
    public_base_url: str
    twilio: Twilio
    organisation: str = UNNAMED
    live: bool = False
    nlu_url: str | None = None
    encoder_directory: Path | None = None
    engine: str = "embedded"
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    quiet_hours: QuietHours = field(default_factory=lambda: parse_quiet_hours("20:00-09:00"))
    cap_per_day: int = 3
    cap_per_week: int = 5
    sender_rate: int = 1
    spend_cap: int = 0
    safeguarding_email: str | None = None
    safeguarding_phone: str | None = None
    local_numbers: str | None = None
    mail_url: str | None = None
    mail_from: str | None = None
    heartbeat_url: str | None = None
    allow_drama_numbers: bool = False
    json_logs: bool = False
    metrics_token: str | None = field(default=None, repr=False)
    spool_directory: Path = Path("var/spool")
    draft_languages: frozenset[str] = frozenset()
    demo: bool = False
    carrier_url: str | None = None
    retention: Retention = field(default_factory=Retention)
    lawful_basis: Basis = Basis.PUBLIC_TASK
    privacy_email: str | None = None
    security_contact: str | None = None

    @property
    def secure(self) -> bool:
        """Whether the public address is https: then cookies are Secure and `__Host-` named."""
        return self.public_base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings, or name every missing and bad one at once.

        Raises:
            SettingsError: with a sentence for each problem; no value is repeated in it.
        """
        return _Reader(os.environ if environment is None else environment).settings()


class _Reader:
    """Reads one setting at a time and remembers every problem, so that all are told together."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._problems: list[str] = []

    def settings(self) -> Settings:
        sender = {
            "messaging_service_sid": self._optional("TWILIO_MESSAGING_SERVICE_SID"),
            "from_number": self._optional("TWILIO_FROM"),
        }
        if not any(sender.values()):
            self._problem("TWILIO_MESSAGING_SERVICE_SID or SAYSO_TWILIO_FROM is missing")
        api_base_url = self._optional("TWILIO_API_BASE_URL")
        database_url = self._required("DATABASE_URL", _database_url)
        values = Settings(
            database_url=database_url or "",
            secret_key=self._required("SECRET_KEY", str) or "",
            encryption_keys=self._required("ENCRYPTION_KEYS", _key_list) or (),
            index_key=self._required("INDEX_KEY", _key) or b"",
            pseudonym_key=self._required("PSEUDONYM_KEY", _key) or b"",
            public_base_url=self._required("PUBLIC_BASE_URL", _base_url) or "",
            twilio=Twilio(
                account_sid=self._required("TWILIO_ACCOUNT_SID", str) or "",
                auth_token=self._required("TWILIO_AUTH_TOKEN", str) or "",
                messaging_service_sid=sender["messaging_service_sid"],
                from_number=None if sender["messaging_service_sid"] else sender["from_number"],
                api_base_url=api_base_url.rstrip("/") if api_base_url else None,
            ),
            organisation=self._optional("ORGANISATION") or UNNAMED,
            live=self._either("SENDING", ("dry", "live")) == "live",
            nlu_url=self._url("NLU_URL"),
            encoder_directory=encoder_directory(self._environment),
            engine=self._either("ENGINE", ("embedded", "procrastinate")),
            timezone=self._read("TIMEZONE", "Europe/London", _zone) or ZoneInfo("UTC"),
            quiet_hours=self._read("QUIET_HOURS", "20:00-09:00", parse_quiet_hours)
            or parse_quiet_hours("none"),
            cap_per_day=self._read("CAP_PER_DAY", "3", _count) or 0,
            cap_per_week=self._read("CAP_PER_WEEK", "5", _count) or 0,
            sender_rate=self._read("SENDER_RATE", "1", _count) or 0,
            spend_cap=self._read("SPEND_CAP", "0", _count) or 0,
            safeguarding_email=self._optional("SAFEGUARDING_EMAIL"),
            safeguarding_phone=self._optional("SAFEGUARDING_PHONE"),
            local_numbers=self._optional("LOCAL_NUMBERS"),
            mail_url=self._optional("MAIL_URL"),
            mail_from=self._optional("MAIL_FROM"),
            heartbeat_url=self._optional("HEARTBEAT_URL"),
            allow_drama_numbers=self._yes("ALLOW_DRAMA_NUMBERS"),
            json_logs=self._either("LOGS", ("lines", "json")) == "json",
            metrics_token=self._optional("METRICS_TOKEN"),
            draft_languages=frozenset((self._optional("DRAFT_LANGUAGES") or "").split()),
            spool_directory=self._read("SPOOL_DIR", _spool_beside(database_url), Path)
            or Path("var/spool"),
            demo=self._yes("DEMO"),
            carrier_url=self._optional("CARRIER_URL"),
            retention=self._retention(),
            lawful_basis=Basis(self._either("LAWFUL_BASIS", tuple(Basis))),
            privacy_email=self._optional("PRIVACY_EMAIL"),
            security_contact=self._optional("SECURITY_CONTACT"),
        )
        self._check_together(values)
        if self._problems:
            raise SettingsError(tuple(self._problems))
        return values

    def _check_together(self, values: Settings) -> None:
        if values.allow_drama_numbers and not values.twilio.api_base_url:
            self._problem(
                "ALLOW_DRAMA_NUMBERS is for tests and the demo: it needs SAYSO_TWILIO_API_BASE_URL "
                "to point at a pretend carrier"
            )
        api_host = urlsplit(values.twilio.api_base_url or "").hostname or ""
        if values.allow_drama_numbers and api_host.endswith("twilio.com"):
            self._problem("ALLOW_DRAMA_NUMBERS is refused when texts go through Twilio itself")
        if len(values.organisation) > LONGEST_ORGANISATION:
            self._problem(
                f"ORGANISATION has at most {LONGEST_ORGANISATION} letters: texts are made for that"
            )
        if values.engine == "procrastinate" and values.database_url.startswith("sqlite"):
            self._problem("ENGINE procrastinate needs PostgreSQL: set SAYSO_DATABASE_URL to one")
        if bool(values.mail_url) != bool(values.mail_from):
            self._problem("MAIL_URL and SAYSO_MAIL_FROM go together: set both or neither")

    def _retention(self) -> Retention:
        periods = {}
        for kind in Kind:
            parse = parse_private if kind is Kind.PRIVATE_TEXTS else parse_period
            read = self._read(f"RETAIN_{kind.upper()}", str(DEFAULTS[kind]), parse)
            periods[kind] = read or DEFAULTS[kind]
        return Retention(periods)

    def _problem(self, sentence: str) -> None:
        self._problems.append(PREFIX + sentence)

    def _optional(self, name: str) -> str | None:
        return self._environment.get(PREFIX + name, "").strip() or None

    def _required(self, name: str, parse: Callable[[str], T]) -> T | None:
        if self._optional(name) is None:
            self._problem(f"{name} is missing")
            return None
        return self._read(name, "", parse)

    def _read(self, name: str, default: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(self._optional(name) or default)
        except (ValueError, BadInput) as error:
            self._problem(f"{name} is not right: {error}")
            return None

    def _url(self, name: str) -> str | None:
        return self._read(name, "", _http_url) if self._optional(name) else None

    def _either(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self._optional(name) or allowed[0]
        if value not in allowed:
            self._problem(f"{name} must be one of {', '.join(allowed)}")
            return allowed[0]
        return value

    def _yes(self, name: str) -> bool:
        value = (self._optional(name) or "no").casefold()
        if value not in YES | NO:
            self._problem(f"{name} must be yes or no")
        return value in YES


def encoder_directory(environment: Mapping[str, str]) -> Path | None:
    """Return where the encoder's file is, or None for the installed package's.

    A function of its own: what only reads language needs no other setting.
    """
    given = environment.get(PREFIX + "ENCODER_DIR", "").strip()
    return Path(given) if given else None


def wants_json_logs(environment: Mapping[str, str]) -> bool:
    """Return whether the log is one JSON object a line: it begins before settings are read."""
    return environment.get(PREFIX + "LOGS", "").strip().casefold() == "json"


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("use sqlite:///FILE or postgresql+psycopg://...")
    return text


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return text.rstrip("/")
    raise ValueError("use https://..., or http:// on this machine alone")


def _http_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return text.rstrip("/")
    raise ValueError("use http://HOST:PORT")


def _key(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.encode())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("a key is 32 random bytes in URL-safe base64")
    return key


def _key_list(text: str) -> tuple[tuple[str, bytes], ...]:
    pairs = [item.strip().partition(":") for item in text.split(",") if item.strip()]
    if not pairs or not all(name.isalnum() and name.isascii() for name, _, _ in pairs):
        raise ValueError("use id:key,id:key with short ids of letters and digits")
    return tuple((name, _key(key)) for name, _, key in pairs)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder of zones, a bad path
        raise ValueError("use the name of a time zone, such as Europe/London") from error


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("use a whole number; 0 means no limit")
    return int(text)


def _spool_beside(database_url: str | None) -> str:
    if database_url and database_url.startswith("sqlite:///"):
        return str(Path(database_url.removeprefix("sqlite:///")).parent / "spool")
    return "var/spool"


def fresh_key() -> str:
    """Return 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def sample() -> Mapping[str, str]:
    """Return a complete working set with fresh keys, for a pretend carrier on this machine."""
    return {
        "SAYSO_DATABASE_URL": "sqlite:///var/sayso.db",
        "SAYSO_SECRET_KEY": secrets.token_urlsafe(48),
        "SAYSO_ENCRYPTION_KEYS": f"k1:{fresh_key()}",
        "SAYSO_INDEX_KEY": fresh_key(),
        "SAYSO_PSEUDONYM_KEY": fresh_key(),
        "SAYSO_PUBLIC_BASE_URL": "http://localhost:8000",
        "SAYSO_ORGANISATION": UNNAMED,
        "SAYSO_TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "SAYSO_TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "SAYSO_TWILIO_FROM": "+447700900000",
        "SAYSO_TWILIO_API_BASE_URL": "http://localhost:8001",
        "SAYSO_SENDING": "live",
        "SAYSO_TIMEZONE": "Europe/London",
        "SAYSO_QUIET_HOURS": "none",
        "SAYSO_CAP_PER_DAY": "0",
        "SAYSO_CAP_PER_WEEK": "0",
        "SAYSO_SENDER_RATE": "0",
        "SAYSO_SAFEGUARDING_EMAIL": "safeguarding@example.org",
        "SAYSO_SAFEGUARDING_PHONE": "+447700900001",
        "SAYSO_PRIVACY_EMAIL": "privacy@example.org",
        "SAYSO_SECURITY_CONTACT": "security@example.org",
        "SAYSO_ALLOW_DRAMA_NUMBERS": "yes",
    }
