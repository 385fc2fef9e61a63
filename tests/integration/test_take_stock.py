"""How a deployment stands, looked up for real: each thing that is done takes its line away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.safeguarding.replies import fixed_texts
from bot.safeguarding.rota import Post
from bot.store import audits, sign_offs
from bot.store.deliveries import Receipt
from bot.store.staff_tables import user
from bot.store.stock import BACKED_UP
from bot.store.tables import outbox
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, rows
from tests.sending import Sender
from tests.staff_pages import a_member

EVERY_DAY = range(7)
LEAD_MAIL, LEAD_PHONE = "mina@example.org", "07700 900777"
SUMMER = timedelta(days=240)


def codes(services: Services) -> set[str]:
    return {line.code for line in services.take_stock.missing()}


def use_their_links(services: Services) -> None:
    """Give every account a password and a second step."""
    with services.store.begin() as tx:
        tx.db.execute(update(user).values(password="a hash", tf_totp_secret="a secret"))


def put_on(services: Services, post: Post, *, by: int) -> int:
    made = services.rota.add_responder(
        name="Mina", email=LEAD_MAIL, phone=LEAD_PHONE, user_id=None, by=by
    )
    services.rota.add_shift(
        responder_id=made, post=post, days=EVERY_DAY, first=None, last=None, by=by
    )
    return made


def came(services: Services, status: str = "delivered") -> None:
    """Have the provider say what became of every text that went; both fakes count from one."""
    with services.store.begin() as tx:
        mails = outbox.c.channel == "email"
        tx.db.execute(update(outbox).where(mails).values(external_id=outbox.c.ref))
    for row in rows(services.store, outbox, outbox.c.channel == "sms"):
        services.record(Receipt(row.ref, row.external_id, status, None, None, services.now()))


def test_a_new_deployment_lacks_people_a_rota_signatures_a_monitor_and_a_backup(
    services: Services,
) -> None:
    assert codes(services) >= {
        *("one_administrator", "no_safeguarding", "no_worker", "no_officer"),
        *("empty_rota", "no_lead", "no_local_numbers", "unsigned_replies"),
        *("sender_not_running", "no_mail", "no_monitor", "no_backup", "not_https", "no_guest"),
    }
    assert "nobody_told" not in codes(services)  # the settings name a last resort


def test_an_account_counts_once_its_link_was_used(services: Services) -> None:
    for number, role in enumerate([*RoleName, RoleName.ADMINISTRATOR]):
        a_member(services, role, email=f"staff{number}@example.org")
    people = {"one_administrator", "no_safeguarding", "no_worker", "no_officer"}

    assert people <= codes(services)
    use_their_links(services)
    assert people.isdisjoint(codes(services))


def test_a_lead_is_reached_when_a_test_came_by_text_and_by_mail(
    services: Services, sender: Sender
) -> None:
    by = a_member(services, RoleName.ADMINISTRATOR, email="ana@example.org", name="Ana")
    lead = put_on(services, Post.LEAD, by=by)
    assert "lead_not_reached" in codes(services)

    assert services.rota.send_test(lead, by=by, name="Ana") == 2
    sender.send()
    assert "lead_not_reached" in codes(services)  # it went, and nobody knows that it came
    came(services)

    assert "lead_not_reached" not in codes(services)
    assert "no_lead" not in codes(services)
    said = [message.body for message, _ in sender.email.taken]
    assert said == [
        "Sayso: this is only a test, sent by Ana. Nobody is in danger. There is nothing to do."
    ]


def test_a_text_that_did_not_come_is_no_proof(services: Services, sender: Sender) -> None:
    by = a_member(services, RoleName.ADMINISTRATOR, email="ana@example.org")
    services.rota.send_test(put_on(services, Post.LEAD, by=by), by=by, name="Ana")
    sender.send()

    came(services, "undelivered")

    assert "lead_not_reached" in codes(services)


def test_days_without_anybody_on_duty_are_found(services: Services) -> None:
    by = a_member(services, RoleName.ADMINISTRATOR, email="ana@example.org")
    made = services.rota.add_responder(name="Dee", email=LEAD_MAIL, phone="", user_id=None, by=by)
    services.rota.add_shift(
        responder_id=made, post=Post.DUTY, days=[0, 1, 2, 3], first=None, last=None, by=by
    )

    found = [one.says for one in services.take_stock.missing() if one.code == "uncovered_days"]

    assert found == ["Put somebody on duty on Friday, or take those days out of your hours."]


def test_signing_every_reply_takes_its_line_away(services: Services) -> None:
    by = a_member(services, RoleName.SAFEGUARDING, email="mina@example.org")
    with services.store.begin() as tx:
        for key in fixed_texts():
            sign_offs.sign(tx, key, user_id=by, next_review=date(2027, 11, 1), now=services.now())

    assert "unsigned_replies" not in codes(services)


def test_places_nobody_checked_for_half_a_year_are_found(services: Services, clock: Clock) -> None:
    assert "stale_signpost" not in codes(services)

    clock.forward(days=SUMMER.days)

    assert "stale_signpost" in codes(services)


def test_a_backup_is_good_for_a_week(services: Services, clock: Clock) -> None:
    with services.store.begin() as tx:
        audits.record(tx, actor="command", action=BACKED_UP, subject="backup", now=services.now())
    assert "no_backup" not in codes(services)

    clock.forward(days=8)

    (line,) = [one for one in services.take_stock.missing() if one.code == "no_backup"]
    assert "8 days old" in line.says


def test_settings_are_looked_at(services: Services) -> None:
    good = replace(
        services.settings,
        public_base_url="https://sayso.example.org",
        mail_url="smtp://mail.example.org:587",
        heartbeat_url="https://monitor.example.org/x",
        local_numbers="Front door 0117 496 0100",
        privacy_email="privacy@example.org",
    )
    stock = replace(services.take_stock, settings=good)
    there = {"not_https", "no_mail", "no_monitor", "no_local_numbers", "no_privacy_email"}

    assert there <= codes(services)
    assert there.isdisjoint(line.code for line in stock.missing())


@pytest.mark.parametrize(("sent", "said"), [(frozenset(), []), (frozenset({"pl"}), ["Polish"])])
def test_languages_that_go_out_as_drafts_are_named(
    services: Services, sent: frozenset[str], said: list[str]
) -> None:
    stock = replace(services.take_stock, settings=replace(services.settings, draft_languages=sent))

    found = [line.says for line in stock.missing() if line.code == "draft_languages"]

    assert [name for name in said if name in found[0]] == said
    assert len(found) == len(said)


def test_a_guest_is_counted(services: Services) -> None:
    by = a_member(services, RoleName.OFFICER, email="ola@example.org")
    services.add_guest("07700 900778", user_id=by)
    a_contact(services)

    assert services.take_stock().guests == 1
    assert "no_guest" not in codes(services)
