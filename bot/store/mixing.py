"""Leave no trace of which turn wrote which row of totals (decision 11).

PostgreSQL keeps with each row the number of the transaction that wrote it, and rows lie as they
came: both would lead from a row of totals to the message stored with it. SQLite has neither here,
since these tables are clustered by pseudonym.
"""

from __future__ import annotations

from sqlalchemy import text

from bot.store.database import Transaction

TABLES = {
    "respondent": "pseudonym",
    "totals_answer": "pseudonym, wave, question",
    "drawn_answer": "id",
}


def mix(tx: Transaction) -> bool:
    """Write every row of totals anew, in the order of pseudonyms; tell whether it was needed."""
    if tx.db.dialect.name != "postgresql":
        return False
    for table, order in TABLES.items():
        # Whoever answers meanwhile waits for a moment.
        tx.db.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))
        tx.db.execute(text(f"CREATE TEMP TABLE mixed ON COMMIT DROP AS TABLE {table}"))
        tx.db.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # nosec B608  # our own names
        tx.db.execute(text(f"INSERT INTO {table} SELECT * FROM mixed ORDER BY {order}"))  # noqa: S608  # nosec B608  # our own names
        tx.db.execute(text("DROP TABLE mixed"))
    return True
