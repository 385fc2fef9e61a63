"""Each user's main job, walked from page to page, pausing where there is something to look at.

The tests let axe and the ruler look there; `make pictures` takes a picture. So what is shown in the
papers is what was checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import expect

from bot.demo.people import JO, LEAD, OFFICER, STAFF
from tests.pictures.hands import Hand
from tests.pictures.place import Place

ADMINISTRATOR = STAFF[-1].email
FLOW = "good-place"
DOWN_TO_DRAWING = ("1", "1 3", "2", "3", "4 5")


@dataclass(frozen=True, slots=True)
class Window:
    """One size of window, and who is met in it: what a walk changes, it changes once."""

    name: str
    width: int
    height: int
    chats: str
    draws: str
    booked: str
    asked: str


HELP, WORKER, PLACE = "Help so far", "What a good worker is like", "A good place to go"
VIEWS = "How things are: your say"
WINDOWS = (
    Window("phone", 360, 740, chats="Juno", draws="Spike", booked="Dot", asked=HELP),
    Window("desk", 1280, 800, chats="Moss", draws="Remy", booked="Taz", asked=WORKER),
)
# The same steps with another hand, and people of their own.
BY_KEYBOARD = (
    Window("narrow", 360, 740, chats="Zuzu", draws="Tab", booked="Rio", asked=VIEWS),
    Window("wide", 1280, 800, chats="Tink", draws="Ned", booked="Otis", asked=PLACE),
)
Walk = Callable[[Hand, Place, Window], Iterator[str]]


def young_person(hand: Hand, place: Place, window: Window) -> Iterator[str]:
    """Answer a whole conversation in the chat, ask who sees it, and leave fast."""
    page = hand.page
    page.goto(place.chat_of(window.chats))
    if window.name != "phone":
        place.ask("my-meetings", window.chats)
        page.reload()
    expect(page.get_by_role("group")).to_be_visible()
    yield "chat"
    hand.press(page.get_by_role("button", name="OK, let's go"))
    expect(page.locator("#send-these")).to_be_visible()
    yield "chat-places"
    tick(hand, "Cafe", "A centre")
    yield "chat-ticked"
    hand.press(page.get_by_role("button", name="Send these"))
    expect(page.get_by_role("button", name="Walk and talk")).to_be_visible()
    yield "chat-ways"
    hand.press(page.get_by_role("button", name="Who sees this?"))
    expect(page.locator(".ours").last).to_contain_text("sees what you say here")
    yield "chat-who-sees"
    hand.press(page.get_by_role("button", name="Walk and talk"))
    expect(page.locator("#send-these")).to_be_visible()
    hand.press(page.get_by_role("link", name="Change letters, colours or language"))
    page.wait_for_url("**/chat/look")
    yield "chat-look"
    page.goto("/chat/my-page")
    yield "chat-my-page"
    page.goto("/chat")
    hand.press(page.get_by_role("button", name="Exit this page"))
    page.wait_for_url("https://www.bbc.co.uk/weather")


def tick(hand: Hand, *labels: str) -> None:
    """Tick these answers of a question where several fit."""
    for label in labels:
        hand.tick(hand.page.get_by_role("checkbox", name=label))


def artist(hand: Hand, place: Place, window: Window) -> Iterator[str]:
    """Draw an answer on the screen and send it."""
    page = hand.page
    page.goto(place.chat_of(window.draws))
    place.ask(FLOW, window.draws)
    place.says(window.draws, *DOWN_TO_DRAWING)
    page.goto("/chat")
    expect(page.get_by_role("heading", name="Draw it")).to_be_visible()
    yield "chat-draw"
    hand.press(page.get_by_role("button", name="Or draw on this screen"))
    hand.draw(page.get_by_role("application", name="Your drawing"))
    yield "chat-pad"
    hand.press(page.get_by_role("button", name="Send my drawing"))
    expect(page.get_by_text("I sent a drawing.")).to_be_visible()
    yield "chat-drawn"


def worker(hand: Hand, place: Place, window: Window) -> Iterator[str]:
    """Look at the week, book a meeting, look at a person."""
    page = hand.page
    place.sign_in(page, JO.email)
    page.goto("/admin/week")
    yield "week"
    hand.press(page.get_by_role("button", name="Book a meeting"))
    yield "book-who"
    hand.press(page.get_by_role("link", name=window.booked, exact=True))
    hand.write(page.get_by_label("Day", exact=True), "2026-12-01")
    hand.write(page.get_by_label("Time", exact=True), "16:00")
    hand.write(page.get_by_label("Place", exact=True), "the library cafe")
    yield "book"
    hand.press(page.get_by_role("button", name="See the texts"))
    yield "book-preview"
    hand.press(page.get_by_role("button", name="Book it"))
    expect(page.get_by_role("status")).to_have_text("The meeting is booked.")
    yield "booked"
    page.goto(f"/admin/people/{place.ids[window.booked]}")
    yield "person"


def officer(hand: Hand, place: Place, window: Window) -> Iterator[str]:
    """Read the board, then launch a round."""
    page = hand.page
    place.sign_in(page, OFFICER.email)
    page.goto("/admin/board")
    yield "boards"
    hand.press(page.get_by_role("link", name="drawing"))
    page.wait_for_url("**/admin/drawings")
    yield "drawings"
    page.goto(f"/admin/board/{FLOW}")
    yield "board"
    page.goto("/admin/rounds/new")
    hand.write(page.get_by_label("What you call it"), window.asked)
    hand.write(page.get_by_label("What it is about, to young people"), "getting help")
    hand.choose(page.get_by_label("Questions"), window.asked)
    yield "round-new"
    hand.press(page.get_by_role("button", name="See who and what it costs"))
    yield "round-preview"
    hand.press(page.get_by_role("button", name="Launch it"))
    expect(page.get_by_role("status")).to_have_text("The round is launched.")
    yield "round"
    page.goto("/admin/rounds")
    yield "rounds"


def safeguarding_lead(hand: Hand, place: Place, _window: Window) -> Iterator[str]:
    """Open the newest concern, say that it is being looked at."""
    page = hand.page
    place.sign_in(page, LEAD.email)
    page.goto("/admin/concerns")
    yield "concerns"
    hand.press(page.locator(".sayso-line a").first)
    page.wait_for_url("**/admin/concerns/*")
    yield "concern"


def administrator(hand: Hand, place: Place, _window: Window) -> Iterator[str]:
    """See what is missing, try the conversation, see what is set."""
    page = hand.page
    place.sign_in(page, ADMINISTRATOR)
    page.goto("/admin/")
    yield "set-up"
    hand.press(page.get_by_role("button", name="Try the test phone"))
    hand.choose(page.get_by_label("Conversation"), "A good place to go")
    hand.press(page.get_by_role("button", name="Start"))
    yield "try-begun"
    hand.write(page.get_by_label("Text back"), "1")
    hand.press(page.get_by_role("button", name="Send"))
    expect(page.locator(".sayso-phone__line--mine")).to_have_text("You: 1")
    hand.write(page.get_by_label("Text back"), "i want to die")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is a test: nobody was.")).to_be_visible()
    yield "try"
    page.goto("/admin/settings")
    yield "settings"
    page.goto("/admin/accounts")
    yield "accounts"
    page.goto("/admin/rota")
    if not page.get_by_role("button", name="Send a test").count():  # who walked before added her
        hand.write(page.get_by_label("Name of the person or team"), "Mina")
        hand.write(page.get_by_label("E-mail address"), "mina@riverside.example")
        hand.write(page.get_by_label("Mobile number"), "07700 900777")
        hand.press(page.get_by_role("button", name="Add them"))
    hand.press(page.get_by_role("button", name="Send a test").first)
    expect(page.get_by_role("status")).to_contain_text("A test is on its way to them.")
    page.wait_for_load_state()  # what comes late would move it
    page.evaluate("document.querySelector('#people').scrollIntoView()")
    yield "rota"


JOBS: tuple[Walk, ...] = (young_person, worker, officer, safeguarding_lead, administrator, artist)
