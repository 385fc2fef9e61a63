"""Checks on what keeps a young person safe and in charge: skip, help, privacy, reasons. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.engine.index import is_kept
from bot.engine.issue import Issue
from bot.engine.model import Ask, Branch, End, Flow, Node, Outcome, Say, Sees, Set
from bot.engine.node_fields import SERVED
from nlu.port import QuestionType

OUTCOMES = frozenset(
    (
        "be_healthy",
        "stay_safe",
        "enjoy_and_achieve",
        "positive_contribution",
        "economic_well_being",
    )
)
FACTS = frozenset(
    {
        *("language", "age_band", "shared", "channel", "discretion", "number", "had", "person"),
        *("when", "place", "promise", "who", "worker", "signposts", "spoken"),
        "joined",  # by a round's word: nobody spoke with them before
    }
)
_COUNTED = frozenset({QuestionType.NUMBER, QuestionType.SCALE})
_LEAVES = frozenset({Outcome.REFUSED, Outcome.BROKE_OFF})


def about(flow: Flow) -> Iterator[Issue]:
    """A flow says what it is, where it comes from, who answers for it and how it helps."""
    asked = {
        "name": "what it is called",
        "source": "what it comes from",
        "owner": "who answers for it",
        "helps": "how it helps the young person",
    }
    for field, meaning in asked.items():
        if not getattr(flow.about, field).strip():
            mend = f"say in about {meaning}: {field}"
            yield Issue(f"missing_{field}", flow.key, "", mend, ("about",))


def way_to_skip(flow: Flow, node: Node) -> Iterator[Issue]:
    """A question without options says in its own words how to leave it out."""
    if not isinstance(node, Ask) or node.choices or node.type is QuestionType.YESNO:
        return
    for language, text in node.text.by_language.items():
        if "SKIP" not in text:
            mend = f"nothing says how to leave it out ({language}): end it with: Or text SKIP."
            yield Issue("no_way_to_skip", flow.key, node.key, mend)


def signpost(flow: Flow, node: Node) -> Iterator[Issue]:
    """A sensitive question brings the offer of a person, and only a sensitive one does."""
    if not isinstance(node, Ask):
        return
    offers = node.offers or any(choice.offers for choice in node.choices)
    hard = [choice.key for choice in node.choices if choice.hard and not choice.offers]
    if node.sensitive and (not offers or hard):
        which = f" {', '.join(hard)} too" if offers else ""
        mend = f"a sensitive question with no signpost: say which answers bring it: offers{which}"
        yield Issue("no_signpost", flow.key, node.key, mend)
    for choice in node.choices:
        if choice.offers and not choice.hard and node.sensitive:
            mend = f"option {choice.key!r} brings the offer: name it in sensitive, too"
            yield Issue("offer_not_sensitive", flow.key, node.key, mend)
    if offers and not node.sensitive:
        mend = "brings the offer of a person, so it is sensitive: add sensitive: true"
        yield Issue("offer_not_sensitive", flow.key, node.key, mend)


def names_in_totals(flow: Flow, node: Node) -> Iterator[Issue]:
    """An answer that is only counted never names anybody to anyone."""
    counted = flow.sees is Sees.TOTALS or (isinstance(node, Ask) and node.sees is Sees.TOTALS)
    if not counted:
        return
    if isinstance(node, Set):
        mend = "states a fact about somebody in a totals flow: take it out"
        yield Issue("names_in_totals", flow.key, node.key, mend)
    if isinstance(node, Ask) and node.raises:
        mend = "any answer would tell who they are: take out raises"
        yield Issue("names_in_totals", flow.key, node.key, mend)
    for choice in node.choices if isinstance(node, Ask) else ():
        if choice.raises or choice.sets:
            mend = f"option {choice.key!r} would tell who they are: take out raises and sets"
            yield Issue("names_in_totals", flow.key, node.key, mend)


def missing_why(flow: Flow, node: Node) -> Iterator[Issue]:
    """A question that nobody sees yet says so."""
    if isinstance(node, Ask) and node.sees is Sees.ASK and node.why is None:
        mend = "nobody sees it until they choose: say so in why"
        yield Issue("missing_why", flow.key, node.key, mend)


def option_1_goes_on(flow: Flow, node: Node) -> Iterator[Issue]:
    """In a go-on question option 1 goes on: it neither puts off nor leaves."""
    if not isinstance(node, Ask) or node.sees is not Sees.NOBODY or not node.choices:
        return
    first = node.choices[0]
    if first.pauses or _leaves(flow, first.goto or node.goto):
        mend = "option 1 puts off or leaves: the first option of a go-on question goes on"
        yield Issue("option_1_leaves", flow.key, node.key, mend)


def range_given(flow: Flow, node: Node) -> Iterator[Issue]:
    """A number has a least and a most."""
    if not isinstance(node, Ask) or node.choices or node.type not in _COUNTED:
        return
    if node.minimum is None or node.maximum is None or node.minimum > node.maximum:
        yield Issue("missing_range", flow.key, node.key, "say from what to what: min and max")


def serves(flow: Flow, node: Node) -> Iterator[Issue]:
    """What a question counts towards is known, and can be counted."""
    if not isinstance(node, Ask):
        return
    for one in node.serves:
        if one.kind == SERVED[0] and one.name not in OUTCOMES:
            mend = f"{one.name!r} is no outcome: use one of {', '.join(sorted(OUTCOMES))}"
            yield Issue("unknown_outcome", flow.key, node.key, mend)
        keys = {choice.key for choice in node.choices}
        for key in one.share:
            if key not in keys:
                mend = f"share names {key!r}, which is no option"
                yield Issue("unknown_option", flow.key, node.key, mend)
        scored = any(choice.score is not None for choice in node.choices)
        if one.reversed and not scored:
            mend = "is reversed but has no scores: give each option its score"
            yield Issue("missing_score", flow.key, node.key, mend)


def branch_fits(flow: Flow, node: Node) -> Iterator[Issue]:
    """A fork asks about a question of the flow and its options, or about a fact."""
    for case in node.cases if isinstance(node, Branch) else ():
        asked = flow.nodes.get(case.name)
        if not is_kept(asked) and case.name not in FACTS:
            mend = f"{case.name!r} is neither a kept question here nor a fact"
            yield Issue("unknown_case", flow.key, node.key, mend)
        if isinstance(asked, Ask) and asked.choices:
            for value in case.values:
                if value not in {choice.key for choice in asked.choices}:
                    mend = f"{value!r} is no option of {case.name!r}"
                    yield Issue("unknown_case", flow.key, node.key, mend)


def refers(flow: Flow, node: Node) -> Iterator[Issue]:
    """What is read back or set beside an earlier answer is a kept question of the flow."""
    named = node.shows if isinstance(node, Ask) else ()
    named = node.then_and_now if isinstance(node, Say) else named
    for key in named:
        if not is_kept(flow.nodes.get(key)):
            mend = f"{key!r} is no kept question of this flow"
            yield Issue("missing_node", flow.key, node.key, mend)


def _leaves(flow: Flow, goto: str) -> bool:
    for _ in range(len(flow.nodes)):
        node = flow.nodes.get(goto)
        if not isinstance(node, Say):
            return isinstance(node, End) and node.outcome in _LEAVES
        goto = node.goto
    return False
