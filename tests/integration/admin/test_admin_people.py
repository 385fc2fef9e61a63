"""People in admin: added, listed and asked, and what a worker may not learn."""

from __future__ import annotations

from flask.testing import FlaskClient

from bot.app import Services
from bot.store.database import Store
from bot.store.tables import contact, contact_address, outbox
from tests.factories import a_contact, rows, texts
from tests.staff_pages import (
    SAM,
    answer_all,
    book,
    send,
    words,
)


def test_adding_a_person_records_that_the_number_was_checked(
    services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    page = send(
        worker,
        "/admin/people/new",
        nickname="Kit",
        phone="07700 900123",
        age_band="13-15",
        checked="yes",
    )

    said = words(page)
    assert "Added to your people." in said
    assert "Their number is confirmed." in said
    (added,) = rows(store, contact)
    assert (added.worker_id, added.gender, added.area) == (sam, None, None)
    assert rows(store, contact_address)[0].confirmed_by == "worker"


def test_a_number_that_cannot_be_texted_is_explained_beside_the_field(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    page = send(worker, "/admin/people/new", nickname="Kit", phone="020 7946 0000")

    assert page.status_code == 400
    assert "Choose how old they are." in words(page)
    assert 'href="#phone"' in page.text
    assert rows(store, contact) == []


def test_people_are_listed_by_nickname_with_how_they_are_reached(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    first = a_contact(services, number=1, worker=SAM)
    a_contact(services, number=2, worker=SAM, ok_to_text=False)
    a_contact(services, number=3, worker=SAM)
    texts(services, "STOP", number=3)
    book(services, first, sam)

    page = words(worker.get("/admin/people"))

    assert "Pat1 13 to 15 Next meeting Friday 27 November at 4pm By text" in page
    assert "Pat2 13 to 15 No meeting booked Number not confirmed yet" in page
    assert "Pat3 13 to 15 No meeting booked Asked for no more texts" in page


def test_asking_how_they_like_to_meet_begins_the_questions(
    services: Services, store: Store, worker: FlaskClient
) -> None:
    contact_id = a_contact(services, worker=SAM)
    path = f"/admin/people/{contact_id}/ask"

    page = send(worker, path, seen=f"/admin/people/{contact_id}")

    assert "The questions are on their way." in words(page)
    assert len(rows(store, outbox, outbox.c.kind == "prompt")) == 1


def test_a_worker_never_learns_that_a_concern_is_open(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    book(services, contact_id, sam)
    texts(services, "i want to die")

    person = f"/admin/people/{contact_id}"
    refused = send(worker, f"{person}/ask", seen=person)
    pages = [worker.get(path).text for path in ("/admin/week", "/admin/people", person)]

    assert "Questions cannot go to them just now." in words(refused)
    assert all("concern" not in page.casefold() for page in (*pages, words(refused)))


def test_no_answer_given_for_totals_is_on_a_workers_page(
    services: Services, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    book(services, contact_id, sam)
    answer_all(services, "good-place", contact_id, 1)

    pages = [worker.get(path).text for path in ("/admin/week", f"/admin/people/{contact_id}")]

    for said in ("a big sofa", "a pond", "Relax", "good-place", "A good place"):
        assert all(said not in page for page in pages), said


def test_a_word_is_kept_and_never_shown(
    services: Services, store: Store, worker: FlaskClient, sam: int
) -> None:
    contact_id = a_contact(services, worker=SAM)
    here = f"/admin/people/{contact_id}"

    page = send(worker, f"{here}/word", seen=here, word="blue tractor")

    assert "Their word is kept." in words(page)
    assert "tractor" not in page.text
    assert rows(store, contact)[0].private_word is not None
    assert "A word has 40 letters" in words(send(worker, f"{here}/word", seen=here, word="x" * 41))
    send(worker, f"{here}/word", seen=here, word="")
    assert rows(store, contact)[0].private_word is None
    assert worker.post("/admin/people/999/word").status_code in {400, 404}
