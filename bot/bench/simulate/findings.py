"""What went wrong, if anything: the carrier's own book beside the database's. Pure but for reading.

Lost: a text from a phone that is not stored, one from us that never went, a disclosure without a
concern. Doubled: one message of ours twice at the carrier. Stray: a text to somebody who left, or
one at the carrier that no message of ours knows of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles

from sqlalchemy import func, select

from bot.bench.simulate.personas import Kind, Persona
from bot.channels.carrier.ledger import Text
from bot.store.database import Transaction
from bot.store.tables import concern, inbound_message, outbox, session

FAULTS = ("lost_in", "lost_out", "lost_concerns", "doubled", "stray")
SETTLING = timedelta(seconds=5)  # what was in the air as STOP came is nobody's fault


@dataclass(frozen=True, slots=True)
class Findings:
    """A simulation's outcome; latencies are milliseconds from a text to the one it brought."""

    young_people: int
    texts_in: int
    texts_out: int
    sittings: int
    completed: int
    concerns: int
    lost_in: int
    lost_out: int
    lost_concerns: int
    doubled: int
    stray: int
    p50_ms: float
    p95_ms: float


def look(
    tx: Transaction, texts: Sequence[Text], people: Mapping[str, Persona], waits: Sequence[float]
) -> Findings:
    """Compare what the carrier carried with what is stored."""
    came = [text for text in texts if text.is_inbound]
    went = [text for text in texts if not text.is_inbound]
    stored = set(tx.db.scalars(select(inbound_message.c.external_id)))
    ours = Counter(
        tx.db.scalars(select(outbox.c.external_id).where(outbox.c.external_id.is_not(None)))
    )
    stopped = outbox.c.error_code == "21610"  # the carrier had their STOP before we did
    ours_to_send = (outbox.c.channel == "sms") & (outbox.c.error_code.is_(None) | ~stopped)
    states = Counter(tx.db.scalars(select(outbox.c.state).where(ours_to_send)))
    opened = tx.db.scalar(select(func.count()).select_from(concern)) or 0
    told = {text.phone for text in came if _has_told(people.get(text.phone), text)}
    outcomes = Counter(tx.db.scalars(select(session.c.outcome)))
    middle, late = _spread(waits)
    return Findings(
        young_people=len(people),
        texts_in=len(came),
        texts_out=len(went),
        sittings=outcomes.total(),
        completed=outcomes["complete"],
        concerns=opened,
        lost_in=sum(text.sid not in stored for text in came),
        lost_out=sum(
            states[name] for name in ("queued", "claimed", "sending", "unknown", "failed")
        ),
        lost_concerns=max(len(told) - opened, 0),
        doubled=sum(count - 1 for count in ours.values()) + _said_twice(went, came),
        stray=sum(text.sid not in ours for text in went) + _after_stop(went, came),
        p50_ms=middle,
        p95_ms=late,
    )


def _has_told(persona: Persona | None, text: Text) -> bool:
    return persona is not None and persona.kind is Kind.DISCLOSES and text.body == persona.said[-1]


def _said_twice(went: Sequence[Text], came: Sequence[Text]) -> int:
    """Count the same words sent again to one phone though nothing came from it in between."""
    doubled, last = 0, defaultdict[str, str](str)
    for text in sorted((*went, *came), key=lambda one: one.created_at):
        if not text.is_inbound:
            doubled += last[text.phone] == text.body
        last[text.phone] = "" if text.is_inbound else text.body
    return doubled


def _after_stop(went: Sequence[Text], came: Sequence[Text]) -> int:
    stopped = {text.phone: text.created_at for text in came if text.body == "STOP"}
    return sum(
        text.phone in stopped and text.created_at > stopped[text.phone] + SETTLING for text in went
    )


def _spread(waits: Sequence[float]) -> tuple[float, float]:
    if len(waits) < 2:
        return 0.0, 0.0
    parts = quantiles(waits, n=20)
    return round(parts[9] * 1000, 1), round(parts[18] * 1000, 1)
