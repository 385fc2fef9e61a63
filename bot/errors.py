"""Errors the rest of Sayso may catch. Messages carry ids, never a young person's words or number.

SaysoError
├── SettingsError        a setting is missing or bad; every one is named at once
├── FlowError            a flow file is wrong
│   └── FlowLoop         a sprint visited too many nodes without a question
├── NotWaiting           the session has ended
├── NotYours             the policy does not let them: `bot.privacy.policy`
├── BadInput             what somebody asked for cannot be done; the message says what to do
├── StoreUnavailable     the database cannot be reached
├── DecryptionError      no key fits, or the value was moved or changed
├── InterpreterError     the language engine is away or nonsensical; rules go on alone
└── ChannelError         a provider refused, or did not answer
    ├── Retryable        try again later (429, 5xx before anything was accepted)
    ├── Undeliverable    do not try again (blocked, bad number, opted out)
    └── Unknown          it may or may not have been sent: never repeat blindly
"""

from __future__ import annotations

from datetime import timedelta


class SaysoError(Exception):
    """Root of every error Sayso raises on purpose."""


class SettingsError(SaysoError):
    """One or more settings are missing or bad; `problems` names each in a sentence."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class FlowError(SaysoError):
    """A flow file is wrong; the message names the file, the node and the mend."""


class FlowLoop(FlowError):
    """A sprint visited more nodes than a flow may without asking anything."""


class NotWaiting(SaysoError):
    """The session is not waiting for an answer."""


class NotYours(SaysoError):
    """Whoever asks may not do that, whoever's record it is."""


class BadInput(SaysoError):
    """A request cannot be done as asked; the message is fit to show to staff."""


class StoreUnavailable(SaysoError):
    """The database cannot be reached now."""


class DecryptionError(SaysoError):
    """A stored value cannot be read: no key fits, or it was moved or changed."""


class InterpreterError(SaysoError):
    """No reading can be had from the language engine now."""


class ChannelError(SaysoError):
    """A provider refused or did not answer.

    `code` is the provider's own, if it gave one; `after` is how long it asks us to wait.
    """

    def __init__(
        self, message: str, *, code: str | None = None, after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.after = after


class Retryable(ChannelError):
    """Nothing was accepted; the same message may be offered again later."""


class Undeliverable(ChannelError):
    """The provider will never take this message."""


class Unknown(ChannelError):
    """The provider may have taken the message: it must not be offered again blindly."""
