"""Each thing that can be missing: when, and what to do about it. Pure, and the only such list."""

from __future__ import annotations

from bot.readiness.people_checks import NAMES, ON_CALL, PEOPLE
from bot.readiness.service_checks import NUMBERS, REST, SENDER

CHECKS = (*NAMES, *PEOPLE, *ON_CALL, *NUMBERS, *SENDER, *REST)
