"""A young person's rights by one word or many, in every language; and what asks for none."""

from __future__ import annotations

import pytest

from bot.text.folding import fold
from bot.text.keywords import Control, read_control
from bot.text.rights_phrases import asks_why

ASKED = {
    Control.DELETE_DATA: """
        delete | Delete everything you have on me pls | can u delete everything ive told you
        | remove what i said | please wipe my answers | get rid of my data now | erase it all
        | i want you to delete my records | dileu | Dilea fy nata | usuń moje dane | skasuj
        | mera data delete karo | میرا ڈیٹا مٹا دیں | سب مٹا دیں""",
    Control.MY_DATA: """
        my data | what info u got on me | what have you got on me | show me what you have about me
        | can i see everything you have on me | what do u know about me lol | Fy nata | moje dane
        | co o mnie wiecie? | mera data | میرا ڈیٹا""",
    Control.COMPLAIN: """
        complain | COMPLAINT | i want to complain about my worker | how do i make a complaint
        | i wanna put in a complaint | cwyn | Dw i eisiau cwyno | skarga | chcę złożyć skargę
        | shikayat | شکایت | مجھے شکایت کرنی ہے""",
    Control.WHO_SEES: """
        who sees this | who's gonna read this | will my nan see this | who else can see my answers
        | is my key worker gonna read what i said | pwy sy'n gweld hwn? | kto to widzi?
        | ye kaun dekhega | یہ کون دیکھتا ہے؟""",
}
NONE = """
    delete my insta | i delete my texts | he deleted my number | who saw me | who sees my worker
    | my data ran out | no data | i was looking at my phone | they complain about everything
    | mum will see me later | what do you know | i see | take me off the bus | clear | who knows
    | i need data for my phone | can i see you | can i see my worker | my answers are the same
"""


def each(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


@pytest.mark.parametrize(
    ("control", "text"), [(c, text) for c, texts in ASKED.items() for text in each(texts)]
)
def test_a_right_is_heard_however_it_is_asked_for(control: Control, text: str) -> None:
    assert read_control(text) is control


@pytest.mark.parametrize("text", each(NONE))
def test_what_only_sounds_like_it_asks_for_no_right(text: str) -> None:
    assert read_control(text) not in set(ASKED)


@pytest.mark.parametrize(
    ("text", "why"),
    [("why", True), ("Pam?", True), ("why do you ask", True), ("who sees this", False)],
)
def test_why_is_not_who(text: str, why: bool) -> None:
    assert asks_why(fold(text)) is why
