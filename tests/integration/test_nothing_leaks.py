"""Canary names, numbers and sentences go through every path, and turn up nowhere they must not.

Logs, errors, URLs, public pages, officers' pages, the files of the database and the spool are read
as bytes. After an erasure even what was encrypted is gone from every file, byte for byte.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, event, select

from bot.app import Services, create_app
from bot.channels.dry import DryRun
from bot.conversation.budget import BegunBy
from bot.engine.loading import shipped
from bot.services.keep_backup import KeepBackup
from bot.services.redact_texts import RedactTexts
from bot.store import redactions
from bot.store.metadata import metadata
from bot.store.shared_phones import PRIVATE_WORD
from bot.store.tables import address, contact, contact_address
from bot.store.users import RoleName
from tests.factories import Clock, a_contact, a_setting, a_worker, an_inbound, away, phone
from tests.sending import Sender
from tests.staff_pages import GOOD_PLACE, MY_MEETINGS, a_member, browser_of

NICKNAME = "Zebedee"
NUMBER = 321
WORDS = "the purple heron sings beside Wickford bus depot"
WORRY = "my stepdad hits me by the green kiosk"
COMPLAINT = "nobody from the orange office rings back"
PLACE = "the lighthouse cafe by the weir"
WORD = "marmalade skylark"
FIGURES = "a token of the monitor"
CANARIES = (
    NICKNAME,
    phone(NUMBER),
    phone(NUMBER).removeprefix("+44"),
    "purple heron",
    "green kiosk",
    "orange office",
    "lighthouse cafe",
    "marmalade skylark",
)


@dataclass
class Overheard(logging.Handler):
    """Everything any logger says, tracebacks included."""

    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    __hash__ = logging.Handler.__hash__


@contextmanager
def listening() -> Iterator[Overheard]:
    heard = Overheard()
    root = logging.getLogger()
    before = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.removeHandler(heard)
        root.setLevel(before)


@dataclass
class Place:
    """A deployment of its own in one folder, on SQLite."""

    folder: Path
    services: Services
    app: Flask
    clock: Clock

    def bytes_of_files(self) -> dict[str, bytes]:
        """Return every file the service wrote: database, its log, spool, notes."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def place(tmp_path: Path, new_sqlite: Callable[[Path], str]) -> Iterator[Place]:
    clock = Clock()
    settings = a_setting(
        database_url=new_sqlite(tmp_path / "sayso.db"),
        spool_directory=tmp_path / "spool",
        metrics_token=FIGURES,
    )
    app = create_app(settings, clock.now)
    services: Services = app.extensions["sayso"]
    services.publish(shipped())
    yield Place(tmp_path, services, app, clock)
    services.store.engine.dispose()


def a_life(place: Place, *, worry: bool) -> int:
    """Push the canaries through every path a young person has."""
    services, clock = place.services, place.clock
    worker = a_worker(services)
    contact_id = services.add_contact(
        nickname=NICKNAME,
        phone=phone(NUMBER),
        age_band="13-15",
        worker_email="sam@example.org",
        ok_to_text=True,
    )
    urn = f"tel:{phone(NUMBER)}"
    _private_word(services, contact_id)
    services.book(
        contact_id=contact_id,
        worker_id=worker,
        starts_at=clock.now() + timedelta(days=3),
        place=PLACE,
    )
    for flow in ("my-meetings", "ideas", "good-place"):
        services.start_flow(flow=flow, contact_id=contact_id, begun_by=BegunBy.KEYWORD)
        for words in ("1", "1", WORDS, "1", WORDS, "1", WORDS, "skip", "skip", "skip"):
            services.receive(an_inbound(services, words, urn=urn))
            clock.forward(seconds=5)
    for words in ("complain", COMPLAINT, "my data", *((WORRY,) if worry else ())):
        services.receive(an_inbound(services, words, urn=urn))
    services.receive(
        an_inbound(services, WORDS, urn=f"chat:{contact_id}", channel="chat", external_id="c1")
    )
    with away(services.store, place.folder):
        services.keep_aside(an_inbound(services, WORDS, urn=urn))
    Sender.taking_over(services, clock).send()
    return contact_id


def _private_word(services: Services, contact_id: int) -> None:
    with services.store.begin() as tx:
        word = tx.cipher.encrypt(WORD, PRIVATE_WORD)
        tx.db.execute(contact.update().where(contact.c.id == contact_id).values(private_word=word))


def found_in(told: str | bytes) -> list[str]:
    if isinstance(told, bytes):
        return [one for one in CANARIES if one.encode() in told or one.encode("utf-16") in told]
    return [one for one in CANARIES if one in told]


