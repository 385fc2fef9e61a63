"""The default interpreter: in this process, in milliseconds, and never an error."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.embedded.encoder import Encoder, Floats
from nlu.embedded.plain_speech import plain_speech
from nlu.embedded.weights import Weights, chances
from nlu.port import Interpretation


@dataclass(frozen=True, slots=True)
class EmbeddedInterpreter:
    """Tells intents from letters first, and asks the encoder where they do not settle it.

    Without an encoder, letters go alone: less well.
    """

    weights: Weights
    encoder: Encoder | None = None

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
        if self.encoder is None or alone.max() >= weights.settled:
            return alone
        both: Floats = scores + weights.from_meaning(self.encoder.encode(plain))
        return chances(both, weights.sharpness[1])
