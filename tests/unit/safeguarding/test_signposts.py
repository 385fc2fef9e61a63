"""The directory of places to turn to, and what its dates allow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.errors import FlowError
from bot.safeguarding.signposts import (
    ALWAYS,
    GOOD_FOR,
    Signpost,
    load,
    parse,
    soon_stale,
    stale,
    usable,
)

CHECKED = date(2026, 11, 22)


def a_signpost(key: str = "listeners", *, checked: date | None = CHECKED) -> Signpost:
    return Signpost(
        key=key,
        name="Listeners",
        contact="000",
        channel="call",
        hours="any time",
        ages="any",
        area="United Kingdom",
        language="en",
        note="",
        checked=checked,
        checker=None,
    )


def keys(signposts: tuple[Signpost, ...]) -> list[str]:
    return [one.key for one in signposts]


def test_an_entry_may_be_sent_for_183_days_and_not_a_day_longer() -> None:
    entry = a_signpost()
    assert usable([entry], CHECKED + GOOD_FOR) == (entry,)
    assert usable([entry], CHECKED + GOOD_FOR + timedelta(days=1)) == ()


def test_an_entry_nobody_checked_is_never_sent() -> None:
    assert usable([a_signpost(checked=None)], CHECKED) == ()


@pytest.mark.parametrize("key", sorted(ALWAYS))
def test_999_and_childline_are_sent_however_old_and_still_listed_as_stale(key: str) -> None:
    entry = a_signpost(key, checked=None)
    assert usable([entry], CHECKED) == (entry,)
    assert stale([entry], CHECKED) == (entry,)


def test_the_warning_comes_thirty_days_before() -> None:
    last_quiet_day = CHECKED + GOOD_FOR - timedelta(days=30)
    assert soon_stale([a_signpost()], last_quiet_day) == ()
    assert keys(soon_stale([a_signpost()], last_quiet_day + timedelta(days=1))) == ["listeners"]
    assert soon_stale([a_signpost(checked=None)], last_quiet_day) == ()


def test_the_shipped_directory_sends_only_what_was_seen_on_its_owners_page() -> None:
    sent = keys(usable(load(), CHECKED))
    assert sent == ["emergency", "childline", "shout", "runaway", "fearless"]
    assert keys(stale(load(), CHECKED)) == ["nhs_111", "samaritans", "papyrus", "ceop"]


def test_every_checked_entry_says_who_checked_it() -> None:
    assert all((one.checked is None) == (one.checker is None) for one in load())


@pytest.mark.parametrize(
    "change",
    [{"name": None}, {"colour": "red"}, {"checked": "yesterday"}],
    ids=["a field is missing", "a field is unknown", "the date is not a date"],
)
def test_a_malformed_entry_is_refused_by_name(change: dict[str, object]) -> None:
    entry: dict[str, object] = {
        "name": "x",
        "contact": "1",
        "channel": "call",
        "hours": "any",
        "ages": "any",
        "area": "x",
        "language": "en",
        "note": "",
        "checked": CHECKED,
        "checker": "x",
    }
    entry |= change
    entry = {field: value for field, value in entry.items() if field != "name" or value}
    with pytest.raises(FlowError, match="'odd'"):
        parse({"odd": entry})
