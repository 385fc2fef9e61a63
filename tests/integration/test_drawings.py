"""A drawing on web chat: what is taken, what is kept of it, and what becomes of it in the end."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from bot.app import Services
from bot.privacy.picture import MOST_BYTES
from bot.privacy.retention import DEFAULTS, Kind
from bot.store.database import Store
from bot.store.queries import drawings_seen
from bot.store.tables import inbound_message, totals_answer
from bot.store.theme_tables import drawn_answer
from bot.store.users import RoleName
from bot.text.phone import as_dialled
from tests.drawn import MAKER, a_photo, draw, enter, say, to_the_drawing
from tests.factories import Clock, a_contact, phone, rows, said_to, texts
from tests.staff_pages import a_member
from webhooks.web_drawing import MOST_AN_HOUR


@pytest.fixture
def contact_id(services: Services) -> int:
    return a_contact(services)


@pytest.fixture
def visitor(client: FlaskClient, services: Services, contact_id: int) -> FlaskClient:
    """Return the browser of a young person at the question that a drawing may answer."""
    to_the_drawing(client, services, contact_id)
    return client


def kept(store: Store) -> list[bytes]:
    with store.reading() as tx:
        ids = [row.id for row in rows(store, drawn_answer)]
        found = [drawings_seen.picture(tx, one, concern_id=None) for one in ids]
    return [one.content for one in found if one is not None]


def chat(client: FlaskClient) -> str:
    return client.get("/chat").get_data(as_text=True)


def last(client: FlaskClient) -> str:
    return str(client.get("/chat/messages").get_json()["messages"][-1]["text"])


def test_the_question_comes_with_a_form_for_a_photo(visitor: FlaskClient) -> None:
    page = chat(visitor)

    assert "Draw it, or say it in words" in page
    assert '<form class="draw" id="draw" method="post" action="/chat/drawing"' in page
    assert "hidden" not in page.split('id="draw"')[1].split(">")[0]


def test_no_other_question_takes_one(visitor: FlaskClient) -> None:
    say(visitor, "a slide")

    assert "hidden" in chat(visitor).split('id="draw"')[1].split(">")[0]


def test_a_drawing_answers_and_the_talk_goes_on(visitor: FlaskClient, store: Store) -> None:
    answered = draw(visitor, share="yes")

    assert (answered.status_code, answered.headers["Location"]) == (303, "/chat#newest")
    assert last(visitor).startswith("That is 5.")
    assert "I sent a drawing." in chat(visitor)
    (row,) = rows(store, drawn_answer)
    assert (row.question, row.state, row.may_show) == ("i5", "waiting", True)
    (said,) = rows(store, totals_answer, totals_answer.c.question == "i5")
    assert (said.status, said.value, said.words) == ("answered", '["drawing"]', None)


def test_nothing_of_the_file_but_its_colours_is_kept(visitor: FlaskClient, store: Store) -> None:
    sent = a_photo((2400, 1800))
    draw(visitor, sent)

    (picture,) = kept(store)
    (row,) = rows(store, drawn_answer)
    assert MAKER.encode() in sent
    assert MAKER.encode() not in picture
    assert Image.open(BytesIO(picture)).size == (1600, 1200)
    assert picture[20:60] not in row.picture  # sealed
    assert b"Pat1" not in row.sender


def test_unless_they_say_yes_nobody_else_may_see_it(visitor: FlaskClient, store: Store) -> None:
    draw(visitor)

    assert [row.may_show for row in rows(store, drawn_answer)] == [False]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (b"", "Choose a photo first"),
        (b"<svg onload='alert(1)'/>", "We cannot open that file"),
        (b"\xff\xd8" + bytes(MOST_BYTES), "That picture is too big"),
        (b"\xff\xd8" + bytes(MOST_BYTES + 200_000), "That picture is too big"),
    ],
    ids=["none", "no picture", "too big", "far too big"],
)
def test_every_refusal_is_a_sentence_and_the_question_waits(
    visitor: FlaskClient, store: Store, sent: bytes, told: str
) -> None:
    answered = draw(visitor, sent)

    page = visitor.get(answered.headers["Location"].split("#")[0]).get_data(as_text=True)
    assert told in page
    assert not rows(store, drawn_answer)
    assert "What did we miss inside?" in last(visitor)


def test_a_page_says_no_problem_it_was_not_told_of(visitor: FlaskClient) -> None:
    page = visitor.get("/chat?drawing=%3Cb%3Ehello").get_data(as_text=True)

    assert "hello" not in page
    assert 'class="problem"' not in page


def test_without_a_visit_nothing_is_taken(client: FlaskClient, store: Store) -> None:
    assert draw(client).status_code == 403
    assert not rows(store, drawn_answer)


def test_another_site_cannot_send_one(visitor: FlaskClient, store: Store) -> None:
    answered = visitor.post(
        "/chat/drawing",
        data={"client_id": "a", "picture": (BytesIO(a_photo()), "a.jpg")},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert answered.status_code == 403
    assert not rows(store, drawn_answer)


def test_too_many_in_an_hour_are_refused_in_words(visitor: FlaskClient, clock: Clock) -> None:
    for _ in range(MOST_AN_HOUR):
        draw(visitor)

    assert draw(visitor).headers["Location"] == "/chat?drawing=draw_many#draw"
    clock.forward(hours=1, minutes=1)
    assert draw(visitor).headers["Location"] == "/chat#newest"


def test_the_same_form_twice_is_one_drawing(visitor: FlaskClient, store: Store) -> None:
    for _ in range(2):
        form = {"client_id": "once", "picture": (BytesIO(a_photo()), "a.jpg")}
        visitor.post("/chat/drawing", data=form)

    assert len(rows(store, drawn_answer)) == 1


def test_words_answer_as_well_and_are_screened(visitor: FlaskClient, store: Store) -> None:
    say(visitor, "a big slide")

    (said,) = rows(store, totals_answer, totals_answer.c.question == "i5")
    assert said.words is not None


def test_words_there_that_worry_reach_people_as_anywhere(
    visitor: FlaskClient, store: Store
) -> None:
    say(visitor, "i want to die")

    assert rows(store, inbound_message, inbound_message.c.severity == "immediate")
    assert not rows(store, totals_answer, totals_answer.c.words.is_not(None))


def test_a_drawing_at_another_question_asks_it_again(visitor: FlaskClient, store: Store) -> None:
    say(visitor, "skip")
    draw(visitor)

    assert "we cannot see pictures" in last(visitor)
    assert "That is 5." in last(visitor)
    assert not rows(store, drawn_answer)


def test_whoever_draws_again_or_says_it_in_words_has_the_first_erased(
    visitor: FlaskClient, store: Store
) -> None:
    draw(visitor)
    (first,) = rows(store, drawn_answer)
    say(visitor, "back")
    draw(visitor)
    (second,) = rows(store, drawn_answer)
    say(visitor, "back", "a big slide")

    assert first.id != second.id
    assert not rows(store, drawn_answer)


def test_a_skip_erases_it_too(visitor: FlaskClient, store: Store) -> None:
    draw(visitor)
    say(visitor, "back", "skip")

    assert not rows(store, drawn_answer)


def test_a_text_is_asked_for_words(services: Services, store: Store) -> None:
    services.start_flow(flow="good-place", contact_id=a_contact(services, number=2))
    texts(services, "1", "1", "1", "1", "1", number=2)

    assert said_to(store, 2)[-1].startswith("What did we miss inside? Say it in your own words.")


def test_a_picture_by_text_is_still_not_seen(services: Services, store: Store) -> None:
    services.start_flow(flow="good-place", contact_id=a_contact(services, number=2))
    texts(services, "1", "1", "1", "1", "1", number=2)
    texts(services, "", number=2, media=1)

    assert said_to(store, 2)[-1].startswith("Sorry, we cannot see pictures")
    assert not rows(store, drawn_answer)


def test_who_comes_to_the_chat_half_way_is_offered_to_draw(
    client: FlaskClient, services: Services
) -> None:
    contact_id = a_contact(services, number=3)
    services.start_flow(flow="good-place", contact_id=contact_id)
    texts(services, "1", "1", "1", "1", "1", number=3)
    enter(client, services, contact_id)

    assert "Draw it" in last(client)
    draw(client)
    assert last(client).startswith("That is 5.")


def test_deleting_their_answers_erases_it(visitor: FlaskClient, store: Store) -> None:
    draw(visitor, share="yes")
    say(visitor, "delete my answers", "1")

    assert not rows(store, drawn_answer)


def test_what_nobody_looked_at_goes_with_the_texts(
    visitor: FlaskClient, services: Services, store: Store, clock: Clock
) -> None:
    draw(visitor)
    clock.forward(days=DEFAULTS[Kind.TEXTS].count - 1)
    services.retention()
    assert rows(store, drawn_answer)
    clock.forward(days=3)
    services.retention()

    assert not rows(store, drawn_answer)


def test_what_was_released_goes_with_what_was_counted(
    visitor: FlaskClient, services: Services, store: Store, clock: Clock
) -> None:
    draw(visitor, share="yes")
    (row,) = rows(store, drawn_answer)
    services.drawings.release(row.id, "A house", user_id=_an_officer(services))
    clock.forward(days=200)
    services.retention()
    assert rows(store, drawn_answer)
    clock.forward(days=365 * 3)
    services.retention()

    assert not rows(store, drawn_answer)


def test_their_own_page_and_copies_hold_it(visitor: FlaskClient) -> None:
    draw(visitor)

    page = visitor.get("/chat/my-page").get_data(as_text=True)
    copy = visitor.get("/chat/my-page/copy.json").get_json()
    assert 'src="data:image/jpeg;base64,' in page
    assert 'alt="A drawing you sent"' in page
    assert [one["media_type"] for one in copy["drawings"]] == ["image/jpeg"]
    assert as_dialled(phone(1)) in page


def _an_officer(services: Services) -> int:
    return a_member(services, RoleName.OFFICER, email="officer@council.example")
