"""Published flows. A version never changes; a session stays on the one it began with."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select

from bot.engine.loading import load_flow
from bot.engine.model import Flow
from bot.engine.parsing import NO_DRAFTS
from bot.errors import BadInput, FlowError
from bot.store.columns import AnyRow
from bot.store.database import Transaction
from bot.store.prepared import Prepared
from bot.store.tables import flow_version
from bot.text.folding import fold, words

log = logging.getLogger(__name__)

LONGEST_KEYWORD = 30  # characters
# Where this is as it was, so are the newest: a version never changes and none goes, but of two
# published at once the later may be seen first.
_SEEN = Prepared(
    select(
        flow_version.c.id,
        flow_version.c.digest,
        select(func.count()).select_from(flow_version).scalar_subquery().label("versions"),
    )
    .order_by(flow_version.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a flow, by its id in the store."""

    id: int
    version: int
    flow: Flow


class Shelf:
    """Versions already read, by id. They never change, so each is parsed once a process."""

    def __init__(self, drafts: frozenset[str] = NO_DRAFTS) -> None:
        """Read flows as they are said: with drafts in the languages that may be sent as such."""
        self._drafts = drafts
        self._by_id: dict[int, Published] = {}
        self._told: set[int] = set()  # which it said once that it cannot read
        # The newest of all, and what was seen as they were looked up.
        self._newest: tuple[AnyRow | None, tuple[Published, ...]] = (None, ())
        self._lock = Lock()

    def version(self, tx: Transaction, version_id: int) -> Published:
        """Return one version by its id."""
        known = self._by_id.get(version_id)
        if known is not None:
            return known
        row = tx.db.execute(
            select(flow_version.c.version, flow_version.c.document).where(
                flow_version.c.id == version_id
            )
        ).one()
        published = Published(version_id, row.version, load_flow(row.document, self._drafts))
        with self._lock:
            self._by_id[version_id] = published
        return published

    def all_newest(self, tx: Transaction) -> tuple[Published, ...]:
        """Return the newest version of every flow; one that cannot be read stops no other."""
        seen = _SEEN.first(tx, {})
        as_of, known = self._newest
        if seen is not None and seen == as_of:
            return known
        ids = tx.db.scalars(select(func.max(flow_version.c.id)).group_by(flow_version.c.flow)).all()
        found = (self._readable(tx, version_id) for version_id in sorted(ids))
        newest = tuple(one for one in found if one is not None)
        self._newest = (seen, newest)
        return newest

    def _readable(self, tx: Transaction, version_id: int) -> Published | None:
        try:
            return self.version(tx, version_id)
        except FlowError as error:
            if version_id not in self._told:
                log.error("flow version %s is left out: %s", version_id, error)
                self._told.add(version_id)
            return None

    def after(self, tx: Transaction, flow: str) -> tuple[Published, ...]:
        """Return the flows that may follow `flow` at once."""
        return tuple(one for one in self.all_newest(tx) if flow in one.flow.triggers.after)

    def by_keyword(self, tx: Transaction, text: str) -> str | None:
        """Return the flow that `text`, as a whole, begins: "Idea!" begins ideas."""
        said = " ".join(words(fold(text)))
        if not said or len(said) > LONGEST_KEYWORD:
            return None
        for one in self.all_newest(tx):
            if said in one.flow.triggers.keywords:
                return one.flow.key
        return None

    def newest(self, tx: Transaction, flow: str) -> Published:
        """Return the newest version of a flow by its key.

        Raises:
            BadInput: no flow of that key is published.
        """
        version_id = tx.db.scalar(
            select(flow_version.c.id)
            .where(flow_version.c.flow == flow)
            .order_by(flow_version.c.version.desc())
            .limit(1)
        )
        if version_id is None:
            raise BadInput(f"no flow {flow!r} is published: see `sayso migrate`")
        return self.version(tx, version_id)


def documents(tx: Transaction, flow: str) -> tuple[str, ...]:
    """Return the document of every version of a flow, the oldest first."""
    return tuple(
        tx.db.scalars(
            select(flow_version.c.document)
            .where(flow_version.c.flow == flow)
            .order_by(flow_version.c.version)
        )
    )


def is_newest(tx: Transaction, flow: str, document: str) -> bool:
    """Tell whether `document` is the newest version of a flow already."""
    digest = tx.db.scalar(
        select(flow_version.c.digest)
        .where(flow_version.c.flow == flow)
        .order_by(flow_version.c.version.desc())
        .limit(1)
    )
    return digest == hashlib.sha256(document.encode()).hexdigest()


def publish(tx: Transaction, flow: str, document: str, now: datetime) -> int | None:
    """Store `document` as the next version; return its number, or None if nothing changed."""
    digest = hashlib.sha256(document.encode()).hexdigest()
    row = tx.db.execute(
        select(flow_version.c.version, flow_version.c.digest)
        .where(flow_version.c.flow == flow)
        .order_by(flow_version.c.version.desc())
        .limit(1)
    ).first()
    if row is not None and row.digest == digest:
        return None
    version = 1 if row is None else row.version + 1
    tx.db.execute(
        flow_version.insert().values(
            flow=flow, version=version, digest=digest, document=document, published_at=now
        )
    )
    return version
