"""Free words. Pure; whatever a young person wrote is the answer, as they wrote it."""

from __future__ import annotations

from nlu.port import Kind, Question, Reading
from nlu.reading.tokens import Reply


def words(question: Question, reply: Reply) -> Reading:
    """Return the reply as it was written; nothing that can be seen is unclear."""
    visible = any(character.isprintable() and not character.isspace() for character in reply.raw)
    return Reading(Kind.ANSWER, reply.raw) if visible else Reading(Kind.UNCLEAR)
