"""What can be missing of names, of people who work here, and of the rota. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.readiness.check import MUST, SHOULD, Check, Step, when
from bot.readiness.standing import Standing

ACCOUNTS, ROTA = "/admin/accounts", "/admin/rota"


def _uncovered(now: Standing) -> Iterable[str]:
    *first, last = now.on_call.uncovered or ("",)
    if last and now.on_call.on_duty:
        days = f"{', '.join(first)} and {last}" if first else last
        yield f"Put somebody on duty on {days}, or take those days out of your hours."


NAMES = (
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
PEOPLE = (
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
ON_CALL = (
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
