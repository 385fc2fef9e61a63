"""A language engine's answer, in time or not at all: one that hangs or breaks holds no turn."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

from bot.errors import InterpreterError

T = TypeVar("T")
MOST_HANGING = 8  # calls that never came back; with so many, no further one is tried
_free = threading.BoundedSemaphore(MOST_HANGING)


def in_time(ask: Callable[[], T], seconds: float | None) -> T:
    """Return what `ask` returns, if it does within `seconds`.

    The call runs in a thread of its own, which is left behind when it hangs. Threads that hang do
    not pile up: while eight do, nobody is asked.

    Args:
        seconds: None where it always answers in milliseconds: then the call runs in this thread,
            which need not hand Python's lock to another and wait for it again.

    Raises:
        InterpreterError: too late, too many hang already, or `ask` raised. What it raised is named
            by its kind alone: its message may hold a young person's words.
    """
    if seconds is None:
        return _at_once(ask)
    if not _free.acquire(blocking=False):
        raise InterpreterError("the language engine hangs")
    answers: SimpleQueue[tuple[bool, T | str]] = SimpleQueue()
    threading.Thread(target=_ask, args=(ask, answers), daemon=True, name="nlu").start()
    try:
        worked, answer = answers.get(timeout=seconds)
    except Empty:
        raise InterpreterError("the language engine did not answer in time") from None
    if not worked:
        raise InterpreterError(f"the language engine failed: {answer}")
    return answer  # type: ignore[return-value]  # it is what `ask` returned


def _at_once(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except Exception as error:  # whatever it is, rules go on alone
        failed = f"the language engine failed: {type(error).__name__}"
    raise InterpreterError(failed)


def _ask(ask: Callable[[], T], answers: SimpleQueue[tuple[bool, T | str]]) -> None:
    try:
        answers.put((True, ask()))
    except Exception as error:  # whatever it is, rules go on alone
        answers.put((False, type(error).__name__))
    finally:
        _free.release()
