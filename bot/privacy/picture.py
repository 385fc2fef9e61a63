"""A picture somebody sends, drawn anew: where and when it was taken, and whatever hides in its
file, stays behind. Pure: bytes in, bytes out. What it is said to be counts for nothing."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from bot.errors import BadInput

MOST_BYTES: Final = 10 * 1024 * 1024  # as it comes: a phone's photo is 2 to 6 MB
MOST_PIXELS: Final = 12_000_000  # of what must be unpacked whole: 36 MB as it is drawn
MOST_PIXELS_JPEG: Final = 64_000_000  # read at a half, a quarter or an eighth of its size
LONGEST_SIDE: Final = 1600  # pixels: a sheet of A3 can be read
KINDS: Final = ("JPEG", "PNG", "WEBP")
MIMETYPE: Final = "image/jpeg"
MOST_KEPT: Final = 300_000  # bytes of what is kept: crumpled paper is drawn coarser, not bigger
_QUALITIES = (82, 70, 55)
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, OverflowError)

EMPTY = "there is nothing in that file: take the photo again"
TOO_BIG = "that picture is too big: take it again, a bit smaller"
NO_PICTURE = "that is no picture we can read: take a photo, or write words instead"


def drawn_anew(sent: bytes) -> bytes:
    """Return a picture as a JPEG of ours, upright, its longest side `LONGEST_SIDE` at most.

    Args:
        sent: a whole file, as it was sent.

    Raises:
        BadInput: it is empty, too big, or no picture that can be read to its end.
    """
    if not sent:
        raise BadInput(EMPTY)
    if len(sent) > MOST_BYTES:
        raise BadInput(TOO_BIG)
    try:
        with Image.open(BytesIO(sent), formats=KINDS) as found:
            return _copied(found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput(TOO_BIG) from error
    except _BROKEN as error:
        raise BadInput(NO_PICTURE) from error


def _copied(found: Image.Image) -> bytes:
    pixels = found.width * found.height
    if pixels > (MOST_PIXELS_JPEG if found.format == "JPEG" else MOST_PIXELS):
        raise BadInput(TOO_BIG)
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    found.load()
    if found.width * found.height > MOST_PIXELS:  # a form of JPEG that is not read in part
        raise BadInput(TOO_BIG)
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Onto a sheet of our own: nothing of the file but its colours comes along.
    colours = upright.convert("RGBA")
    sheet = Image.new("RGB", colours.size, "white")
    sheet.paste(colours, mask=colours)
    return _small_enough(sheet)


def _small_enough(sheet: Image.Image) -> bytes:
    """Return it as a JPEG of `MOST_KEPT` at most: coarser first, and then smaller."""
    for quality in _QUALITIES:
        written = _written(sheet, quality)
        if len(written) <= MOST_KEPT:
            return written
    half = (max(1, sheet.width // 2), max(1, sheet.height // 2))
    return _small_enough(sheet.resize(half))


def _written(sheet: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    sheet.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
