"""Themes of own words, quotes and the pack: only who said yes is read, and nothing tells of few."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace

import docx
import numpy as np
import pytest
from flask.testing import FlaskClient
from numpy.typing import NDArray
from sqlalchemy import update

from bot.app import Services
from bot.insight.theme_names import NAMES
from bot.store.database import Store
from bot.store.tables import audit, totals_answer
from bot.store.theme_tables import quote, theme, theme_answer, theme_group
from tests.arranged import Arranged
from tests.factories import a_contact, rows, texts
from tests.staff_pages import send, words

SHEET = "/admin/board/good-worker/themes"
READ = "/admin/board/good-worker/quotes/g4"
CHOICES = ("1", "1 2", "1", "2", "1")


def says(services: Services, number: int, said: str, *, leave: str = "1") -> None:
    """Have a young person answer good-worker, with these words and this leave to quote."""
    contact_id = a_contact(services, number=number)
    services.start_flow(flow="good-worker", contact_id=contact_id)
    texts(services, *CHOICES, said, "1", "3", leave, number=number)


def gathered(services: Services) -> None:
    services.release("good-worker")
    replace(services.gather_themes, meaning=lambda: None)()


@pytest.fixture
def answered(services: Services, arranged: Arranged) -> None:
    """Have 24 answer: enough alike for one theme, too few for another, and an odd one."""
    arranged.once("themes", lambda: twenty_four_answer(services))


def twenty_four_answer(services: Services) -> None:
    for number in range(1, 15):
        says(services, number, "listens to me", leave="1" if number < 3 else "2")
    for number in range(15, 24):
        says(services, number, "funny and has a laugh", leave="2")
    says(services, 24, "my zebra Quentin at 07700 900123", leave="2")
    gathered(services)


@pytest.mark.usefixtures("answered")
def test_themes_stand_on_the_sheet_with_safe_counts(officer: FlaskClient) -> None:
    page = words(officer.get(SHEET))

    assert "What a good worker would be like" in page
    for heading in ("Should know", "Should be", "Should be able to"):
        assert heading in page
    assert "Words many used: listens" in page
    assert "zebra" not in page
    assert "Quentin" not in page
    assert "07700" not in page


@pytest.mark.usefixtures("answered")
def test_every_answer_is_in_one_group_and_no_number_shown_is_small(store: Store) -> None:
    groups = rows(store, theme_group)
    members = rows(store, theme_answer)

    assert len(members) == 24
    assert all(one.group_id is not None for one in members)
    assert sum(one.people for one in groups) == 24
    assert all(one.people >= 10 for one in groups if one.people)


def test_before_totals_the_page_says_what_comes(officer: FlaskClient, services: Services) -> None:
    assert "There is nothing to gather yet." in words(officer.get(SHEET))
    assert "There is nothing to print yet." in words(officer.get("/admin/board/good-worker/pack"))
    assert officer.get("/admin/board/good-worker/pack.docx").status_code == 404
    assert officer.get("/admin/board/nothing/themes").status_code == 404
    assert officer.get("/admin/board/good-worker/quotes/g0").status_code == 404
    assert "There is nothing to read." in words(officer.get(READ))


def test_an_officer_names_joins_and_parts_themes(
    officer: FlaskClient, services: Services, store: Store
) -> None:
    for number in range(1, 13):
        says(services, number, "listens")
    for number in range(13, 25):
        says(services, number, "funny")
    gathered(services)
    one, other = (row.id for row in rows(store, theme))

    def act(kind: str, **fields: object) -> str:
        return words(send(officer, f"{SHEET}/{kind}", seen=SHEET, question="g4", **fields))

    assert "Hears us out" in act("name", theme=one, name="Hears us out")
    assert "The two themes are one." in act("merge", theme=other, into=one)
    assert [row.name for row in rows(store, theme)] == ["Hears us out"]
    taken = rows(store, theme_group, theme_group.c.is_rest.is_(False))[1].id
    assert "a theme of its own" in act("split", theme=one, group=taken)
    assert len(rows(store, theme)) == 2
    assert "Leave out names" in act("name", theme=one, name="Ask Mr Green")
    assert "gone" in act("name", theme=one + 900, name="X")
    done = [row.action for row in rows(store, audit) if row.action.startswith("theme.")]
    assert done == ["theme.name", "theme.merge", "theme.split"]


@pytest.mark.usefixtures("answered")
def test_only_words_of_who_said_yes_are_read_and_shown_once_released(
    officer: FlaskClient, store: Store
) -> None:
    for _ in range(2):
        page = officer.get(READ).text
        token = re.search(r'name="token" value="(\w+)"', page)
        assert token is not None
        assert "listens to me" in page
        done = send(
            officer,
            READ,
            seen=READ,
            token=token[1],
            quoted="listens […]",
            act="release",
            sure="yes",
        )
        assert "Released." in words(done)

    assert "There is nothing to read." in words(officer.get(READ))
    assert officer.get(SHEET).text.count("listens […]") == 2
    assert len([one for one in rows(store, audit) if one.action == "quote.release"]) == 2


@pytest.mark.usefixtures("answered")
def test_a_quote_is_theirs_read_and_of_nobody(officer: FlaskClient, store: Store) -> None:
    token = re.search(r'name="token" value="(\w+)"', officer.get(READ).text)
    assert token is not None

    def tried(quoted: str, sure: str = "yes", act: str = "release") -> str:
        return words(
            send(officer, READ, seen=READ, token=token[1], quoted=quoted, act=act, sure=sure)
        )

    assert "Read it once more, and tick" in tried("listens to me", sure="")
    assert "Leave words out, and put none in" in tried("listens to everyone")
    assert "Take out names, numbers" in tried("listens to me 07700 900123")
    assert "Leave some of their words" in tried("[…]")
    assert rows(store, quote, quote.c.state == "released") == []
    assert "Left out." in tried("", act="leave_out")
    assert "Somebody has decided about these words" in tried("listens to me")


@pytest.mark.usefixtures("answered")
def test_leave_taken_back_takes_the_quote_away(
    officer: FlaskClient, services: Services, store: Store
) -> None:
    token = re.search(r'name="token" value="(\w+)"', officer.get(READ).text)
    assert token is not None
    send(officer, READ, seen=READ, token=token[1], quoted="listens", act="release", sure="yes")
    assert 'sayso-said" dir="ltr">listens<' in officer.get(SHEET).text

    with store.begin() as tx:
        tx.db.execute(
            update(totals_answer).where(totals_answer.c.question == "leave").values(value='"no"')
        )

    assert "sayso-said" not in officer.get(SHEET).text


def test_worrying_words_are_never_offered_for_a_report(
    officer: FlaskClient, services: Services, store: Store
) -> None:
    for number in range(1, 12):
        says(services, number, "listens", leave="2")
    says(services, 12, "kind", leave="1")
    gathered(services)
    with store.begin() as tx:
        sealed = tx.cipher.encrypt("my dad hits me and i want to die", "totals_answer.words")
        tx.db.execute(
            update(totals_answer)
            .where(
                totals_answer.c.question == "g4",
                totals_answer.c.pseudonym.in_(
                    [one.pseudonym for one in rows(store, totals_answer) if one.value == '"yes"']
                ),
            )
            .values(words=sealed)
        )

    assert "There is nothing to read." in words(officer.get(READ))
    assert [one.state for one in rows(store, quote)] == ["held"]


@pytest.mark.usefixtures("answered")
def test_whoever_is_erased_is_in_no_group_and_no_quote(
    officer: FlaskClient, services: Services, store: Store
) -> None:
    for _ in range(2):  # 1 and 2 alone said yes, and stand in an order nobody knows
        token = re.search(r'name="token" value="(\w+)"', officer.get(READ).text)
        assert token is not None
        send(officer, READ, seen=READ, token=token[1], quoted="listens", act="release", sure="yes")
    assert len(rows(store, quote)) == 2

    for number in (1, 2):
        texts(services, "delete my data", "1", number=number)
    services.finish_erasures()

    assert rows(store, quote) == []
    assert len(rows(store, theme_answer)) == 22
    assert "sayso-said" not in officer.get(SHEET).text


def test_few_more_answers_move_nothing(
    officer: FlaskClient, services: Services, store: Store
) -> None:
    for number in range(1, 15):
        says(services, number, "listens")
    gathered(services)
    before = [(one.id, one.people) for one in rows(store, theme_group)]
    for number in range(15, 20):
        says(services, number, "listens")
    services.release("good-worker", closed=True)
    gathered(services)
    assert [(one.id, one.people) for one in rows(store, theme_group)] == before

    for number in range(20, 30):
        says(services, number, "listens")
    gathered(services)
    assert [(one.people) for one in rows(store, theme_group) if not one.is_rest] == [29]


@pytest.mark.usefixtures("answered")
def test_the_pack_is_printed_and_changed(officer: FlaskClient) -> None:
    page = words(officer.get("/admin/board/good-worker/pack"))
    file = officer.get("/admin/board/good-worker/pack.docx")
    told = "\n".join(one.text for one in docx.Document(io.BytesIO(file.data)).paragraphs)

    for text in (page, told):
        for part in ("What was clear", "Where views split", "Which questions lost people"):
            assert part in text
        assert "To ask in the room" in text
        assert "What did we not ask that we should have?" in text
        assert "zebra" not in text


def test_what_many_say_and_each_name_is_read_by_the_encoder_once(services: Services) -> None:
    read: list[str] = []

    def encode(text: str) -> NDArray[np.float32]:
        read.append(text)
        said = np.random.default_rng(len(text)).normal(0, 1, 8)
        return said.astype(np.float32)

    for number in range(1, 13):
        says(services, number, "listens to me")
    for number in range(13, 25):
        says(services, number, "funny and has a laugh")
    services.release("good-worker")

    assert replace(services.gather_themes, meaning=lambda: encode)() == 1
    assert {"listens to me", "funny and has a laugh", *NAMES} <= set(read)
    assert len(read) == len(set(read))


def test_a_worker_that_stops_leaves_what_is_to_be_gathered_for_next_time(
    services: Services,
) -> None:
    for number in range(1, 13):
        says(services, number, "listens to me")
    services.release("good-worker")
    gather = replace(services.gather_themes, meaning=lambda: None)

    assert gather(lambda: True) == 0
    assert gather(lambda: False) == 1


def test_no_word_reaches_a_log(services: Services, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for number in range(1, 13):
        says(services, number, "unmistakable aardvarks")
    gathered(services)

    assert "aardvark" not in caplog.text
    assert "are gathered" in caplog.text
