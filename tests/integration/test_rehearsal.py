"""The pretend phone says what a young person would be sent, and leaves no trace."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.app import Services
from bot.conversation.model import Became
from bot.errors import BadInput
from bot.rehearsal import LONGEST_LINE, MOST_LINES, Rehearsed
from bot.safeguarding.rota import Post
from bot.store.metadata import metadata
from bot.store.users import RoleName
from tests.factories import a_contact, outgoing, texts
from tests.sending import Sender
from tests.staff_pages import GOOD_PLACE, a_member

DANGER = "i want to die"


def everything(services: Services) -> dict[str, int]:
    """Return how many rows each table has."""
    with services.store.reading() as tx:
        return {
            table.name: tx.db.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def came_back(played: Rehearsed) -> list[str]:
    return [one.text for one in played.bubbles if not one.mine]


def test_it_says_letter_for_letter_what_a_young_person_is_sent(services: Services) -> None:
    person = a_contact(services, age_band="13-15")
    services.start_flow(flow="good-place", contact_id=person)
    texts(services, *GOOD_PLACE)

    played = services.rehearse("good-place", GOOD_PLACE)

    real = [body for _, _, body in outgoing(services.store, number=1)]
    assert len(real) == len(GOOD_PLACE) + 1
    assert sorted(came_back(played)[0].split()) == sorted(real[0].split())
    assert came_back(played)[-1] == real[-1]
    assert played.over


@pytest.mark.parametrize("lines", [(), ("1",), GOOD_PLACE, ("1", DANGER, "hello", "STOP")])
def test_nothing_of_it_is_kept(services: Services, sender: Sender, lines: tuple[str, ...]) -> None:
    before = everything(services)

    services.rehearse("good-place", lines)

    assert everything(services) == before
    sender.send()
    assert sender.email.taken == []


def test_somebody_who_is_not_safe_is_answered_as_for_real_and_nobody_is_told(
    services: Services, sender: Sender
) -> None:
    by = a_member(services, RoleName.ADMINISTRATOR, email="ana@example.org")
    dee = services.rota.add_responder(
        name="Dee", email="dee@example.org", phone="", user_id=None, by=by
    )
    services.rota.add_shift(
        responder_id=dee, post=Post.DUTY, days=range(7), first=None, last=None, by=by
    )

    played = services.rehearse("good-place", ("1", DANGER, "hello"))

    person = a_contact(services)
    services.start_flow(flow="good-place", contact_id=person)
    texts(services, "1", DANGER)
    real = [body for kind, _, body in outgoing(services.store, number=1) if kind == "holding"]
    assert played.alarmed
    assert came_back(played)[2] == real[0]
    assert played.bubbles[-1].quiet is Became.HELD


def test_a_calm_talk_alarms_nobody(services: Services) -> None:
    assert not services.rehearse("good-place", GOOD_PLACE).alarmed


def test_stop_is_answered_by_the_carrier_and_the_phone_stays_quiet(services: Services) -> None:
    played = services.rehearse("welcome", ("STOP", "hello"))

    assert [one.quiet for one in played.bubbles if one.quiet] == [Became.OPT_OUT, Became.SILENT]


def test_every_published_conversation_can_be_tried(services: Services) -> None:
    with services.store.reading() as tx:
        keys = [one.flow.key for one in services.shelf.all_newest(tx)]

    for key in keys:
        first = services.rehearse(key, ()).bubbles[0].text
        assert first
        assert "{" not in first


@pytest.mark.parametrize(
    "lines", [("x" * (LONGEST_LINE + 1),), ("hi",) * (MOST_LINES + 1), ("  ",)]
)
def test_what_is_too_long_or_blank_is_refused_in_words(
    services: Services, lines: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput):
        services.rehearse("welcome", lines)


def test_a_conversation_that_is_not_there_is_refused(services: Services) -> None:
    with pytest.raises(BadInput):
        services.rehearse("nothing", ())


def test_words_are_not_shown_where_a_value_is_printed(services: Services) -> None:
    assert DANGER not in repr(services.rehearse("good-place", ("1", DANGER)))
