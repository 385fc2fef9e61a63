"""Rows of a table with whose they are: the young person's sealed nickname, the worker's name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Table, select

from bot.store.staff_tables import user
from bot.store.tables import contact


def with_names(table: Table) -> Select[Any]:
    """Return a query of all of `table` with "nickname" and "worker" beside each row.

    Args:
        table: has a `contact_id` and a `worker_id`; where no worker is named, "worker" is None.
    """
    return (
        select(table, contact.c.nickname, user.c.name.label("worker"))
        .join(contact, contact.c.id == table.c.contact_id)
        .outerjoin(user, user.c.id == table.c.worker_id)
    )
