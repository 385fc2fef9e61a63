"""A day that has come is told to somebody: a reply to be read again, a number to be checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.app import Services
from bot.safeguarding.replies import fixed_texts
from bot.safeguarding.signposts import load
from bot.store.database import Store
from bot.store.users import RoleName
from tests.factories import ROTA_EMAIL, Clock, a_worker, outgoing
from tests.sending import Sender


def test_replies_whose_review_is_overdue_are_mailed_once_a_week_until_they_are_signed(
    services: Services, sender: Sender, clock: Clock
) -> None:
    lead = a_worker(services, email="lead@x.org", role=RoleName.SAFEGUARDING)
    a_worker(services, email="admin@x.org", role=RoleName.ADMINISTRATOR)
    a_worker(services, email="sam@x.org")
    reviews = replace(services.remind_of_reviews, signposts=())
    services.sign_replies(fixed_texts(), user_id=lead)
    assert reviews() == 0

    clock.forward(days=366)
    assert [reviews(), reviews()] == [2, 0]
    sender.send()
    assert {mail.to for mail in sender.email.offered} == {"lead@x.org", "admin@x.org"}
    clock.forward(days=7)
    assert reviews() == 2
    services.sign_replies(fixed_texts(), user_id=lead)
    clock.forward(days=7)
    assert reviews() == 0


def test_a_number_nobody_checked_for_six_months_is_mailed_to_the_last_resort_if_need_be(
    services: Services, store: Store, sender: Sender
) -> None:
    old = replace(load()[0], checked=date(2026, 1, 1))
    assert replace(services.remind_of_reviews, signposts=(old,))() == 1
    sender.send()

    (mail,) = sender.email.offered
    assert mail.to == ROTA_EMAIL
    assert old.name in mail.body
    assert [kind for kind, _, _ in outgoing(store)] == ["review"]


def test_replies_nobody_ever_signed_are_no_mail(services: Services) -> None:
    assert replace(services.remind_of_reviews, signposts=())() == 0
