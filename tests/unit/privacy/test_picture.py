"""A picture comes out as colours alone; what hides in it, and what is none, does not come out."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from bot.errors import BadInput
from bot.privacy.picture import (
    EMPTY,
    LONGEST_SIDE,
    MOST_BYTES,
    NO_PICTURE,
    TOO_BIG,
    drawn_anew,
)

GPS, LATITUDE, ORIENTATION, MODEL = 0x8825, 2, 0x0112, 0x0110
HIDDEN = b"<script>alert('I am a page')</script>"
SIZES = st.tuples(st.integers(1, 60), st.integers(1, 60))
MODES = st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA"])


def a_file(
    kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **how: object
) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def seen(made: bytes) -> Image.Image:
    found = Image.open(BytesIO(made))
    found.load()
    return found


def chunk(name: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)


def a_bomb(width: int, height: int) -> bytes:
    """Return a PNG that says how vast it is and unpacks to it from a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000), 9)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", body), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), SIZES, MODES)
@settings(max_examples=60, deadline=None)
def test_any_picture_comes_out_as_a_plain_jpeg_of_its_size(
    kind: str, size: tuple[int, int], mode: str
) -> None:
    mode = {"PNG": mode, "JPEG": "RGB", "WEBP": "RGBA"}[kind]

    found = seen(drawn_anew(a_file(kind, size, mode)))

    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", size)
    assert not found.getexif()
    assert found.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_bytes_that_are_no_picture_are_told_so(sent: bytes) -> None:
    with pytest.raises(BadInput):
        drawn_anew(sent)


@given(
    st.sampled_from(["PNG", "JPEG", "WEBP"]),
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_a_file_with_rubbish_in_it_is_a_picture_or_is_told_to_be_none(
    kind: str, place: int, rubbish: bytes
) -> None:
    whole = a_file(kind)
    at = place % len(whole)
    try:
        made = drawn_anew(whole[:at] + rubbish + whole[at + len(rubbish) :])
    except BadInput:
        return
    assert seen(made).format == "JPEG"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_half_a_file_is_no_picture(kind: str) -> None:
    out = BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(out, kind)
    whole = out.getvalue()

    with pytest.raises(BadInput, match=NO_PICTURE):
        drawn_anew(whole[: len(whole) // 2])


def test_where_it_was_taken_and_with_what_stays_behind() -> None:
    about = Image.Exif()
    about[MODEL] = "A Phone of Mine"
    about.get_ifd(GPS)[LATITUDE] = (53.0, 24.0, 30.0)
    sent = a_file("JPEG", exif=about, comment=b"by me")
    assert Image.open(BytesIO(sent)).getexif().get_ifd(GPS)

    made = drawn_anew(sent)

    assert not seen(made).getexif()
    assert b"Exif" not in made
    assert b"A Phone of Mine" not in made
    assert b"by me" not in made


def test_words_in_a_png_stay_behind() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "somebody with a name")
    words.add_itxt("XML:com.adobe.xmp", "<x>somewhere</x>")

    made = drawn_anew(a_file("PNG", pnginfo=words))

    assert b"somebody" not in made
    assert b"somewhere" not in made


def test_a_photo_taken_sideways_comes_out_upright() -> None:
    about = Image.Exif()
    about[ORIENTATION] = 6

    assert seen(drawn_anew(a_file("JPEG", (40, 20), exif=about))).size == (20, 40)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_page_that_hides_behind_a_picture_does_not_come_along(kind: str) -> None:
    assert HIDDEN not in drawn_anew(a_file(kind) + HIDDEN)


@pytest.mark.parametrize(
    "sent",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html>" + HIDDEN,
        b"GIF89a" + bytes(40),
        b"%PDF-1.7\n" + bytes(40),
        b"\x00\x00\x00\x20ftypheic" + bytes(40),
        HIDDEN + a_file("PNG"),
    ],
    ids=["svg", "html", "gif", "pdf", "heic", "html before a picture"],
)
def test_what_is_none_of_our_kinds_is_refused(sent: bytes) -> None:
    with pytest.raises(BadInput, match=NO_PICTURE):
        drawn_anew(sent)


@pytest.mark.parametrize("side", [4_000, 30_000, 2**31 - 1])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(BadInput):
        drawn_anew(a_bomb(side, side))


def test_words_that_unpack_to_more_than_there_is_room_for_are_refused() -> None:
    sent = a_file("PNG")
    vast = b"k\x00\x00" + zlib.compress(bytes(200_000_000), 9)
    head = sent.index(b"IDAT") - 4

    with pytest.raises(BadInput):
        drawn_anew(sent[:head] + chunk(b"zTXt", vast) + sent[head:])


def test_nothing_at_all_and_far_too_much_are_told_apart() -> None:
    with pytest.raises(BadInput, match=EMPTY):
        drawn_anew(b"")
    with pytest.raises(BadInput, match=TOO_BIG):
        drawn_anew(bytes(MOST_BYTES + 1))


def test_a_photo_as_phones_take_them_comes_out_small_enough_to_send() -> None:
    out = BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(out, "JPEG", quality=60)

    made = drawn_anew(out.getvalue())

    assert max(seen(made).size) == LONGEST_SIDE
    assert len(made) < 1_500_000


def test_what_can_be_seen_through_lies_on_white() -> None:
    clear = drawn_anew(a_file("PNG", mode="RGBA"))

    assert seen(clear).getpixel((5, 5)) == (255, 255, 255)
