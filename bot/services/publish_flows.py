"""Publish flows: the ones that ship, or a file. A changed flow becomes its next version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.engine.issues import check
from bot.engine.loading import load_flow
from bot.errors import FlowError
from bot.store import flows
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class PublishFlows:
    """Stores new versions of flows that pass every check."""

    store: Store
    now: Callable[[], datetime]

    def __call__(self, documents: Mapping[str, str]) -> Mapping[str, int]:
        """Publish each changed document; return flow key -> new version number.

        Raises:
            FlowError: a flow has faults; none of the documents is published.
        """
        for document in documents.values():
            faults = check(load_flow(document))
            if faults:
                raise FlowError("; ".join(f"{fault.code} {fault.message}" for fault in faults))
        with self.store.begin() as tx:
            versions = {
                key: flows.publish(tx, key, document, self.now())
                for key, document in documents.items()
            }
        return {key: version for key, version in versions.items() if version is not None}
