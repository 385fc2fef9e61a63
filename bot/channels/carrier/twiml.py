"""The texts inside a TwiML answer. Pure."""

from __future__ import annotations

# Only answers of the app under test are read.
from xml.etree import ElementTree  # nosec B405


def replies_in(answer: str) -> tuple[str, ...]:
    """Return the words of each `<Message>`, in order; none where the answer is not TwiML."""
    if "<Message" not in answer:
        return ()
    try:
        # The answer of the service under test, on this machine.
        root = ElementTree.fromstring(answer)  # noqa: S314  # nosec B314
    except ElementTree.ParseError:
        return ()
    words = ("".join(message.itertext()).strip() for message in root.iter("Message"))
    return tuple(each for each in words if each)
