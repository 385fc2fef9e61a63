"""Who may do what with what. Pure; the one place that decides, and what is not named is denied.

A decision needs a role, how somebody stands to whose record it is, a kind of thing, and an act.
Queries that read people take a `Grant`, and only `grant` here makes one. Source: D5.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from bot.errors import NotYours


class Role(StrEnum):
    """Everybody who may ask for anything. The staff among them are `bot.store.users.RoleName`."""

    CONTACT = "contact"
    WORKER = "worker"
    LEAD = "lead"
    OFFICER = "officer"
    SAFEGUARDING = "safeguarding"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    DECISION_MAKER = "decision-maker"
    PROVIDER = "provider"
    ANYBODY = "anybody"


class Tie(StrEnum):
    """How somebody stands to whose record it is.

    `own`: it is about themselves, or about a young person of their caseload. `team`: of the team
    they lead. `opened`: they opened it with a reason, and it has not closed. `other`: none of
    these, or it is about nobody.
    """

    OWN = "own"
    TEAM = "team"
    OPENED = "opened"
    OTHER = "other"


class Resource(StrEnum):
    """Every kind of thing that is kept or shown."""

    ARRANGEMENTS = "names, ways to reach, meetings, choices made for the worker"
    WORDS = "answers for the worker in their own words"
    CHAT = "their own chat"
    PRIVATE_ANSWERS = "answers for totals, one by one"
    TOTALS = "safe totals"
    QUOTABLE = "own words that may be quoted by leave of who said them, without who that is"
    DRAWINGS = "pictures young people drew, without who that is"
    ROUNDS = "rounds, questions asked, findings, ideas without a name"
    PUBLISHED = "you said, we did"
    FINDING = "one finding"
    CONCERN = "concerns: the flagged words, the question before, how to reach them"
    UNFLAGGED = "messages drawn by lot, without a name"
    CARE_FIGURES = "how concerns are answered, in figures"
    CASES = "complaints and erasures, with their dates"
    FIXED_REPLIES = "fixed replies and their signatures"
    ROTA = "the rota"
    SETTINGS = "settings"
    GUESTS = "the guest list of trials"
    ACCOUNTS = "staff accounts, roles and teams"
    AUDIT = "the audit log"
    OPENINGS = "records opened with a reason"
    TO_DO = "a list of what is to do"
    CALENDAR = "a calendar feed"
    SIGN_IN = "signing in, and one's own account"
    DELIVERIES = "texts and receipts, as a provider posts them"
    SERVICE = "whether the service is well, and its own files"


class Action(StrEnum):
    """What may be done."""

    SEE = "see"
    CHANGE = "change"
    EXPORT = "export"
    OPEN = "open"  # somebody else's record, with a reason


class Decision(StrEnum):
    """The answer, always one of two."""

    ALLOW = "allow"
    DENY = "deny"


OWN, TEAM = frozenset({Tie.OWN}), frozenset({Tie.TEAM})
OPENED, OTHER = frozenset({Tie.OPENED}), frozenset({Tie.OTHER})
EVERY = frozenset(Tie)

_Rule = tuple[Resource, Action]
_THEIR_OWN_ACCOUNT: Mapping[_Rule, frozenset[Tie]] = {
    (Resource.SIGN_IN, Action.SEE): OWN,
    (Resource.SIGN_IN, Action.CHANGE): OWN,
}
_PUBLIC: Mapping[_Rule, frozenset[Tie]] = {
    (Resource.PUBLISHED, Action.SEE): EVERY,
    (Resource.SERVICE, Action.SEE): EVERY,
    (Resource.SIGN_IN, Action.SEE): EVERY,
}
_ALLOWED: Mapping[Role, Mapping[_Rule, frozenset[Tie]]] = {
    Role.CONTACT: {
        (Resource.CHAT, Action.SEE): OWN,
        (Resource.CHAT, Action.CHANGE): OWN,
        (Resource.CHAT, Action.EXPORT): OWN,
        (Resource.ARRANGEMENTS, Action.SEE): OWN,
        (Resource.ARRANGEMENTS, Action.EXPORT): OWN,
        (Resource.WORDS, Action.SEE): OWN,
        (Resource.WORDS, Action.EXPORT): OWN,
        (Resource.PRIVATE_ANSWERS, Action.SEE): OWN,
        (Resource.PRIVATE_ANSWERS, Action.EXPORT): OWN,
    },
    Role.WORKER: {
        (Resource.ARRANGEMENTS, Action.SEE): OWN | OPENED,
        (Resource.ARRANGEMENTS, Action.CHANGE): OWN,
        (Resource.WORDS, Action.SEE): OWN | OPENED,
        (Resource.TO_DO, Action.SEE): OWN,
        (Resource.TO_DO, Action.CHANGE): OWN,
        (Resource.CALENDAR, Action.SEE): OWN,
        (Resource.OPENINGS, Action.OPEN): OTHER,
        **_THEIR_OWN_ACCOUNT,
    },
    Role.LEAD: {
        (Resource.ARRANGEMENTS, Action.SEE): OWN | TEAM | OPENED,
        (Resource.ARRANGEMENTS, Action.CHANGE): OWN | TEAM,
        (Resource.WORDS, Action.SEE): OWN | TEAM | OPENED,
        (Resource.TO_DO, Action.SEE): OWN | TEAM,
        (Resource.TO_DO, Action.CHANGE): OWN,
        (Resource.CALENDAR, Action.SEE): OWN,
        (Resource.CASES, Action.SEE): TEAM,
        (Resource.CASES, Action.CHANGE): TEAM,
        (Resource.OPENINGS, Action.OPEN): OTHER,
        (Resource.OPENINGS, Action.SEE): TEAM,
        (Resource.OPENINGS, Action.CHANGE): TEAM,
        **_THEIR_OWN_ACCOUNT,
    },
    Role.OFFICER: {
        (Resource.TOTALS, Action.SEE): OTHER,
        (Resource.TOTALS, Action.CHANGE): OTHER,
        (Resource.TOTALS, Action.EXPORT): OTHER,
        (Resource.QUOTABLE, Action.SEE): OTHER,
        (Resource.QUOTABLE, Action.CHANGE): OTHER,
        (Resource.DRAWINGS, Action.SEE): OTHER,
        (Resource.DRAWINGS, Action.CHANGE): OTHER,
        (Resource.ROUNDS, Action.SEE): OTHER,
        (Resource.ROUNDS, Action.CHANGE): OTHER,
        **_THEIR_OWN_ACCOUNT,
    },
    Role.SAFEGUARDING: {
        (Resource.ARRANGEMENTS, Action.SEE): OPENED,
        (Resource.WORDS, Action.SEE): OPENED,
        (Resource.CONCERN, Action.SEE): EVERY,
        (Resource.CONCERN, Action.CHANGE): EVERY,
        (Resource.UNFLAGGED, Action.SEE): OTHER,
        (Resource.UNFLAGGED, Action.CHANGE): OTHER,
        (Resource.CARE_FIGURES, Action.SEE): OTHER,
        (Resource.FIXED_REPLIES, Action.SEE): OTHER,
        (Resource.FIXED_REPLIES, Action.CHANGE): OTHER,
        (Resource.ROTA, Action.SEE): OTHER,
        (Resource.ROTA, Action.CHANGE): OTHER,
        (Resource.OPENINGS, Action.OPEN): OTHER,
        (Resource.OPENINGS, Action.SEE): EVERY,
        (Resource.OPENINGS, Action.CHANGE): EVERY,
        **_THEIR_OWN_ACCOUNT,
    },
    Role.ADMINISTRATOR: {
        (Resource.ROTA, Action.SEE): OTHER,
        (Resource.ROTA, Action.CHANGE): OTHER,
        (Resource.CASES, Action.SEE): OTHER,  # the dates, never the words
        (Resource.SETTINGS, Action.SEE): OTHER,
        (Resource.GUESTS, Action.CHANGE): OTHER,  # a colleague's number, to try things out
        (Resource.ACCOUNTS, Action.SEE): OTHER,
        (Resource.ACCOUNTS, Action.CHANGE): OTHER,
        **_THEIR_OWN_ACCOUNT,
    },
    Role.AUDITOR: {
        (Resource.SETTINGS, Action.SEE): OTHER,
        (Resource.AUDIT, Action.SEE): OTHER,
        **_THEIR_OWN_ACCOUNT,
    },
    Role.DECISION_MAKER: {
        (Resource.FINDING, Action.SEE): OWN,
        (Resource.FINDING, Action.CHANGE): OWN,
    },
    Role.PROVIDER: {(Resource.DELIVERIES, Action.CHANGE): OTHER},
    Role.ANYBODY: _PUBLIC,
}
STAFF = (
    Role.WORKER,
    Role.LEAD,
    Role.OFFICER,
    Role.SAFEGUARDING,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)
# A sign-in of a while ago is not enough for these: the password is asked for once more (X3).
_FRESH = frozenset(
    {(Resource.ACCOUNTS, Action.CHANGE), (Resource.OPENINGS, Action.OPEN)}
    | {rule for role in STAFF for rule in _ALLOWED[role] if rule[1] is Action.EXPORT}
)


def decide(role: Role, tie: Tie, resource: Resource, action: Action) -> Decision:
    """Say whether somebody of this role may do this; what is not named is denied."""
    return Decision.ALLOW if tie in ties(role, resource, action) else Decision.DENY


def ties(role: Role, resource: Resource, action: Action) -> frozenset[Tie]:
    """Return how a role must stand to a record to do this with it; empty: never."""
    named = _ALLOWED[role].get((resource, action), frozenset())
    return named | _PUBLIC.get((resource, action), frozenset())


def needs_fresh(resource: Resource, action: Action) -> bool:
    """Tell whether doing this takes a sign-in of just now."""
    return (resource, action) in _FRESH


def matrix() -> Iterable[tuple[Role, Tie, Resource, Action, Decision]]:
    """Yield every decision there is."""
    for role, tie, resource, action in product(Role, Tie, Resource, Action):
        yield role, tie, resource, action, decide(role, tie, resource, action)


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever asks: their account, what they are, whom they lead, what they opened.

    Args:
        opened: ids of contacts whose records they opened with a reason, and that have not closed.
    """

    user_id: int
    roles: frozenset[Role]
    team_id: int | None = None
    opened: frozenset[int] = frozenset()


_MADE_HERE = object()


@dataclass(frozen=True, slots=True)
class Grant:
    """What the policy lets one person do with one kind of thing. Nothing else can make one."""

    asker: Asker
    resource: Resource
    action: Action
    ties: frozenset[Tie]
    made_by: object = field(repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        if self.made_by is not _MADE_HERE:
            raise TypeError("only bot.privacy.policy makes a grant")


def grant(asker: Asker, resource: Resource, action: Action) -> Grant:
    """Return what lets somebody do this, within the ties they may do it in.

    Raises:
        NotYours: no role of theirs may, ever.
    """
    within: frozenset[Tie] = frozenset().union(
        *(ties(role, resource, action) for role in asker.roles)
    )
    if not asker.opened:
        within -= OPENED
    if not within:
        raise NotYours(f"none of their roles may {action} that")
    return Grant(asker, resource, action, within, _MADE_HERE)
