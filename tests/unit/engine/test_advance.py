"""The engine against one flow that uses everything it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.advance import Advanced, advance, ask_again, question_at, start
from bot.engine.events import (
    Asked,
    ContactChanged,
    Event,
    MsgCreated,
    ResultChanged,
    SessionEnded,
    SessionPaused,
    TaskRaised,
)
from bot.engine.model import AnswerStatus, End, Flow, Outcome, Say, Sees, SessionStatus, State, Text
from bot.errors import FlowError, FlowLoop, NotWaiting
from nlu.port import Kind, Option, QuestionType, Reading, Value

SKIP = Reading(Kind.SKIP)
BACK = Reading(Kind.BACK)
UNCLEAR = Reading(Kind.UNCLEAR)
WHY = Reading(Kind.QUESTION)


def answer(value: Value) -> Reading:
    return Reading(Kind.ANSWER, value)


def play(flow: Flow, *readings: Reading, **facts: str) -> Advanced:
    state, events = start(flow, facts)
    for reading in readings:
        state, events = advance(flow, state, reading)
    return state, events


def said(events: tuple[Event, ...]) -> str:
    [message] = [event for event in events if isinstance(event, MsgCreated)]
    return message.text


def test_a_session_opens_with_what_is_said_joined_to_the_first_question(demo: Flow) -> None:
    state, events = start(demo, {"age_band": "13-15"})

    assert state == State(
        SessionStatus.WAITING, "open", asked=("open",), facts={"age_band": "13-15"}
    )
    options = (Option("go", "Let's go"), Option("later", "Later"), Option("no", "No thanks"))
    assert events == (MsgCreated("Hello.\nShall we?", options),)


def test_an_answer_is_kept_and_the_next_question_put(demo: Flow) -> None:
    state, events = play(demo, answer("go"), answer(("fruit",)))

    assert state.results == {"snack": ("fruit",)}
    assert events == (
        ResultChanged("snack", Sees.WORKER, AnswerStatus.ANSWERED, ("fruit",)),
        ContactChanged("eats", "fruit"),
        Asked("age", Sees.TOTALS),
        MsgCreated("How old is the cat? Or text SKIP."),
    )


def test_a_go_on_question_leaves_no_trace(demo: Flow) -> None:
    state, events = play(demo, answer("go"))

    assert state.results == {}
    assert [type(event) for event in events] == [Asked, MsgCreated]


def test_every_choice_of_several_counts_and_the_first_way_on_is_taken(demo: Flow) -> None:
    state, events = play(demo, answer("go"), answer(("fruit", "crisps", "nothing")))

    assert [e for e in events if isinstance(e, ContactChanged | TaskRaised)] == [
        ContactChanged("eats", "fruit"),
        ContactChanged("likes", "salt"),
        TaskRaised("buy_crisps"),
    ]
    assert state.node == "age"


@pytest.mark.parametrize(
    ("facts", "node"),
    [({}, "salt"), ({"age_band": "11-12"}, "age")],
    ids=["on an answer", "on a fact"],
)
def test_a_branch_takes_the_first_case_that_fits(
    demo: Flow, facts: dict[str, str], node: str
) -> None:
    state, _ = play(demo, answer("go"), answer(("crisps",)), **facts)

    assert state.node == node


def test_a_skip_is_recorded_and_goes_on(demo: Flow) -> None:
    state, events = play(demo, answer("go"), SKIP)

    assert events[0] == ResultChanged("snack", Sees.WORKER, AnswerStatus.SKIPPED)
    assert state.node == "age"


def test_a_first_miss_shows_the_options_again_without_listing_them(demo: Flow) -> None:
    state, events = play(demo, answer("go"), UNCLEAR)

    [message] = events
    assert isinstance(message, MsgCreated)
    assert message.text.startswith("Sorry, I did not get that.")
    assert [option.key for option in message.options] == ["fruit", "crisps", "nothing"]
    assert not message.listed
    assert (state.node, state.tries) == ("snack", 1)


def test_a_second_miss_is_kept_as_unclear_and_goes_kindly_on(demo: Flow) -> None:
    state, events = play(demo, answer("go"), UNCLEAR, UNCLEAR)

    assert events[0] == ResultChanged("snack", Sees.WORKER, AnswerStatus.UNCLEAR)
    assert said(events) == "No problem, we can leave that one.\nHow old is the cat? Or text SKIP."
    assert (state.node, state.tries) == ("age", 0)


def test_two_misses_at_a_go_on_question_record_nothing(demo: Flow) -> None:
    state, events = play(demo, UNCLEAR, UNCLEAR)

    assert [type(event) for event in events] == [MsgCreated, SessionEnded]
    assert state.status is SessionStatus.ENDED


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"not": ("fruit",)},
        "fruit",
        ("cake",),
        (),
        3,
    ],
    ids=["nothing", "a negation", "one key", "no option", "an empty list", "a number"],
)
def test_what_cannot_answer_several_of_a_list_is_unclear(demo: Flow, value: Value) -> None:
    state, events = play(demo, answer("go"), answer(value))

    assert said(events).startswith("Sorry, I did not get that.")
    assert state.results == {}


@pytest.mark.parametrize("value", [-1, 31, float("nan"), float("inf"), 10**400, True, "7"])
def test_a_number_out_of_range_is_unclear_and_never_moved_into_it(demo: Flow, value: Value) -> None:
    state, _ = play(demo, answer("go"), SKIP, answer(value))

    assert (state.node, state.tries) == ("age", 1)


def test_own_words_are_marked_and_options_are_not(demo: Flow) -> None:
    at_place, _ = play(demo, answer("go"), SKIP, answer(4))

    _, option = advance(demo, at_place, answer("park"))
    _, words = advance(demo, at_place, answer("by the pond"))
    assert option[0] == ResultChanged("where", Sees.ASK, AnswerStatus.ANSWERED, "park")
    assert words[0] == ResultChanged(
        "where", Sees.ASK, AnswerStatus.ANSWERED, "by the pond", words=True
    )


def test_blank_words_are_no_answer(demo: Flow) -> None:
    state, _ = play(demo, answer("go"), SKIP, SKIP, SKIP, answer("  "))

    assert (state.node, state.tries) == ("words", 1)


def test_a_yes_or_no_without_options_takes_only_these(demo: Flow) -> None:
    at_salt, _ = play(demo, answer("go"), answer(("crisps",)))

    assert advance(demo, at_salt, answer("no"))[0].results["salt"] == "no"
    assert advance(demo, at_salt, answer("fine"))[0].tries == 1


def test_back_puts_the_question_before_and_its_answer_stands(demo: Flow) -> None:
    state, events = play(demo, answer("go"), answer(("fruit",)), BACK)

    assert state.node == "snack"
    assert state.results == {"snack": ("fruit",)}
    assert [type(event) for event in events] == [MsgCreated]


def test_a_question_come_to_again_after_back_is_not_asked_anew(demo: Flow) -> None:
    _, events = play(demo, answer("go"), answer(("fruit",)), BACK, answer(("crisps", "nothing")))

    assert not [event for event in events if isinstance(event, Asked)]


def test_back_follows_the_way_taken_after_an_answer_was_changed(demo: Flow) -> None:
    there = (answer("go"), answer(("fruit",)), BACK, answer(("crisps",)), answer("yes"))
    at_age, _ = play(demo, *there)
    at_salt, _ = advance(demo, at_age, BACK)
    at_snack, _ = advance(demo, at_salt, BACK)

    assert (at_age.node, at_salt.node, at_snack.node) == ("age", "salt", "snack")


def test_back_at_the_first_kept_question_says_so_and_puts_it_again(demo: Flow) -> None:
    state, events = play(demo, answer("go"), BACK)

    assert said(events).startswith("This is the first one.")
    assert said(events).endswith("\nWhat do you eat?")
    assert state.node == "snack"


def test_two_misses_after_going_back_leave_the_old_answer(demo: Flow) -> None:
    state, events = play(demo, answer("go"), answer(("fruit",)), BACK, UNCLEAR, UNCLEAR)

    assert state.results == {"snack": ("fruit",)}
    assert [type(event) for event in events] == [MsgCreated]


def test_a_skip_after_going_back_takes_the_old_answer_away(demo: Flow) -> None:
    state, events = play(demo, answer("go"), answer(("fruit",)), BACK, SKIP)

    assert state.results == {}
    assert events[0] == ResultChanged("snack", Sees.WORKER, AnswerStatus.SKIPPED)


def test_repeat_puts_the_question_again_and_changes_nothing(demo: Flow) -> None:
    before, _ = play(demo, answer("go"), UNCLEAR)
    after, events = advance(demo, before, Reading(Kind.REPEAT))

    assert after == before
    assert events == (ask_again(demo, before),)
    assert ask_again(demo, before).listed


@pytest.mark.parametrize(
    ("readings", "opening"),
    [
        ((answer("go"), WHY), "So we bring it.\n"),
        ((WHY,), "{worker} sees what you say here"),
        ((answer("go"), SKIP, WHY), "We ask so people who run things"),
    ],
    ids=["its own reason", "seen by the worker", "counted only"],
)
def test_why_is_answered_and_the_question_put_again(
    demo: Flow, readings: tuple[Reading, ...], opening: str
) -> None:
    state, events = play(demo, *readings)

    assert said(events).startswith(opening)
    assert said(events).endswith(question_at(demo, state).prompt)


def test_later_pauses_at_the_question_that_comes_and_says_what_is_on_the_way(demo: Flow) -> None:
    state, events = play(demo, answer("later"))

    assert (state.status, state.node) == (SessionStatus.PAUSED, "again")
    message, paused = events
    assert isinstance(message, MsgCreated)
    assert message.text.endswith("\nUntil then.")
    assert message.options == ()
    assert paused == SessionPaused()


@pytest.mark.parametrize("reading", [answer("no"), UNCLEAR, BACK, SKIP, WHY])
def test_any_reading_resumes_a_paused_session_without_answering_it(
    demo: Flow, reading: Reading
) -> None:
    state, events = play(demo, answer("later"), reading)

    assert (state.status, state.node) == (SessionStatus.WAITING, "again")
    assert said(events) == "Ready now?"


def test_a_choice_that_pauses_on_the_way_to_the_end_ends(demo: Flow) -> None:
    ended = Say("until", Text({"en": "Enough."}), goto="done")
    flow = replace(demo, nodes={**demo.nodes, "until": ended})

    state, events = play(flow, answer("later"))

    assert state.status is SessionStatus.ENDED
    assert events == (MsgCreated("Enough."), SessionEnded(Outcome.COMPLETE))


def test_the_end_names_its_outcome_in_one_message(demo: Flow) -> None:
    state, events = play(demo, answer("go"), SKIP, SKIP, SKIP, answer("no ta"))

    assert state.status is SessionStatus.ENDED
    assert events[1:] == (MsgCreated("Thanks."), SessionEnded(Outcome.COMPLETE))


def test_an_end_with_nothing_to_say_sends_nothing(demo: Flow) -> None:
    flow = replace(demo, nodes={**demo.nodes, "bye": End("bye", Outcome.PARTIAL)})

    _, events = play(flow, answer("no"))

    assert events == (SessionEnded(Outcome.PARTIAL),)


def test_an_ended_session_takes_no_more(demo: Flow) -> None:
    state, _ = play(demo, answer("no"))

    with pytest.raises(NotWaiting, match="'demo' ended"):
        advance(demo, state, answer("go"))
    with pytest.raises(NotWaiting):
        ask_again(demo, state)
    with pytest.raises(NotWaiting):
        question_at(demo, state)


@pytest.mark.parametrize("kind", [Kind.STOP, Kind.HELP, Kind.DISCLOSURE])
def test_what_is_dealt_with_before_the_engine_is_refused(demo: Flow, kind: Kind) -> None:
    state, _ = start(demo, {})

    with pytest.raises(ValueError, match=kind.value):
        advance(demo, state, Reading(kind))


def test_the_session_speaks_its_language_and_english_where_there_is_none(demo: Flow) -> None:
    _, events = start(demo, {"language": "cy"})

    [message] = events
    assert isinstance(message, MsgCreated)
    assert message.text == "Helo.\nAwn ni?"
    assert [option.label for option in message.options] == ["Awn ni", "Later", "No thanks"]


def test_the_question_waited_at_is_what_a_reader_needs(demo: Flow) -> None:
    state, _ = play(demo, answer("go"), SKIP)

    question = question_at(demo, state)

    assert (question.type, question.prompt) == (
        QuestionType.NUMBER,
        "How old is the cat? Or text SKIP.",
    )
    assert (question.minimum, question.maximum, question.today) == (0, 30, None)


def test_a_flow_that_never_waits_is_stopped(demo: Flow) -> None:
    circle = {"hello": Say("hello", Text({"en": "x"}), goto="hello")}

    with pytest.raises(FlowLoop, match="'demo' passes 100 nodes"):
        start(replace(demo, nodes=circle), {})


def test_a_way_to_nowhere_is_named(demo: Flow) -> None:
    nowhere = {"hello": Say("hello", Text({"en": "x"}), goto="gone")}

    with pytest.raises(FlowError, match="has no node 'gone'"):
        start(replace(demo, nodes=nowhere), {})


def test_a_state_at_a_node_that_is_no_question_is_named(demo: Flow) -> None:
    with pytest.raises(FlowError, match="no question 'hello'"):
        ask_again(demo, State(SessionStatus.WAITING, "hello"))
