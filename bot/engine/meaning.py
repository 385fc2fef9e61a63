"""What a new version of a flow may not change: what an id that is already in use means. Pure.

Publishing may add, reword and retire questions. Totals and waves hang on ids, so a question that
takes another kind of answer, or is seen by more people, needs an id of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.engine.index import is_kept
from bot.engine.issue import Issue
from bot.engine.model import DEFAULT_LANGUAGE, Ask, Choice, Flow, Sees

# From -> to: whoever may see it afterwards could see it before, or the young person chooses.
_NARROWER = frozenset(
    {
        (Sees.WORKER, Sees.TOTALS),
        (Sees.WORKER, Sees.ASK),
        (Sees.TOTALS, Sees.ASK),
        (Sees.WORKER, Sees.NOBODY),
        (Sees.TOTALS, Sees.NOBODY),
        (Sees.ASK, Sees.NOBODY),
    }
)
_WORD = re.compile(r"[a-z]+|[0-9]+")


def changed_meaning(earlier: Sequence[Flow], new: Flow) -> list[Issue]:
    """Return what `new` may not change; empty means it may follow `earlier`.

    Args:
        earlier: every version before it, oldest first: a retired id keeps its meaning too.
    """
    found = [*_family(earlier, new)]
    last = {key: node for flow in earlier for key, node in _kept(flow)}
    for key, ask in _kept(new):
        was = last.get(key)
        if was is not None:
            found += _question(new.key, was, ask)
    return found


def _kept(flow: Flow) -> Iterator[tuple[str, Ask]]:
    for key, node in flow.nodes.items():
        if isinstance(node, Ask) and is_kept(node):
            yield key, node


def _family(earlier: Sequence[Flow], new: Flow) -> Iterator[Issue]:
    if earlier and earlier[-1].family != new.family:
        mend = f"its family was {earlier[-1].family!r}: another would cut its answers in two"
        yield Issue("family_changed", new.key, "", mend)


def _question(flow: str, was: Ask, now: Ask) -> Iterator[Issue]:
    def issue(code: str, message: str) -> Issue:
        return Issue(code, flow, now.key, message)

    if was.type is not now.type:
        mend = f"was a {was.type.value} question and is {now.type.value}: give it a new id"
        yield issue("type_changed", mend)
    if was.sees is not now.sees and (was.sees, now.sees) not in _NARROWER:
        mend = f"was seen by {was.sees.value} and would be by {now.sees.value}: give it a new id"
        yield issue("visibility_widened", mend)
    if (was.minimum, was.maximum) != (now.minimum, now.maximum):
        yield issue("range_changed", "its least or most changed: give it a new id")
    yield from _options(flow, was, now)


def _options(flow: str, was: Ask, now: Ask) -> Iterator[Issue]:
    before = {choice.key: choice for choice in was.choices}
    for choice in now.choices:
        old = before.get(choice.key)
        if old is None:
            continue
        if _is_other(old, choice, was.choices):
            mend = f"option {choice.key!r} meant {_label(old)!r}: give the new one a new key"
            yield Issue("option_changed", flow, now.key, mend)
        if old.score != choice.score:
            mend = f"option {choice.key!r} scored {old.score}: another score needs a new id"
            yield Issue("score_changed", flow, now.key, mend)


def _is_other(old: Choice, new: Choice, all_old: Sequence[Choice]) -> bool:
    """Say whether a key now names what another key named, or the other of yes and no."""
    said, meant = _plain(new), _plain(old)
    if said == meant:
        return False
    if any(said == _plain(other) for other in all_old if other.key != old.key):
        return True
    said_no, meant_no = _is_no(said), _is_no(meant)
    return said_no != meant_no or (not set(said) & set(meant) and not _one_meaning(said, meant))


def _one_meaning(said: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """A label in quite other words is taken for another meaning, unless one begins the other."""
    first, second = "".join(said), "".join(meant)
    return first.startswith(second) or second.startswith(first)


def _is_no(words: tuple[str, ...]) -> bool:
    return bool({"no", "not", "never", "none", "nothing", "dont", "cannot", "cant"} & set(words))


def _plain(choice: Choice) -> tuple[str, ...]:
    return tuple(_WORD.findall(_label(choice).casefold().replace("'", "")))


def _label(choice: Choice) -> str:
    return choice.label.to(DEFAULT_LANGUAGE)
