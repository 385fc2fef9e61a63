"""One phone, several people: nothing is said before one says who they are, and worry is heard
first. And numbers that are old, broken, wrong or somebody else's by now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.app import Services
from bot.channels.twilio_errors import known_codes
from bot.conversation.model import Became, Sharer
from bot.conversation.who_is_this import who
from bot.safeguarding.replies import fixed
from bot.services.start_flow import Started
from bot.store.database import Store
from bot.store.shared_phones import set_private_word
from bot.store.tables import (
    address,
    answer,
    appointment,
    concern,
    contact_address,
    inbound_message,
    outbox,
    task,
)
from bot.store.users import RoleName
from tests.factories import (
    WORKER_EMAIL,
    Clock,
    a_contact,
    a_worker,
    address_of,
    outgoing,
    phone,
    rows,
    said_to,
    texts,
)
from tests.sending import Sender

WHO, AGAIN, THANKS = (fixed(key, "en").text for key in ("who_is_this", "who_again", "who_thanks"))


def a_shared_phone(services: Services) -> tuple[int, int]:
    """Return two contacts, Ash and Bo, with one number."""
    return tuple(  # type: ignore[return-value]
        services.add_contact(
            nickname=name, phone=phone(1), age_band="13-15", worker_email=None, ok_to_text=True
        )
        for name in ("Ash", "Bo")
    )


def test_the_question_waits_until_its_own_contact_says_who_they_are(
    services: Services, store: Store
) -> None:
    ash, _ = a_shared_phone(services)

    assert services.start_flow(flow="my-meetings", contact_id=ash) is Started.WHO_FIRST
    assert said_to(store) == [WHO]
    assert texts(services, "its ash") == [Became.WHO]
    assert "A few questions for you" in said_to(store)[-1] or "meet" in said_to(store)[-1]
    assert texts(services, "1") == [Became.ANSWER]

    assert {row.contact_id for row in rows(store, answer)} == {ash}


def test_the_other_one_hears_nothing_of_it(services: Services, store: Store) -> None:
    ash, _ = a_shared_phone(services)
    services.start_flow(flow="my-meetings", contact_id=ash)

    assert texts(services, "Bo here") == [Became.WHO]

    assert said_to(store) == [WHO, THANKS]
    assert rows(store, answer) == []


def test_after_half_an_hour_the_phone_may_have_changed_hands(
    services: Services, store: Store, clock: Clock
) -> None:
    ash, _ = a_shared_phone(services)
    services.start_flow(flow="my-meetings", contact_id=ash)
    texts(services, "ash", "1")
    asked = said_to(store)[-1]
    clock.forward(minutes=29)
    assert texts(services, "who sees this") != [Became.UNKNOWN]
    clock.forward(minutes=31)

    assert texts(services, "1") == [Became.UNKNOWN]
    assert said_to(store)[-1] == WHO
    assert texts(services, "ash") == [Became.WHO]
    assert said_to(store)[-1] == asked


def test_worry_is_heard_before_anybody_is_asked_who_they_are(
    services: Services, store: Store
) -> None:
    a_shared_phone(services)

    assert texts(services, "my dad hits me") == [Became.CONCERN]

    (opened,) = rows(store, concern)
    assert opened.contact_id is None
    whole = services.concerns.read(
        opened.id, user_id=a_worker(services, role=RoleName.SAFEGUARDING)
    )
    assert whole.may_be == ("Ash", "Bo")
    assert [kind for kind, _, _ in outgoing(store, number=1)] == ["holding"]


def test_who_they_are_is_asked_three_times_a_day_and_no_more(
    services: Services, store: Store, clock: Clock
) -> None:
    a_shared_phone(services)

    texts(services, *["someone"] * 6)
    assert said_to(store) == [WHO, AGAIN, AGAIN]
    clock.forward(days=1, minutes=1)
    texts(services, "someone")

    assert said_to(store)[-1] == WHO


def test_whoever_chose_a_word_is_known_by_it_alone(services: Services, store: Store) -> None:
    ash, _ = a_shared_phone(services)
    with store.begin() as tx:
        set_private_word(tx, ash, "Blue Tractor")

    assert texts(services, "ash", "blue tractor!") == [Became.UNKNOWN, Became.WHO]
    assert rows(store, inbound_message)[1].contact_id is None
    assert address_of(store).here_id == ash


def a_reminder_of_ash(services: Services, sender: Sender, clock: Clock) -> int:
    """Remind Ash of a meeting, on the phone that Bo has too; return the meeting."""
    ash, _ = a_shared_phone(services)
    booked = services.book(
        contact_id=ash,
        worker_id=a_worker(services),
        starts_at=clock.now() + timedelta(days=10, hours=6),
        place="the cafe",
    )
    clock.forward(days=7, hours=6)
    sender.send()
    assert address_of(services.store).asking_id == booked
    return booked


def reply_to(store: Store, booked: int) -> str | None:
    (meeting,) = rows(store, appointment, appointment.c.id == booked)
    reply: str | None = meeting.reply
    return reply


def test_a_reminder_answered_from_a_shared_phone_asks_who_it_is_first(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = a_reminder_of_ash(services, sender, clock)

    assert texts(services, "1") == [Became.UNKNOWN]
    assert said_to(store)[-1] == WHO
    assert reply_to(store, booked) is None
    assert texts(services, "ash") == [Became.WHO]
    reminders = outgoing(store, outbox.c.kind == "reminder", outbox.c.state == "sent")
    assert said_to(store)[-1] == reminders[-1][2]

    assert texts(services, "1") == [Became.REMINDER]
    assert reply_to(store, booked) == "coming"


def test_the_one_it_is_not_for_can_not_answer_it_and_does_not_hear_of_it(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = a_reminder_of_ash(services, sender, clock)

    assert texts(services, "2", "bo") == [Became.UNKNOWN, Became.WHO]
    assert said_to(store)[-1] == THANKS
    assert texts(services, "1") != [Became.REMINDER]

    assert reply_to(store, booked) is None
    assert rows(store, task) == []


def test_once_ash_holds_the_phone_the_answer_counts_at_once(
    services: Services, store: Store, sender: Sender, clock: Clock
) -> None:
    booked = a_reminder_of_ash(services, sender, clock)
    texts(services, "hello", "its ash")

    assert texts(services, "1") == [Became.REMINDER]
    assert reply_to(store, booked) == "coming"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Ash", 1), ("its ash", 1), ("hi this is ASH x", 1), ("àsh", 1), ("Bo", 2), ("im bo", 2),
        ("Ash and Bo", None), ("not ash", None), ("", None), ("1", None), ("ashley", None),
    ],
)  # fmt: skip
def test_a_name_is_read_as_people_text_it(said: str, found: int | None) -> None:
    assert who(said, (Sharer(1, "Ash"), Sharer(2, "Bo"))) == found


def test_two_of_one_name_are_told_apart_by_their_words_alone() -> None:
    assert who("Ash", (Sharer(1, "Ash"), Sharer(2, "ash"))) is None
    assert who("moon", (Sharer(1, "Ash", "moon"), Sharer(2, "Ash"))) == 1
    assert who("Ash", (Sharer(1, "Ash", "moon"), Sharer(2, "Ash"))) == 2


@pytest.mark.parametrize("key", ["who_is_this", "who_again", "who_thanks"])
def test_what_is_asked_gives_nothing_away(key: str) -> None:
    said = fixed(key, "en").text.casefold()
    assert not any(
        word in said for word in ("{", "worker", "meeting", "social", "youth", "council", "team")
    )


def test_a_wrong_number_ends_it_for_everybody_and_tells_their_workers(
    services: Services, store: Store, sender: Sender
) -> None:
    worker_id = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    texts(services, "wrong number", "START", "hello")
    sender.send()

    assert rows(store, contact_address)[0].ended_at is not None
    assert [(row.worker_id, row.kind) for row in rows(store, task)] == [(worker_id, "wrong_number")]
    assert all(words == fixed("opt_in", "en").text or "people we know" in words
               for words in sender.sms.bodies())  # fmt: skip
    assert sum(kind == "prompt" and state == "sent" for kind, state, _ in outgoing(store)) == 0


def test_a_number_is_asked_about_before_six_months_and_not_used_after_them(
    services: Services, store: Store, clock: Clock
) -> None:
    contact_id = a_contact(services)
    clock.forward(days=165)
    assert services.check_numbers() == 0
    clock.forward(days=2)

    assert [services.check_numbers(), services.check_numbers()] == [1, 0]
    assert "Is this still a good number for you?" in said_to(store)[-1]
    clock.forward(days=17)
    services.check_numbers()
    assert rows(store, contact_address)[0].confirmed_at is None

    texts(services, "1")

    assert rows(store, contact_address)[0].confirmed_at == clock.now()
    assert services.check_numbers() == 0
    services.start_flow(flow="my-meetings", contact_id=contact_id)


@pytest.mark.parametrize("code", ["30005", "30006"])
def test_a_number_a_text_did_not_reach_is_asked_about_and_not_used_until_then(
    services: Services, store: Store, code: str
) -> None:
    a_worker(services)
    a_contact(services, worker=WORKER_EMAIL)
    trouble = {"30005": "suspect", "30006": "invalid"}[code]
    assert code in known_codes()
    with store.begin() as tx:
        tx.db.execute(update(address).values(trouble=trouble))

    assert services.check_numbers() == 1

    assert rows(store, contact_address)[0].confirmed_at is None
    if trouble == "suspect":
        assert "still a good number" in said_to(store)[-1]
        texts(services, "yes")
        assert address_of(store).trouble is None
    else:
        assert [row.kind for row in rows(store, task)] == ["check_number"]


def test_is_anyone_there_is_answered_once_with_when_and_a_worker_is_told(
    services: Services, store: Store, clock: Clock, sender: Sender
) -> None:
    a_worker(services)
    a_contact(services, worker=WORKER_EMAIL)
    clock.forward(hours=9)
    sender.renew()

    assert texts(services, "is anyone there??", "hello") == [Became.RECEIPT, Became.NOTHING]

    assert said_to(store) == [
        "Your text is here, and a person will read it Tuesday 9am. In danger now? Call 999. "
        "To talk now, free: Childline 0800 1111."
    ]
    assert [row.kind for row in rows(store, task)] == ["asks_for_a_person"]


def test_out_of_hours_a_worrying_text_hears_when_and_nothing_more_comes_by_itself(
    services: Services, store: Store, clock: Clock, sender: Sender
) -> None:
    a_contact(services)
    clock.forward(hours=9)
    sender.renew()

    texts(services, "my dad hits me", "is anyone there?", "HELP", "?")

    (said,) = said_to(store)
    assert "We will read this Tue 9am." in said
    assert len(rows(store, concern)) == 1


def test_a_question_mark_asks_for_help_only_where_nothing_is_asked(
    services: Services, store: Store
) -> None:
    services.start_flow(flow="my-meetings", contact_id=a_contact(services))

    assert texts(services, "?") == [Became.ANSWER]
    assert rows(store, concern) == []

    a_contact(services, number=2)
    assert texts(services, "?", number=2) == [Became.HELP]
    assert len(rows(store, concern)) == 1
