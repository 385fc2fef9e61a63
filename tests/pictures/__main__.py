"""`make pictures`: photographs every main job, at a phone's and a desk's width, for the papers.

With `--all` it keeps every moment, to be looked at one by one.
"""

from __future__ import annotations

import argparse
import io
import logging
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.pictures.chromium import started, where, window_of
from tests.pictures.hands import Mouse
from tests.pictures.jobs import JOBS, WINDOWS, Walk, Window
from tests.pictures.place import Place, sample_place

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
# What the papers show: the one page each came for.
KEPT = frozenset(
    {
        *("chat-places", "chat-ways", "week", "book", "person", "board", "round"),
        *("concern", "set-up", "try", "rota", "settings", "chat-pad", "drawings", "try-begun"),
    }
)
QUALITY = 60  # of a WebP: letters stay sharp, and a picture of a page is some 20 kB


def main() -> None:
    """Take the pictures that were asked for."""
    asked = _options()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not every file a page asks for
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sample_place(Path(folder)) as place:
        if asked.charts:
            _draw(place)
        with sync_playwright() as playwright:
            browser = started(playwright, _chromium())
            for job in JOBS:
                if asked.only in {"", job.__name__}:
                    for window in WINDOWS:
                        _photograph(browser, place, job, window, asked)
            browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", default="", help="one job, such as worker")
    parser.add_argument("--colours", choices=("light", "dark"), default="light")
    parser.add_argument("--charts", action="store_true", help="draw the board's first: minutes")
    parser.add_argument("--all", action="store_true", help="every moment")
    parser.add_argument("--png", action="store_true", help="to look at, not to keep")
    parser.add_argument("--whole", action="store_true", help="the whole page, not the first window")
    return parser.parse_args()


def _chromium() -> str:
    found = where()
    if found is None:
        raise SystemExit("No Chromium is installed: run tests/find-chromium.")
    return found


def _draw(place: Place) -> None:
    from bot.sending import build_sending  # noqa: PLC0415

    build_sending(place.services).draw_charts()


def _photograph(
    browser: Browser, place: Place, job: Walk, window: Window, asked: argparse.Namespace
) -> None:
    size = {"width": window.width, "height": window.height}
    looks = {"color_scheme": asked.colours, "reduced_motion": "reduce"}
    zone = "Europe/London"
    with window_of(browser, place.url, viewport=size, timezone_id=zone, **looks) as page:
        for moment in job(Mouse(page), place, window):
            if moment in KEPT or asked.all:
                suffix = "png" if asked.png else "webp"
                _keep(page, asked.folder / f"{moment}-{window.name}.{suffix}", whole=asked.whole)


def _keep(page: Page, file: Path, *, whole: bool) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.mouse.move(0, 0)  # what lies under the pointer looks as if it were chosen
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole)))
    picture.convert("RGB").save(file, quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
