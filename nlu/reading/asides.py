"""What a reply may be instead of an answer: a control word, or a question back. Pure."""

from __future__ import annotations

from bot.text.keywords import Control
from bot.text.phrases import phrases, without_edges
from nlu.port import Kind
from nlu.reading.asked_back import asked_back
from nlu.reading.speak import POLITE
from nlu.reading.tokens import Reply

_KINDS: dict[Control, Kind] = {
    Control.OPT_OUT: Kind.STOP,
    Control.OPT_OUT_PLAIN: Kind.STOP,
    Control.HELP: Kind.HELP,
    Control.SKIP: Kind.SKIP,
    Control.BACK: Kind.BACK,
    Control.REPEAT: Kind.REPEAT,
    Control.WHO_SEES: Kind.QUESTION,
    Control.MY_DATA: Kind.QUESTION,
    Control.DELETE_DATA: Kind.QUESTION,
    Control.COMPLAIN: Kind.QUESTION,
    Control.LANGUAGE: Kind.QUESTION,
    Control.WRONG_NUMBER: Kind.QUESTION,
    Control.MEET: Kind.QUESTION,
    Control.IDEA: Kind.QUESTION,
}

# How to answer is asked for; this is no cry for help, so it is not a control.
_LOST = phrases("""
    i dont understand | dont understand | i dont get it | dont get it | i dont get this |
    dont get this | i dont get the question | wdym | what do you mean |
    what does that mean | what does this mean | what you mean | what do you mean by that |
    what does it mean | im confused | confused | so confused | im so confused |
    that makes no sense | this makes no sense | makes no sense | how do i answer |
    how do i answer this | how do i reply | what do i do | what do i put | what do i write |
    what do i say | what am i meant to say | what am i supposed to say | can you explain |
    explain | explain that | explain it | can you explain that | im stuck | im lost |
    lost me | i dont know what that means | dont know what that means |
    i dont know what you mean | dont know what you mean | not sure what you mean |
    im not sure what you mean | i dont understand question | i dont understand this |
    i dont understand that | dont understand this | dont understand question |
    dwi ddim yn deall | dw i ddim yn deall | ddim yn deall | nie rozumiem | nie rozumiem pytania |
    samajh nahi aya | samajh nahi aayi | samajh nahi aa raha | mujhe samajh nahi aya |
    i dont get what you mean | i dont get what this means | what you on about |
    what are you on about | what u on about | too hard to understand | that went over my head |
    can you say it simpler | say it simpler | simpler | in english please | whats that mean |
    whats this mean | what does this even mean | i dont get it at all | not a clue what this means
""")


def aside(control: Control | None, reply: Reply) -> Kind | None:
    """Return the kind of a reply that steers or asks; None where it should be read as an answer."""
    if control in _KINDS:
        return _KINDS[control]
    words = tuple(word for word in reply.words if word not in {"the", "a"})
    if words in _LOST or without_edges(words, POLITE) in _LOST:
        return Kind.HELP
    return asked_back(words)
