"""Past so many answers totals are counted from the columnar copy, kept level with the rows."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from bot.app import Services
from bot.bench.figures import made_up_rows
from bot.insight.tallies import Tally, tally
from bot.privacy.pseudonyms import pseudonym
from bot.services.release_totals import ReleaseTotals, shapes
from bot.store import totals
from bot.store.cases import CaseKind
from bot.store.columnar import Columnar, who
from bot.store.copied import Copied
from bot.store.rights_tables import rights_case
from bot.store.tables import respondent, totals_answer
from tests.factories import Clock, a_contact, rows, texts
from tests.sending import Sender

FLOW = "how-things-are"
WAVE = 1


@pytest.fixture
def release(services: Services, tmp_path: Path) -> ReleaseTotals:
    copied = Copied(services.store, tmp_path / "totals", least=1_000)
    return replace(services.release, copied=copied)


def say(services: Services, people: int, *, of: str | None = None) -> str:
    """Have so many made-up people say how things are; return the family of what they answered.

    Args:
        of: the pseudonym of the one who says it.
    """
    respondents, answers = made_up_rows(people)
    for row in (*respondents, *answers) if of else ():
        row["pseudonym"] = of
    with services.store.begin() as tx:
        tx.db.execute(respondent.insert(), respondents)
        tx.db.execute(totals_answer.insert(), answers)
    return str(answers[0]["family"])


def copy_of(release: ReleaseTotals, family: str) -> Columnar:
    assert release.copied is not None
    return Columnar(release.copied.folder / family / str(WAVE))


def test_a_small_family_is_counted_from_the_rows(
    services: Services, release: ReleaseTotals
) -> None:
    family = say(services, 12)

    assert release(FLOW) is not None
    assert copy_of(release, family).count() == 0


def test_a_large_family_is_counted_from_the_copy_and_never_from_the_rows(
    services: Services, release: ReleaseTotals, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(services, 40)
    from_rows = replace(release, copied=None)(FLOW)
    assert from_rows is not None
    read = totals.said
    asked_for: list[int] = []

    def watched(tx, family, wave=WAVE, of=None):  # type: ignore[no-untyped-def]
        asked_for.append(len(of or ()))
        return read(tx, family, wave, of=of)

    monkeypatch.setattr(totals, "said", watched)
    say(services, 50)
    from_copy = release(FLOW)

    assert from_copy is not None
    assert from_copy.respondents == 90
    assert asked_for == [90]
    say(services, 11)
    assert release(FLOW) is not None
    assert asked_for == [90, 11]  # the next release reads who is new, and nobody else


@pytest.fixture
def both(services: Services, release: ReleaseTotals) -> tuple[str, Columnar]:
    family = say(services, 40)
    release(FLOW)
    return family, copy_of(release, family)


def test_an_answer_that_was_changed_is_counted_as_it_stands(
    services: Services, release: ReleaseTotals, both: tuple[str, Columnar]
) -> None:
    family, copy = both
    with services.store.begin() as tx:
        tx.db.execute(
            update(totals_answer)
            .where(totals_answer.c.question == "h1")
            .values(status="skipped", value=None, copied=False)
        )
    say(services, 20)
    asked = shapes(release.newest(FLOW)[0])

    assert release(FLOW) is not None
    with services.store.reading() as tx:
        from_rows = tally(asked, totals.by_pseudonym(tx, family))
    assert copy.tally(asked, WAVE) == from_rows


def test_nobody_who_was_erased_is_left_in_the_copy(
    services: Services, release: ReleaseTotals, both: tuple[str, Columnar]
) -> None:
    family, copy = both
    key, before = b"k" * 32, copy.count()
    theirs = pseudonym(key, 7, family)
    say(services, 1, of=theirs)
    release.tend_copies()
    assert copy.count() > before
    assert release.copied is not None

    release.copied.forget(key, 7)

    assert copy.count() == before
    assert copy.forget([who(theirs)]) == 0


def test_who_has_themselves_deleted_is_in_no_part_and_what_was_published_stands(
    services: Services, release: ReleaseTotals, sender: Sender, clock: Clock
) -> None:
    pat = a_contact(services)
    services.start_flow(flow="how-things-are", contact_id=pat)
    texts(services, "1", "1", "2")
    family = say(services, 40)
    published = release(FLOW)
    theirs = who(pseudonym(services.settings.pseudonym_key, pat, family))
    assert published is not None
    assert theirs in copy_of(release, family).count_by_person()

    texts(services, "DELETE", "1")
    assert [case.kind for case in rows(services.store, rights_case)] == [CaseKind.ERASURE]
    sender.send()
    finish = replace(services.finish_erasures, copied=release.copied)
    assert finish() == 0  # our last word stays a minute; what they said does not
    assert theirs not in copy_of(release, family).count_by_person()
    clock.forward(minutes=2)
    assert finish() == 1

    assert release(FLOW) is None  # one fewer is told by no new snapshot
    assert release.newest(FLOW)[1] == published
    say(services, 11)
    after = release(FLOW)
    assert after is not None
    assert after.respondents == published.respondents - 1 + 11
    assert theirs not in copy_of(release, family).count_by_person()


def test_a_change_while_it_is_copied_is_copied_again(
    services: Services, release: ReleaseTotals, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = say(services, 40)
    add = Columnar.add
    changed: list[int] = []

    def changing(self: Columnar, rows: list[tuple[object, ...]], **more: str | None) -> None:
        add(self, rows, **more)
        if not changed:  # somebody answers between the copying and the marking
            changed.append(1)
            with services.store.begin() as tx:
                tx.db.execute(
                    update(totals_answer)
                    .where(totals_answer.c.question == "h1")
                    .values(status="skipped", value=None, copied=False)
                )

    monkeypatch.setattr(Columnar, "add", changing)
    asked = shapes(release.newest(FLOW)[0])
    assert release(FLOW) is not None

    with services.store.reading() as tx:
        from_rows = tally(asked, totals.by_pseudonym(tx, family))
    assert copy_of(release, family).tally(asked, WAVE) == from_rows


def test_a_copy_that_was_begun_is_gone_on_with(
    services: Services, release: ReleaseTotals, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = say(services, 40)
    assert release.copied is not None
    few = replace(release, copied=replace(release.copied, at_once=10))
    add = Columnar.add
    steps: list[str | None] = []

    def breaking(self: Columnar, rows: list[tuple[object, ...]], *, walked: str | None) -> None:
        steps.append(walked)
        if len(steps) == 3:
            raise OSError("the power went")
        add(self, rows, walked=walked)

    monkeypatch.setattr(Columnar, "add", breaking)
    with pytest.raises(OSError, match="power"):
        few(FLOW)
    assert few(FLOW) is not None

    assert steps[3] == steps[2]  # the step that was lost is the one it goes on with
    asked = shapes(release.newest(FLOW)[0])
    with services.store.reading() as tx:
        from_rows = tally(asked, totals.by_pseudonym(tx, family))
    assert copy_of(release, family).tally(asked, WAVE) == from_rows


def test_young_people_write_while_a_copy_is_made(
    services: Services, release: ReleaseTotals, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(services, 40)
    add = Columnar.add
    written: list[int] = []

    def beside(self: Columnar, rows: list[tuple[object, ...]], **more: str | None) -> None:
        written.append(a_contact(services, number=len(written) + 1))  # else the lock is waited for
        add(self, rows, **more)

    monkeypatch.setattr(Columnar, "add", beside)
    assert release(FLOW) is not None
    assert written


def test_two_releases_at_once_make_one_snapshot_of_the_same_people(
    services: Services, release: ReleaseTotals, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(services, 40)
    count = Columnar.tally
    others: list[object] = []

    def while_it_counts(self: Columnar, asked: object, wave: int) -> Tally:
        if not others:
            others.append(None)
            with monkeypatch.context() as own:
                own.setattr(Columnar, "alone", lambda _: nullcontext())
                others[0] = release(FLOW)
        return count(self, asked, wave)  # type: ignore[arg-type]

    monkeypatch.setattr(Columnar, "tally", while_it_counts)

    assert release(FLOW) is None
    assert others[0] is not None
    assert len(release.history(release.newest(FLOW)[0], WAVE)) == 1


def test_what_is_deleted_is_out_of_the_copy_the_same_night(
    services: Services, release: ReleaseTotals, both: tuple[str, Columnar]
) -> None:
    family, _ = both
    with services.store.begin() as tx:
        tx.db.execute(delete(totals_answer).where(totals_answer.c.pseudonym < "8"))

    release.tend_copies()
    say(services, 30)
    released = release(FLOW, closed=True)

    assert released is not None
    with services.store.reading() as tx:
        left = {each.respondent for each in totals.by_pseudonym(tx, family)}
    assert released.respondents == len(left)
