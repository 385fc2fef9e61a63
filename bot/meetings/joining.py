"""The short code a young person texts to join a caseload. Pure but for the drawing of one.

Letters and digits that look like no other, so that it can be read off a screen and typed once.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Final

from bot.text.folding import fold

LETTERS: Final = "abcdefghjkmnpqrtuvwxy346789"
LENGTH: Final = 6
GOOD_FOR: Final = timedelta(minutes=30)
_CODE: Final = re.compile(
    rf"^(?:join |code |my code is )?([{LETTERS}](?:[ -]?[{LETTERS}]){{5}})[. !]*$"
)
_HAS_DIGIT: Final = re.compile(r"[0-9]")


def draw() -> str:
    """Return a new code with at least one digit, so that no word of six letters is one."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if _HAS_DIGIT.search(code):
            return code


def read_code(text: str) -> str | None:
    """Return the code a whole message is, as it is stored; None where it is none."""
    found = _CODE.match(" ".join(fold(text).split()))
    code = found[1].replace(" ", "").replace("-", "") if found else ""
    return code if _HAS_DIGIT.search(code) and not code.isdecimal() else None


def looks_like_code(text: str) -> bool:
    """Tell whether a whole message may be a code."""
    return read_code(text) is not None


def shown(code: str) -> str:
    """Return a code as it is read off a screen: "K7M 3PX"."""
    return f"{code[:3]} {code[3:]}".upper()
