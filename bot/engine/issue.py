"""One static fault of a flow. A value of its own, so that every check can import it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong, where, and the mend. `node` is empty for the flow as a whole."""

    code: str
    flow: str
    node: str
    message: str
