"""Drawings for the tests: a photo with a place hidden in it, and a browser that sends one."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import count

from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from bot.app import Services
from tests.factories import BASE_URL

BETWEEN = "between-two-parts"
MAKER = "Zebra Phone of Quentin"
_ids = count(1)


def a_photo(size: tuple[int, int] = (400, 300)) -> bytes:
    """Return a JPEG of a house on paper that says which phone took it."""
    sheet = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((size[0] // 4, size[1] // 3, size[0] // 2, size[1] - 20), outline="navy", width=5)
    where = Image.Exif()
    where[0x0110] = MAKER
    out = BytesIO()
    sheet.save(out, "JPEG", exif=where)
    return out.getvalue()


def enter(client: FlaskClient, services: Services, contact_id: int) -> None:
    """Follow a personal link into the chat."""
    assert client.get(services.chat.link(contact_id).removeprefix(BASE_URL)).status_code == 303


def say(client: FlaskClient, *words: str) -> None:
    """Send these from the chat, one after the other."""
    for each in words:
        sent = {"client_id": f"said{next(_ids)}", "text": each}
        assert client.post("/chat/messages", json=sent).status_code == 200


def to_the_drawing(client: FlaskClient, services: Services, contact_id: int) -> None:
    """Bring a young person to the question that a drawing may answer."""
    enter(client, services, contact_id)
    services.start_flow(flow="good-place", contact_id=contact_id)
    say(client, "1", "1", "1", "1", "1")


def draw(client: FlaskClient, picture: bytes | None = None, **fields: str) -> TestResponse:
    """Send a drawing by the plain form; no file is chosen where `picture` is empty."""
    sent = a_photo() if picture is None else picture
    parts = [_part(name, said.encode()) for name, said in fields.items()]
    parts += [_part("client_id", f"drawn{next(_ids)}".encode())]
    parts += [_part("picture", sent, file="IMG_0042.jpg" if sent else "")]
    body = b"".join(parts) + f"--{BETWEEN}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BETWEEN}"
    return client.post("/chat/drawing", data=body, content_type=kind)


def _part(name: str, content: bytes, *, file: str | None = None) -> bytes:
    """Return one field as a browser writes it: in memory alone, whatever its size."""
    named = f'; filename="{file}"' if file is not None else ""
    head = f'--{BETWEEN}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def waiting_ones(page: str) -> list[str]:
    """Return the ids of the drawings that a page of staff shows."""
    return re.findall(r"/drawings/([0-9a-f]{32})\.jpg", page)
