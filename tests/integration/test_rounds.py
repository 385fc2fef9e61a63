"""A round from launch to told back: who is reached, what holds it, and what nobody can join up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, select

from bot.app import Services
from bot.errors import BadInput
from bot.rounds.audience import Audience
from bot.rounds.findings import Rung
from bot.rounds.standing import Standing
from bot.services.launch_round import Plan
from bot.services.tell_back import Told
from bot.store import findings, invitations, rounds
from bot.store.metadata import metadata
from bot.store.round_tables import invitation
from bot.store.tables import outbox, respondent, session, totals_answer
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, a_worker, outgoing, phone, rows, said_to, texts

FLOW = "help-so-far"
OFFICER = "officer@council.example"
CHANGE = Told("the team calls within two days", "Is two days soon enough?", "clock", True)


@pytest.fixture
def officer(services: Services) -> int:
    return a_worker(services, email=OFFICER, name="Olu", role=RoleName.OFFICER)


def a_plan(services: Services, **changes: Any) -> Plan:
    usual: dict[str, Any] = {
        "name": "Getting help",
        "about": "getting help",
        "flow": FLOW,
        "audience": Audience(),
        "opens_at": services.now(),
        "closes_at": services.now() + timedelta(days=14),
    }
    return Plan(**(usual | changes))


def stands(services: Services, round_id: int) -> Standing:
    with services.store.reading() as tx:
        found = rounds.one(tx, round_id)
    assert found is not None
    return found.stands(services.now())


def a_finding(services: Services, round_id: int, officer: int) -> int:
    with services.store.begin() as tx:
        return findings.add(
            tx,
            round_id=round_id,
            idea_id=None,
            about="getting help",
            heard="it took far too long",
            rung=Rung.HEARD,
            user_id=officer,
            now=services.now(),
        )


def decided(services: Services, finding_id: int, officer: int, decision: str = "yes") -> str:
    services.ask_decision(
        finding_id, name="Dee Cider", email="dee@council.example", user_id=officer
    )
    with services.store.reading() as tx:
        found = findings.one(tx, finding_id)
    assert found is not None
    token = services.ask_decision.link(found).rpartition("/")[2]
    services.ask_decision.record(
        token, decision=decision, because="we hired two people", by_when=None
    )
    return token


def test_everyone_in_the_audience_is_asked_and_nobody_else(
    services: Services, officer: int
) -> None:
    harlow = a_contact(services, number=1, area="Harlow")
    a_contact(services, number=2, area="Basildon")
    a_contact(services, number=3, area="Harlow", ok_to_text=False)

    services.launch_round(a_plan(services, audience=Audience(areas=("Harlow",))), user_id=officer)
    services.ask_round()

    asked = {row.contact_id for row in rows(services.store, session)}
    assert asked == {harlow}
    assert said_to(services.store, 2) == []


def test_the_preview_counts_people_and_segments(services: Services) -> None:
    a_contact(services, number=1)
    a_contact(services, number=2, ok_to_text=False)

    plain = services.launch_round.preview(a_plan(services)).spend
    with_word = services.launch_round.preview(a_plan(services, heads_up=True)).spend

    assert (plain.by_text, plain.unreached) == (1, 1)
    assert 1 <= plain.least < plain.most
    assert with_word.least == plain.least + 1


def test_questions_that_may_begin_about_a_promise_have_a_price_too(services: Services) -> None:
    a_contact(services, number=1)

    cost = services.launch_round.preview(a_plan(services, flow="after-meeting")).spend

    assert cost.least >= 1


def test_a_heads_up_goes_a_day_before_and_a_second_prompt_three_days_after(
    services: Services, officer: int, clock: Clock
) -> None:
    a_contact(services, number=1)
    services.launch_round(a_plan(services, heads_up=True), user_id=officer)

    services.ask_round()
    assert ["Soon we will ask" in said for said in said_to(services.store)] == [True]
    clock.forward(days=1)
    services.ask_round()
    services.ask_round()
    assert len(said_to(services.store)) == 2
    clock.forward(days=3)
    services.ask_round()
    assert "Still want your say on getting help?" in said_to(services.store)[2]
    clock.forward(days=3)
    services.ask_round()

    assert len(said_to(services.store)) == 3


def test_whoever_answered_gets_no_second_prompt(
    services: Services, officer: int, clock: Clock
) -> None:
    a_contact(services, number=1)
    services.launch_round(a_plan(services), user_id=officer)
    services.ask_round()
    texts(services, "1", "1")
    before = len(said_to(services.store))

    clock.forward(days=4)
    services.ask_round()

    assert len(said_to(services.store)) == before


def test_invitations_are_spread_over_the_days(services: Services, officer: int) -> None:
    for number in range(1, 7):
        a_contact(services, number=number)

    services.launch_round(a_plan(services, spread_days=3), user_id=officer)

    days = {row.due_at.date() for row in rows(services.store, invitation)}
    assert len(days) == 3


def test_a_trial_reaches_guests_alone_and_counts_nowhere(
    services: Services, officer: int, clock: Clock
) -> None:
    young = a_contact(services, number=1)
    services.add_guest(phone(50), user_id=officer)
    round_id = services.launch_round(a_plan(services, trial=True), user_id=officer)
    with services.store.begin() as tx:  # however they came onto its list
        invitations.plan(tx, round_id, [young], [services.now()])

    services.ask_round()
    texts(services, "1", "1", number=50)
    clock.forward(days=4)
    services.ask_round()

    assert said_to(services.store, 1) == []
    assert said_to(services.store, 50) != []
    assert {row.wave for row in rows(services.store, totals_answer)} == {0}


def test_a_guest_is_in_no_rounds_audience(services: Services, officer: int) -> None:
    services.add_guest(phone(50), user_id=officer)

    with pytest.raises(BadInput, match="nobody in that audience"):
        services.launch_round(a_plan(services), user_id=officer)


def test_a_young_persons_number_is_no_guests(services: Services, officer: int) -> None:
    a_contact(services, number=1)

    with pytest.raises(BadInput, match="cannot be a guest's"):
        services.add_guest(phone(1), user_id=officer)


def test_a_paused_round_asks_nobody_until_it_goes_on(
    services: Services, officer: int, clock: Clock
) -> None:
    a_contact(services, number=1)
    round_id = services.launch_round(a_plan(services), user_id=officer)

    services.steer_round.pause(round_id, user_id=officer)
    clock.forward(days=1)
    services.ask_round()
    assert said_to(services.store) == []
    services.steer_round.resume(round_id, user_id=officer)
    services.ask_round()

    assert len(said_to(services.store)) == 1


def test_a_round_that_ended_begins_nothing_that_waited(
    services: Services, officer: int, clock: Clock
) -> None:
    contact_id = a_contact(services, number=1)
    services.start_flow(flow="good-place", contact_id=contact_id)
    round_id = services.launch_round(a_plan(services), user_id=officer)
    services.ask_round()

    services.steer_round.end(round_id, user_id=officer)
    texts(services, "no thanks")
    clock.forward(days=20)
    services.begin_due()

    assert {row.flow for row in rows(services.store, session)} == {"good-place"}


def test_the_join_word_begins_it_while_the_round_is_open(
    services: Services, officer: int, clock: Clock
) -> None:
    a_contact(services, number=1)
    services.launch_round(
        a_plan(services, audience=Audience(areas=("Nowhere",)), join_word="Swift"),
        user_id=officer,
    )

    texts(services, "swift!")
    assert [row.flow for row in rows(services.store, session)] == [FLOW]
    a_contact(services, number=2)
    clock.forward(days=15)
    texts(services, "swift", number=2)

    assert len(rows(services.store, session)) == 1


@pytest.mark.parametrize("word", ["stop", "yes", "idea", "two words", "ab", "skip"])
def test_a_join_word_is_no_word_that_means_something(
    services: Services, officer: int, word: str
) -> None:
    a_contact(services, number=1)

    with pytest.raises(BadInput, match="join word"):
        services.launch_round(a_plan(services, join_word=word), user_id=officer)


def test_counts_may_stay_hidden_until_a_round_is_over(services: Services, officer: int) -> None:
    people_who_answered(services, range(1, 13))
    round_id = services.launch_round(a_plan(services, hide_counts=True), user_id=officer)
    flow, _ = services.release.newest(FLOW)

    assert services.release(FLOW) is None
    assert services.release.hidden_until(flow) is not None

    services.steer_round.end(round_id, user_id=officer)
    assert services.release.hidden_until(flow) is None
    assert services.release(FLOW) is not None


def test_what_was_shown_of_the_wave_before_stays_to_be_seen(
    services: Services, officer: int, clock: Clock
) -> None:
    people_who_answered(services, range(1, 13))
    first = services.launch_round(a_plan(services), user_id=officer)
    services.steer_round.close(first, reason="it was a first go", user_id=officer)
    clock.forward(days=30)
    services.launch_round(a_plan(services, hide_counts=True), user_id=officer)

    flow, released = services.release.newest(FLOW)

    assert released is not None
    assert (released.wave, services.release.waves(flow)) == (1, (1,))
    assert services.release.newest(FLOW, wave=2)[1] is None


def people_who_answered(services: Services, numbers: range) -> None:
    for number in numbers:
        contact_id = a_contact(services, number=number)
        services.start_flow(flow=FLOW, contact_id=contact_id)
        texts(services, "1", "1", number=number)


def test_the_next_round_of_the_same_questions_is_the_next_wave(
    services: Services, officer: int, clock: Clock
) -> None:
    a_contact(services, number=1)
    first = services.launch_round(a_plan(services), user_id=officer)
    services.ask_round()
    texts(services, "1", "1")
    with pytest.raises(BadInput, match="open already"):
        services.launch_round(a_plan(services), user_id=officer)
    clock.forward(days=90)
    services.tend.close_left()
    services.steer_round.close(first, reason="a first wave, to compare", user_id=officer)
    services.launch_round(a_plan(services), user_id=officer)

    services.ask_round()
    texts(services, "1", "2")

    answers = [row for row in rows(services.store, totals_answer) if row.question == "q1"]
    assert [(row.wave, row.value) for row in answers] == [(1, '"quickly"'), (2, '"took_a_while"')]
    assert len({row.pseudonym for row in answers}) == 1  # paired, without a name


def answering(services: Services, officer: int, *numbers: int) -> int:
    """Launch a round to these phones and have each answer a question."""
    for number in numbers:
        a_contact(services, number=number)
    round_id = services.launch_round(a_plan(services), user_id=officer)
    services.ask_round()
    for number in numbers:
        texts(services, "1", "3", number=number)
    return round_id


def test_what_changed_goes_to_everyone_who_answered_and_nobody_else(
    services: Services, officer: int, clock: Clock
) -> None:
    silent = a_contact(services, number=9)
    round_id = answering(services, officer, 1, 2)
    texts(services, "1", number=9)  # asked the first question, and never answered it
    finding_id = a_finding(services, round_id, officer)
    decided(services, finding_id, officer)
    with pytest.raises(BadInput, match="did we get that right"):
        services.tell_back.publish(finding_id, CHANGE, user_id=officer)

    services.tell_back.ask_if_right(finding_id, user_id=officer)
    clock.forward(days=61)
    services.tend.close_left()
    services.tell_back()
    services.tell_back.publish(finding_id, CHANGE, user_id=officer)
    while services.tell_back():
        pass
    services.tell_back()

    heard = [outgoing(services.store, number=number)[-1] for number in (1, 2)]
    assert [kind for kind, _, _ in heard] == ["prompt", "prompt"]
    assert all("Now: the team calls within two days" in said for _, _, said in heard)
    assert not any("the team calls" in said for said in said_to(services.store, 9))
    assert silent not in {
        row.contact_id for row in rows(services.store, outbox) if "told:" in row.dedupe_key
    }
    with services.store.reading() as tx:
        found = findings.one(tx, finding_id)
    assert found is not None
    assert (found.answered, found.told, found.told_upto) == (2, 2, None)


def test_those_who_answered_are_asked_whether_we_got_it_right(
    services: Services, officer: int, clock: Clock
) -> None:
    round_id = answering(services, officer, 1)
    finding_id = a_finding(services, round_id, officer)
    services.tell_back.ask_if_right(finding_id, user_id=officer)
    clock.forward(days=61)
    services.tend.close_left()

    services.tell_back()
    texts(services, "1", "2")

    answers = [r for r in rows(services.store, totals_answer) if r.family == f"right-{finding_id}"]
    assert [row.value for row in answers] == ['"partly"']
    assert any("Most said: it took far too long" in said for said in said_to(services.store))


def test_a_round_cannot_be_closed_without_a_change_told_or_a_reason(
    services: Services, officer: int
) -> None:
    round_id = answering(services, officer, 1)

    with pytest.raises(BadInput, match="have not heard back"):
        services.steer_round.close(round_id, reason="", user_id=officer)
    services.steer_round.close(round_id, reason="Nobody could be found to decide.", user_id=officer)

    assert stands(services, round_id) is Standing.CLOSED


def test_a_decision_maker_is_reminded_at_ten_and_at_twenty_days(
    services: Services, officer: int, clock: Clock
) -> None:
    finding_id = a_finding(services, answering(services, officer, 1), officer)
    services.ask_decision(finding_id, name="Dee", email="dee@council.example", user_id=officer)

    sent = []
    for _ in range(30):
        clock.forward(days=1)
        sent.append(services.ask_decision.remind())

    assert [day for day, count in enumerate(sent, start=1) if count] == [10, 20]


def test_a_no_without_a_reason_is_not_taken(services: Services, officer: int) -> None:
    finding_id = a_finding(services, answering(services, officer, 1), officer)
    services.ask_decision(finding_id, name="Dee", email="dee@council.example", user_id=officer)
    with services.store.reading() as tx:
        found = findings.one(tx, finding_id)
    assert found is not None
    token = services.ask_decision.link(found).rpartition("/")[2]

    with pytest.raises(BadInput, match="say why"):
        services.ask_decision.record(token, decision="no", because="", by_when=None)


def test_a_link_that_was_made_up_or_replaced_leads_nowhere(
    services: Services, officer: int
) -> None:
    finding_id = a_finding(services, answering(services, officer, 1), officer)
    services.ask_decision(finding_id, name="Dee", email="dee@council.example", user_id=officer)
    with services.store.reading() as tx:
        found = findings.one(tx, finding_id)
    assert found is not None
    old = services.ask_decision.link(found).rpartition("/")[2]

    services.ask_decision(finding_id, name="Del", email="del@council.example", user_id=officer)

    assert services.ask_decision.find(old) is None
    assert services.ask_decision.find(old[:-2] + "xx") is None
    assert services.ask_decision.find("nonsense") is None


def test_no_row_joins_a_contact_with_an_answer_of_the_totals(
    services: Services, officer: int, clock: Clock
) -> None:
    round_id = answering(services, officer, 1, 2)
    finding_id = a_finding(services, round_id, officer)
    decided(services, finding_id, officer)
    services.tell_back.ask_if_right(finding_id, user_id=officer)
    services.tell_back()
    services.tell_back.publish(finding_id, CHANGE, user_id=officer)
    services.tell_back()
    services.steer_round.close(round_id, reason="", user_id=officer)

    pseudonyms = [row.pseudonym for row in rows(services.store, respondent)]
    assert len(pseudonyms) >= 2
    found = []
    with services.store.reading() as tx:
        for table in _every_other_table(metadata):
            for row in tx.db.execute(select(table)):
                found += [table.name for value in row if value in pseudonyms]
    assert found == []
    assert "contact_id" not in totals_answer.c


def _every_other_table(known: MetaData) -> list[Any]:
    return [t for t in known.tables.values() if t not in (respondent, totals_answer)]
