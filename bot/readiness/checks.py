"""Each thing that can be missing: when, and what to do about it. Pure, and the only such list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.readiness.standing import Standing

SENDER_LATE = timedelta(minutes=2)  # it renews its lease every few seconds
BACKUP_GOOD_FOR = timedelta(days=7)
CALLED = {"cy": "Welsh", "pl": "Polish", "ur": "Urdu"}
ACCOUNTS, ROTA = "/admin/accounts", "/admin/rota"

Says = Callable[[Standing], Iterable[str]]


class Step(StrEnum):
    """The steps of setting up, in their order."""

    NAMES = "names"
    PEOPLE = "people"
    ROTA = "rota"
    NUMBERS = "numbers"
    LANGUAGES = "languages"
    SENDER = "sender"
    KEEPING = "keeping"
    GUESTS = "guests"


class Weight(StrEnum):
    """Whether going live waits for it."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at. `says` returns a sentence for each time it is missing: mostly one.

    Args:
        code: stable, for programs.
        href: the page where it is mended, where there is one that an administrator may open.
        setting: the setting that mends it, without its prefix.
        running: it matters to a service that runs too, and not only before it goes live.
    """

    code: str
    step: Step
    weight: Weight
    says: Says
    href: str | None = None
    setting: str | None = None
    running: bool = False


def when(is_missing: Callable[[Standing], bool], sentence: str) -> Says:
    """Return what says this sentence where it is missing, and nothing where it is not."""
    return lambda now: (sentence,) if is_missing(now) else ()


def _uncovered(now: Standing) -> Iterable[str]:
    *first, last = now.on_call.uncovered or ("",)
    if last and now.on_call.on_duty:
        days = f"{', '.join(first)} and {last}" if first else last
        yield f"Put somebody on duty on {days}, or take those days out of your hours."


def _unsigned(now: Standing) -> Iterable[str]:
    if now.unsigned:
        yield (
            f"{now.unsigned} of the fixed replies are not signed, or their review is due: a "
            "safeguarding lead signs them under Concerns."
        )


def _drafts(now: Standing) -> Iterable[str]:
    for language, count in sorted(now.drafts.items()):
        yield (
            f"Have somebody who speaks {CALLED.get(language, language)} read its {count} drafts: "
            "they go out as they are."
        )


def _is_late(now: Standing) -> bool:
    seen = now.sending.worker_seen
    return seen is None or seen > SENDER_LATE


def _backup(now: Standing) -> Iterable[str]:
    if now.backup is None or now.backup > BACKUP_GOOD_FOR:
        last = f"the newest is {now.backup.days} days old" if now.backup else "there is none yet"
        yield f"Run sayso backup, and have it run every night: {last}."


def _trials(now: Standing) -> Iterable[str]:
    if now.trials_open:
        count = "1 trial is" if now.trials_open == 1 else f"{now.trials_open} trials are"
        yield f"Have a participation officer close what was tried out: {count} still open."


MUST, SHOULD = Weight.MUST, Weight.SHOULD
_NAMES = (
    Check(
        "no_name", Step.NAMES, MUST, setting="ORGANISATION",
        says=when(
            lambda now: not now.named.has_own_name,
            "Set the name young people know you by: texts say who they are from.",
        ),
    ),
    Check(
        "not_https", Step.NAMES, MUST, setting="PUBLIC_BASE_URL",
        says=when(
            lambda now: not now.named.is_https,
            "Set a public address that begins with https: phones and the text provider reach "
            "you there.",
        ),
    ),
    Check(
        "demo", Step.NAMES, MUST, setting="DEMO",
        says=when(
            lambda now: now.named.is_demo,
            "Switch the demo off: with it on, a one-time link signs in without a password.",
        ),
    ),
    Check(
        "no_privacy_email", Step.NAMES, SHOULD, setting="PRIVACY_EMAIL",
        says=when(
            lambda now: not now.named.privacy_email,
            "Set an e-mail address for questions about privacy: the privacy page names it.",
        ),
    ),
)  # fmt: skip
_PEOPLE = (
    Check(
        "one_administrator", Step.PEOPLE, MUST, href=ACCOUNTS,
        says=when(
            lambda now: now.staff.administrators < 2,
            "Add a second administrator, and have them use their link: if you lose your phone, "
            "they let you back in.",
        ),
    ),
    Check(
        "no_safeguarding", Step.PEOPLE, MUST, href=ACCOUNTS, running=True,
        says=when(
            lambda now: now.staff.safeguarding < 1,
            "Add a safeguarding account, and have them use their link: nobody else can open a "
            "concern.",
        ),
    ),
    Check(
        "no_worker", Step.PEOPLE, MUST, href=ACCOUNTS,
        says=when(
            lambda now: now.staff.with_caseload < 1,
            "Add a worker or a team lead, and have them use their link: they add young people.",
        ),
    ),
    Check(
        "no_officer", Step.PEOPLE, SHOULD, href=ACCOUNTS,
        says=when(
            lambda now: now.staff.officers < 1,
            "Add a participation officer, if you want to ask questions and read totals.",
        ),
    ),
)  # fmt: skip
_ROTA = (
    Check(
        "nobody_told", Step.ROTA, MUST, href=ROTA, running=True,
        says=when(
            lambda now: now.on_call.told < 1,
            "Put somebody on the rota: nobody would be told of a concern.",
        ),
    ),
    Check(
        "empty_rota", Step.ROTA, MUST, href=ROTA,
        says=when(
            lambda now: now.on_call.told > 0 and now.on_call.on_duty < 1,
            "Put somebody on duty: nobody is on the rota by name.",
        ),
    ),
    Check("uncovered_days", Step.ROTA, MUST, href=ROTA, running=True, says=_uncovered),
    Check(
        "no_lead", Step.ROTA, MUST, href=ROTA,
        says=when(
            lambda now: now.on_call.leads < 1,
            "Put a safeguarding lead on the rota, with a mobile number and an e-mail address.",
        ),
    ),
    Check(
        "lead_not_reached", Step.ROTA, MUST, href=ROTA,
        says=when(
            lambda now: now.on_call.leads > 0 and now.on_call.leads_reached < 1,
            "Send your safeguarding lead a test: nothing has reached both their phone and their "
            "e-mail yet.",
        ),
    ),
    Check(
        "no_last_resort", Step.ROTA, SHOULD, setting="SAFEGUARDING_EMAIL",
        says=when(
            lambda now: now.on_call.last_resort < 2,
            "Set who is told, by e-mail and by text, when nobody on the rota is there.",
        ),
    ),
)  # fmt: skip
_NUMBERS = (
    Check(
        "no_local_numbers", Step.NUMBERS, MUST, setting="LOCAL_NUMBERS", running=True,
        says=when(
            lambda now: now.local_numbers < 1,
            "There are no local numbers: set your front door and duty team, so that the concerns "
            "page says whom to phone.",
        ),
    ),
    Check("stale_signpost", Step.NUMBERS, MUST, running=True, says=lambda now: now.stale),
    Check("signpost_soon_stale", Step.NUMBERS, SHOULD, running=True, says=lambda now: now.soon),
    Check("unsigned_replies", Step.NUMBERS, MUST, running=True, says=_unsigned),
)  # fmt: skip
_SENDER = (
    Check(
        "sending_off", Step.SENDER, MUST, setting="SENDING",
        says=when(
            lambda now: not now.sending.live,
            "Switch sending on, last of all: until then nothing reaches a phone.",
        ),
    ),
    Check(
        "pretend_carrier", Step.SENDER, MUST, setting="TWILIO_API_BASE_URL",
        says=when(
            lambda now: now.sending.pretend,
            "Give the account, token and number of your text provider, and take the pretend "
            "carrier out.",
        ),
    ),
    Check(
        "no_mail", Step.SENDER, MUST, setting="MAIL_URL", running=True,
        says=when(
            lambda now: not now.sending.mail,
            "There is no mail server: set one, or no e-mail about a concern can go out.",
        ),
    ),
    Check(
        "mail_alone", Step.SENDER, MUST, href=ROTA, running=True,
        says=when(
            lambda now: now.sending.only_mail and not now.sending.mail,
            "Give somebody on the rota a mobile number: everybody is told by e-mail alone.",
        ),
    ),
    Check(
        "sender_not_running", Step.SENDER, MUST, running=True,
        says=when(
            _is_late,
            "Start sayso worker. The sender is not running: no text, reminder or alert goes out.",
        ),
    ),
    Check(
        "no_quiet_hours", Step.SENDER, SHOULD, setting="QUIET_HOURS",
        says=when(
            lambda now: not now.sending.quiet_hours,
            "Set quiet hours: texts nobody asked for may go in the night.",
        ),
    ),
    Check(
        "no_caps", Step.SENDER, SHOULD, setting="CAP_PER_WEEK",
        says=when(
            lambda now: not now.sending.capped,
            "Set how many texts a young person gets unasked: there is no limit.",
        ),
    ),
)  # fmt: skip
_REST = (
    Check(
        "draft_languages", Step.LANGUAGES, SHOULD, setting="DRAFT_LANGUAGES", running=True,
        says=_drafts,
    ),
    Check(
        "no_monitor", Step.KEEPING, MUST, setting="HEARTBEAT_URL", running=True,
        says=when(
            lambda now: not now.heartbeat,
            "Set an outside monitor: if alerting stops at night, nobody is told.",
        ),
    ),
    Check("no_backup", Step.KEEPING, MUST, running=True, says=_backup),
    Check(
        "no_guest", Step.GUESTS, SHOULD,
        says=when(
            lambda now: now.guests < 1,
            "Put a colleague's phone on the guest list, and have a participation officer try a "
            "round out with it.",
        ),
    ),
    Check("trial_open", Step.GUESTS, MUST, says=_trials),
)  # fmt: skip
CHECKS = (*_NAMES, *_PEOPLE, *_ROTA, *_NUMBERS, *_SENDER, *_REST)
