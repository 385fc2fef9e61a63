"""Leaving and coming back: every carrier word, plain words, and what may still be said after."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from click.testing import CliRunner

from bot.app import Services
from bot.cli import main
from bot.conversation.model import Became
from bot.errors import BadInput
from bot.store.database import Store
from bot.store.tables import address, concern, inbound_message, outbox, session, task
from bot.text.keywords import CARRIER_OPT_OUT
from bot.wiring import build
from nlu.embedded.loading import load_interpreter
from tests.factories import (
    WORKER_EMAIL,
    a_contact,
    a_worker,
    address_of,
    an_inbound,
    outgoing,
    rows,
    texts,
)
from tests.sending import Sender

PLAIN = ("stop texting me", "please stop", "opt me out", "dont text me anymore", "unsub")


@pytest.mark.parametrize("word", sorted(CARRIER_OPT_OUT))
def test_a_carrier_word_is_an_opt_out_that_the_carrier_answers(
    services: Services, store: Store, word: str
) -> None:
    a_contact(services)

    became = texts(services, f" {word}. ")

    assert became == [Became.OPT_OUT]
    there = address_of(store)
    assert there.opted_out_at == services.now()
    assert there.opted_out_how == "carrier word"
    assert outgoing(store) == []


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_are_an_opt_out_confirmed_once(
    services: Services, store: Store, words: str
) -> None:
    a_contact(services)

    became = texts(services, words, words, "STOP")

    assert became == [Became.OPT_OUT] * 3
    assert address_of(store).opted_out_how == "own words"
    assert [kind for kind, _, _ in outgoing(store)] == ["opt_out"]


def test_the_confirmation_itself_is_sent(services: Services, sender: Sender) -> None:
    a_contact(services)
    texts(services, "stop texting me")

    sender.send()

    assert len(sender.sms.taken) == 1


def test_what_the_carrier_says_was_an_opt_out_is_one_and_nothing_is_sent(
    services: Services, store: Store
) -> None:
    a_contact(services)

    became = texts(services, "arrête", opt_out_type="STOP")

    assert became == [Became.OPT_OUT]
    assert outgoing(store) == []
    assert address_of(store).opted_out_at is not None


def test_leaving_voids_what_was_queued_and_ends_the_session(
    services: Services, store: Store, sender: Sender
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1")

    texts(services, "STOP")
    sender.send()

    assert [state for _, state, _ in outgoing(store)] == ["void", "void"]
    assert sender.sms.offered == []
    assert [row.outcome for row in rows(store, session)] == ["broke_off"]


def test_a_text_claimed_just_before_they_left_is_not_sent(
    services: Services, store: Store, sender: Sender
) -> None:
    a_contact(services)
    texts(services, "hello")
    texts(services, "STOP")
    with store.begin() as tx:
        tx.db.execute(outbox.update().values(state="queued", why=None))

    sender.send()

    assert sender.sms.offered == []
    assert [row.why for row in rows(store, outbox)] == ["they asked for no more texts"]


def test_later_texts_are_screened_but_not_answered(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, "STOP")

    became = texts(services, "hello?", "my dad hits me", "HELP")

    assert became == [Became.SILENT, Became.CONCERN, Became.HELP]
    assert outgoing(store, number=1) == []
    (opened,) = rows(store, concern)
    assert opened.can_text is False
    assert [row.severity for row in rows(store, inbound_message)][:3] == [None, None, "concern"]


def test_start_brings_the_texts_back(services: Services, store: Store) -> None:
    contact_id = a_contact(services)
    texts(services, "stop texting me")

    became = texts(services, "START")
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    assert became == [Became.OPT_IN]
    assert address_of(store).opted_out_at is None
    assert [kind for kind, state, _ in outgoing(store) if state == "queued"][-2:] == [
        "opt_in",
        "prompt",
    ]


def test_start_that_the_carrier_answered_is_not_answered_again(
    services: Services, store: Store
) -> None:
    a_contact(services)
    texts(services, "STOP", opt_out_type="STOP")

    became = texts(services, "UNSTOP", opt_out_type="START")

    assert became == [Became.OPT_IN]
    assert address_of(store).opted_out_at is None
    assert outgoing(store) == []


def test_yes_never_opts_in(services: Services, store: Store) -> None:
    a_contact(services)
    texts(services, "STOP")

    became = texts(services, "yes")

    assert became == [Became.SILENT]
    assert address_of(store).opted_out_at is not None


def test_nobody_who_left_is_sent_a_flow(services: Services) -> None:
    contact_id = a_contact(services)
    texts(services, "STOP")

    with pytest.raises(BadInput, match="asked for no more texts"):
        services.start_flow(flow="my-meetings", contact_id=contact_id)


@pytest.mark.parametrize("word", ["CANCEL", "end", "Quit."])
def test_a_carrier_word_that_may_mean_the_meeting_is_put_to_the_worker(
    services: Services, store: Store, word: str
) -> None:
    worker = a_worker(services)
    contact_id = a_contact(services, worker=WORKER_EMAIL)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    became = texts(services, word)

    assert became == [Became.OPT_OUT]
    assert [(row.worker_id, row.kind) for row in rows(store, task)] == [
        (worker, "may_have_meant_cancel")
    ]


def test_leaving_and_a_concern_in_one_text_are_both_recorded_and_nothing_is_sent(
    services: Services, store: Store, sender: Sender
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="my-meetings", contact_id=contact_id)

    became = texts(services, "leave me alone, i want to die")
    sender.send()

    assert became == [Became.OPT_OUT]
    (opened,) = rows(store, concern)
    there = address_of(store)
    assert (there.opted_out_at is not None, there.held_by) == (True, opened.id)
    assert opened.can_text is False
    assert sender.sms.bodies(to="+447700900101") == []
    assert len(outgoing(store, outbox.c.kind == "alert")) == 2


def test_a_carrier_word_with_a_concern_before_it_keeps_both(
    services: Services, store: Store
) -> None:
    a_contact(services)

    became = texts(services, "i want to kill myself", "STOP")

    assert became == [Became.CONCERN, Became.OPT_OUT]
    there = address_of(store)
    assert (there.opted_out_at is not None, there.held_by is not None) == (True, True)
    assert [state for _, state, _ in outgoing(store, number=1)] == ["void"]


def test_leaving_by_chat_leaves_every_way_to_reach_them_and_start_brings_them_back(
    services: Services, store: Store
) -> None:
    contact_id = a_contact(services)
    services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])

    became = services.receive(
        an_inbound(services, "stop", urn=f"chat:{contact_id}", channel="chat")
    )

    assert became is Became.OPT_OUT
    left = {row.scheme: row.opted_out_at is not None for row in rows(store, address)}
    assert left == {"tel": True, "chat": True}
    assert [kind for kind, _, _ in outgoing(store)] == ["opt_out"]

    services.receive(an_inbound(services, "START", urn=f"chat:{contact_id}", channel="chat"))
    assert not any(row.opted_out_at for row in rows(store, address))


def listening(services: Services) -> Services:
    """Return the services as they are served: with the engine, the encoder and the second ear."""
    served = build(services.settings, services.now, load_interpreter())
    try:
        receive = replace(services.receive, understand=served.receive.understand)
        return replace(services, receive=receive)
    finally:
        served.store.engine.dispose()


@pytest.mark.parametrize(
    "talk",
    [
        ("consent withdrawn as of today",),
        ("1", "un-add my phone from whatever this is"),
        ("withdraw my number from whatever list this is",),
    ],
)
def test_what_only_the_second_ear_hears_ends_the_texts_in_the_middle_of_a_talk(
    services: Services, store: Store, talk: Sequence[str]
) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="good-place", contact_id=contact_id)

    became = texts(listening(services), *talk)

    assert became[-1] is Became.OPT_OUT
    assert address_of(store).opted_out_how == "own words"
    assert outgoing(store)[-1][0] == "opt_out"


@pytest.mark.parametrize(
    "said", ["dont take me off the list", "no more group work pls", "stop assemblies", "ok bye"]
)
def test_what_only_sounds_so_goes_on(services: Services, store: Store, said: str) -> None:
    contact_id = a_contact(services)
    services.start_flow(flow="ideas", contact_id=contact_id)

    became = texts(listening(services), said)

    assert became != [Became.OPT_OUT]
    assert address_of(store).opted_out_at is None


def test_a_turn_and_the_command_line_hear_the_same(services: Services) -> None:
    said = ["un-add my phone from whatever this is", "stop assemblies", "2", "consent withdrawn"]
    question = {"type": "text", "prompt": "What would make school better?"}
    lines = [json.dumps({"id": text, "question": question, "reply": text}) for text in said]
    a_contact(services)

    answered = CliRunner().invoke(main, ["nlu", "reply"], input="\n".join(lines)).stdout
    kinds = [json.loads(line)["kind"] for line in answered.splitlines()]
    became = [texts(listening(services), text)[0] for text in (*said[1:], said[0])]

    assert [kind == "stop" for kind in (*kinds[1:], kinds[0])] == [
        what is Became.OPT_OUT for what in became
    ]
