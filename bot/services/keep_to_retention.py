"""Keep nothing longer than the settings say: nightly, with a report of what went; or a dry run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.privacy.retention import Kind, Retention
from bot.store import audits, erasing, expiring, mixing
from bot.store.database import Store, Transaction

CONTACTS = "contact"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind in the report: kept since when, and table -> rows that went or would go."""

    kind: Kind
    period: str
    before: datetime
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did, or would have done.

    Args:
        to_dispose: the ids of concerns whose schedule date has come. People dispose of them.
    """

    ran_at: datetime
    dry: bool
    lines: tuple[Line, ...]
    to_dispose: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return how many rows went in all."""
        return sum(sum(line.rows.values()) for line in self.lines)


@dataclass(frozen=True, slots=True)
class KeepToRetention:
    """Each kind is one transaction: what is stopped half way is gone on with the next night."""

    store: Store
    retention: Retention
    pseudonym_key: bytes
    now: Callable[[], datetime]

    def __call__(self, *, dry: bool = False) -> Report:
        """Delete what is too old, or count it; concerns and the audit are only ever listed."""
        now = self.now()
        lines = tuple(self._line(kind, now, dry=dry) for kind in Kind)
        with self.store.reading() as tx:
            old = self.retention.of(Kind.CONCERNS).before(now)
            to_dispose = expiring.due_for_disposal(tx, old)
        report = Report(now, dry, lines, to_dispose)
        if not dry:
            self._finish(report)
        return report

    def mix(self) -> None:
        """Leave no trace of which turn wrote which row of totals."""
        with self.store.begin() as tx:
            mixing.mix(tx)

    def _line(self, kind: Kind, now: datetime, *, dry: bool) -> Line:
        period = self.retention.of(kind)
        before = period.before(now)
        with self.store.begin() as tx:
            rows = self._rows(tx, kind, before, now=now, dry=dry)
        return Line(kind, str(period), before, rows)

    def _rows(
        self, tx: Transaction, kind: Kind, before: datetime, *, now: datetime, dry: bool
    ) -> Mapping[str, int]:
        if kind is Kind.AUDIT:
            old = expiring.audited_before(tx, before)
            return {"audit, listed only": old} if old and dry else {}
        if kind is Kind.PEOPLE:
            return self._people(tx, before, now=now, dry=dry)
        doomed = expiring.too_old(kind, before)
        if dry:
            return expiring.count(tx, doomed)
        if kind is Kind.PRIVATE_TEXTS:
            expiring.coarsen_days(tx, before)
        return expiring.expire(tx, doomed, now)

    def _people(
        self, tx: Transaction, before: datetime, *, now: datetime, dry: bool
    ) -> Mapping[str, int]:
        quiet = expiring.people_gone_quiet(tx, before)
        for contact_id in () if dry else quiet:
            erasing.erase_who_they_are(tx, contact_id, pseudonym_key=self.pseudonym_key, now=now)
        return {CONTACTS: len(quiet)} if quiet else {}

    def _finish(self, report: Report) -> None:
        with self.store.begin() as tx:
            mixing.mix(tx)
            audits.record(
                tx,
                actor="worker",
                action="retention.run",
                subject="retention",
                now=report.ran_at,
                detail={line.kind: sum(line.rows.values()) for line in report.lines if line.rows},
            )
        self.store.scrub(*erasing.TOUCHED)
