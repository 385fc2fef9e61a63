"""The five outcomes: made when enough have answered, and beside what an officer brings."""

from __future__ import annotations

import io

from flask.testing import FlaskClient

from bot.app import Services
from tests.factories import a_contact, texts
from tests.staff_pages import send, words

PAGE = "/admin/outcomes"


def test_an_empty_audit_says_how_many_are_wanted(officer: FlaskClient) -> None:
    page = words(officer.get(PAGE))

    assert "There are no figures yet. At least 10 young people must answer first." in page
    assert "Not yet: 10 more" in words(send(officer, f"{PAGE}/release", seen=PAGE))


def test_twelve_who_answered_make_an_audit(services: Services, officer: FlaskClient) -> None:
    for number in range(1, 13):
        contact_id = a_contact(services, number=number)
        services.start_flow(flow="how-things-are", contact_id=contact_id)
        texts(services, "1", *(str(1 + (number + k) % 3) for k in range(5)), number=number)

    page = words(send(officer, f"{PAGE}/release", seen=PAGE))

    assert "This is the new audit." in page
    assert "no published norm or cut point applies" in page
    assert services.audit_outcomes.newest() is not None


def test_a_benchmark_stands_with_where_it_is_from(officer: FlaskClient) -> None:
    told = {"title": "County survey", "source": "The county", "people": "900 in Year 9"}
    good = b"measure,percent\nstay_safe,71\n"

    without_year = words(bring(officer, good, **told))
    kept = words(bring(officer, good, **told, year="2025"))
    bad = words(bring(officer, b"\xff\xfe", **told, year="2025"))

    assert "Say what it is called" in without_year
    assert "From The county, 2025. Of 900 in Year 9." in kept
    assert "save it as CSV UTF-8" in bad


def test_areas_are_brought_in_their_order(services: Services, officer: FlaskClient) -> None:
    page = words(bring(officer, b"ward,part\nPitsea,South\nLaindon,South\n", to="wards"))

    assert "Bring your areas (2 wards now)" in page


def bring(officer: FlaskClient, content: bytes, *, to: str = "benchmark", **form: str):  # type: ignore[no-untyped-def]
    return send(officer, f"{PAGE}/{to}", seen=PAGE, file=(io.BytesIO(content), "it.csv"), **form)
