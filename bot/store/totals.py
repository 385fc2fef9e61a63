"""What totals are counted from, and the snapshots shown. Only `release_totals` reads the rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, FromClause, and_, null, select, text, true

from bot.insight import snapshot as snapshots
from bot.insight.figures import SafeTally
from bot.insight.successive import Release
from bot.insight.tallies import Response
from bot.store.answers import WAVE
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.reach import Span
from bot.store.tables import answer, contact, respondent, snapshot, totals_answer
from bot.store.waves import GUEST

COUNTS = "snapshot.counts"
ETHNICITY, LIVES_WITH = "a2", "a4"  # questions of about-you
ALWAYS = Span()
FETCHED = 2_000  # rows at once: one by one, half the time goes into asking for the next
RELEASE_LOCK = 741_852_965  # any number, the same everywhere


@dataclass(frozen=True, slots=True)
class Released:
    """One released snapshot: figures that are safe to show, and when they were fixed."""

    family: str
    respondents: int
    released_at: datetime
    figures: SafeTally
    id: int = 0
    wave: int = WAVE


def by_pseudonym(
    tx: Transaction, family: str, wave: int = WAVE, of: Sequence[str] | None = None
) -> Iterator[Response]:
    """Yield what became of each question of a `totals` flow, held answers left out.

    Args:
        of: these respondents alone.
    """
    yield from map(_response, said(tx, family, wave, of))


def said(
    tx: Transaction, family: str, wave: int = WAVE, of: Sequence[str] | None = None
) -> Iterator[AnyRow]:
    """Yield the same as rows, which are quicker to make: who, question, status, value, channel,
    language, age band, gender, area, ethnicity, and who they live with.

    Ethnicity and who they live with are answers of the same pseudonym, given another day.
    """
    ethnicity, home = totals_answer.alias("ethnicity"), totals_answer.alias("home")
    rows = tx.db.execute(
        select(
            totals_answer.c.pseudonym.label("who"),
            totals_answer.c.question,
            totals_answer.c.status,
            totals_answer.c.value,
            totals_answer.c.channel,
            totals_answer.c.language,
            respondent.c.age_band,
            respondent.c.gender,
            respondent.c.area,
            ethnicity.c.value.label("ethnicity"),
            home.c.value.label("lives_with"),
        )
        .join(respondent, respondent.c.pseudonym == totals_answer.c.pseudonym)
        .outerjoin(ethnicity, _about(ethnicity, ETHNICITY, wave))
        .outerjoin(home, _about(home, LIVES_WITH, wave))
        .where(
            totals_answer.c.family == family,
            totals_answer.c.wave == wave,
            totals_answer.c.held.is_(False),
            true() if of is None else totals_answer.c.pseudonym.in_(of),
        )
    )
    for some in rows.partitions(FETCHED):
        yield from some


def by_team(tx: Transaction, family: str, wave: int = WAVE) -> Iterator[Response]:
    """Yield what became of each question of a family by team alone, which stands as the area.

    Nothing else of who they are goes along, so that no team is told by age, gender or place.
    """
    rows = tx.db.execute(
        select(
            totals_answer.c.pseudonym,
            totals_answer.c.question,
            totals_answer.c.status,
            totals_answer.c.value,
            respondent.c.team,
        )
        .join(respondent, respondent.c.pseudonym == totals_answer.c.pseudonym)
        .where(
            totals_answer.c.family == family,
            totals_answer.c.wave == wave,
            totals_answer.c.held.is_(False),
        )
    )
    for row in rows:
        keys = keys_of(row.value)
        yield Response(row.pseudonym, row.question, row.status, keys, area=row.team)


def _about(alias: FromClause, question: str, wave: int) -> ColumnElement[bool]:
    """Return how an answer about the respondent joins the rest of what they said."""
    return and_(
        alias.c.pseudonym == totals_answer.c.pseudonym,
        alias.c.wave == wave,
        alias.c.question == question,
        alias.c.status == "answered",
    )


def by_contact(tx: Transaction, flow: str, span: Span = ALWAYS) -> Iterator[Response]:
    """Yield what became of each question of a `worker` flow: its choices are counted too.

    Args:
        span: when its wave was.
    """
    rows = tx.db.execute(
        select(
            answer.c.contact_id.label("who"),
            answer.c.question,
            answer.c.status,
            answer.c.value,
            answer.c.channel,
            answer.c.language,
            contact.c.age_band,
            contact.c.gender,
            contact.c.area,
            null().label("ethnicity"),
            null().label("lives_with"),
        )
        .join(contact, contact.c.id == answer.c.contact_id)
        .where(
            answer.c.flow == flow,
            answer.c.sees == "worker",
            contact.c.status != GUEST,
            span.holds(answer.c.answered_at),
        )
        .order_by(answer.c.session_id)
    )
    yield from map(_response, rows)


def _response(row: AnyRow) -> Response:
    return Response(
        respondent=str(row.who),
        question=row.question,
        status=row.status,
        keys=keys_of(row.value),
        age_band=row.age_band,
        gender=row.gender,
        area=row.area,
        ethnicity=one_key_of(row.ethnicity),
        lives_with=one_key_of(row.lives_with),
        channel=row.channel,
        language=row.language,
    )


def one_key_of(value: str | None) -> str | None:
    """Return the one option of an answer about themselves; own words are told to nobody."""
    keys = keys_of(value)
    return keys[0] if keys else None


@lru_cache(maxsize=10_000)  # millions of answers are of few different ones
def keys_of(value: str | None) -> tuple[str, ...]:
    """Return the options of an answer as it is kept."""
    if value is None:
        return ()
    said = json.loads(value)
    return tuple(map(str, said)) if isinstance(said, list) else (str(said),)


def one_at_a_time(tx: Transaction) -> None:
    """Let nobody else release until this transaction ends: two snapshots of almost the same people
    could be subtracted. SQLite's own write lock serves there."""
    if tx.db.dialect.name == "postgresql":
        tx.db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": RELEASE_LOCK})


