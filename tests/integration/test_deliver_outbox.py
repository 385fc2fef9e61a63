"""The states of a message on its way out: what each fault leaves, and who may move it on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Services
from bot.errors import Retryable, StoreUnavailable, Undeliverable, Unknown
from bot.services.deliver_outbox import DeliverOutbox
from bot.store import addresses, dispatch, leases, outbox
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.lanes import Lane
from bot.store.outbox import NewMessage
from bot.store.tables import lease
from bot.store.tables import outbox as outbox_table
from tests.factories import ROTA_EMAIL, Clock, a_contact, away, phone, rows, texts
from tests.sending import Sender, take


def a_message(services: Services, *, number: int = 1, kind: str = "reply", **more: object) -> int:
    """Queue one text that is due now, and return its id."""
    now = services.now()
    with services.store.begin() as tx:
        message = NewMessage(
            address_id=addresses.ensure(tx, f"tel:{phone(number)}", now),
            channel="sms",
            kind=kind,
            body=f"words for {number}",
            dedupe_key=f"test:{number}:{kind}",
            due_at=now,
        )
        made = outbox.enqueue(tx, replace(message, **more), now)  # type: ignore[arg-type]
    assert made is not None
    return made


def the_row(store: Store) -> AnyRow:
    (row,) = rows(store, outbox_table)
    return row


def test_a_text_that_is_taken_is_sent_with_the_providers_id(
    services: Services, store: Store, sender: Sender
) -> None:
    a_message(services)

    assert sender.send() == 1

    row = the_row(store)
    assert (row.state, row.attempts, row.sent_at) == ("sent", 1, services.now())
    assert row.external_id == sender.sms.taken[0][1].external_id
    assert sender.sms.offered[0].ref == row.ref
    assert sender.send() == 0


def test_nothing_is_offered_before_it_is_marked_and_committed(
    services: Services, store: Store, sender: Sender
) -> None:
    a_message(services)
    seen: list[str] = []
    send = sender.sms.send

    def look_then_send(message: object) -> object:
        seen.append(the_row(store).state)
        return send(message)  # type: ignore[arg-type]

    sender.sms.send = look_then_send  # type: ignore[assignment,method-assign]

    sender.send()

    assert seen == ["sending"]


def test_a_crash_before_the_call_is_free_again_after_its_claim_ran_out(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_message(services)
    with store.begin() as tx:
        assert len(dispatch.claim(tx, sender.held, limit=5, lane=Lane.REST, now=clock.now())) == 1

    clock.forward(seconds=30)
    assert sender.send() == 0
    clock.forward(seconds=31)
    assert sender.send() == 1

    assert the_row(store).state == "sent"
    assert len(sender.sms.offered) == 1


def test_a_crash_after_the_call_is_never_offered_again_but_settled_from_the_list(
    services: Services, store: Store, sender: Sender, clock: Clock, tmp_path: object
) -> None:
    a_message(services)
    real = sender.sms.send

    def take_then_lose_the_store(message: object) -> object:
        accepted = real(message)  # type: ignore[arg-type]
        store.use(broken)
        return accepted

    sender.sms.send = take_then_lose_the_store  # type: ignore[assignment,method-assign]
    whole = store.engine
    with away(store, tmp_path):
        broken = store.engine
        store.use(whole)
        with pytest.raises(StoreUnavailable):
            sender.send()

    assert the_row(store).state == "sending"
    clock.forward(seconds=40)
    sender.settle()
    assert the_row(store).state == "sending"
    clock.forward(seconds=10)
    assert sender.send() == 0
    sender.settle()
    row = the_row(store)
    assert (row.state, row.external_id) == ("sent", sender.sms.taken[0][1].external_id)
    assert len(sender.sms.offered) == 1


def test_an_answer_that_is_lost_leaves_it_unknown_and_not_repeated(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_message(services)
    sender.sms.lose_next_answer()

    sender.send()
    clock.forward(hours=1)
    sender.send()

    assert the_row(store).state == "unknown"
    assert len(sender.sms.offered) == 1


def test_too_many_requests_are_offered_again_later_each_time_later(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_message(services)
    waits = []
    for _ in range(7):
        sender.sms.fail_next(Retryable("too many", code="20429"))
        before = clock.now()
        sender.send()
        row = the_row(store)
        if row.state == "queued":
            waits.append(row.due_at - before)
            assert sender.send() == 0
            clock.forward(seconds=waits[-1].total_seconds())

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 10, 10, 10)]
    row = the_row(store)
    assert (row.state, row.error_code, row.attempts) == ("queued", "20429", 7)
    assert sender.sms.taken == []


@pytest.mark.parametrize(
    ("code", "opted_out", "trouble"),
    [("21610", True, None), ("21211", False, "invalid"), ("21614", False, "invalid"),
     ("21408", False, None)],
)  # fmt: skip
def test_a_refusal_is_final_and_is_learnt_from(
    services: Services,
    store: Store,
    sender: Sender,
    code: str,
    opted_out: bool,
    trouble: str | None,
) -> None:
    a_contact(services)
    a_message(services)
    sender.sms.fail_next(Undeliverable("never", code=code))

    sender.send()

    assert (the_row(store).state, the_row(store).error_code) == ("failed", code)
    with store.reading() as tx:
        there = tx.db.execute(addresses.address.select()).one()
    assert (there.opted_out_at is not None, there.trouble) == (opted_out, trouble)
    a_message(services, kind="prompt")
    sender.send()
    assert len(sender.sms.offered) == (2 if code == "21408" else 1)


def test_an_error_nobody_foresaw_leaves_it_unknown_rather_than_repeated(
    services: Services,
    store: Store,
    sender: Sender,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    a_message(services)
    sender.sms.fail_next(ZeroDivisionError())  # type: ignore[arg-type]

    sender.send()
    assert "could not be taken through" in caplog.text
    clock.forward(minutes=2)
    sender.settle()

    assert the_row(store).state == "unknown"
    assert len(sender.sms.offered) == 1


def test_an_old_holder_claims_nothing_and_sends_nothing_it_had_claimed(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_message(services)
    with store.begin() as tx:
        (claimed,) = dispatch.claim(tx, sender.held, limit=5, lane=Lane.REST, now=clock.now())
    clock.forward(seconds=16)
    other = take(services, "two")
    assert other is not None
    assert other.epoch == sender.held.epoch + 1

    sender.deliver.deliver(claimed, sender.held)

    assert sender.sms.offered == []
    a_message(services, number=2)
    assert sender.deliver(sender.held) == 0
    with store.begin() as tx:
        assert len(dispatch.claim(tx, other, limit=5, lane=Lane.REST, now=clock.now())) == 1


def test_a_lease_that_ran_out_claims_nothing_even_if_nobody_took_it(
    services: Services, sender: Sender, clock: Clock
) -> None:
    a_message(services)
    clock.forward(seconds=16)

    assert sender.deliver(sender.held) == 0
    assert sender.send() == 1


def test_only_one_holds_the_lease_and_giving_it_up_lets_another_in(
    services: Services, store: Store, sender: Sender
) -> None:
    assert take(services, "two") is None

    with store.begin() as tx:
        leases.give_up(tx, sender.held, services.now())

    assert take(services, "two") is not None
    assert len(rows(store, lease)) == 1


def test_what_comes_too_late_is_void(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_message(services, not_after=clock.now() + timedelta(minutes=5))
    clock.forward(minutes=6)

    sender.send()

    assert (the_row(store).state, the_row(store).why) == ("void", "it would have come too late")
    assert sender.sms.offered == []


def test_what_may_be_late_tells_the_provider_how_long_to_try(
    services: Services, sender: Sender, clock: Clock
) -> None:
    a_message(services, not_after=clock.now() + timedelta(minutes=5))

    sender.send()

    assert sender.sms.offered[0].validity == timedelta(minutes=5)


def test_the_same_dedupe_key_is_queued_once(services: Services, store: Store) -> None:
    a_message(services)

    with pytest.raises(AssertionError):
        a_message(services)

    assert len(rows(store, outbox_table)) == 1


def test_a_channel_that_is_not_set_up_voids_with_a_reason(
    services: Services, store: Store, sender: Sender
) -> None:
    a_contact(services)
    texts(services, "my dad hits me")
    without = DeliverOutbox(
        store,
        {"sms": sender.sms},
        services.house,
        pools=sender.deliver.pools,
        now=services.now,
    )

    without(sender.held)

    mail = [row for row in rows(store, outbox_table) if row.channel == "email"]
    assert [(row.state, row.why) for row in mail] == [("void", "no email is set up")]


def test_an_alert_goes_by_mail_with_its_subject(services: Services, sender: Sender) -> None:
    a_contact(services)
    texts(services, "my dad hits me")

    sender.send()

    (mail,) = sender.email.offered
    assert (mail.to, mail.subject) == (ROTA_EMAIL, "Sayso: a young person may need help")


def test_an_unknown_error_text_holds_no_words_or_number(
    services: Services, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    a_message(services)
    sender.sms.fail_next(Unknown("the answer was lost"))

    with caplog.at_level("DEBUG"):
        sender.send()

    assert "900101" not in caplog.text
    assert "words for" not in caplog.text


@pytest.mark.parametrize("kind", ["holding", "alert", "help"])
def test_what_keeps_somebody_safe_overtakes_what_was_due_before(
    services: Services, sender: Sender, clock: Clock, kind: str
) -> None:
    for number in range(2, 62):
        a_message(services, number=number)
    clock.forward(seconds=5)
    sender.renew()
    a_message(services, number=1, kind=kind)

    sender.deliver(sender.held)

    assert phone(1) in [message.to for message in sender.sms.offered[:50]]