def test_no_canary_is_in_a_log_an_error_or_a_traceback(place: Place) -> None:
    with listening() as heard:
        a_life(place, worry=True)
        browser = place.app.test_client()
        for path in ("/chat/messages", "/webhooks/twilio/inbound", "/nowhere"):
            browser.post(path, data={"text": WORDS, "Body": WORDS, "From": phone(NUMBER)})
            browser.get(f"{path}?text={WORDS}")
        with away(place.services.store, place.folder):
            browser.get("/chat")
        place.services.replay()
        place.services.retention()

    assert heard.lines
    assert found_in("\n".join(heard.lines)) == []


def test_no_canary_is_in_an_error_page_or_an_answer_to_a_stranger(place: Place) -> None:
    a_life(place, worry=True)
    browser = place.app.test_client()

    answers = [
        browser.post("/chat/messages", data={"text": WORDS, "client_id": NICKNAME}),
        browser.post("/webhooks/twilio/inbound", data={"Body": WORDS, "From": phone(NUMBER)}),
        browser.post("/webhooks/twilio/inbound", json={"Body": WORDS}),
        browser.get(f"/nowhere/{NICKNAME}"),
        browser.get("/chat/my-page"),
        browser.get("/results"),
        browser.get("/privacy"),
        browser.get("/readyz"),
        browser.get("/metrics"),
    ]

    assert [found_in(answer.text) for answer in answers] == [[]] * len(answers)
    assert [found_in(str(answer.headers)) for answer in answers] == [[]] * len(answers)


OFFICERS = (
    "/admin/board",
    "/admin/board/good-place",
    "/admin/board/good-place/groups/i1",
    "/admin/board/ideas",
    "/admin/board/my-meetings",
)


@pytest.mark.parametrize("role", [RoleName.OFFICER, RoleName.ADMINISTRATOR, RoleName.AUDITOR])
def test_no_canary_is_on_any_page_of_whoever_sees_no_content(place: Place, role: RoleName) -> None:
    a_life(place, worry=True)
    browser = browser_of(
        place.app, place.services, a_member(place.services, role, email="staff@council.example")
    )

    pages = [browser.get(path).text for path in (*OFFICERS, *addresses(place.app))]

    assert [page for page in pages if found_in(page)] == []


def addresses(app: Flask) -> list[str]:
    """Return an address for every page, of the first of everything."""
    return [
        re.sub(r"<[^>]+>", "1", str(rule))
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and str(rule).startswith("/admin")
    ]


def test_no_canary_is_in_any_file_the_service_writes(place: Place) -> None:
    a_life(place, worry=True)

    files = place.bytes_of_files()

    assert {name for name in files if name.startswith("spool")}
    assert any(name.endswith("-wal") for name in files)
    assert {name: found_in(whole) for name, whole in files.items() if found_in(whole)} == {}


def test_no_canary_is_in_the_figures_that_a_monitor_reads(place: Place) -> None:
    a_life(place, worry=True)
    browser = place.app.test_client()

    told = browser.get("/metrics", headers={"Authorization": f"Bearer {FIGURES}"})

    assert told.status_code == 200
    assert "sayso_concerns" in told.text
    assert found_in(told.text) == []


def test_no_canary_is_in_a_backup_though_it_holds_them_all(place: Place) -> None:
    a_life(place, worry=True)
    settings = place.services.settings
    file = place.folder / "tonight.backup"

    KeepBackup(place.services.store.engine, settings.encryption_keys).back_up(
        file, place.clock.now()
    )

    assert file.stat().st_size > 1000
    assert found_in(file.read_bytes()) == []
    assert WORDS.encode("utf-16-le") not in file.read_bytes()


def test_no_canary_is_in_any_export_an_officer_takes(place: Place) -> None:
    """Twelve young people answer with the canaries in every free text, and all are released."""
    for number in range(1, 13):
        contact_id = a_contact(place.services, number=NUMBER + number)
        for flow in ("good-place", "my-meetings"):
            place.services.start_flow(flow=flow, contact_id=contact_id, begun_by=BegunBy.KEYWORD)
            said = GOOD_PLACE if flow == "good-place" else MY_MEETINGS
            marked = {"a big sofa": WORDS, "a pond": PLACE, "the past": WORDS}
            for one in said:
                urn = f"tel:{phone(NUMBER + number)}"
                place.services.receive(an_inbound(place.services, marked.get(one, one), urn=urn))
    a_life(place, worry=False)
    browser = browser_of(
        place.app,
        place.services,
        a_member(place.services, RoleName.OFFICER, email="officer@council.example"),
    )
    place.clock.forward(days=1)
    assert place.services.release("good-place")
    exports = [f"/admin/board/good-place/totals.{kind}" for kind in ("csv", "xlsx")]

    files = [browser.get(path) for path in (*exports, "/admin/board/dictionary.csv")]

    assert [one.status_code for one in files] == [200] * len(files)
    assert "12" in files[0].text
    assert [found_in(whole) for one in files for whole in unpacked(one.data)] == [
        [] for one in files for _ in unpacked(one.data)
    ]


