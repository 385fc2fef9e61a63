"""Every setting as a page may show it: its name, its value in words, what it is. Never a secret.

Keys, passwords, tokens and the addresses of servers are only said to be set. A test holds this list
to all that `bot.settings` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from admin.times import say_clock
from bot.meetings.quiet_hours import NO_QUIET_HOURS
from bot.privacy.retention import Kind
from bot.settings import PREFIX, Settings

_Value = Callable[[Settings], object]


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting: "SAYSO_ORGANISATION", "The Hub", what it is."""

    name: str
    value: str
    means: str


def every_setting(settings: Settings) -> tuple[Shown, ...]:
    """Return every setting, in the order of the README's table."""
    return tuple(_shown(name, settings) for name in _SETTINGS)


def some_settings(settings: Settings, names: Sequence[str]) -> tuple[Shown, ...]:
    """Return these settings, named without their prefix."""
    return tuple(_shown(name, settings) for name in names)


def _shown(name: str, settings: Settings) -> Shown:
    value, means = _SETTINGS[name]
    found = value(settings)
    said = {True: "yes", False: "no", None: "not set", "": "not set"}.get(found, str(found))  # type: ignore[call-overload]
    return Shown(PREFIX + name, said, means)


def _there(of: _Value) -> _Value:
    return lambda settings: "set, not shown" if of(settings) else "not set"


def _limit(count: int) -> str:
    return str(count) if count else "no limit"


def _hours(settings: Settings) -> str:
    quiet = settings.quiet_hours
    none = quiet == NO_QUIET_HOURS
    return "none" if none else f"{say_clock(quiet.start)} to {say_clock(quiet.end)}"


def _kept(kind: Kind) -> _Value:
    return lambda settings: settings.retention.of(kind)


def _ending(number: str | None) -> str | None:
    return number and f"a number ending {number[-3:]}"


_SETTINGS: dict[str, tuple[_Value, str]] = {
    "ORGANISATION": (lambda s: s.organisation, "The name young people know, 15 letters at most."),
    "PUBLIC_BASE_URL": (lambda s: s.public_base_url, "Where the service is reached."),
    "TIMEZONE": (lambda s: s.timezone.key, "The time that meetings are in."),
    "DATABASE_URL": (_there(lambda s: s.database_url), "Where everything is kept."),
    "SECRET_KEY": (_there(lambda s: s.secret_key), "Signs cookies and one-time links."),
    "ENCRYPTION_KEYS": (_there(lambda s: s.encryption_keys), "Seal names, numbers and words."),
    "INDEX_KEY": (_there(lambda s: s.index_key), "Finds numbers. It never changes."),
    "PSEUDONYM_KEY": (_there(lambda s: s.pseudonym_key), "Makes pseudonyms. It never changes."),
    "TWILIO_ACCOUNT_SID": (_there(lambda s: s.twilio.account_sid), "The provider's account."),
    "TWILIO_AUTH_TOKEN": (_there(lambda s: s.twilio.auth_token), "The provider's token."),
    "TWILIO_MESSAGING_SERVICE_SID": (
        _there(lambda s: s.twilio.messaging_service_sid),
        "Who texts come from: this, or a number.",
    ),
    "TWILIO_FROM": (lambda s: s.twilio.from_number, "The number texts come from."),
    "TWILIO_API_BASE_URL": (
        _there(lambda s: s.twilio.api_base_url),
        "A pretend carrier, for trying out. Take it out to send for real.",
    ),
    "SENDING": (lambda s: "live" if s.live else "dry", "live, or dry: nothing leaves."),
    "QUIET_HOURS": (_hours, "When nothing is sent unasked: 20:00-09:00, or none."),
    "CAP_PER_DAY": (lambda s: _limit(s.cap_per_day), "Texts a day that nobody asked for."),
    "CAP_PER_WEEK": (lambda s: _limit(s.cap_per_week), "The same, in any 7 days."),
    "SENDER_RATE": (lambda s: _limit(s.sender_rate), "Texts a second that nobody asked for."),
    "SPEND_CAP": (lambda s: _limit(s.spend_cap), "Texts a month, to keep to what you can pay."),
    "DRAFT_LANGUAGES": (
        lambda s: " ".join(sorted(s.draft_languages)),
        "Languages that may be sent before somebody who speaks them has read them: cy pl.",
    ),
    "SAFEGUARDING_EMAIL": (lambda s: s.safeguarding_email, "Told when nobody else is there."),
    "SAFEGUARDING_PHONE": (
        lambda s: _ending(s.safeguarding_phone),
        "Told by text when nobody else is there.",
    ),
    "LOCAL_NUMBERS": (
        lambda s: s.local_numbers,
        "Shown beside a concern. Part them with a semicolon: Front door 0117 496 0100; Duty team…",
    ),
    "MAIL_URL": (_there(lambda s: s.mail_url), "The mail server: smtp://user:password@host:port."),
    "MAIL_FROM": (lambda s: s.mail_from, "The address e-mail comes from."),
    "HEARTBEAT_URL": (
        _there(lambda s: s.heartbeat_url),
        "An outside monitor that pages somebody when Sayso falls silent.",
    ),
    "PRIVACY_EMAIL": (lambda s: s.privacy_email, "Whom the privacy page names."),
    "SECURITY_CONTACT": (lambda s: s.security_contact, "Whom security.txt names."),
    "LAWFUL_BASIS": (lambda s: s.lawful_basis.value, "How the privacy page words your basis."),
    **{
        f"RETAIN_{kind.upper()}": (_kept(kind), f"How long it is kept: {said}.")
        for kind, said in {
            Kind.TEXTS: "texts and chats",
            Kind.PRIVATE_TEXTS: "what was said for totals, word for word",
            Kind.ANSWERS: "answers for the worker",
            Kind.COUNTED: "what totals are counted from",
            Kind.MEETINGS: "meetings that are over",
            Kind.DELIVERY: "whether a text arrived",
            Kind.PEOPLE: "a young person, after anything last happened",
            Kind.STRANGERS: "texts of numbers nobody knows",
            Kind.CONCERNS: "concerns that are closed; put your council's schedule",
            Kind.CASES: "complaints",
            Kind.AUDIT: "the audit log",
        }.items()
    },
    "NLU_URL": (_there(lambda s: s.nlu_url), "A Rasa server that reads free words."),
    "ENCODER_DIR": (_there(lambda s: s.encoder_directory), "Where the encoder's file is."),
    "ENGINE": (lambda s: s.engine, "embedded, or procrastinate for many machines."),
    "SPOOL_DIR": (
        _there(lambda s: s.spool_directory),
        "Where messages wait while the database is away.",
    ),
    "METRICS_TOKEN": (_there(lambda s: s.metrics_token), "Opens /metrics to a monitor."),
    "LOGS": (lambda s: "json" if s.json_logs else "lines", "lines, or json."),
    "ALLOW_DRAMA_NUMBERS": (
        lambda s: s.allow_drama_numbers,
        "Takes made-up numbers, for trying out.",
    ),
    "DEMO": (lambda s: s.demo, "The demo with sample young people."),
    "CARRIER_URL": (_there(lambda s: s.carrier_url), "The demo's pretend phone."),
}
