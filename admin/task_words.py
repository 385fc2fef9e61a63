"""What is on a to-do list, in plain sentences. Pure: a kind and a nickname in, words out."""

from __future__ import annotations

from typing import Final

SAYS: Final = {
    "wrong_number": "{who}'s number is wrong, they say. Ask {who} for another.",
    "wifi_link": "{who} would like a chat link to use on wifi. Get one to {who}.",
    "help_getting_there": "{who} would like a hand getting to meetings. Sort the way there.",
    "wants_a_person": "{who} would like a person to get in touch. They asked for it themselves.",
    "get_in_touch": "{who} would like you to get in touch.",
    "another_adult": "{who} would like another adult to get in touch. Find who, with {who}.",
    "another_language": "{who} would like another language. Ask {who} which.",
    "get_ready_together": "{who} would like to get a page ready with you before a meeting.",
    "promise_not_kept": "{who} says a promise has not happened yet. Look at it again together.",
    "plan_not_seen": "{who} has not seen their plan. Show it to {who}.",
    "say_well_done": "{who} said what they are proud of this month. Say well done in person.",
    "where_is_it": "{who} asked where the meeting is. The phone is shared: tell {who} yourself.",
    "promise_wrong": "{who} says what was promised is not right. Look at it again together.",
    "other_worker": "{who} asks for a different worker. Talk with {who}. The worker is not told.",
    "wants_to_know_worker": "{who} does not know who their worker is. Tell {who}.",
    "tell_them_yourself": (
        "No text could tell {who} in time that a meeting changed. Call {who}, or send word."
    ),
    "may_have_meant_cancel": (
        "{who} texted a word that stops all texts. It may have been meant for a meeting: ask {who}."
    ),
    "opted_out": "{who} asked for no more texts. Reach {who} another way.",
    "check_number": "The number we hold for {who} may not be right any more. Check it with {who}.",
    "asks_for_a_person": "{who} asked whether anyone is there. Text or phone {who}.",
    "wants_data": "{who} asked to see what we hold about them. Show {who} their page, in person.",
    "wants_deleted": (
        "{who} asked us to delete what we hold, and gets no texts. Ask {who} if they are sure."
    ),
    "erased": (
        "Somebody you work with asked us to delete what we held about them. It is done. "
        "Their meetings are not here any more."
    ),
    "record_opened": "Somebody else opened {who}'s record. Read why, under Opened records.",
    "text_unsure": "We cannot tell whether a text reached {who}. Check with {who}.",
}
OTHER = "Something came up for {who}. Get in touch with {who}."
NOBODY = "A young person"


def say_task(kind: str, nickname: str | None) -> str:
    """Return what to do; "A young person" where there is no nickname."""
    return SAYS.get(kind, OTHER).replace("{who}", nickname or NOBODY)