def unpacked(file: bytes) -> list[bytes]:
    """Return a file, and where it is a workbook every part of it."""
    if not file.startswith(b"PK"):
        return [file]
    with ZipFile(BytesIO(file)) as book:
        return [book.read(name) for name in book.namelist()]


def test_no_link_or_address_we_write_holds_a_canary(place: Place) -> None:
    contact_id = a_life(place, worry=False)

    links = [place.services.chat.link(contact_id), *addresses(place.app)]

    assert found_in("\n".join(links)) == []


def traces(services: Services, contact_id: int) -> dict[str, bytes]:
    """Return every encrypted value and blind index of one person, as it lies in the file."""
    values: dict[str, bytes] = {}
    with services.store.engine.connect() as db:
        numbers = select(contact_address.c.address_id).where(
            contact_address.c.contact_id == contact_id
        )
        whose = {"contact": contact.c.id == contact_id, "address": address.c.id.in_(numbers)}
        for table in metadata.sorted_tables:
            if table.name not in whose and "contact_id" not in table.c:
                continue
            which = whose.get(table.name)
            theirs = which if which is not None else table.c.contact_id == contact_id
            for row in db.execute(select(table).where(theirs)):
                for column in table.columns:
                    value = getattr(row, column.name)
                    if isinstance(column.type, LargeBinary) and value:
                        values[f"{table.name}.{column.name} {len(values)}"] = bytes(value)
    with services.store.reading() as tx:
        values["digest"] = tx.digest(f"tel:{phone(NUMBER)}").encode()
    return values


def erase(place: Place, contact_id: int) -> None:
    urn = f"tel:{phone(NUMBER)}"
    for words in ("DELETE", "1"):
        place.services.receive(an_inbound(place.services, words, urn=urn))
    place.clock.forward(seconds=30)
    Sender.taking_over(place.services, place.clock, "two").send()
    place.clock.forward(minutes=2)
    place.services.replay()
    assert place.services.finish_erasures() == 1


def test_after_an_erasure_no_file_holds_a_byte_of_what_was_theirs(place: Place) -> None:
    contact_id = a_life(place, worry=False)
    before = traces(place.services, contact_id)
    held_before = place.bytes_of_files()
    seen = sum(any(value in whole for whole in held_before.values()) for value in before.values())
    assert seen == len(before) > 50

    erase(place, contact_id)

    files = place.bytes_of_files()
    left = [
        (name, trace)
        for name, whole in files.items()
        for trace, value in before.items()
        if value in whole
    ]
    assert left == []
    assert {name: found_in(whole) for name, whole in files.items() if found_in(whole)} == {}


def test_without_overwriting_the_scan_finds_what_was_deleted(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan can fail: with the guard taken away it finds the words that were only forgotten."""
    engine = place.services.store.engine
    contact_id = a_life(place, worry=False)
    before = traces(place.services, contact_id)
    monkeypatch.setattr(type(place.services.store), "scrub", lambda *_: True)
    engine.dispose()

    @event.listens_for(engine, "connect")
    def forget_only(connection: object, _record: object) -> None:
        connection.execute("PRAGMA secure_delete=OFF")  # type: ignore[attr-defined]

    erase(place, contact_id)

    files = place.bytes_of_files()
    assert any(value in whole for whole in files.values() for value in before.values())


def test_the_provider_forgets_after_an_erasure(place: Place) -> None:
    contact_id = a_life(place, worry=False)
    provider = DryRun(place.clock.now)

    erase(place, contact_id)
    RedactTexts(place.services.store, {"sms": provider}, place.clock.now)()

    with place.services.store.reading() as tx:
        assert redactions.waiting(tx)[1] == 0


def test_what_the_worker_and_others_share_stays_readable(place: Place) -> None:
    a_life(place, worry=False)
    other = a_contact(place.services, number=2)

    erase(place, 1)

    found = place.services.my_data(other)
    assert found is not None
    assert found.about.nickname == "Pat2"
