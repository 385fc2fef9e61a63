"""Publish flows: the ones that ship, or a file. A changed flow becomes its next version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.engine.issue import Issue
from bot.engine.issues import check
from bot.engine.loading import load_flow
from bot.engine.meaning import changed_meaning
from bot.errors import FlowError
from bot.store import flows
from bot.store.database import Store, Transaction


@dataclass(frozen=True, slots=True)
class PublishFlows:
    """Stores new versions of flows that pass every check and change no id's meaning."""

    store: Store
    now: Callable[[], datetime]

    def __call__(self, documents: Mapping[str, str]) -> Mapping[str, int]:
        """Publish each changed document; return flow key -> new version number.

        Raises:
            FlowError: a flow has faults, or would change what an id means; says which and why.
                None of the documents is published.
        """
        with self.store.begin() as tx:
            fresh = {
                key: document
                for key, document in documents.items()
                if not flows.is_newest(tx, key, document)
            }
            for key, document in fresh.items():
                _refuse([*check(load_flow(document)), *_meaning(tx, key, document)])
            versions = {
                key: flows.publish(tx, key, document, self.now()) for key, document in fresh.items()
            }
        return {key: version for key, version in versions.items() if version is not None}


def _meaning(tx: Transaction, key: str, document: str) -> list[Issue]:
    earlier = [load_flow(before) for before in flows.documents(tx, key)]
    return changed_meaning(earlier, load_flow(document))


def _refuse(faults: Sequence[Issue]) -> None:
    if faults:
        told = [f"{fault.flow}/{fault.node} {fault.code}: {fault.message}" for fault in faults]
        raise FlowError("not published. " + "; ".join(told))
