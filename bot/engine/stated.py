"""Checks on what a flow file must say itself, so that no default can quietly take its place. Pure.

They look at the file as parsed: a flow in use no longer tells a default from what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.engine.fields import Raw
from bot.engine.issue import Issue
from bot.engine.model import DEFAULT_LANGUAGE, Flow, Sees
from bot.engine.translations import sentences
from bot.engine.wording import said_by
from bot.text.templating import placeholders

WHO = "who"  # a flow that names somebody else is asked of somebody else: a carer


def stated(raw: Raw, flow: Flow) -> Iterator[Issue]:
    """Yield what the file leaves to a default that might not hold."""
    yield from _reviewer(raw, flow)
    yield from _visibility(raw, flow)
    yield from _budget(raw, flow)
    yield from _languages(raw, flow)
    yield from _around(raw, flow)


def _reviewer(raw: Raw, flow: Flow) -> Iterator[Issue]:
    about = raw.get("about", {})
    if not isinstance(about, Mapping) or "reviewed_by" not in about:
        mend = "say in about who read it, [] until somebody has: reviewed_by"
        yield Issue("missing_reviewer", flow.key, "", mend, ("about",))


def _visibility(raw: Raw, flow: Flow) -> Iterator[Issue]:
    """Where one question says who sees it, each says so: none may fall back on the flow's own."""
    asks = {key: node for key, node in raw["nodes"].items() if "ask" in node}
    if not any("sees" in node for node in asks.values()):
        return
    for key, node in asks.items():
        if "sees" not in node:
            mend = f'others here say who sees them: add sees: "{flow.sees}"'
            yield Issue("missing_visibility", flow.key, key, mend)


def _budget(raw: Raw, flow: Flow) -> Iterator[Issue]:
    """What a sitting costs their week is said, and how long they are left in peace after it."""
    budget = raw.get("budget", {})
    if "counts" not in budget or (budget["counts"] and "rest_days" not in budget):
        mend = "say what it costs their week: budget: {counts: true, rest_days: 28}"
        yield Issue("missing_budget", flow.key, "", mend, ("budget",))


def _languages(raw: Raw, flow: Flow) -> Iterator[Issue]:
    """A language that every sentence is in is one of the flow's, so that it has to stay whole."""
    said = [{str(name) for name in one} for _, one in sentences(raw)]
    for language in sorted(set.intersection(*said) if said else ()):
        if language not in (DEFAULT_LANGUAGE, *flow.languages):
            mend = f"it is all there in {language}: add {language} to languages"
            yield Issue("unlisted_language", flow.key, "", mend, ("languages",))


def _around(raw: Raw, flow: Flow) -> Iterator[Issue]:
    """What is said around every flow must be true of this one too; else it says its own."""
    is_mixed = flow.sees is Sees.WORKER and flow.index.counts
    is_lone = flow.index.ahead.get(flow.start, 0) == 1 and flow.sees is Sees.TOTALS
    told = [said.text for node in flow.nodes.values() for said in said_by(node)]
    opening = raw.get("opening", {})
    names_somebody = WHO in placeholders("\n".join((*told, str(opening)))) or "closing" in raw
    opens = raw.get("opens") != "none"
    if opens and (is_mixed or is_lone or names_somebody) and not opening:
        mend = "the usual opening is not true of it: give its own opening"
        yield Issue("missing_opening", flow.key, "", mend)
    if names_somebody and "closing" not in raw:
        mend = "the usual goodbye names their worker: give its own closing"
        yield Issue("missing_closing", flow.key, "", mend)
