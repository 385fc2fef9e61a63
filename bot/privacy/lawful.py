"""Why the law lets an organisation do what it does here. One name a deployment; pages word it."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """The lawful basis of asking, meeting and reminding (UK GDPR Art. 6). Keeping somebody safe
    stands on its own duty, and quoting words on their own yes, whatever this says."""

    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
