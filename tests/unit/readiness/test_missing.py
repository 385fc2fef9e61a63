"""What is missing before going live: each thing alone brings its own line, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.privacy.routes import ROUTES
from bot.readiness.check import Step
from bot.readiness.checks import CHECKS
from bot.readiness.missing import may_go_live, missing
from bot.readiness.service_checks import BACKUP_GOOD_FOR, SENDER_LATE
from bot.readiness.standing import Named, OnCall, Sending, Staff, Standing

WHOLE = Standing(Named("The Hub"))
A_MOMENT = timedelta(seconds=1)


def lacking(**what: object) -> Standing:
    """Return a deployment that lacks nothing but this."""
    return replace(WHOLE, **what)  # type: ignore[arg-type]


MISSING = {
    "no_name": lacking(named=Named("Sayso", has_own_name=False)),
    "not_https": lacking(named=Named("The Hub", is_https=False)),
    "demo": lacking(named=Named("The Hub", is_demo=True)),
    "no_privacy_email": lacking(named=Named("The Hub", privacy_email=False)),
    "one_administrator": lacking(staff=Staff(administrators=1)),
    "no_safeguarding": lacking(staff=Staff(safeguarding=0)),
    "no_worker": lacking(staff=Staff(with_caseload=0)),
    "no_officer": lacking(staff=Staff(officers=0)),
    "nobody_told": lacking(on_call=OnCall(told=0, on_duty=0)),
    "empty_rota": lacking(on_call=OnCall(on_duty=0, uncovered=("Monday",))),
    "uncovered_days": lacking(on_call=OnCall(uncovered=("Monday", "Friday"))),
    "no_lead": lacking(on_call=OnCall(leads=0, leads_reached=0)),
    "lead_not_reached": lacking(on_call=OnCall(leads_reached=0)),
    "no_last_resort": lacking(on_call=OnCall(last_resort=1)),
    "no_local_numbers": lacking(local_numbers=0),
    "stale_signpost": lacking(stale=("Shout was last checked on 2026-01-01: see it.",)),
    "signpost_soon_stale": lacking(soon=("Shout is good until 2026-12-01: see it.",)),
    "unsigned_replies": lacking(unsigned=3),
    "sending_off": lacking(sending=Sending(live=False)),
    "pretend_carrier": lacking(sending=Sending(pretend=True)),
    "no_mail": lacking(sending=Sending(mail=False)),
    "sender_not_running": lacking(sending=Sending(worker_seen=None)),
    "no_quiet_hours": lacking(sending=Sending(quiet_hours=False)),
    "no_caps": lacking(sending=Sending(capped=False)),
    "draft_languages": lacking(drafts={"pl": 376}),
    "no_monitor": lacking(heartbeat=False),
    "no_backup": lacking(backup=None),
    "no_guest": lacking(guests=0),
    "trial_open": lacking(trials_open=1),
}


def codes(standing: Standing) -> list[str]:
    return [line.code for line in missing(standing)]


def test_a_deployment_that_lacks_nothing_is_told_of_nothing() -> None:
    assert codes(WHOLE) == []
    assert may_go_live(missing(WHOLE))


@pytest.mark.parametrize("code", MISSING)
def test_each_thing_that_is_missing_brings_its_own_line_and_no_other(code: str) -> None:
    assert codes(MISSING[code]) == [code]


def test_mail_that_cannot_go_to_people_told_by_mail_alone_is_two_lines() -> None:
    standing = lacking(sending=Sending(mail=False, only_mail=True))

    assert codes(standing) == ["no_mail", "mail_alone"]


def test_every_check_has_a_test_here() -> None:
    assert {check.code for check in CHECKS} == {*MISSING, "mail_alone"}


@pytest.mark.parametrize("code", MISSING)
def test_each_line_is_a_sentence_and_says_where(code: str) -> None:
    (line,) = missing(MISSING[code])
    pages = {"/admin/accounts": "accounts.every", "/admin/rota": "rota.show"}

    assert line.says[0].isupper() or line.says[0].isdigit()
    assert line.says.endswith(".")
    assert len(line.says.split()) <= 25
    assert line.check.href is None or pages[line.check.href] in ROUTES


def test_what_is_nearly_too_old_is_good_and_what_is_just_too_old_is_not() -> None:
    edges = {
        "sender_not_running": lambda ago: lacking(sending=Sending(worker_seen=ago)),
        "no_backup": lambda ago: lacking(backup=ago),
    }
    for code, limit in (("sender_not_running", SENDER_LATE), ("no_backup", BACKUP_GOOD_FOR)):
        assert codes(edges[code](limit)) == []
        assert codes(edges[code](limit + A_MOMENT)) == [code]


def test_what_going_live_waits_for_stands_first_in_the_order_of_the_steps() -> None:
    lines = missing(
        replace(
            lacking(guests=0, backup=None, unsigned=1),
            named=Named("Sayso", has_own_name=False, privacy_email=False),
        )
    )

    assert [line.code for line in lines] == [
        *("no_name", "unsigned_replies", "no_backup"),
        *("no_privacy_email", "no_guest"),
    ]
    assert not may_go_live(lines)


def test_what_only_should_be_done_keeps_nobody_from_going_live() -> None:
    assert may_go_live(missing(lacking(guests=0)))


def test_days_nobody_is_on_duty_are_named() -> None:
    (line,) = missing(lacking(on_call=OnCall(uncovered=("Monday", "Tuesday", "Friday"))))

    assert "on Monday, Tuesday and Friday," in line.says


def test_every_step_can_be_missing_something() -> None:
    assert {check.step for check in CHECKS} == set(Step)
