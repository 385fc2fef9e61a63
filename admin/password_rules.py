"""What a password may be: long enough, and not made of words that anybody would try first.

Pure, but for the class that Flask-Security asks.

Sources: ASVS 5 V6.1.2, V6.2.4 and V6.2.11; NIST SP 800-63B 5.1.1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask, current_app
from flask_security.password_util import PasswordUtil

OWN_WORDS = "SAYSO_OWN_WORDS"  # in the app's settings: what else is guessed first of this house
TOO_EASY = (
    "That is too easy to guess. Use three words that have nothing to do with work or with you."
)
LEAST_LEFT = 6  # letters that are no common word, no name of ours and no run
LEAST_KINDS = 5
LONGEST_LOOKED_AT = 128
_AS_LETTERS = str.maketrans("0134578@$!", "oleastbasi")
# What the lists of stolen passwords are made of, and what a service like this is called.
_COMMON = """
password passwort passw0rd letmein welcome admin administrator login user guest master access
secret qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou sunshine princess
football baseball monkey dragon shadow superman batman pokemon liverpool chelsea arsenal everton
manchester united london england charlie michael jessica daniel thomas summer winter spring autumn
january february march april june july august september october november december monday friday
change changeme computer internet samsung google facebook whatever trustno freedom hello test
testing temp temporary default love sayso council county borough youth young people person
participation safeguarding children service services team worker social support justice offending
help meeting text chat work office 1qaz 2wsx 3edc qazwsx
"""
COMMON = frozenset(_COMMON.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN = 4


def is_too_easy(password: str, own_words: Iterable[str]) -> bool:
    """Tell whether too little is left of it without common words, runs and what is known of them.

    Args:
        own_words: names of the organisation and of whose password it is.
    """
    said = password[:LONGEST_LOOKED_AT].lower()
    words = COMMON | {word for name in own_words for word in re.findall(r"\w{3,}", name.lower())}
    return any(_left(form, words) for form in {said, said.translate(_AS_LETTERS)})


def _left(said: str, words: Iterable[str]) -> bool:
    for word in sorted(words, key=len, reverse=True):
        said = said.replace(word, " ")
    kept = re.sub(r"[^a-z0-9]|(?<![a-z0-9])\d+|\d+(?![a-z0-9])", "", _without_runs(said))
    return len(kept) < LEAST_LEFT or len(set(kept)) < LEAST_KINDS


def _without_runs(said: str) -> str:
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _RUN - 1, -1):
            for start in range(len(row) - length + 1):
                said = said.replace(row[start : start + length], " ")
    return re.sub(r"(.)\1{2,}", " ", said)


class OurPasswords(PasswordUtil):
    """Flask-Security's own rules, and ours after them."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """Return what is wrong with a password, or None, and the password as it is kept."""
        problems, kept = super().validate(password, is_register, **kwargs)
        user = kwargs.get("user")
        of_theirs = (user.name, user.email.partition("@")[0]) if user is not None else ()
        own = (*current_app.config.get(OWN_WORDS, ()), *of_theirs)
        if not problems and is_too_easy(kept, own):
            return [TOO_EASY], kept
        return problems, kept
