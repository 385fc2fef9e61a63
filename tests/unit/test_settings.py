"""Settings: all that is wrong is named at once, nothing secret is repeated, the sample works."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, sample

REQUIRED = (
    "SAYSO_DATABASE_URL",
    "SAYSO_SECRET_KEY",
    "SAYSO_ENCRYPTION_KEYS",
    "SAYSO_INDEX_KEY",
    "SAYSO_PSEUDONYM_KEY",
    "SAYSO_PUBLIC_BASE_URL",
    "SAYSO_TWILIO_ACCOUNT_SID",
    "SAYSO_TWILIO_AUTH_TOKEN",
)
BAD = {
    "SAYSO_DATABASE_URL": "mysql://host/db",
    "SAYSO_ENCRYPTION_KEYS": "k1:tooshort",
    "SAYSO_INDEX_KEY": "not a key",
    "SAYSO_PSEUDONYM_KEY": "bm90IGVub3VnaA==",
    "SAYSO_PUBLIC_BASE_URL": "http://sayso.example.org",
    "SAYSO_SENDING": "perhaps",
    "SAYSO_ENGINE": "steam",
    "SAYSO_TIMEZONE": "Europe/Nowhere",
    "SAYSO_QUIET_HOURS": "late",
    "SAYSO_CAP_PER_DAY": "-1",
    "SAYSO_CAP_PER_WEEK": "some",
    "SAYSO_SENDER_RATE": "fast",
}


def problems(environment: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environment)
    return refused.value.problems


def test_every_missing_setting_is_named_at_once() -> None:
    told = "\n".join(problems({}))

    for name in (*REQUIRED, "SAYSO_TWILIO_MESSAGING_SERVICE_SID", "SAYSO_TWILIO_FROM"):
        assert name in told


def test_every_bad_setting_is_named_at_once_without_its_value() -> None:
    told = problems({**sample(), **BAD})

    assert len(told) == len(BAD)
    for name, value in BAD.items():
        assert any(name in problem for problem in told), name
        if "KEY" in name:
            assert not any(value in problem for problem in told)


@pytest.mark.parametrize("zone", ["Europe", "../etc/passwd", "Europe/London\x00", "x" * 300])
def test_a_zone_that_is_none_is_named(zone: str) -> None:
    (problem,) = problems({**sample(), "SAYSO_TIMEZONE": zone})

    assert problem.startswith("SAYSO_TIMEZONE")


def test_the_sample_is_complete_and_its_keys_are_fresh() -> None:
    first, second = sample(), sample()

    settings = Settings.from_environment(first)

    assert settings.live
    assert (settings.cap_per_day, settings.cap_per_week, settings.sender_rate) == (0, 0, 0)
    for name in ("SECRET_KEY", "ENCRYPTION_KEYS", "INDEX_KEY", "PSEUDONYM_KEY"):
        assert first[f"SAYSO_{name}"] != second[f"SAYSO_{name}"]


@pytest.mark.parametrize("base", [None, "https://api.twilio.com", "https://api.ie1.twilio.com"])
def test_drama_numbers_are_refused_where_texts_go_through_twilio(base: str | None) -> None:
    environment = {**sample(), "SAYSO_TWILIO_API_BASE_URL": base or ""}

    (problem,) = problems(environment)

    assert problem.startswith("SAYSO_ALLOW_DRAMA_NUMBERS")


def test_secrets_are_not_in_what_is_printed_of_the_settings() -> None:
    environment = dict(sample())

    shown = repr(Settings.from_environment(environment))

    for name in ("SECRET_KEY", "INDEX_KEY", "PSEUDONYM_KEY", "TWILIO_AUTH_TOKEN"):
        assert environment[f"SAYSO_{name}"] not in shown


def test_cookies_are_secure_unless_the_address_is_this_machine() -> None:
    public = {**sample(), "SAYSO_PUBLIC_BASE_URL": "https://sayso.example.org/"}

    assert Settings.from_environment(public).secure
    assert Settings.from_environment(public).public_base_url == "https://sayso.example.org"
    assert not Settings.from_environment(sample()).secure
