"""The hands a main job is done with: a mouse, or nothing but the keys of a keyboard.

At every stop of the keyboard it is noted whether the focus can be seen and where it went, so that a
walk by keys is a check of each page's order too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from playwright.sync_api import Locator, Page

# Lines, each from corner to corner, as parts of the sheet's width and height.
HOUSE = (
    ((0.2, 0.9), (0.2, 0.45), (0.5, 0.12), (0.8, 0.45), (0.8, 0.9), (0.2, 0.9)),
    ((0.45, 0.9), (0.45, 0.62), (0.58, 0.62), (0.58, 0.9)),
    ((0.27, 0.6), (0.37, 0.6), (0.37, 0.5), (0.27, 0.5), (0.27, 0.6)),
)
MOST_TABS = 150  # more stops than any page has
# What is wrong with where the focus has just come to, in words; "" where nothing is.
LANDED = """() => {
  const here = document.activeElement, before = window.before;
  window.before = here;
  if (!here || here === document.body || here === before) return '';
  const named = one => (one.innerText || one.name || one.id || one.tagName).trim().slice(0, 40);
  const drawn = () => [here, ...(here.labels || [])].flatMap(one =>
    ['', '::before', '::after'].map(part => {
      const style = getComputedStyle(one, part || null);
      return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join();
    })).join();
  const faults = [], box = here.getClientRects()[0];
  if (!box) return `${named(here)}: it has the focus and no place`;
  const x = box.left + box.width / 2, y = box.top + Math.min(box.height, innerHeight) / 2;
  const top = document.elementFromPoint(x, y);
  const mine = [here, ...(here.labels || [])];
  if (!mine.some(one => one.contains(top) || top?.contains(one))) {
    faults.push('it has the focus and is out of sight');
  }
  const focused = drawn();
  here.blur();
  const left = drawn();
  here.focus({preventScroll: true});
  if (focused === left) faults.push('nothing shows that it has the focus');
  if (before?.isConnected && before !== document.body
      && before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) {
    const stuck = one => {
      for (; one; one = one.parentElement) {
        if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) return true;
      }
      return false;
    };
    const was = before.getClientRects()[0];
    const rtl = getComputedStyle(here).direction === 'rtl';
    const isBeside = was && (rtl ? box.right <= was.left + 1 : box.left >= was.right - 1);
    if (was && !stuck(before) && !stuck(here) && box.bottom <= was.top + 1 && !isBeside) {
      faults.push(`after "${named(before)}" the focus jumps up`);
    }
  }
  return faults.length ? `${named(here)}: ${faults.join('; ')}` : '';
}"""


class Hand(Protocol):
    """Does on a page what a person does."""

    page: Page

    def press(self, what: Locator) -> None:
        """Press a button or follow a link."""
        ...

    def write(self, where: Locator, words: str) -> None:
        """Write words into a field, in place of what is in it; a day as ISO, a time as 16:00."""
        ...

    def choose(self, where: Locator, label: str) -> None:
        """Choose one line of a list."""
        ...

    def tick(self, what: Locator) -> None:
        """Tick a box."""
        ...

    def draw(self, where: Locator) -> None:
        """Draw something on a sheet."""
        ...


@dataclass(slots=True)
class Mouse:
    """Points and clicks."""

    page: Page

    def press(self, what: Locator) -> None:
        """Click it."""
        what.click()

    def write(self, where: Locator, words: str) -> None:
        """Put the words there."""
        where.fill(words)

    def choose(self, where: Locator, label: str) -> None:
        """Choose it by its label."""
        where.select_option(label)

    def tick(self, what: Locator) -> None:
        """Click it, unless it is ticked."""
        what.check()

    def draw(self, where: Locator) -> None:
        """Draw a house with a door, corner by corner."""
        where.evaluate("sheet => sheet.scrollIntoView({block: 'nearest'})")
        box = where.bounding_box()
        assert box is not None
        for line in HOUSE:
            for number, (across, down) in enumerate(line):
                at = box["x"] + box["width"] * across, box["y"] + box["height"] * down
                self.page.mouse.move(*at, steps=4)
                if not number:
                    self.page.mouse.down()
            self.page.mouse.up()


@dataclass(slots=True)
class Keys:
    """Tab, Enter, Space, letters; nothing else.

    Args:
        faults: what was wrong at a stop, in words.
    """

    page: Page
    faults: list[str] = field(default_factory=list)

    def press(self, what: Locator) -> None:
        """Go to it and press Enter."""
        self._reach(what)
        self.page.keyboard.press("Enter")

    def write(self, where: Locator, words: str) -> None:
        """Go to it and type."""
        self._reach(where)
        kind = where.get_attribute("type")
        if kind == "date":
            self._type_day(where, words)
        elif kind == "time":
            self.page.keyboard.type(words.replace(":", ""))
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(words)

    def choose(self, where: Locator, label: str) -> None:
        """Go to the list and type how the line begins."""
        self._reach(where)
        self.page.keyboard.type(label)

    def tick(self, what: Locator) -> None:
        """Go to it and press Space."""
        self._reach(what)
        self.page.keyboard.press("Space")

    def draw(self, where: Locator) -> None:
        """Go to it, and draw a line with the arrows."""
        self._reach(where)
        self.page.keyboard.press("Space")
        for _ in range(10):
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Space")

    def _reach(self, what: Locator) -> None:
        wanted = what.element_handle()
        self.page.wait_for_load_state("load")  # what a page does as it comes may move the focus
        for _ in range(MOST_TABS):
            if self.page.evaluate("one => one === document.activeElement", wanted):
                return
            self.page.keyboard.press("Tab")
            if fault := self.page.evaluate(LANDED):
                self.faults.append(f"{self.page.url.partition('//')[2]} {fault}")
        raise AssertionError(f"{what} is not reached by keyboard")

    def _type_day(self, where: Locator, day: str) -> None:
        """Type it in the order in which this browser asks for its parts."""
        year, month, date = day.split("-")
        for digits in (f"{date}{month}{year}", f"{month}{date}{year}"):
            self.page.keyboard.type(digits)
            if where.input_value() == day:
                return
            for _ in range(2):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{day} could not be typed")
