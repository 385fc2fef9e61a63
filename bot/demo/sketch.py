"""One sample young person draws their answer in the chat, so that an officer has one to look at.

It goes the way every drawing goes: nothing but its colours is kept, and nobody sees it before.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from bot.conversation.model import Drawing, Inbound
from bot.demo.ten_more import FLOW
from bot.privacy.picture import drawn_anew
from bot.store.chats import chat_urn
from bot.wiring import Services

ARTIST = "Indie"
BEFORE = ("1", "1 3", "2", "3", "4 5")  # what they answer before they are asked to draw
AFTER = ("1", "1", "2 4", "3", "skip", "2", "2")
SHEET = (960, 720)
INK, RED, BLUE, GREEN = "#222222", "#b3261e", "#1d4fa8", "#2e7d32"


def draw_answer(services: Services, contact_id: int) -> None:
    """Have this sample young person answer about places in the chat, with a drawing."""
    services.chat.enter(services.chat.link(contact_id).rpartition("/")[2])
    services.start_flow(flow=FLOW, contact_id=contact_id)
    drawing = Drawing(drawn_anew(a_place()), may_show=True)
    said: list[tuple[str, Drawing | None]] = [(words, None) for words in BEFORE]
    said += [("I sent a drawing.", drawing), *((words, None) for words in AFTER)]
    for number, (words, picture) in enumerate(said):
        services.receive(
            Inbound(
                external_id=f"chat:sketch:{contact_id}:{number}",
                urn=chat_urn(contact_id),
                text=words,
                channel="chat",
                received_at=services.now(),
                media=1 if picture else 0,
                drawing=picture,
            )
        )


def a_place() -> bytes:
    """Return a drawing of a good place to go, with felt pens: a sofa, a lamp, plants, a kettle."""
    sheet = Image.new("RGB", SHEET, "#fdfcf7")
    pen = ImageDraw.Draw(sheet)
    pen.line(((90, 620), (92, 250), (478, 92), (872, 256), (868, 622)), INK, 9, "curve")
    pen.line(((60, 622), (902, 618)), INK, 9)
    pen.rounded_rectangle((190, 470, 480, 600), 34, outline=BLUE, width=10)
    pen.rounded_rectangle((214, 396, 458, 500), 30, outline=BLUE, width=10)
    pen.line(((560, 612), (562, 402)), INK, 8)
    pen.polygon(((512, 404), (614, 402), (588, 318), (536, 320)), outline=RED, width=9)
    pen.rectangle((668, 508, 812, 610), outline=INK, width=8)
    pen.ellipse((704, 446, 776, 508), outline=RED, width=8)
    pen.arc((762, 454, 800, 496), 250, 110, RED, 8)
    for stem in (128, 148, 170):
        pen.line(((148, 612), (stem, 500), (stem + 8, 470)), GREEN, 8, "curve")
    for reach in (40, 76, 112):
        pen.arc((478 - reach, 250 - reach, 478 + reach, 250 + reach), 218, 322, INK, 8)
    pen.ellipse((468, 240, 488, 260), fill=INK)
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
