"""What can be missing of numbers, texts and e-mail, languages, backups and trying out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.readiness.check import MUST, SHOULD, Check, Step, when
from bot.readiness.people_checks import ROTA
from bot.readiness.standing import Standing

SENDER_LATE = timedelta(minutes=2)  # it renews its lease every few seconds
BACKUP_GOOD_FOR = timedelta(days=7)
CALLED = {"cy": "Welsh", "pl": "Polish", "ur": "Urdu"}


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


NUMBERS = (
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
SENDER = (
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
REST = (
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
