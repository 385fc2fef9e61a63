"""`python -m tests.pictures.slow_phone`: how soon a slow phone draws the chat, by the clock.

Run it by hand on a machine where nothing else goes on: it is no test. What such a phone must fetch
is held by `tests/browser/test_first_reply.py`.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import Site
from tests.pictures.chromium import started, where, window_of

# Milliseconds there and back, bytes a second down and up, how many times slower the processor is.
PROFILES = {"slow 4G, CPU x4": (150, 200_000, 93_750, 4), "as it is": (0, -1, -1, 1)}
VISITS = 7
FIRST = """new Promise(done => { const look = () => {
    const [one] = performance.getEntriesByName('first-contentful-paint');
    one ? done(one.startTime) : setTimeout(look, 10);
}; look(); })"""
REPLY = """() => new Promise(done => {
    const log = document.getElementById('log'), ours = () => log.querySelectorAll('.ours').length;
    const before = ours(), pressed = performance.now();
    new MutationObserver(() => ours() > before && requestAnimationFrame(
        () => setTimeout(() => done(performance.now() - pressed)))
    ).observe(log, {childList: true, subtree: true});
    document.querySelector('#options button').click();
})"""


def main() -> None:
    """Say the median of some visits for each profile, in milliseconds."""
    path = where()
    if path is None:
        raise SystemExit("No Chromium is installed: run tests/find-chromium.")
    with (
        tempfile.TemporaryDirectory() as folder,
        Site.open(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = started(playwright, path)
        for name, profile in PROFILES.items():
            visits = [visit(browser, site, *profile) for _ in range(VISITS)]
            page, reply = (statistics.median(column) for column in zip(*visits, strict=True))
            print(f"{name}: the first words {page:.0f} ms, the reply {reply:.0f} ms")  # noqa: T201
        browser.close()


def visit(
    browser: Browser, site: Site, latency: int, down: int, up: int, slower: int
) -> tuple[float, float]:
    """Return when the page's first words were drawn, with nothing kept, and the next question."""
    with window_of(browser, site.url) as page:
        contact_id = site.young_person()
        page.goto(site.link(contact_id))
        site.ask(contact_id)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        speed = {"latency": latency, "downloadThroughput": down, "uploadThroughput": up}
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **speed})
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.reload()
        return page.evaluate(FIRST), page.evaluate(REPLY)


if __name__ == "__main__":
    main()
