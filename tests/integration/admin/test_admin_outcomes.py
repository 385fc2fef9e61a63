"""The five outcomes: made when enough have answered, and beside what an officer brings."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from flask.testing import FlaskClient
from openpyxl import load_workbook

from bot.app import Services
from bot.bench.figures import made_up_rows
from bot.insight.outcomes import Audit, Moved, Score
from bot.rounds.audience import Audience
from bot.store import outcome_audits, rounds
from bot.store.outcome_audits import KeptAudit
from bot.store.rounds import NewRound
from bot.store.tables import respondent, totals_answer
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


def launched(services: Services, wave: int, *, hidden: bool, over: bool) -> None:
    """Put a round of these conversations into the store, over or under way."""
    now = services.now()
    closes = now - timedelta(days=1) if over else now + timedelta(days=7)
    new = NewRound(
        f"Wave {wave}",
        "things",
        "how-things-are",
        "how-things-are",
        wave,
        Audience(),
        now - timedelta(days=9),
        closes,
        1,
        heads_up=False,
        hide_counts=hidden,
        join_word=None,
    )
    with services.store.begin() as tx:
        rounds.add(tx, new, user_id=None, now=now - timedelta(days=9))


def test_it_is_of_the_newest_wave_that_is_over(services: Services) -> None:
    assert services.audit_outcomes.wave() == 1
    launched(services, 1, hidden=False, over=True)
    launched(services, 2, hidden=False, over=True)
    launched(services, 3, hidden=False, over=False)

    assert services.audit_outcomes.wave() == 2


def test_nothing_is_audited_of_a_wave_whose_counts_are_hidden(
    services: Services, officer: FlaskClient
) -> None:
    launched(services, 1, hidden=True, over=False)
    respondents, answers = made_up_rows(40)
    with services.store.begin() as tx:
        tx.db.execute(respondent.insert(), respondents)
        tx.db.execute(totals_answer.insert(), answers)

    said = words(send(officer, f"{PAGE}/release", seen=PAGE))

    assert "hidden until it is over" in said
    assert services.audit_outcomes.wave() is None
    assert services.audit_outcomes() is None
    assert services.audit_outcomes(wave=1) is None
    assert services.audit_outcomes.newest(wave=1) is None


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


def test_how_far_they_moved_can_be_taken_away_as_it_is_shown(
    services: Services, officer: FlaskClient
) -> None:
    assert officer.get(f"{PAGE}/distance.csv").status_code == 404
    shown = (Moved("stay_safe", 20, 7, 2, 12),)
    scores = tuple(
        Score("outcome", name, "all", "", 30, 60, 50, 70) for name in ("be_healthy", "stay_safe")
    )
    kept = KeptAudit(30, services.now(), Audit(10, scores=scores, moved=shown))
    with services.store.begin() as tx:
        outcome_audits.keep(tx, "how-things-are", 1, kept=kept)

    assert "distance.xlsx" in officer.get(PAGE).text
    table = list(
        csv.DictReader(io.StringIO(officer.get(f"{PAGE}/distance.csv").data.decode("utf-8-sig")))
    )
    assert [(row["outcome"], row["points"], row["people_at_least"]) for row in table] == [
        ("be_healthy", "c", "c"),
        ("stay_safe", "7", "20"),
    ]
    book = load_workbook(io.BytesIO(officer.get(f"{PAGE}/distance.xlsx").data))
    assert book.sheetnames == ["Distance travelled", "Dictionary"]
    assert [cell.value for cell in book.worksheets[0][3]][4:] == [7, 2, 12, 20]
