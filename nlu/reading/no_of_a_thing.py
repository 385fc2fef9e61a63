"""A "no" that answers, told from the "no" of "no credit" and "no signal here". Pure.

"No" before a word on a closed list begins a sentence or a courtesy, and answers; before any other
word it says what is lacking, and answers nothing.
"""

from __future__ import annotations

from bot.text.phrases import word_set
from nlu.reading.speak import CONDITIONS, FILLERS, PERSONS, REASONS
from nlu.reading.tokens import BREAK

_GOES_ON = (
    (FILLERS - word_set("time one ones thing things need"))
    | PERSONS
    | CONDITIONS
    | REASONS
    | word_set("""
    no nah nope never not dont cant wont didnt doesnt isnt wasnt havent hasnt aint couldnt wouldnt
    shouldnt arent but and or because cos since sorry ta cheers its it u you youre were weve im ive
    busy tired ill late scared sick working asleep grounded skint poorly out away what why who how
    when where a an the any actually still always usually way thankyou ty tysm nobody noone
    everything nothing anything both all only bring send ring call text tell ask leave stop keep
    miss mrs sir mate bro bruv fam man m8 hun babe wait joking jk idea clue diolch dear god
    preference kidding lie chance means worries problem problems probs prob bother doubt question
    stress rush harm hassle biggie point need use interest reason thing show idk dunno maybe
    unsure depends today tonight tomorrow
    tmrw now later yet monday tuesday wednesday thursday friday saturday sunday anymore longer
    """)
) - {"have", "has", "get", "got"}
_NO = frozenset({"no"})


def without_lack(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return a reply's tokens without each "no" that says what is lacking, and without the thing.

    Breaks are among the tokens; "no credit no" is "no", and "no signal" is nothing.
    """
    kept: list[str] = []
    lacking = False
    for place, token in enumerate(tokens):
        if lacking:
            lacking = False
            continue
        lacking = token in _NO and _is_thing(tokens[place + 1 : place + 2])
        if not lacking:
            kept.append(token)
    return tuple(kept)


def _is_thing(after: tuple[str, ...]) -> bool:
    return bool(after) and after[0] != BREAK and after[0] not in _GOES_ON and after[0].isalnum()
