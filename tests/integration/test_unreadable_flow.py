"""One conversation that cannot be read any more, such as after an upgrade, stops no other."""

from __future__ import annotations

import pytest

from bot.app import Services
from bot.conversation.model import Became
from bot.store.database import Store
from bot.store.flows import Shelf
from bot.store.tables import inbound_message
from tests.factories import a_contact, rows, texts

pytestmark = pytest.mark.usefixtures("unreadable")


@pytest.mark.parametrize(
    ("said", "became"), [("idea", Became.BEGINS), ("is there somewhere to go", None)]
)
def test_a_text_is_read_and_answered_all_the_same(
    services: Services,
    store: Store,
    caplog: pytest.LogCaptureFixture,
    said: str,
    became: Became | None,
) -> None:
    a_contact(services)

    texts(services, said)

    assert "could not be taken through" not in caplog.text
    (came,) = rows(store, inbound_message)
    assert became is None or came.became == became


def test_sittings_are_tended_all_the_same(services: Services) -> None:
    services.tend.offer_again()


def test_it_is_left_out_and_that_is_said_once(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf()

    with store.reading() as tx:
        keys = {one.flow.key for one in (*shelf.all_newest(tx), *shelf.all_newest(tx))}

    assert "older" not in keys
    assert "ideas" in keys
    assert caplog.text.count("is left out") == 1
