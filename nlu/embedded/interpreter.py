"""The default interpreter: in this process, in milliseconds, and never an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from nlu.embedded.encoder import SIZE, Encoder, Floats
from nlu.embedded.plain_speech import plain_speech
from nlu.embedded.weights import Weights, chances
from nlu.port import Interpretation, Interpreter

# What matters of free words in a young person's turn: that they leave, or tell of harm.
IN_A_TURN = frozenset({"stop", "disclosure"})
POSSIBLE = 0.1  # a chance by letters under which the encoder need not be asked about it


@dataclass(frozen=True, slots=True)
class EmbeddedInterpreter:
    """Tells intents from letters first, and asks the encoder where they do not settle it.

    Without an encoder, letters go alone: less well.

    Args:
        listens_for: the intents that matter to who asks; the encoder is spared where letters
            rule them out.
    """

    weights: Weights
    encoder: Encoder | None = None
    listens_for: frozenset[str] = frozenset()

    def parse(self, text: str) -> Interpretation:
        """Return the likeliest meaning of `text`, and the chance that it is right.

        Raises:
            Nothing: any text has a reading, if only an unsure one.
        """
        likely = self._likely(plain_speech(text))
        best = int(likely.argmax())
        confidence = float(likely[best])
        sure = confidence >= self.weights.sure
        return Interpretation(self.weights.intents[best] if sure else None, confidence)

    def _likely(self, plain: str) -> Floats:
        weights = self.weights
        scores = weights.from_letters(plain)
        alone = chances(scores, weights.sharpness[0])
        if self.encoder is None or alone.max() >= weights.settled or not self._may_be(alone):
            return alone
        both: Floats = scores + weights.from_meaning(self.encoder.encode(plain))
        return chances(both, weights.sharpness[1])

    def _may_be(self, alone: Floats) -> bool:
        """Whether letters leave open that it is what is listened for; nothing named is anything."""
        if not self.listens_for:
            return True
        named = [name in self.listens_for for name in self.weights.intents]
        return float(alone[named].sum()) >= POSSIBLE


def in_a_turn(interpreter: Interpreter | None) -> Interpreter | None:
    """Return what to ask in a turn: the embedded engine then spares the encoder where it can."""
    if isinstance(interpreter, EmbeddedInterpreter):
        return replace(interpreter, listens_for=IN_A_TURN)
    return interpreter


def is_embedded(interpreter: Interpreter | None) -> bool:
    """Tell whether an engine answers in this process, in milliseconds whatever the text."""
    return isinstance(interpreter, EmbeddedInterpreter)


def rows_of(interpreter: Interpreter | None) -> Callable[[str], Floats] | None:
    """Return what the engine's encoder makes of a text, piece by piece; None if it has none."""
    encoder = interpreter.encoder if isinstance(interpreter, EmbeddedInterpreter) else None
    if encoder is None:
        return None
    rows = encoder.rows
    return lambda text: rows(plain_speech(text))


def meaning_of(interpreter: Interpreter | None) -> Callable[[str], Floats] | None:
    """Return what makes a vector of what a text is about: the encoder's last layer; None without.

    Alike texts lie near each other; its length means nothing.
    """
    encoder = interpreter.encoder if isinstance(interpreter, EmbeddedInterpreter) else None
    if encoder is None:
        return None
    encode = encoder.encode
    return lambda text: encode(plain_speech(text))[SIZE:]
