"""The Chromium that is here, and how it is started: as a phone in Britain has it, by itself."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Which of a day and a month comes first in a field for a day. It needs Chromium's own words in
# British English, which `tests/find-chromium` installs; without them it is as in America.
BRITISH = {"LANGUAGE": "en_GB"}
ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1[:/])")
PATIENCE_MS = 30_000  # a machine where much else goes on: what is there is waited for no longer
PHONE: ViewportSize = {"width": 360, "height": 740}


def where() -> str | None:
    """Return where a Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def started(playwright: Playwright, path: str) -> Browser:
    """Start it without a window."""
    expect.set_options(timeout=PATIENCE_MS)
    return playwright.chromium.launch(
        executable_path=path, args=FLAGS, env={**os.environ, **BRITISH}
    )


@contextmanager
def window_of(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """Open a window of its own on one site, as on a phone unless told otherwise.

    No page reaches further than loopback: every other address is answered here.
    """
    context = browser.new_context(**{"base_url": url, "viewport": PHONE, **options})
    context.set_default_timeout(PATIENCE_MS)
    context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Elsewhere</title>"))
    yield context.new_page()
    context.close()
