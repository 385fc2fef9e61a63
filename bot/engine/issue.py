"""One finding about a flow or a phrase. A value of its own, so that every check can import it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]


class Level(StrEnum):
    """A fault keeps a flow from being published; a note is worth knowing."""

    FAULT = "fault"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong, where, and the mend. `node` is empty for the flow as a whole.

    Args:
        place: the path to it in the file: ("nodes", "c4", "options", 2, "label"); empty means the
            node as a whole.
        line: counted from 1; 0 where no file was read.
    """

    code: str
    flow: str
    node: str
    message: str
    place: Path = ()
    level: Level = Level.FAULT
    file: str = ""
    line: int = 0
