"""Finding out what became of a text: by receipt, by the provider's list, else by a human."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from bot.app import Services
from bot.store.columns import AnyRow
from bot.store.database import Store
from bot.store.deliveries import Receipt
from bot.store.sending_tables import delivery_event
from bot.store.tables import address, outbox, task
from tests.factories import WORKER_EMAIL, Clock, a_contact, a_worker, rows, texts
from tests.sending import Sender

LATER = {"seconds": 31}


def an_unknown(services: Services, sender: Sender, *, kind: str = "reply") -> AnyRow:
    """Leave one text of this kind unknown, taken by the provider; return its row."""
    a_worker(services)
    a_contact(services, worker=WORKER_EMAIL)
    for _ in range(2):  # an alert by text goes with a holding reply
        sender.sms.lose_next_answer()
    texts(services, {"holding": "my dad hits me", "help": "HELP"}.get(kind, "hello"))
    sender.send()
    return the_text(services.store)


def the_text(store: Store) -> AnyRow:
    """Return the one text to a young person."""
    (row,) = rows(store, outbox, outbox.c.kind != "alert")
    return row


def never_arrived(sender: Sender) -> None:
    """Have the provider know nothing of what it was offered."""
    sender.sms.taken.clear()


def a_receipt(services: Services, row: AnyRow, status: str, **more: object) -> Receipt:
    fields = {
        "ref": row.ref,
        "external_id": row.external_id or "SM" + "e" * 32,
        "error_code": None,
        "carrier_done_at": None,
        "received_at": services.now(),
    } | more
    return Receipt(status=status, **fields)  # type: ignore[arg-type]


def test_a_receipt_with_our_ref_settles_it(
    services: Services, store: Store, sender: Sender
) -> None:
    row = an_unknown(services, sender)

    assert services.record(a_receipt(services, row, "delivered"))

    row = the_text(store)
    assert (row.state, row.delivery, row.external_id) == ("sent", "delivered", "SM" + "e" * 32)
    assert sender.settle() == 0


def test_the_providers_list_settles_it(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    an_unknown(services, sender)
    clock.forward(**LATER)

    sender.settle()

    row = the_text(store)
    assert row.state == "sent"
    assert row.external_id in {sent.external_id for _, sent in sender.sms.taken}
    assert rows(store, task) == []


def test_nothing_is_settled_within_thirty_seconds(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    an_unknown(services, sender, kind="holding")
    never_arrived(sender)
    clock.forward(seconds=29)

    sender.settle()
    sender.send()

    assert the_text(store).state == "unknown"


def test_while_the_list_is_not_to_be_had_nothing_is_decided(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    an_unknown(services, sender, kind="holding")
    never_arrived(sender)
    sender.sms.is_listing_down = True
    clock.forward(hours=5)

    sender.settle()

    assert the_text(store).state == "unknown"
    assert rows(store, task) == []


@pytest.mark.parametrize("kind", ["holding", "help"])
def test_a_holding_reply_the_list_lacks_goes_again(
    services: Services, store: Store, sender: Sender, clock: Clock, kind: str
) -> None:
    an_unknown(services, sender, kind=kind)
    never_arrived(sender)
    clock.forward(**LATER)

    sender.settle()
    assert the_text(store).state == "queued"
    sender.send()

    assert the_text(store).state == "sent"
    assert len(sender.sms.bodies("+447700900101")) == 1


def test_any_other_text_the_list_lacks_goes_to_the_worker(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    an_unknown(services, sender)
    never_arrived(sender)
    clock.forward(**LATER)

    sender.settle()
    clock.forward(**LATER)
    sender.settle()
    sender.send()

    assert the_text(store).state == "unknown"
    assert len(sender.sms.offered) == 1
    (todo,) = rows(store, task)
    assert (todo.kind, todo.worker_id is not None) == ("text_unsure", True)


def test_a_late_receipt_for_one_that_was_to_go_again_stops_it(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    row = an_unknown(services, sender, kind="holding")
    never_arrived(sender)
    clock.forward(**LATER)
    sender.settle()

    services.record(a_receipt(services, row, "sent"))
    sender.send()

    assert the_text(store).state == "sent"
    assert len([one for one in sender.sms.offered if one.to == "+447700900101"]) == 1


def test_two_texts_with_the_same_words_are_not_settled_by_one(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "when is my meeting", "when is my meeting")
    sender.sms.lose_next_answer()
    sender.sms.lose_next_answer()
    sender.send()
    del sender.sms.taken[1]
    clock.forward(**LATER)

    sender.settle()

    assert sorted(row.state for row in rows(store, outbox)) == ["sent", "unknown"]


def test_an_older_text_with_the_same_words_does_not_settle_a_new_one(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "when is my meeting")
    sender.send()
    clock.forward(minutes=2)
    sender.sms.lose_next_answer()
    texts(services, "when is my meeting")
    sender.send()
    del sender.sms.taken[1]
    clock.forward(**LATER)

    sender.settle()

    assert [row.state for row in rows(store, outbox)] == ["sent", "unknown"]


def test_an_alert_by_mail_that_may_be_lost_goes_again(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    sender.email.lose_next_answer()
    texts(services, "my dad hits me")
    sender.send()
    clock.forward(**LATER)

    sender.settle()
    sender.send()

    (mail,) = rows(store, outbox, outbox.c.channel == "email")
    assert mail.state == "sent"


@pytest.mark.parametrize("order", list(itertools.permutations(["queued", "sent", "delivered"])))
def test_receipts_in_any_order_and_twice_end_the_same(
    services: Services, store: Store, sender: Sender, order: tuple[str, ...]
) -> None:
    a_contact(services)
    texts(services, "hello")
    sender.send()
    row = the_text(store)

    for status in order + order:
        services.record(a_receipt(services, row, status))

    row = the_text(store)
    assert (row.state, row.delivery) == ("sent", "delivered")
    assert len(rows(store, delivery_event)) == 6


def test_a_receipt_that_comes_before_our_own_call_returns_is_kept(
    services: Services, store: Store, sender: Sender
) -> None:
    a_contact(services)
    texts(services, "hello")
    real = sender.sms.send

    def tell_first(message: object) -> object:
        accepted = real(message)  # type: ignore[arg-type]
        row = the_text(store)
        services.record(a_receipt(services, row, "delivered", external_id=accepted.external_id))
        return accepted

    sender.sms.send = tell_first  # type: ignore[assignment,method-assign]
    sender.send()

    row = the_text(store)
    assert (row.state, row.delivery) == ("sent", "delivered")
    assert row.external_id == sender.sms.taken[0][1].external_id


@pytest.mark.parametrize(
    ("code", "trouble"), [("30006", "invalid"), ("30005", "suspect"), ("30003", None)]
)
def test_a_receipt_of_failure_says_what_is_wrong_with_the_number(
    services: Services, store: Store, sender: Sender, code: str, trouble: str | None
) -> None:
    a_contact(services)
    texts(services, "hello")
    sender.send()

    services.record(a_receipt(services, the_text(store), "undelivered", error_code=code))

    assert (the_text(store).delivery, the_text(store).error_code) == ("undelivered", code)
    assert rows(store, address)[0].trouble == trouble


def test_a_receipt_for_nothing_of_ours_is_kept_and_changes_nothing(
    services: Services, store: Store, sender: Sender
) -> None:
    row = an_unknown(services, sender)

    known = services.record(a_receipt(services, row, "delivered", ref=None, external_id="SMother"))

    assert not known
    assert the_text(store).state == "unknown"
    assert len(rows(store, delivery_event)) == 1


def test_a_row_that_is_still_being_sent_is_left_to_its_process(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "hello")
    with store.begin() as tx:
        tx.db.execute(
            outbox.update().values(state="sending", sending_at=clock.now() - timedelta(seconds=44))
        )

    sender.settle()

    assert the_text(store).state == "sending"
