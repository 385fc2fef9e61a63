"""Telling people that a child may not be safe: one message a person a route, and never none.

An alert carries no words, name or number of the young person: it leads to the concern's page.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.conversation.house import House
from bot.safeguarding.alerting import Route
from bot.safeguarding.assess import Severity
from bot.store import addresses, outbox
from bot.store.database import Transaction
from bot.store.outbox import NewMessage
from bot.store.tables import outbox as outbox_table

SUBJECT = {
    Severity.IMMEDIATE: "Sayso: a young person may be in danger now",
    Severity.CONCERN: "Sayso: a young person may need help",
}
MORE = "Sayso: there is more in a concern you have"
TEST = "Sayso: this is only a test"
ROUTES = {"mailto": "email", "tel": "sms"}
REMEMBERED = timedelta(hours=1)


def tell(
    tx: Transaction,
    house: House,
    urns: Iterable[str],
    *,
    concern_id: int,
    what: str,
    about: str,
    now: datetime,
) -> int:
    """Queue one alert to each of `urns`; return how many.

    Args:
        what: the sentence that says why; a subject of an e-mail, the beginning of a text.
        about: what is news; the same person is told of the same news once a route.
    """
    link = f"{house.base_url}/admin/concerns/{concern_id}"
    queued = 0
    for urn in urns:
        address_id = addresses.ensure(tx, urn, now)
        message = NewMessage(
            address_id=address_id,
            channel=ROUTES[urn.partition(":")[0]],
            kind="alert",
            subject=what,
            body=f"{what}. Concern {concern_id}. Please open it now: {link}",
            dedupe_key=f"concern:{concern_id}:{about}:{address_id}",
            due_at=now,
            concern_id=concern_id,
        )
        queued += outbox.enqueue(tx, message, now) is not None
    return queued


def tell_as_a_test(tx: Transaction, urns: Iterable[str], *, by: str, now: datetime) -> int:
    """Queue a test to each of `urns`, the way an alert goes; return how many.

    Args:
        by: the first name of whoever asked for it.
    """
    queued = 0
    for urn in urns:
        message = NewMessage(
            address_id=addresses.ensure(tx, urn, now),
            channel=ROUTES[urn.partition(":")[0]],
            kind="alert",
            subject=TEST,
            body=f"{TEST}, sent by {by}. Nobody is in danger. There is nothing to do.",
            dedupe_key=f"test:{secrets.token_hex(16)}",
            due_at=now,
        )
        queued += outbox.enqueue(tx, message, now) is not None
    return queued


def routes(tx: Transaction, now: datetime) -> tuple[Route, ...]:
    """Return how each route of alerts does: what waits on it longest, and what went last."""
    table = outbox_table
    rows = tx.db.execute(
        select(
            table.c.channel,
            table.c.state,
            func.min(table.c.created_at).label("oldest"),
            func.max(table.c.sent_at).label("sent"),
            func.max(table.c.created_at).label("newest"),
        )
        .where(table.c.kind == "alert", table.c.created_at > now - REMEMBERED)
        .group_by(table.c.channel, table.c.state)
    ).all()
    return tuple(
        Route(
            channel=channel,
            waiting_since=min(
                (row.oldest for row in rows if row.channel == channel and row.state not in ENDED),
                default=None,
            ),
            refused_at=max(
                (row.newest for row in rows if row.channel == channel and row.state == "failed"),
                default=None,
            ),
            sent_at=max(
                (row.sent for row in rows if row.channel == channel and row.sent), default=None
            ),
        )
        for channel in sorted({row.channel for row in rows})
    )


ENDED = frozenset({"sent", "failed", "void"})
