"""The sample data in a real store: who is there, what the board shows, and ten more answering."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bot.app import Services, build, create_app
from bot.demo.folder import Folder
from bot.demo.loading import Loaded, load, loaded
from bot.demo.meetings import book_ahead
from bot.demo.pages import TEN_MORE, with_demo
from bot.demo.people import JO, OFFICER, SAM, Staff
from bot.demo.rounds import ROUNDS
from bot.demo.sitting import known_samples
from bot.demo.sketch import ARTIST
from bot.demo.ten_more import LetTenMoreAnswer, Outcome
from bot.demo.today import make_today
from bot.engine.loading import shipped
from bot.settings import Settings
from bot.store import meeting_requests, staff, totals
from bot.store.migrations.run import migrate
from bot.store.queries import meetings
from bot.store.queries.meetings import Meeting
from bot.store.queries.scope import own_caseload
from bot.store.tables import outbox
from tests.integration.office import field_token
from tests.staff_pages import scope_of

NOW = datetime(2026, 11, 24, 15, 4, 20, tzinfo=UTC)
SMALL_ROUND = ROUNDS[:1]


def settings_in(path: Path) -> Settings:
    folder = Folder(path)
    folder.make()
    return Settings.from_environment(folder.environment(8300, {}))


def services_in(path: Path) -> Services:
    return build(settings_in(path), lambda: NOW)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo")
    services = services_in(path)
    migrate(services.store.engine)
    services.publish(shipped())
    load(services, SMALL_ROUND)
    services.store.engine.dispose()
    return path


@pytest.fixture
def services(whole: Path, tmp_path: Path) -> Iterator[Services]:
    shutil.copytree(whole, tmp_path / "demo")
    made = services_in(tmp_path / "demo")
    yield made
    made.store.engine.dispose()


def ids(services: Services) -> dict[str, int]:
    with services.store.reading() as tx:
        return {sample.nickname: sample.contact_id for sample in known_samples(tx)}


def ten_more(services: Services) -> LetTenMoreAnswer:
    return LetTenMoreAnswer(services.store, services.house, services.release, services.now)


def respondents(services: Services, family: str) -> int:
    with services.store.reading() as tx:
        released = totals.newest(tx, family)
    assert released is not None
    return released.respondents


def week_of(services: Services, worker: Staff) -> tuple[Meeting, ...]:
    week = timedelta(days=7)
    with services.store.reading() as tx:
        own = scope_of(staff.by_email(tx, worker.email).id)
        return meetings.between(tx, own, since=NOW - week, until=NOW + week)


def officer_in(services: Services) -> FlaskClient:
    app = with_demo(create_app(services.settings, services.now))
    browser = app.test_client()
    link = make_today(services).sign_in[OFFICER]
    assert browser.get(link).location == "/admin/"
    return browser


def test_an_empty_store_is_told_from_one_that_holds_it_all(
    services: Services, tmp_path: Path
) -> None:
    empty = services_in(tmp_path / "empty")
    migrate(empty.store.engine)

    assert (loaded(empty), loaded(services)) == (Loaded.NO, Loaded.YES)
    empty.store.engine.dispose()


def test_all_52_are_there_and_42_have_answered_about_places(services: Services) -> None:
    assert len(ids(services)) == 52
    assert respondents(services, "good-place") == 42


def test_one_of_them_drew_their_answer_and_it_waits_for_the_officer(services: Services) -> None:
    waiting = services.drawings.next()

    assert services.drawings.waiting().count == 1
    assert waiting is not None
    assert waiting.may_show
    assert waiting.conversation == "A good place to go"


def test_an_earlier_round_has_released_totals_of_its_own(services: Services) -> None:
    flow, released = services.release.newest(SMALL_ROUND[0].key)

    assert released is not None
    assert released.respondents == 104
    assert flow.about.name.endswith("about 100")


def test_a_question_waits_on_one_phone(services: Services) -> None:
    with services.store.reading() as tx:
        waiting = tx.db.execute(
            select(outbox.c.kind, func.count())
            .where(outbox.c.contact_id != ids(services)[ARTIST])
            .group_by(outbox.c.kind)
        ).all()

    assert [tuple(row) for row in waiting] == [("prompt", 2)]


def test_ten_more_answer_once_and_the_totals_are_made_anew(services: Services) -> None:
    press = ten_more(services)

    assert press(actor="user:3") == Outcome(answered=10, released=True)
    assert respondents(services, "good-place") == 52
    assert press(actor="user:3") == Outcome(answered=0, released=False)


def test_totals_stay_as_they_are_where_fewer_than_ten_have_answered(services: Services) -> None:
    *_, last = ids(services).values()
    services.start_flow(flow="good-place", contact_id=last)

    assert ten_more(services)(actor="user:3") == Outcome(answered=9, released=False)
    assert respondents(services, "good-place") == 42


def test_both_workers_have_a_week_with_some_replies(services: Services) -> None:
    book_ahead(services, ids(services))

    for worker in (JO, SAM):
        week = week_of(services, worker)
        assert {meeting.starts_at > NOW for meeting in week} == {True, False}
        assert {"coming"} <= {meeting.reply for meeting in week}


def test_a_reply_that_asks_something_of_a_worker_is_on_their_list(services: Services) -> None:
    book_ahead(services, ids(services))

    with services.store.reading() as tx:
        kinds = {
            worker.name: {
                one.kind
                for one in meeting_requests.open_in(
                    tx, own_caseload(staff.by_email(tx, worker.email).id)
                )
            }
            for worker in (JO, SAM)
        }

    assert "change" in kinds["Jo"]
    assert "cannot" in kinds["Sam"]


def test_one_reminder_is_due_within_about_a_minute_of_the_start(services: Services) -> None:
    reminder_at = make_today(services).reminder_at

    with services.store.reading() as tx:
        first = tx.db.execute(
            select(outbox.c.contact_id, outbox.c.due_at)
            .where(outbox.c.kind == "reminder")
            .order_by(outbox.c.due_at)
        ).first()

    assert first is not None
    assert tuple(first) == (ids(services)["Bree"], reminder_at)
    assert NOW < first.due_at <= NOW + timedelta(seconds=65)


def test_a_second_start_books_nothing_twice_and_promises_no_second_reminder(
    services: Services,
) -> None:
    make_today(services)
    before = week_of(services, JO)

    again = make_today(services)

    assert again.reminder_at is None
    assert week_of(services, JO) == before


def test_the_officer_presses_the_button_and_is_told_what_came_of_it(services: Services) -> None:
    browser = officer_in(services)
    token = field_token(browser.get("/admin/board/good-place"))

    answer = browser.post(TEN_MORE, data={"csrf_token": token})

    assert answer.location == "/admin/board/good-place"
    assert "10 more have answered, so the totals are new." in browser.get(answer.location).text


def test_nobody_but_the_officer_can_press_it(services: Services) -> None:
    app = with_demo(create_app(services.settings, services.now))
    worker = app.test_client()
    worker.get(make_today(services).sign_in[JO])
    token = field_token(worker.get("/admin/meetings/new"))

    assert worker.post(TEN_MORE, data={"csrf_token": token}).status_code == 403
    assert app.test_client().post(TEN_MORE).status_code in {302, 401}


def test_a_deployment_that_is_no_demo_has_no_such_button(services: Services) -> None:
    folder = Folder(Path(services.settings.spool_directory).parent)
    environment = dict(folder.environment(8300, {"SAYSO_DEMO": "no"}))

    app = with_demo(create_app(Settings.from_environment(environment), services.now))

    assert TEN_MORE not in {rule.rule for rule in app.url_map.iter_rules()}
