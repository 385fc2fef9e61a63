"""Write down one thing young people said: short, plain, and with nobody to be known by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.house import House
from bot.conversation.telling import right_flow
from bot.engine.issues import check
from bot.engine.loading import AROUND, document, load_flow
from bot.errors import BadInput
from bot.rounds.findings import LONGEST_AREA, LONGEST_HEARD, Rung
from bot.store import audits, findings, ideas, rounds
from bot.store.database import Store

_NAMES_SOMEBODY = re.compile(r"@|\d{5,}|\b(?:Mrs?|Ms|Miss|Dr)\b")


@dataclass(frozen=True, slots=True)
class WriteFinding:
    """What is written is checked as the question it will be asked in."""

    store: Store
    house: House
    now: Callable[[], datetime]

    def __call__(
        self,
        *,
        about: str,
        heard: str,
        rung: str,
        user_id: int,
        round_id: int | None = None,
        idea_id: int | None = None,
    ) -> int:
        """Store a finding of a round or an idea and return its id.

        Raises:
            BadInput: it cannot be told as it stands; says what to mend.
        """
        faults = list(self.faults(about, heard))
        if rung not in {one.value for one in Rung}:
            faults.append("say how much young people had to decide")
        if faults:
            raise BadInput("; ".join(faults))
        now = self.now()
        with self.store.begin() as tx:
            there = (
                rounds.one(tx, round_id)
                if round_id is not None
                else ideas.one(tx, idea_id)
                if idea_id is not None
                else None
            )
            if there is None:
                raise BadInput("there is no such round or idea")
            finding_id = findings.add(
                tx,
                round_id=round_id,
                idea_id=idea_id,
                about=about.strip(),
                heard=heard.strip().rstrip("."),
                rung=Rung(rung),
                user_id=user_id,
                now=now,
            )
            audits.record(
                tx,
                actor=f"user:{user_id}",
                action="finding.add",
                subject=f"finding:{finding_id}",
                now=now,
            )
        return finding_id

    def faults(self, about: str, heard: str) -> Iterator[str]:
        """Yield what to mend in these words, as parts of a sentence."""
        area, said = about.strip(), heard.strip().rstrip(".")
        if not 0 < len(area) <= LONGEST_AREA:
            yield f"say what it is about in {LONGEST_AREA} letters at most"
        if not 0 < len(said) <= LONGEST_HEARD:
            yield f"say what most said in {LONGEST_HEARD} letters at most"
        if _NAMES_SOMEBODY.search(f"{area} {said}"):
            yield "leave out names, numbers and addresses"
        if area and said:
            raw = right_flow(self.house, "right-new", about=area, heard=said)
            written = document(json.dumps(raw), AROUND.read_text(encoding="utf-8"))
            yield from (issue.message for issue in check(load_flow(written)))
