"""Each user's main job, walked from page to page, pausing where there is something to look at.

The tests let axe and the ruler look there; `make pictures` takes a picture. So what is shown in the
papers is what was checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from bot.demo.people import JO, LEAD, OFFICER, STAFF
from tests.pictures.place import Place

ADMINISTRATOR = STAFF[-1].email
FLOW = "good-place"


@dataclass(frozen=True, slots=True)
class Window:
    """One size of window, and who is met in it: what a walk changes, it changes once."""

    name: str
    width: int
    height: int
    chats: str
    booked: str
    asked: str


WINDOWS = (
    Window("phone", 360, 740, chats="Juno", booked="Dot", asked="Help so far"),
    Window("desk", 1280, 800, chats="Moss", booked="Taz", asked="What a good worker is like"),
)
Walk = Callable[[Page, Place, Window], Iterator[str]]


def young_person(page: Page, place: Place, window: Window) -> Iterator[str]:
    """Answer a whole conversation in the chat, ask who sees it, and leave fast."""
    page.goto(place.chat_of(window.chats))
    if window.name == "desk":
        place.ask("my-meetings", window.chats)
        page.reload()
    expect(page.get_by_role("group")).to_be_visible()
    yield "chat"
    page.get_by_role("button", name="OK, let's go").click()
    expect(page.locator("#send-these")).to_be_visible()
    yield "chat-places"
    tick(page, "Cafe", "A centre")
    yield "chat-ticked"
    page.get_by_role("button", name="Send these").click()
    expect(page.get_by_role("button", name="Walk and talk")).to_be_visible()
    yield "chat-ways"
    page.get_by_role("button", name="Who sees this?").click()
    expect(page.locator(".ours").last).to_contain_text("sees what you say here")
    yield "chat-who-sees"
    page.get_by_role("button", name="Walk and talk").click()
    expect(page.locator("#send-these")).to_be_visible()
    page.get_by_role("link", name="Change letters, colours or language").click()
    yield "chat-look"
    page.goto("/chat/my-page")
    yield "chat-my-page"
    page.goto("/chat")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")


def tick(page: Page, *labels: str) -> None:
    """Tick these answers of a question where several fit."""
    for label in labels:
        page.get_by_label(label, exact=True).check()


def worker(page: Page, place: Place, window: Window) -> Iterator[str]:
    """Look at the week, book a meeting, look at a person."""
    place.sign_in(page, JO.email)
    page.goto("/admin/week")
    yield "week"
    page.get_by_role("button", name="Book a meeting").click()
    yield "book-who"
    page.get_by_role("link", name=window.booked, exact=True).click()
    page.get_by_label("Day", exact=True).fill("2026-12-01")
    page.get_by_label("Time", exact=True).fill("16:00")
    page.get_by_label("Place", exact=True).fill("the library cafe")
    yield "book"
    page.get_by_role("button", name="See the texts").click()
    yield "book-preview"
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_role("status")).to_have_text("The meeting is booked.")
    yield "booked"
    page.goto(f"/admin/people/{place.ids[window.booked]}")
    yield "person"


def officer(page: Page, place: Place, window: Window) -> Iterator[str]:
    """Read the board, then launch a round."""
    place.sign_in(page, OFFICER.email)
    page.goto("/admin/board")
    yield "boards"
    page.goto(f"/admin/board/{FLOW}")
    yield "board"
    page.goto("/admin/rounds/new")
    page.get_by_label("What you call it").fill(window.asked)
    page.get_by_label("What it is about, to young people").fill("getting help")
    page.get_by_label("Questions").select_option(window.asked)
    yield "round-new"
    page.get_by_role("button", name="See who and what it costs").click()
    yield "round-preview"
    page.get_by_role("button", name="Launch it").click()
    expect(page.get_by_role("status")).to_have_text("The round is launched.")
    yield "round"
    page.goto("/admin/rounds")
    yield "rounds"


def safeguarding_lead(page: Page, place: Place, _window: Window) -> Iterator[str]:
    """Open the newest concern, say that it is being looked at."""
    place.sign_in(page, LEAD.email)
    page.goto("/admin/concerns")
    yield "concerns"
    page.locator(".sayso-line a").first.click()
    yield "concern"


def administrator(page: Page, place: Place, _window: Window) -> Iterator[str]:
    """See what is missing, try the conversation, see what is set."""
    place.sign_in(page, ADMINISTRATOR)
    page.goto("/admin/")
    yield "set-up"
    page.get_by_role("button", name="Try the test phone").click()
    page.get_by_label("Conversation").select_option("A good place to go")
    page.get_by_role("button", name="Start").click()
    yield "try-begun"
    page.get_by_label("Text back").fill("1")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".sayso-phone__line--mine")).to_have_text("You: 1")
    page.get_by_label("Text back").fill("i want to die")
    page.get_by_label("Text back").press("Enter")
    expect(page.get_by_text("This is a test: nobody was.")).to_be_visible()
    yield "try"
    page.goto("/admin/settings")
    yield "settings"
    page.goto("/admin/accounts")
    yield "accounts"
    page.goto("/admin/rota")
    page.get_by_label("Name of the person or team").fill("Mina")
    page.get_by_label("E-mail address").fill("mina@riverside.example")
    page.get_by_label("Mobile number").fill("07700 900777")
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("button", name="Send a test").first.click()
    expect(page.get_by_role("status")).to_contain_text("A test is on its way to them.")
    page.evaluate("document.querySelector('#people').scrollIntoView()")
    yield "rota"


JOBS: tuple[Walk, ...] = (young_person, worker, officer, safeguarding_lead, administrator)
