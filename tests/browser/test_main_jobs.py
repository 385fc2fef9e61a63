"""Every user's main job, from its first page to its last, at a phone's and a desk's width.

At each moment axe looks, in light and dark, nothing scrolls sideways and what is pressed has room.
A page is loaded once for all of it: these are the pages `make pictures` photographs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.looks import DARK, LIGHT, OF_COLOUR, TOO_WIDE, axe
from tests.pictures.hands import Keys, Mouse
from tests.pictures.jobs import BY_KEYBOARD, JOBS, WINDOWS, Walk, Window, young_person
from tests.pictures.place import Place, sample_place

pytestmark = pytest.mark.browser

# Colours do not change with the width, and axe is what is dear: it looks at the phone's window.
COLOURS: dict[str, tuple[tuple[dict[str, Any], tuple[str, ...]], ...]] = {
    "phone": ((LIGHT, ()), (DARK, OF_COLOUR)),
    "desk": (),
}
FINGER, POINTER = 44, 24  # pixels both ways: for young people, and WCAG's least
TOO_SMALL = """least => [...document.querySelectorAll('button, textarea, select, .option, .pill')]
    .filter(one => one.checkVisibility() && !one.closest('.unseen, .govuk-visually-hidden'))
    .map(one => [one.innerText.trim(), one.getBoundingClientRect()])
    .filter(([_, box]) => box.width && Math.min(box.width, box.height) < least)
    .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Place]:
    """Serve the sample organisation."""
    with sample_place(tmp_path_factory.mktemp("place")) as found:
        yield found


def look(page: Page, window: Window, least: int) -> list[str]:
    """Return what is wrong with what the window shows."""
    page.wait_for_load_state("load")
    faults = [f"too small: {one}" for one in page.evaluate(TOO_SMALL, least)]
    if by := page.evaluate(TOO_WIDE):
        faults.append(f"{by} pixels too wide")
    for colours, only in COLOURS[window.name]:
        page.emulate_media(**colours)
        faults += axe(page, *only)
    return faults


@pytest.mark.parametrize("window", WINDOWS, ids=[window.name for window in WINDOWS])
@pytest.mark.parametrize("job", JOBS, ids=[job.__name__ for job in JOBS])
def test_a_main_job_is_done_and_nothing_is_wrong_on_the_way(
    visit: Callable[..., Page], place: Place, job: Walk, window: Window
) -> None:
    page = visit(
        base_url=place.url,
        viewport={"width": window.width, "height": window.height},
        reduced_motion="reduce",
    )
    least = FINGER if job is young_person else POINTER

    faults = {moment: look(page, window, least) for moment in job(Mouse(page), place, window)}

    assert {moment: found for moment, found in faults.items() if found} == {}


@pytest.mark.parametrize("window", BY_KEYBOARD, ids=[window.name for window in BY_KEYBOARD])
@pytest.mark.parametrize("job", JOBS, ids=[job.__name__ for job in JOBS])
def test_a_main_job_is_done_by_keys_alone_and_the_focus_is_seen_and_goes_on_as_one_reads(
    visit: Callable[..., Page], place: Place, job: Walk, window: Window
) -> None:
    page = visit(
        base_url=place.url,
        viewport={"width": window.width, "height": window.height},
        reduced_motion="reduce",
    )
    hand = Keys(page)

    moments = list(job(hand, place, window))

    assert moments
    assert hand.faults == []
