"""Writes recorded conversations anew: `python -m tests.record_scenarios FILE...`; read the diff.

What is said in each file stays; what comes back is written as the flows say it now.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from bot.engine.events import SessionEnded
from bot.engine.model import SessionStatus
from tests.test_scenarios import begun, recorded, reply, texts

INDENT = "  "


def record(path: Path) -> str:
    """Return the scenario at `path` with what the flow says now; its first comments stay."""
    before = path.read_text(encoding="utf-8")
    written = yaml.safe_load(before)
    flow, state, events = begun(path.parent.name, written)
    lines = [line for line in before.splitlines() if line.startswith("#")]
    begins = ("facts", "had", "drafts")
    lines += [f"{name}: {_flow_style(written[name])}" for name in begins if name in written]
    lines += _block("opens: ", texts(events)[0], "")
    lines.append("turns:")
    for turn in written["turns"]:
        if state.status is SessionStatus.ENDED:
            break
        state, events = reply(flow, state, turn["in"])
        lines += _turn(turn["in"], recorded(events))
    lines.append(f'status: "{state.status}"')
    lines += [f'outcome: "{e.outcome}"' for e in events if isinstance(e, SessionEnded)]
    return "\n".join(lines) + "\n"


def _turn(said: str, came: dict[str, Any]) -> list[str]:
    lines = [f"{INDENT}- in: {_flow_style(said)}"]
    if came["out"]:
        lines.append(f"{INDENT * 2}out:")
        lines += [line for text in came["out"] for line in _block("- ", text, INDENT * 3)]
    kept = {name: came[name] for name in ("results", "sets", "tasks") if came[name]}
    return lines + [f"{INDENT * 2}{name}: {_flow_style(value)}" for name, value in kept.items()]


def _block(name: str, text: str, indent: str) -> list[str]:
    if "\n" not in text:
        return [f"{indent}{name}{_flow_style(text)}"]
    return [f"{indent}{name}|-", *(f"{indent}{INDENT}{line}" for line in text.split("\n"))]


def _flow_style(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow_style(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow_style(item) for item in value) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(record(Path(name)), encoding="utf-8")
