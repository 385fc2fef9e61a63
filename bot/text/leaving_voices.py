"""Who else may speak to us of a young person: a carer, or a number's new owner. Pure; folded.

Where one of them is heard, "him", "her" and "them" are whom we text: "im her nan, dont text her".
"""

from __future__ import annotations

import re

_CARER = (
    r"(?:foster )?(?:mum|mam|mom|mummy|ma|dad|father|mother|nan|nana|gran|grandma|grandad|carer"
    r"|aunt"
    r"|auntie|uncle|guardian|parents?|sister|brother|step ?mum|step ?dad)"
)
_WARD = (
    r"(?:son|daughter|child|kid|lad|lass|boy|girl|foster (?:son|daughter|child|kid)|grandson"
    r"|granddaughter)"
)
_PHONE = r"(?:phone|number|sim|mobile|fone)"
_SPEAKS = re.compile(
    rf"\b(?:im|i am|this is|its|it is|as|am)(?: speaking as)? (?:his|her|their|the|a"
    rf"|\w+s) {_CARER}\b"
    r"(?: (?:of \w+|here|speaking|so|and|but))*"
    rf"|\b(?:i am|im|as) (?:a|the) (?:parent|mother|father|carer|guardian) of (?:this|the"
    rf"|that) (?:child|kid|boy|girl|young person)"
    r"(?: (?:so|and|but))*"
    rf"|\b(?:my|our) {_WARD}s? (?:is|are|was) (?:only )?\d+(?: and| so)?"
    rf"|\b(?:he|she|they|{_WARD}) (?:doesnt|dont|does not|no longer|isnt|hasnt|aint)(?: (?:have"
    rf"|has|had|use|uses"
    rf"|got|own|on|with))*(?: (?:this|that|the))? {_PHONE}(?: (?:anymore|any more|now|so))*"
    rf"|\b(?:i )?(?:just )?(?:got|have|bought) (?:this|a new) (?:sim|{_PHONE})(?: (?:so|and|now"
    rf"|new))*"
    rf"|\b(?!i\b|you\b|u\b|we\b)\w+ (?:doesnt|dont|does not|no longer|dunt) lives? "
    rf"(?:here|at this address)(?: (?:any ?more|no more|now|so|and))*"
    rf"|\b(?:this|the|that) {_PHONE} (?:belongs to|is owned by) (?:someone"
    rf"|somebody) else(?: (?:now|so))*"
)
_THEM = re.compile(r"\b(?:him|her|them)\b")
_WISHES = re.compile(
    rf"\b(?:he|she|they|{_WARD}) (?:really |just )?(?:doesnt|dont|does not|do not|dunt|didnt)\b"
)
_WARDS = re.compile(rf"\b(?:my|our) {_WARD}s?\b")


def from_a_carer(folded: str) -> str | None:
    """Return what a carer or a new owner says, as the young person would; None if neither speaks.

    Args:
        folded: the message, from `folding.fold`.
    """
    spoken = _SPEAKS.sub(",", folded)
    if spoken == folded:
        return None
    wished = _WISHES.sub("i dont", spoken)
    return _THEM.sub("me", _WARDS.sub("me", wished)).strip(" ,.")
