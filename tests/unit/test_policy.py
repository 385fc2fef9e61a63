"""Who may do what: total, denied unless named, and what no role may ever see."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotYours
from bot.privacy.policy import (
    STAFF,
    Action,
    Asker,
    Decision,
    Grant,
    Resource,
    Role,
    Tie,
    decide,
    grant,
    matrix,
    needs_fresh,
    ties,
)
from bot.store.users import RoleName

roles = st.frozensets(st.sampled_from(STAFF), min_size=1)


def allowed(resource: Resource, *actions: Action) -> set[tuple[Role, Tie]]:
    return {
        (role, tie)
        for role, tie, action in product(Role, Tie, actions or Action)
        if decide(role, tie, resource, action) is Decision.ALLOW
    }


def test_the_matrix_is_total() -> None:
    cells = list(matrix())

    assert len(cells) == len(Role) * len(Tie) * len(Resource) * len(Action)
    assert {decision for *_, decision in cells} == set(Decision)


def test_the_roles_of_the_policy_hold_every_role_of_staff() -> None:
    assert {role.value for role in RoleName} == {role.value for role in STAFF}


def test_nobody_but_the_young_person_sees_an_answer_for_totals() -> None:
    assert allowed(Resource.PRIVATE_ANSWERS) == {(Role.CONTACT, Tie.OWN)}


def test_nobody_but_the_young_person_reads_their_chat() -> None:
    assert allowed(Resource.CHAT) == {(Role.CONTACT, Tie.OWN)}


def test_only_safeguarding_reads_a_concern() -> None:
    assert {role for role, _ in allowed(Resource.CONCERN)} == {Role.SAFEGUARDING}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_these_never_see_a_person(role: Role) -> None:
    personal = (Resource.ARRANGEMENTS, Resource.WORDS, Resource.CONCERN, Resource.UNFLAGGED)

    assert {
        (tie, resource)
        for tie, resource, action in product(Tie, personal, Action)
        if decide(role, tie, resource, action) is Decision.ALLOW
    } == set()


def test_a_worker_sees_their_own_caseload_and_what_they_opened_and_changes_their_own_alone() -> (
    None
):
    assert ties(Role.WORKER, Resource.ARRANGEMENTS, Action.SEE) == {Tie.OWN, Tie.OPENED}
    assert ties(Role.WORKER, Resource.ARRANGEMENTS, Action.CHANGE) == {Tie.OWN}


def test_only_a_lead_looks_into_a_team() -> None:
    assert {
        role for role, tie, *_, decision in matrix() if tie is Tie.TEAM and decision == "allow"
    } - {Role.LEAD} <= {
        role
        for role, resource, action in product(Role, Resource, Action)
        if ties(role, resource, action) == frozenset(Tie)
    }


def test_exports_of_staff_role_changes_and_opening_a_record_take_a_fresh_sign_in() -> None:
    assert needs_fresh(Resource.ACCOUNTS, Action.CHANGE)
    assert needs_fresh(Resource.OPENINGS, Action.OPEN)
    assert all(
        needs_fresh(resource, Action.EXPORT)
        for role, resource in product(STAFF, Resource)
        if ties(role, resource, Action.EXPORT)
    )


def test_a_grant_cannot_be_made_by_hand() -> None:
    asker = Asker(1, frozenset({Role.WORKER}))

    with pytest.raises(TypeError, match="makes a grant"):
        Grant(asker, Resource.WORDS, Action.SEE, frozenset({Tie.OWN}))


@given(roles=roles, opened=st.frozensets(st.integers(1, 9)))
def test_a_grant_holds_what_some_role_of_theirs_may_and_no_more(
    roles: frozenset[Role], opened: frozenset[int]
) -> None:
    asker = Asker(1, roles, opened=opened)
    for resource, action in product(Resource, Action):
        may = {
            tie
            for role, tie in product(roles, Tie)
            if decide(role, tie, resource, action) is Decision.ALLOW
        } - ({Tie.OPENED} if not opened else set())
        try:
            assert grant(asker, resource, action).ties == may
        except NotYours:
            assert may == set()
