"""Tries to lead rows of totals back to who said them. Shares no code with what prevents it.

It has every row of every table as it lies in the database, the hidden columns too, and no key
unless given one. Each way of joining returns whom it would name; the truth says how often it was
right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

Row = Mapping[str, Any]
LEAST_LIKELY = 10  # people among whom nobody may be told apart


@dataclass(frozen=True, slots=True)
class Evidence:
    """What lies in one database: table -> its rows, in the order they lie there."""

    tables: Mapping[str, Sequence[Row]]
    words: Mapping[int, Sequence[str]] = field(default_factory=dict)  # contact -> opened bodies

    def of(self, table: str) -> Sequence[Row]:
        """Return the rows of one table."""
        return self.tables.get(table, ())


def gather(db: Connection, names: Sequence[str]) -> Evidence:
    """Read every table as it lies, with PostgreSQL's own columns of each row."""
    hidden = ", ctid::text, xmin::text" if db.dialect.name == "postgresql" else ""
    return Evidence(
        {
            name: [
                dict(row._mapping) for row in db.execute(text(f'SELECT *{hidden} FROM "{name}"'))
            ]
            for name in names
        }
    )


def by_shared_value(found: Evidence, family: str) -> Mapping[str, int]:
    """Name people by a value that a row of totals shares with a row of theirs alone: an id, a
    reference, a moment, the number of a transaction."""
    theirs = _values_of_people(found)
    named: dict[str, int] = {}
    for row in _totals(found, family):
        for name, value in row.items():
            places = theirs.get(_alike(name, value), {}) if _is_telling(name, value) else {}
            alone = [people for people in places.values() if len(people) == 1]
            if alone:
                named.setdefault(row["pseudonym"], next(iter(alone[0])))
    return named


def _values_of_people(found: Evidence) -> Mapping[tuple[str, str], Mapping[str, set[int]]]:
    """Return value -> the column it stands in -> whose rows have it there."""
    theirs: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for table in ("session", "inbound_message", "outbox", "answer", "contact", "flow_request"):
        for row in found.of(table):
            person = row["id"] if table == "contact" else row.get("contact_id")
            for name, value in row.items():
                if person is not None and _is_telling(name, value):
                    theirs[_alike(name, value)][f"{table}.{name}"].add(person)
    return theirs


def by_order(found: Evidence, family: str) -> Mapping[str, int]:
    """Name people by the order in which rows lie: the first pseudonym is whoever began first."""
    sat = sorted(_sittings(found, family), key=lambda row: (str(row["started_at"]), row["id"]))
    began = [row["contact_id"] for row in sat]
    lying = list(dict.fromkeys(row["pseudonym"] for row in _totals(found, family)))
    return dict(zip(lying, began, strict=False))


def by_day(found: Evidence, family: str) -> Mapping[str, int]:
    """Name people where, of all who sat this flow, fewer than ten could have done so that day."""
    sat: dict[Any, list[int]] = defaultdict(list)
    for row in _sittings(found, family):
        sat[_day(row["started_at"])].append(row["contact_id"])
    said: dict[Any, set[str]] = defaultdict(set)
    for row in _totals(found, family):
        said[_day(row["answered_on"])].add(row["pseudonym"])
    return {
        pseudonym: people[0]
        for day, pseudonyms in said.items()
        for pseudonym, people in zip(sorted(pseudonyms), [sat[day]] * len(pseudonyms), strict=True)
        if 0 < len(people) < LEAST_LIKELY
    }


def by_state(found: Evidence, family: str) -> Mapping[str, int]:
    """Name people whose finished sitting still holds what they said."""
    left = [row for row in _sittings(found, family) if row["ended_at"] and row["state"]]
    return {f"state {row['id']}": row["contact_id"] for row in left}


def by_words(found: Evidence, family: str) -> Mapping[str, int]:
    """Name people by what they texted, word for word, where it can be opened: "1", "3", "bus"."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in _totals(found, family):
        if row["status"] == "answered" and row["value"]:
            said[row["pseudonym"]].append(row["value"])
    named: dict[str, int] = {}
    for pseudonym, values in said.items():
        people = [one for one, words in found.words.items() if len(words) >= len(values)]
        if len(people) == 1 or (people and len(found.words) <= LEAST_LIKELY):
            named[pseudonym] = people[0]
    return named


WAYS = (by_shared_value, by_order, by_day, by_state, by_words)


def _totals(found: Evidence, family: str) -> list[Row]:
    return [row for row in found.of("totals_answer") if row["family"] == family]


def _sittings(found: Evidence, family: str) -> list[Row]:
    return [row for row in found.of("session") if row["flow"] == family]


def _is_telling(name: str, value: object) -> bool:
    """Whether a value could tell one row from another: no flag, label or small count."""
    if name == "xmin":
        return True
    if name == "ctid" or value is None or isinstance(value, bool | date) is True:
        return isinstance(value, datetime)
    if isinstance(value, int):
        return name.endswith("_id") and name != "flow_version_id"
    return isinstance(value, str | bytes) and len(value) >= 16 and name != "family"


def _alike(name: str, value: object) -> tuple[str, str]:
    kind = name if isinstance(value, int) or name == "xmin" else type(value).__name__
    return kind, str(value)


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10])