def newest(tx: Transaction, flow: str, wave: int = WAVE) -> Released | None:
    """Return the newest snapshot of one flow in one wave, or None before the first."""
    row = _newest(tx, flow, wave)
    return None if row is None else _released(row)


@dataclass(frozen=True, slots=True)
class Last:
    """The newest snapshot of one flow in one wave, as far as the next one needs to know it."""

    id: int | None = None
    respondents: int | None = None


def last(tx: Transaction, flow: str, wave: int = WAVE) -> Last:
    """Return which snapshot is the newest, without reading its figures; `Last()` before any."""
    row = tx.db.execute(
        select(snapshot.c.id, snapshot.c.respondents)
        .where(snapshot.c.flow == flow, snapshot.c.wave == wave)
        .order_by(snapshot.c.id.desc())
        .limit(1)
    ).first()
    return Last() if row is None else Last(row.id, row.respondents)


def before(tx: Transaction, flow: str, wave: int = WAVE) -> Release | None:
    """Return the newest snapshot with the counts behind it, for making the next; None if none."""
    row = _newest(tx, flow, wave)
    if row is None:
        return None
    counts = tx.cipher.decrypt(row.counts, COUNTS) if row.counts is not None else "{}"
    return Release(
        snapshots.load(json.loads(row.figures)), snapshots.load_fixed(json.loads(counts))
    )


def waves(tx: Transaction, flow: str) -> tuple[int, ...]:
    """Return the waves of a flow that have a snapshot, oldest first."""
    found = select(snapshot.c.wave).where(snapshot.c.flow == flow).distinct()
    return tuple(sorted(tx.db.scalars(found)))


def every(tx: Transaction, flow: str, wave: int) -> tuple[Released, ...]:
    """Return all snapshots of one flow in one wave, oldest first."""
    rows = tx.db.execute(
        select(snapshot)
        .where(snapshot.c.flow == flow, snapshot.c.wave == wave)
        .order_by(snapshot.c.id)
    )
    return tuple(map(_released, rows))


def _released(row: AnyRow) -> Released:
    figures = snapshots.load(json.loads(row.figures))
    return Released(row.family, row.respondents, row.released_at, figures, row.id, row.wave)


def _newest(tx: Transaction, flow: str, wave: int) -> AnyRow | None:
    return tx.db.execute(
        select(snapshot)
        .where(snapshot.c.flow == flow, snapshot.c.wave == wave)
        .order_by(snapshot.c.id.desc())
        .limit(1)
    ).first()


@dataclass(frozen=True, slots=True)
class Key:
    """What a snapshot is of."""

    family: str
    flow: str
    wave: int = WAVE


@dataclass(frozen=True, slots=True)
class Written:
    """A snapshot ready to be kept, so that it takes no longer than that to keep it."""

    made: Release
    figures: str
    counts: bytes


def written(tx: Transaction, made: Release) -> Written:
    """Write out figures that are safe to show, and seal the counts behind them."""
    counts = json.dumps(snapshots.dump_fixed(made.fixed), separators=(",", ":"))
    figures = json.dumps(snapshots.dump(made.figures), separators=(",", ":"))
    return Written(made, figures, tx.cipher.encrypt(counts, COUNTS))


def keep(
    tx: Transaction, key: Key, respondents: int, *, written: Written, now: datetime
) -> Released:
    """Fix a snapshot, and return it."""
    kept = tx.db.execute(
        snapshot.insert()
        .values(
            family=key.family,
            flow=key.flow,
            wave=key.wave,
            respondents=respondents,
            figures=written.figures,
            counts=written.counts,
            released_at=now,
        )
        .returning(snapshot.c.id)
    )
    made = written.made.figures
    return Released(key.family, respondents, now, made, int(kept.scalar_one()), key.wave)
