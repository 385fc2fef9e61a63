"""One node of a flow file into one node of a flow. All that a node may say is read here, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.engine.fields import (
    FlowFault,
    Raw,
    flag,
    get,
    many,
    mapping,
    number,
    one_of,
    only,
    text,
    word,
    words,
)
from bot.engine.model import (
    Ask,
    Branch,
    Case,
    Choice,
    Draw,
    End,
    Node,
    Outcome,
    Say,
    Sees,
    Serves,
    Set,
    Share,
    Shared,
    Text,
)
from nlu.port import QuestionType

NEEDS_OPTIONS = frozenset({QuestionType.SINGLE, QuestionType.MULTI})
PERSON = "person"
SERVED = ("outcome", "protective", "risk", "practice")
_ASK = {
    *("ask", "text", "goto", "sees", "options", "min", "max", "why", "sensitive", "offers", "ages"),
    *("instead", "serves", "area_only", "shows", "short", "raises", "quotes", "on_chat"),
}
_OPTION = {"key", "label", "goto", "sets", "raises", "pauses", "offers", "score", "shares"}
_SERVES = {*SERVED, "reversed", "share", "at_least"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What every node of one flow is read with.

    Args:
        sees: the flow's own, for questions that do not say.
        drafts: the languages whose draft translations are used.
    """

    flow: str
    sees: Sees | None
    drafts: frozenset[str]

    def text(self, raw: object, where: str) -> Text:
        """Return a sentence in the languages in use."""
        return text(raw, where, self.drafts)


def read_node(key: str, raw: Raw, reading: Reading) -> Node:
    """Return the node that `raw` describes.

    Raises:
        FlowFault: a part is missing, misspelt or of the wrong kind; names the node and the mend.
    """
    where = f"{reading.flow}/{key}"
    kinds = [kind for kind in _KINDS if kind in raw]
    if len(kinds) != 1:
        raise FlowFault("bad_form", where, f"give exactly one of {', '.join(_KINDS)}")
    return _KINDS[kinds[0]](key, raw, where, reading)


def _say(key: str, raw: Raw, where: str, reading: Reading) -> Say:
    only(raw, {"say", "goto", "then_and_now"}, where)
    beside = words(raw.get("then_and_now", []), where)
    return Say(key, reading.text(raw["say"], where), _goto(raw, where), beside)


def _branch(key: str, raw: Raw, where: str, _: Reading) -> Branch:
    only(raw, {"branch", "otherwise"}, where)
    cases = tuple(_case(case, where) for case in many(raw["branch"], where))
    return Branch(key, cases, word(get(raw, "otherwise", where), where))


def _set(key: str, raw: Raw, where: str, _: Reading) -> Set:
    only(raw, {"set", "goto"}, where)
    return Set(key, _facts(raw["set"], where), _goto(raw, where))


def _draw(key: str, raw: Raw, where: str, _: Reading) -> Draw:
    only(raw, {"draw", "take", "order", "again", "goto"}, where)
    order = get(raw, "order", where)
    if order not in ("lot", "given"):
        raise FlowFault("bad_form", where, 'order is "lot" or "given"')
    take = number(get(raw, "take", where), where)
    if take is None or take < 1:
        raise FlowFault("bad_form", where, "take is 1 or more")
    return Draw(
        key=key,
        strands=words(raw["draw"], where),
        take=take,
        by_lot=order == "lot",
        goto=_goto(raw, where),
        again=flag(raw.get("again", False), where),
    )


def _share(key: str, raw: Raw, where: str, _: Reading) -> Share:
    only(raw, {"share", "goto"}, where)
    return Share(key, one_of(Shared, raw["share"], where), _goto(raw, where))


def _end(key: str, raw: Raw, where: str, _: Reading) -> End:
    only(raw, {"end"}, where)
    return End(key, one_of(Outcome, raw["end"], where))


