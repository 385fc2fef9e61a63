"""What a question looks like as an SMS. Pure; the options are numbered here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text.gsm import downgrade


def sms_body(text: str, labels: Sequence[str]) -> str:
    """Return `text`, then each label on a line of its own: "Where?\\n1 Cafe\\n2 Library"."""
    numbered = (f"{number} {label}" for number, label in enumerate(labels, start=1))
    return downgrade("\n".join((text, *numbered)))
