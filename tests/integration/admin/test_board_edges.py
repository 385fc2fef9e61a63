"""The board at its edges: nobody, one, all skipped, a small ward, 200 options, 10,000 own words.

Each is looked at as an officer and the public would: every page, the CSV and the workbook. None
fails, none shows a count under ten, and none shows a word anybody wrote.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from bot.app import Services
from bot.engine.loading import AROUND, document
from bot.insight.attacker import attack
from bot.rounds.writing_flow import Written, flow_of
from bot.store import flows
from bot.store.answers import TOTALS_WORDS
from bot.store.database import Store
from bot.store.round_tables import consultation
from bot.store.tables import respondent, totals_answer
from bot.store.theme_tables import focus_group
from tests.staff_pages import words

FLOW = "edges"
SECRET = "my uncle Zebulon"
OPTIONS = tuple((f"o{number}", f"Option {number}") for number in range(1, 201))
FEW = (("yes", "Yes"), ("no", "No"), ("maybe", "Maybe"))
Said = tuple[str, str | None]  # status, and the option chosen
Edge = Callable[[int], tuple[str, Said]]  # number -> area, what they said


def publish(services: Services, options: tuple[tuple[str, str], ...]) -> None:
    """Publish a flow of one choice and one question in own words; two hundred options too."""
    asked = [Written("Which is best?", options), Written("Why? Or text SKIP.")]
    raw = flow_of(FLOW, "Edges", asked, counts=True, helps="it is heard")
    whole = document(json.dumps(raw), AROUND.read_text(encoding="utf-8"))
    with services.store.begin() as tx:
        flows.publish(tx, FLOW, whole, services.now())


def fill(services: Services, people: int, edge: Edge) -> None:
    who: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for number in range(people):
        area, (status, key) = edge(number)
        pseudonym = f"{number:032x}"
        who.append({"pseudonym": pseudonym, "family": FLOW, "age_band": "13-15", "area": area})
        for question, value in (("a1", key), ("a2", None)):
            rows.append(
                {
                    "pseudonym": pseudonym,
                    "wave": 1,
                    "question": question,
                    "family": FLOW,
                    "flow_version_id": 1,
                    "status": status,
                    "value": json.dumps(value) if value else None,
                    "held": False,
                    "channel": "sms",
                    "language": "en",
                    "answered_on": date(2026, 11, 20),
                }
            )
    with services.store.begin() as tx:
        for row in rows:
            spoke = row["question"] == "a2" and row["status"] == "answered"
            row["words"] = tx.cipher.encrypt(SECRET, TOTALS_WORDS) if spoke else None
        if who:
            tx.db.execute(respondent.insert(), who)
            tx.db.execute(totals_answer.insert(), rows)


def looked_at(officer: FlaskClient, app: Flask) -> dict[str, Any]:
    """Return every page and file about the flow, as it answers."""
    board = f"/admin/board/{FLOW}"
    paths = {
        "list": "/admin/board",
        "board": board,
        "choice": f"{board}/groups/a1",
        "own words": f"{board}/groups/a2",
        "cross": f"{board}/cross?question=a1&by=area&within=age_band",
        "csv": f"{board}/totals.csv",
        "xlsx": f"{board}/totals.xlsx",
    }
    found = {name: officer.get(path) for name, path in paths.items()}
    return found | {"public": app.test_client().get("/results")}


def nothing_leaks(services: Services, found: dict[str, Any]) -> None:
    """Assert that no page or file fails, shows words, or lets a small count be worked out."""
    assert {name: page.status_code for name, page in found.items()} == dict.fromkeys(found, 200)
    texts = {name: page.text for name, page in found.items() if name != "xlsx"}
    assert [name for name, text in texts.items() if SECRET in text] == []
    table = list(csv.DictReader(io.StringIO(found["csv"].data.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(found["xlsx"].data))["Figures"]
    assert sheet.max_row == len(table) + 1
    assert all(row["count"] in ("c", "z") or int(row["count"]) >= 10 for row in table)
    _, released = services.release.newest(FLOW)
    assert released is not None
    assert attack(released.figures) == ()


@pytest.mark.parametrize("people", [0, 1, 9])
def test_an_empty_round_and_one_of_few_say_so_and_give_no_file(
    services: Services, officer: FlaskClient, app: Flask, people: int
) -> None:
    publish(services, FEW)
    fill(services, people, lambda _: ("Harlow", ("answered", "yes")))

    assert services.release(FLOW) is None
    found = looked_at(officer, app)

    assert "There are no totals yet." in words(found["board"])
    assert "There are no totals yet." in words(found["cross"])
    codes = {name: page.status_code for name, page in found.items()}
    assert {name for name, code in codes.items() if code == 404} == {
        *("choice", "own words", "csv", "xlsx"),
    }
    assert all(SECRET not in page.text for page in found.values())


def test_a_round_everybody_skipped_through_shows_nothing(
    services: Services, officer: FlaskClient, app: Flask
) -> None:
    publish(services, FEW)
    fill(services, 60, lambda _: ("Harlow", ("skipped", None)))

    assert services.release(FLOW) is None
    assert "There are no totals yet." in words(looked_at(officer, app)["board"])


def test_a_question_everybody_skipped_stands_beside_one_that_was_answered(
    services: Services, officer: FlaskClient, app: Flask
) -> None:
    publish(services, FEW)
    fill(services, 60, lambda n: ("Harlow", ("answered", FEW[n % 2][0])))
    with services.store.begin() as tx:
        tx.db.execute(
            totals_answer.update()
            .where(totals_answer.c.question == "a2")
            .values(status="skipped", words=None)
        )
    services.release(FLOW)
    found = looked_at(officer, app)

    nothing_leaks(services, found)
    assert "Fewer than 10 young people answered, so nothing is shown yet." in words(found["board"])


def test_a_ward_of_nine_is_shown_with_its_neighbour(
    services: Services, officer: FlaskClient, app: Flask
) -> None:
    publish(services, FEW)
    areas = ["Ashdale"] * 9 + ["Birchley"] * 40 + ["Cole Hill"] * 40
    fill(services, len(areas), lambda n: (areas[n], ("answered", FEW[n % 2][0])))
    services.release(FLOW)
    found = looked_at(officer, app)

    nothing_leaks(services, found)
    assert "Ashdale and Birchley" in words(found["choice"])
    assert words(found["choice"]).count("some groups are too small to be safe") == 1
    rows = list(csv.DictReader(io.StringIO(found["csv"].data.decode("utf-8-sig"))))
    assert "Ashdale" not in {row["group"] for row in rows}
    assert "Ashdale" not in {row["within_group"] for row in rows}


def test_two_hundred_options_stand_on_a_page_that_loads(
    services: Services, officer: FlaskClient, app: Flask
) -> None:
    publish(services, OPTIONS)
    areas = ("Ashdale", "Birchley")
    fill(services, 600, lambda n: (areas[n % 2], ("answered", OPTIONS[min(n % 400, 199)][0])))
    services.release(FLOW)
    found = looked_at(officer, app)

    nothing_leaks(services, found)
    assert found["board"].text.count("Option ") > 200
    assert "199 choices whose numbers are hidden" in words(found["board"])
    assert found["board"].text.count('scope="row"') < 20  # those to be read stand together
    assert len(found["board"].data) < 300_000
    assert len(found["choice"].data) < 300_000


def test_ten_thousand_own_words_are_counted_and_none_is_shown(
    services: Services, officer: FlaskClient, app: Flask
) -> None:
    publish(services, FEW)
    areas = ("Ashdale", "Birchley", "Cole Hill")
    fill(services, 10_000, lambda n: (areas[n % 3], ("answered", FEW[n % 2][0])))
    services.release(FLOW)
    found = looked_at(officer, app)

    nothing_leaks(services, found)
    assert "10000 young people answered. They used their own words." in words(found["own words"])


def test_more_options_than_a_text_can_hold_are_refused_in_words(officer: FlaskClient) -> None:
    page = officer.get("/admin/ask").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    labels = "\n".join(f"Place {number}" for number in range(200))

    answer = officer.post(
        "/admin/ask",
        data={
            "csrf_token": token,
            "name": "Many",
            "text1": "Which is best?",
            "options1": labels,
            "save": "yes",
        },
    )

    assert answer.status_code == 400
    assert "200 options" in words(answer)


@pytest.mark.usefixtures("unreadable")
def test_one_conversation_that_cannot_be_read_hides_no_other(
    officer: FlaskClient, services: Services
) -> None:
    publish(services, FEW)

    page = words(officer.get("/admin/board"))

    assert "Edges" in page
    assert "cannot be read: older." in page


def test_a_vote_on_a_focus_group_is_not_listed_as_a_conversation(
    officer: FlaskClient, services: Services, store: Store
) -> None:
    publish(services, FEW)
    assert "Edges" in words(officer.get("/admin/board"))

    now = services.now()
    vote = {
        "name": "Where to meet",
        "about": "a group",
        "flow": FLOW,
        "family": FLOW,
        "wave": 1,
        "audience": "{}",
        "spread_days": 1,
        "opens_at": now,
        "closes_at": now,
    }
    group = {"about": "a group", "asked_from": "good-place", "offered": "{}", "created_at": now}
    with store.begin() as tx:
        made = tx.db.execute(consultation.insert().values(**vote, launched_at=now))
        (vote_id,) = made.inserted_primary_key or ()
        tx.db.execute(focus_group.insert().values(**group, consultation_id=vote_id))

    assert "Edges" not in words(officer.get("/admin/board"))
