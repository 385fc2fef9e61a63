"""New keys while the service runs: nothing is lost, and a wrong key opens nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from admin.resealing import reseal_staff
from bot.app import Services, build
from bot.channels.spool import Spool
from bot.cli import main
from bot.conversation.model import Inbound
from bot.errors import DecryptionError, SettingsError
from bot.settings import sample
from bot.store import known_keys, resealing
from bot.store.database import Store
from bot.store.queries.scope import of_the_command_line
from bot.store.tables import inbound_message
from bot.store.users import RoleName
from tests.factories import WORKER_EMAIL, a_contact, a_worker, rows, texts
from tests.integration.office import LOOPBACK, close, open_office, send, set_up

OLD, NEW = ("k1", b"1" * 32), ("k2", b"9" * 32)


@pytest.fixture(autouse=True)
def pool_of_one_deployment(services: Services) -> Iterator[None]:
    """Close what each deployment of a test kept at hand: together they would leave the pool to
    those after them empty."""
    yield
    services.store.engine.dispose()


def with_keys(services: Services, *keys: tuple[str, bytes]) -> Services:
    """Return the same deployment as a process with these keys sees it."""
    return changed(services, encryption_keys=keys)


def changed(services: Services, **settings: Any) -> Services:
    made = build(replace(services.settings, **settings), services.now)
    made.store.use(services.store.engine)
    return made


def fill(services: Services) -> None:
    """Leave something sealed in many places: names, texts, answers, a concern with a note."""
    a_worker(services)
    services.start_flow(flow="my-meetings", contact_id=a_contact(services, worker=WORKER_EMAIL))
    texts(services, "1", "1 3", "2")
    texts(services, "my dad hits me")
    (line,) = services.concerns.queue(of_the_command_line())
    user_id = a_worker(services, email="dsl@example.org", role=RoleName.SAFEGUARDING)
    services.concerns.note(line.id, user_id=user_id, words="spoke with school")
    with services.store.begin() as tx:
        known_keys.learn(tx, services.settings.pseudonym_key)


def everything(store: Store) -> list[str]:
    """Return every sealed value, opened."""
    opened = []
    with store.reading() as tx:
        for table in resealing.sealed_tables():
            names = [column.name for column in table.c if column.info]
            for row in tx.db.execute(select(table)):
                opened += [
                    tx.cipher.decrypt(getattr(row, name), f"{table.name}.{name}")
                    for name in names
                    if getattr(row, name) is not None
                ]
    return sorted(opened)


def left(store: Store) -> int:
    with store.reading() as tx:
        return resealing.left(tx)


def test_every_value_is_sealed_anew_and_the_old_key_is_needed_no_more(services: Services) -> None:
    fill(services)
    before, both = everything(services.store), with_keys(services, NEW, OLD)

    sealed = sum(passed.sealed for passed in resealing.reseal(both.store))

    assert sealed == len(before) > 20
    assert left(both.store) == 0
    assert everything(with_keys(services, NEW).store) == before
    with pytest.raises(DecryptionError):
        everything(services.store)


def test_broken_off_half_way_both_halves_can_be_read_and_it_goes_on(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    fill(services)
    before, both = everything(services.store), with_keys(services, NEW, OLD)

    first = resealing.reseal(both.store)
    next(first), next(first)
    first.close()  # type: ignore[attr-defined]

    assert everything(both.store) == before
    assert left(both.store) > 0
    with pytest.raises(SettingsError), with_keys(services, NEW).store.reading() as tx:
        known_keys.check(tx, services.settings.pseudonym_key)
    list(resealing.reseal(both.store))
    assert left(both.store) == 0
    assert everything(with_keys(services, NEW).store) == before


def test_texts_come_in_while_keys_change(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 3)
    fill(services)
    both = with_keys(services, NEW, OLD)
    for number in range(2, 6):
        both.start_flow(flow="my-meetings", contact_id=a_contact(services, number=number))

    def talk(number: int) -> list[object]:
        return list(texts(both, "1", "1 3", "2", "2 4", "2", number=number))

    with ThreadPoolExecutor(5) as pool:
        talking = [pool.submit(talk, number) for number in range(2, 6)]
        for _ in range(3):
            list(resealing.reseal(both.store))
        assert all(None not in one.result() for one in talking)
    list(resealing.reseal(both.store))

    assert left(both.store) == 0
    assert len(rows(services.store, inbound_message)) == 4 + 4 * 5
    everything(with_keys(services, NEW).store)


def test_a_value_of_a_key_nobody_has_is_counted_and_kept(services: Services) -> None:
    fill(services)
    stranger = with_keys(services, NEW)

    passed = list(resealing.reseal(stranger.store))

    assert sum(one.unreadable for one in passed) == len(everything(services.store))
    assert sum(one.sealed for one in passed) == 0


def test_what_happened_to_a_concern_is_still_never_changed(services: Services) -> None:
    fill(services)
    with services.store.reading() as tx:
        words = tx.cipher.encrypt("nothing was said", "concern_event.words")

    for values in ("words = :words", "kind = 'closed'", "words = NULL"):
        with (
            pytest.raises(Exception, match="never changed"),
            services.store.engine.begin() as db,
        ):
            db.execute(
                text(f"UPDATE concern_event SET {values} WHERE words IS NOT NULL"),
                {"words": words} if ":words" in values else {},
            )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"encryption_keys": (("k1", b"x" * 32),)}, "SAYSO_ENCRYPTION_KEYS"),
        ({"encryption_keys": (NEW,)}, "SAYSO_ENCRYPTION_KEYS"),
        ({"index_key": b"x" * 32}, "SAYSO_INDEX_KEY"),
        ({"pseudonym_key": b"x" * 32}, "SAYSO_PSEUDONYM_KEY"),
    ],
)
def test_a_wrong_key_is_told_of_before_anything_is_read(
    services: Services, change: dict[str, object], name: str
) -> None:
    fill(services)
    wrong = changed(services, **change)

    with pytest.raises(SettingsError, match=name), wrong.store.reading() as tx:
        known_keys.check(tx, wrong.settings.pseudonym_key)


def test_a_wrong_key_is_not_learnt_for_what_another_key_sealed(services: Services) -> None:
    a_contact(services)
    for change in ({"encryption_keys": (NEW,)}, {"index_key": b"x" * 32}):
        wrong = changed(services, **change)
        with pytest.raises(SettingsError), wrong.store.begin() as tx:
            known_keys.learn(tx, wrong.settings.pseudonym_key)


def test_kept_aside_texts_are_sealed_anew_in_the_order_they_came(services: Services) -> None:
    settings = services.settings
    old = Spool(settings.spool_directory, services.store.cipher, settings.index_key)
    for number in range(3):
        old.add(Inbound(f"SM{number}", "tel:+447700900101", "hello", "sms", services.now()))
    for age, file in enumerate(sorted(settings.spool_directory.glob("*"))):
        os.utime(file, (1_000 + age, 1_000 + age))
    order = [one.external_id for _, one in old.entries()]
    both, new = with_keys(services, NEW, OLD), with_keys(services, NEW)

    assert Spool(settings.spool_directory, both.store.cipher, b"").reseal() == 3
    assert Spool(settings.spool_directory, both.store.cipher, b"").reseal() == 0

    kept = Spool(settings.spool_directory, new.store.cipher, settings.index_key)
    assert [one.external_id for _, one in kept.entries()] == order


def test_staff_sign_in_with_the_same_app_and_codes_after_the_old_key_is_gone(
    tmp_path: Path,
) -> None:
    office = open_office(tmp_path, replace(LOOPBACK, encryption_keys=(OLD,)))
    browser = office.browser()
    secret = set_up(browser, office.invite("amal@council.example", RoleName.WORKER))
    page = browser.get("/admin/mf-recovery-codes")
    send(browser, page, "/admin/mf-recovery-codes", generate_new_codes="1")

    assert reseal_staff(office.sessions(), (NEW, OLD)) == 1
    assert reseal_staff(office.sessions(), (NEW, OLD)) == 0

    user = office.user("amal@council.example")
    newer = open_office(tmp_path, replace(LOOPBACK, encryption_keys=(NEW,)))
    with newer.app.app_context():
        assert newer.security.totp_factory.get_totp_b32_key(user.tf_totp_secret) == secret
        assert len(newer.security.mf_recovery_codes_util.get_recovery_codes(user)) == 8
    close(office)
    close(newer)


def run(environment: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environment)


def test_the_command_says_what_it_did_and_what_is_needed_no_more(tmp_path: Path) -> None:
    environment = {
        **sample(),
        "SAYSO_DATABASE_URL": f"sqlite:///{tmp_path / 'sayso.db'}",
        "SAYSO_SPOOL_DIR": str(tmp_path / "spool"),
    }
    run(environment, "migrate")
    made = run(environment, "contact", "add", "--nickname", "Pat", "--phone", "07700 900101",
               "--age-band", "13-15")  # fmt: skip
    old = environment["SAYSO_ENCRYPTION_KEYS"]
    fresh = "new:" + sample()["SAYSO_ENCRYPTION_KEYS"].partition(":")[2]
    both = environment | {"SAYSO_ENCRYPTION_KEYS": f"{fresh},{old}"}
    alone = environment | {"SAYSO_ENCRYPTION_KEYS": fresh}

    refused = run(alone, "chat", "link", "--contact", made.stdout.strip())
    turned = run(both, "keys", "rotate")
    again = run(both, "keys", "rotate")

    assert refused.exit_code == 2
    assert "SAYSO_ENCRYPTION_KEYS does not open this database" in refused.stderr
    assert (turned.exit_code, turned.stdout) == (
        0,
        "5 sealed anew with new, 0 rows left under an older key\n",
    )
    assert "needed no more" in turned.stderr
    assert again.stdout.startswith("0 sealed anew")
    assert run(alone, "chat", "link", "--contact", made.stdout.strip()).exit_code == 0
    assert run(environment, "worker").exit_code == 2
    assert run(alone, "audit", "verify").exit_code == 0
