"""Settings as a page shows them: every one there is, in words, and no secret."""

from __future__ import annotations

import re
from pathlib import Path

from admin import set_up_words
from admin.setting_words import every_setting
from bot import settings as module
from bot.privacy.retention import Kind
from bot.readiness.check import Step
from bot.readiness.checks import CHECKS
from bot.readiness.standing import Named, Standing
from bot.settings import Settings, sample

READ = re.compile(r"self\._(?:optional|required|read|either|yes|url)\(\s*\"([A-Z_]+)\"")
SECRET = ("KEY", "TOKEN", "SID", "DATABASE_URL", "API_BASE_URL")


def test_every_setting_that_is_read_is_shown_and_no_other() -> None:
    written = Path(module.__file__).read_text(encoding="utf-8")
    read = {*READ.findall(written), "ENCODER_DIR", *(f"RETAIN_{kind.upper()}" for kind in Kind)}

    shown = {one.name for one in every_setting(Settings.from_environment(sample()))}

    assert shown == {f"SAYSO_{name}" for name in read}


def test_no_secret_and_no_whole_number_of_a_person_is_shown() -> None:
    given = sample()

    said = " ".join(one.value for one in every_setting(Settings.from_environment(given)))

    for name, value in given.items():
        if name.endswith(SECRET) or name == "SAYSO_SAFEGUARDING_PHONE":
            assert value not in said, name
    assert "a number ending 001" in said
    assert "set, not shown" in said


def test_what_is_not_set_says_so() -> None:
    shown = {one.name: one.value for one in every_setting(Settings.from_environment(sample()))}

    assert shown["SAYSO_MAIL_URL"] == shown["SAYSO_LOCAL_NUMBERS"] == "not set"
    assert shown["SAYSO_CAP_PER_DAY"] == "no limit"
    assert shown["SAYSO_DEMO"] == "no"


def test_each_step_shows_the_setting_that_a_line_of_it_asks_for() -> None:
    told = set_up_words.stages(Standing(Named("The Hub")), (), Settings.from_environment(sample()))
    there = {stage.step: {one.name for one in stage.settings} for stage in told}

    assert list(there) == list(Step)
    lacking = [
        check.code
        for check in CHECKS
        if check.setting and f"SAYSO_{check.setting}" not in there[check.step]
    ]
    assert lacking == []
