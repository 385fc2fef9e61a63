"""Telling an outside monitor that all is well: one GET, and nothing in it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import requests

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0


def pinger(url: str | None) -> Callable[[], bool] | None:
    """Return what pings the monitor at `url`, or None where there is none."""
    if url is None:
        return None
    return lambda: _ping(url)


def _ping(url: str) -> bool:
    try:
        answer = requests.get(url, timeout=TIMEOUT_SECONDS)
    except requests.RequestException as error:  # its address may hold a key: only the kind is told
        log.warning("the outside monitor could not be reached: %s", type(error).__name__)
        return False
    return answer.ok
