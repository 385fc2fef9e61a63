"""Moments are kept on SQLite in the words that SQLAlchemy's own type would write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite

from bot.store.columns import Moment

DIALECT = sqlite.dialect()
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001


@given(MOMENTS)
def test_they_are_written_as_before_and_come_back_the_same(moment: datetime) -> None:
    write = Moment().dialect_impl(DIALECT).bind_processor(DIALECT)
    read = Moment().dialect_impl(DIALECT).result_processor(DIALECT, None)
    usual = DateTime().dialect_impl(DIALECT).bind_processor(DIALECT)
    assert usual is not None

    assert write(moment) == usual(moment.astimezone(UTC).replace(tzinfo=None))
    assert read(write(moment)) == moment
    assert read(write(moment)).tzinfo is UTC


def test_no_moment_is_none_and_a_naive_one_is_refused() -> None:
    write = Moment().dialect_impl(DIALECT).bind_processor(DIALECT)

    assert write(None) is None
    with pytest.raises(ValueError, match="aware"):
        write(datetime(2027, 3, 2, 12))  # noqa: DTZ001
