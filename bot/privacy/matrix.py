"""The whole matrix of access as a page to read: `python -m bot.privacy.matrix > docs/access.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product

from bot.privacy.policy import Action, Resource, Role, Tie, needs_fresh, ties
from bot.privacy.routes import ROUTES, Gate, Right

HEAD = """# Who may see and do what

Made from `bot/privacy/policy.py` and `bot/privacy/routes.py` by `python -m bot.privacy.matrix`;
a test compares it. What is not named there is denied.

**own**: it is about themselves, or a young person of their caseload. **team**: of the team they
lead. **opened**: they opened the record with a reason, for an hour, and the lead was told.
**other**: none of these, or it is about nobody. **no**: never.

"""
ROUTES_HEAD = """
## Every route

A star: the password is asked for again unless it was typed in the last 15 minutes.

"""


def page() -> str:
    """Return the whole page, in Markdown."""
    return HEAD + "\n".join(_decisions()) + "\n" + ROUTES_HEAD + "\n".join(_routes()) + "\n"


def _decisions() -> Iterator[str]:
    yield from _table_head("What", "Act", *(role.value for role in Role))
    for resource, action in product(Resource, Action):
        cells = (_cell(role, resource, action) for role in Role)
        yield _line(resource.value, _act(Right(resource, action)), *cells)


def _routes() -> Iterator[str]:
    yield from _table_head("Route", "Gate", "What", "Act", "Who")
    for name, right in sorted(ROUTES.items()):
        yield _line(f"`{name}`", right.gate.value, right.resource.value, _act(right), _who(right))


def _cell(role: Role, resource: Resource, action: Action) -> str:
    within = ties(role, resource, action)
    if within == frozenset(Tie):
        return "any"
    return ", ".join(tie.value for tie in Tie if tie in within) or "no"


def _who(right: Right) -> str:
    if right.gate is Gate.NONE:
        return "anybody"
    if right.gate is Gate.LINK:
        return "whoever holds the link"
    roles = (role.value for role in Role if ties(role, right.resource, right.action))
    return ", ".join(roles)


def _act(right: Right) -> str:
    starred = needs_fresh(right.resource, right.action)
    return f"{right.action.value}*" if starred else right.action.value


def _table_head(*names: str) -> Iterator[str]:
    yield _line(*names)
    yield _line(*("---" for _ in names))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
