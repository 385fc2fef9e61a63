"""How each step of setting up is said: its name, what there is now, where it is done. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin.setting_words import Shown, some_settings
from bot.readiness.check import Step
from bot.readiness.missing import Line
from bot.readiness.people_checks import ACCOUNTS, ROTA
from bot.readiness.service_checks import CALLED
from bot.readiness.standing import Standing
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Stage:
    """One step as the page shows it. `href` is where it is done, if that is a page."""

    step: Step
    title: str
    now: str
    lines: tuple[Line, ...]
    settings: tuple[Shown, ...]
    href: str | None = None
    go: str = ""
    copies: tuple[tuple[str, str], ...] = ()  # what is to be copied elsewhere, and where to

    @property
    def tag(self) -> tuple[str, str]:
        """The tag's words and tone: "Done", "2 to do", "Worth a look"."""
        left = sum(line.is_must for line in self.lines)
        if left:
            return f"{left} to do", "waiting"
        return ("Worth a look", "quiet") if self.lines else ("Done", "good")


@dataclass(frozen=True, slots=True)
class _Told:
    title: str
    settings: tuple[str, ...] = ()
    href: str | None = None
    go: str = ""


_TOLD: Mapping[Step, _Told] = {
    Step.NAMES: _Told(
        "Your name and address",
        ("ORGANISATION", "PUBLIC_BASE_URL", "TIMEZONE", "PRIVACY_EMAIL", "DEMO"),
    ),
    Step.PEOPLE: _Told("People who work here", (), ACCOUNTS, "Go to Accounts"),
    Step.ROTA: _Told(
        "Who answers when somebody is not safe",
        ("SAFEGUARDING_EMAIL", "SAFEGUARDING_PHONE"),
        ROTA,
        "Go to Rota",
    ),
    Step.NUMBERS: _Told("Local numbers and fixed replies", ("LOCAL_NUMBERS",)),
    Step.LANGUAGES: _Told("Languages", ("DRAFT_LANGUAGES",)),
    Step.SENDER: _Told(
        "Texts and e-mail",
        (
            *("SENDING", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
            *("TWILIO_MESSAGING_SERVICE_SID", "TWILIO_FROM", "TWILIO_API_BASE_URL"),
            *("MAIL_URL", "MAIL_FROM", "QUIET_HOURS", "CAP_PER_DAY", "CAP_PER_WEEK", "SPEND_CAP"),
        ),
    ),
    Step.KEEPING: _Told("Backup and monitor", ("HEARTBEAT_URL",)),
    Step.GUESTS: _Told("Try it out", (), "/admin/test-phone", "Go to the test phone"),
}


def stages(standing: Standing, lines: Sequence[Line], settings: Settings) -> tuple[Stage, ...]:
    """Return every step in its order, with what is missing in it."""
    now = _now(standing)
    return tuple(
        Stage(
            step,
            told.title,
            now[step],
            tuple(line for line in lines if line.step is step),
            some_settings(settings, told.settings),
            told.href,
            told.go,
            _webhooks(settings) if step is Step.SENDER else (),
        )
        for step, told in _TOLD.items()
    )


def _webhooks(settings: Settings) -> tuple[tuple[str, str], ...]:
    at = f"{settings.public_base_url}/webhooks/twilio"
    return (
        ("Give your text provider this address for messages that come in", f"{at}/inbound"),
        ("And this one for when that fails", f"{at}/fallback"),
    )


def _now(standing: Standing) -> Mapping[Step, str]:
    named, staff, rota = standing.named, standing.staff, standing.on_call
    return {
        Step.NAMES: f"You are {named.organisation}.",
        Step.PEOPLE: f"Ready to sign in: {_count(staff.administrators, 'administrator')}, "
        f"{_count(staff.safeguarding, 'safeguarding account')}, "
        f"{_count(staff.with_caseload, 'worker or team lead', 'workers and team leads')}, "
        f"{_count(staff.officers, 'participation officer')}.",
        Step.ROTA: f"{_count(rota.on_duty, 'person is', 'people are')} on duty by name. "
        f"A concern that comes now is told in {_count(rota.told, 'way')}.",
        Step.NUMBERS: "Places to turn to are checked every six months, and a safeguarding lead "
        "signs each fixed reply.",
        Step.LANGUAGES: _languages(standing),
        Step.SENDER: "Texts reach phones." if standing.sending.live else "Nothing reaches a phone.",
        Step.KEEPING: _backup(standing),
        Step.GUESTS: f"{_count(standing.guests, 'colleague is', 'colleagues are')} on the guest "
        "list. What guests answer is counted nowhere.",
    }


def _languages(standing: Standing) -> str:
    if not standing.drafts:
        return "Sentences go out in English, and in what has been read by somebody who speaks it."
    said = " and ".join(CALLED.get(one, one) for one in sorted(standing.drafts))
    return f"Sentences go out in English, and in {said} as drafts."


def _backup(standing: Standing) -> str:
    if standing.backup is None:
        return "No backup was made yet."
    days = standing.backup.days
    return f"The newest backup is {_count(days, 'day') if days else 'less than a day'} old."


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
