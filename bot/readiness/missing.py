"""What is missing before a deployment goes live, a sentence each. Pure: standing in, lines out.

The set-up page, the page of settings and `sayso check --go-live` all show these lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.readiness.check import Check, Step, Weight
from bot.readiness.checks import CHECKS
from bot.readiness.standing import Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is missing: one plain sentence of what to do, and where."""

    check: Check
    says: str

    @property
    def code(self) -> str:
        """Its stable name, for programs."""
        return self.check.code

    @property
    def step(self) -> Step:
        """The step of setting up that mends it."""
        return self.check.step

    @property
    def is_must(self) -> bool:
        """Whether going live waits for it."""
        return self.check.weight is Weight.MUST

    @property
    def setting(self) -> str | None:
        """The setting that mends it: "SAYSO_ORGANISATION"; None where a page does."""
        return f"SAYSO_{self.check.setting}" if self.check.setting else None


def missing(standing: Standing) -> tuple[Line, ...]:
    """Return what is missing: what going live waits for first, then step by step."""
    order = list(Step)
    lines = [Line(check, said) for check in CHECKS for said in check.says(standing)]
    return tuple(sorted(lines, key=lambda line: (not line.is_must, order.index(line.step))))


def may_go_live(lines: Sequence[Line]) -> bool:
    """Tell whether nothing is left that going live waits for."""
    return not any(line.is_must for line in lines)
