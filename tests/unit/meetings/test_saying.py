"""What own words say of a meeting, by rule: what it is, and above all what it is not."""

from __future__ import annotations

import pytest

from bot.meetings.saying import (
    Says,
    minutes_late,
    names_a_meeting,
    says,
    says_by_intent,
)

SAID = {
    Says.LATE: "running late|im 10 mins late|soz gonna be late|bus is late|late sorry|overslept",
    Says.WHERE: "where is it|wheres my meeting|where we meeting|whats the address|where do i go",
    Says.WHEN: "when is it|when is my next meeting|what time is it|when do we meet|whens my review",
    Says.WHO: "who will be there|whos coming|who am i meeting|who is it with",
    Says.COMPANY: "can my mum come with me|can i bring a mate|i want someone else to be there",
    Says.MY_WORKER: "who is my worker|whos my social worker|whats my workers name",
    Says.OTHER_WORKER: "i want a different worker|can i have another worker|change my worker",
    Says.MEET: "i want to meet|can we meet|hi can we meet up soon|need to see my worker",
}
NOTHING = (
    *("1", "yes", "ok", "", "idk", "my worker is late", "i was late for school", "wheres my mum"),
    *("who is this", "where are you", "i dont know where to go in life", "whatever"),
    *(
        "whos going to see this",
        "its late im tired",
        "im late on my period",
        "can someone come get me",
    ),
    *("i want to meet him", "im late for school", "i need someone with me", "a bit late"),
    *("can we meet on friday instead", "i like walks", "im always in trouble for my behaviour"),
)


@pytest.mark.parametrize(
    ("words", "what"), [(one, what) for what, each in SAID.items() for one in each.split("|")]
)
def test_it_is_heard(words: str, what: Says) -> None:
    assert says(words) is what


@pytest.mark.parametrize("words", NOTHING)
def test_it_is_nothing_of_a_meetings(words: str) -> None:
    assert says(words) is None


@pytest.mark.parametrize("words", ["cant take it", "not coming home", "whatever", "i give up"])
def test_what_names_no_meeting_is_not_about_one(words: str) -> None:
    assert not names_a_meeting(words)
    assert names_a_meeting("cant come to the meeting")
    assert names_a_meeting("i cant do thurs")


def test_long_words_tell_of_more_than_a_meeting() -> None:
    assert says("when is it " * 20) is None


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("10 mins late", 10),
        ("5min away", 5),
        ("half an hour late", 30),
        ("late", None),
        ("999 mins late", None),
        ("0 mins", None),
    ],
)
def test_minutes_are_read(words: str, minutes: int | None) -> None:
    assert minutes_late(words) == minutes


def test_an_engine_is_believed_only_where_it_is_sure() -> None:
    assert says_by_intent("running_late", 0.9) is Says.LATE
    assert says_by_intent("running_late", 0.4) is None
    assert says_by_intent("out_of_scope", 0.9) is None
    assert says_by_intent(None, 0.9) is None