def _ask(key: str, raw: Raw, where: str, reading: Reading) -> Ask:
    only(raw, _ASK, where)
    kind = one_of(QuestionType, raw["ask"], where)
    options = many(raw.get("options", []), where)
    if kind in NEEDS_OPTIONS and not options:
        raise FlowFault("bad_form", where, f"a {kind.value} question needs options")
    if "goto" not in raw:
        raise FlowFault("no_way_to_skip", where, "say where a skip leads: add goto")
    offers = raw.get("offers")
    chosen = mapping(offers, where) if offers is not None and offers != PERSON else {}
    only(chosen, {PERSON}, where)
    offering = words(chosen.get(PERSON, []), where)
    sensitive = raw.get("sensitive", False)
    hard = words(sensitive, where) if isinstance(sensitive, list) else None
    return Ask(
        key=key,
        type=kind,
        text=reading.text(get(raw, "text", where), where),
        goto=_goto(raw, where),
        sees=_sees(raw, where, reading),
        choices=_choices(options, where, reading, offering=offering, hard=hard),
        minimum=number(raw.get("min"), where),
        maximum=number(raw.get("max"), where),
        why=reading.text(raw["why"], where) if "why" in raw else None,
        sensitive=hard is not None or flag(sensitive, where),
        offers=offers == PERSON,
        ages=words(raw.get("ages", []), where),
        instead=word(raw["instead"], where) if "instead" in raw else None,
        serves=tuple(_serves(one, where) for one in many(raw.get("serves", []), where)),
        area_only=flag(raw.get("area_only", False), where),
        shows=words(raw.get("shows", []), where),
        short=reading.text(raw["short"], where) if "short" in raw else None,
        raises=word(raw["raises"], where) if "raises" in raw else None,
        quotes=words(raw.get("quotes", []), where),
        on_chat=reading.text(raw["on_chat"], where) if "on_chat" in raw else None,
    )


def _sees(raw: Raw, where: str, reading: Reading) -> Sees:
    if "sees" in raw:
        return one_of(Sees, raw["sees"], where)
    return sees_of(reading.sees, where)


def sees_of(sees: Sees | None, where: str) -> Sees:
    """Return who sees what is asked at `where`, which must be said."""
    if sees is None:
        raise FlowFault(
            "missing_visibility", where, "say who sees it: worker, totals, ask or nobody"
        )
    return sees


def _choices(
    options: object,
    where: str,
    reading: Reading,
    *,
    offering: tuple[str, ...],
    hard: tuple[str, ...] | None,
) -> tuple[Choice, ...]:
    """Return the options. `hard` are those that `sensitive` names; where it names none, those
    that bring the offer."""
    choices = tuple(_choice(one, where, reading, offering) for one in many(options, where))
    for key in (*offering, *(hard or ())):
        if key not in {choice.key for choice in choices}:
            mend = f"offers or sensitive names {key!r}, which is no option"
            raise FlowFault("bad_form", where, mend)
    return tuple(
        replace(one, hard=one.offers if hard is None else one.key in hard) for one in choices
    )


def _choice(raw: object, where: str, reading: Reading, offering: tuple[str, ...]) -> Choice:
    option = mapping(raw, where)
    only(option, _OPTION, where)
    key = word(get(option, "key", where), where)
    place = f"{where}/{key}"
    if option.get("offers", PERSON) != PERSON:
        raise FlowFault("bad_form", place, 'offers is "person"')
    return Choice(
        key=key,
        label=reading.text(get(option, "label", place), place),
        goto=word(option["goto"], place) if "goto" in option else None,
        sets=_facts(option.get("sets", {}), place),
        raises=word(option["raises"], place) if "raises" in option else None,
        pauses=flag(option.get("pauses", False), place),
        offers="offers" in option or key in offering,
        score=number(option.get("score"), place),
        shares=one_of(Shared, option["shares"], place) if "shares" in option else None,
    )


def _serves(raw: object, where: str) -> Serves:
    entry = mapping(raw, where)
    only(entry, _SERVES, where)
    kinds = [kind for kind in SERVED if kind in entry]
    if len(kinds) != 1:
        raise FlowFault("bad_form", where, f"serves gives one of {', '.join(SERVED)} an entry")
    return Serves(
        kind=kinds[0],
        name=word(entry[kinds[0]], where),
        reversed=flag(entry.get("reversed", False), where),
        share=words(entry.get("share", []), where),
        at_least=number(entry.get("at_least"), where),
    )


def _case(raw: object, where: str) -> Case:
    case = mapping(raw, where)
    only(case, {"name", "is", "known", "goto"}, where)
    known = flag(case.get("known", False), where)
    values = words(case.get("is", []), where)
    if known == bool(values):
        raise FlowFault("bad_form", where, "a case says either is: [...] or known: true")
    return Case(word(get(case, "name", where), where), values, _goto(case, where), known)


def _facts(raw: object, where: str) -> Mapping[str, str]:
    return {name: word(value, where) for name, value in mapping(raw, where).items()}


def _goto(raw: Raw, where: str) -> str:
    return word(get(raw, "goto", where), where)


_KINDS: Mapping[str, Callable[[str, Raw, str, Reading], Node]] = {
    "ask": _ask,
    "say": _say,
    "branch": _branch,
    "set": _set,
    "draw": _draw,
    "share": _share,
    "end": _end,
}
