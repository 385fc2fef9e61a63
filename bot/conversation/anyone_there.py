"""Whether a whole message asks if anybody is there: "is anyone there?", "are you real". Pure."""

from __future__ import annotations

from bot.text.folding import fold, words
from bot.text.phrases import phrases, without_edges

LONGEST = 100  # letters; a longer message says more than that
_ASKS = phrases(
    """
    is anyone there | is anybody there | is someone there | is somebody there | anyone there |
    anybody there | is any one there | is there anyone there | is there anybody there |
    is anyone here | is anybody here | anyone here | are you there | are u there | r u there |
    you there | u there | is anyone reading this | is anybody reading this | is anyone reading |
    does anyone read this | does anybody read this | does anyone read these |
    is somebody reading this | is someone reading this | do you read this | do you read these |
    are you reading this | are u reading this | is anyone listening | is anybody listening |
    are you listening | is this a real person | are you a real person | are u a real person |
    is it a real person | are you real | are u real | r u real | is this real |
    are you a person | are u a person | are you human | are u human | are you a human |
    is this a human | are you a bot | are u a bot | r u a bot | is this a bot | are you a robot |
    are u a robot | is this a robot | is this automated | is this a machine |
    am i talking to a bot |
    am i talking to a robot | am i talking to a person | am i talking to a real person |
    am i texting a bot | am i texting a real person | can i talk to someone |
    can i talk to somebody | can i talk to a person | can i talk to a real person |
    can i speak to someone | can i speak to somebody | can i speak to a person |
    can i speak to a real person | i want to talk to someone | i want to talk to a person |
    i want to speak to someone | i need to talk to someone | i need to speak to someone |
    i need someone to talk to | need to talk to someone | talk to someone | speak to someone |
    talk to a person | speak to a person | talk to a human | speak to a human |
    will anyone answer | will anyone reply | why is no one answering | why is noone answering |
    why is nobody answering | why wont anyone answer | no one is answering |
    oes rhywun yna | oes unrhyw un yna | wyt ti yna | ydych chi yna | ydych chi yno
    """
)
_EDGES = phrases(
    """
    hi | hello | hey | hiya | heya | yo | oi | please | pls | plz | ok | so | um | er | like |
    just | actually | even | mate | bro | x | xx | lol | sorry | but | and | wait | now | really |
    right now | at all | thanks | diolch | helo
    """
)


def asks_if_anyone_is_there(text: str) -> bool:
    """Tell whether `text` asks for a person and says no more. A part of a message does not."""
    if len(text) > LONGEST or text.strip().isdecimal():
        return False
    said = words(fold(text))
    return said in _ASKS or without_edges(said, _EDGES) in _ASKS
