"""How good or bad words are, so that "fantastic" finds "Great". Pure; in doubt, none."""

from __future__ import annotations

from bot.text.phrases import word_set

_WORDS: dict[str, float] = {
    word: score
    for score, words in {
        3.0: """amazing brilliant fantastic excellent awesome incredible wicked sick lit fire mint
            ace class banging buzzing perfect best mega epic elite unreal peng outstanding superb
            brill bangin ecstatic 🤩 🥳 😍 🥰 🔥 swietnie gwych zabardast""",
        2.0: "great lovely wonderful loved love super fab 😀 😁 😃 😄 😊 ☺ 😆",
        1.0: "good gd nice happy decent positive fun chuffed well 🙂 dobrze da accha acha theek",
        0.0: """ok alright fine fair average mid normal standard calm meh soso iight allright
            middling 😐 😑 🫤 iawn""",
        -1.0: "hard tough difficult tricky sad low down stressful rough poor 😕 🙁 ☹ 😟 slabo",
        -1.5: "bad rubbish unhappy crap dead peak boring pants naff zle drwg bura 😞 😔 😣",
        -3.0: """awful terrible horrible shit shite dreadful worst horrendous hell horrid miserable
            abysmal grim 😢 😭 😡 😠 🤬 😤 😩 😫 💩 tragic hellish nightmare ofnadwy strasznie""",
    }.items()
    for word in words.split()
}
SCORED = frozenset(_WORDS)
_MORE = word_set("really very so well dead proper super mad extremely bare pure absolutely hella")
_LESS = word_set("bit little kinda slightly quite pretty fairly somewhat sort kind bitt")
_NOT = word_set("not isnt wasnt arent havent hasnt aint never")
_BESIDE = word_set("""
    it was is its been im i feel feeling felt am are things they theyre all going week my this at
    today just tbh rn lol honestly basically of a that thats he she we day home school atm lately
    pretty much x xx mate bro bruv fam man miss thanks thank you and went
""")
# "It went well" is good; "well good" is better.
_GOES = word_set("went going goes go doing")
_NOT_GREAT = -1.0


def feeling_of(words: tuple[str, ...]) -> float | None:
    """Return how good `words` say it is, from -4 to 4; None where they say anything else too."""
    scores: list[float] = []
    stronger, weaker, negated = False, False, False
    for before, word in zip(("", *words), words, strict=False):
        strengthens = word == "well" and not scores and len(words) > 1 and before not in _GOES
        if word in _WORDS and not strengthens:
            scores.append(_scored(_WORDS[word], stronger, weaker, negated))
            stronger, weaker, negated = False, False, False
        elif word in _NOT:
            negated = True
        elif word in _MORE:
            stronger = True
        elif word in _LESS:
            weaker = True
        elif word not in _BESIDE:
            return None
    # "good and bad" is both.
    signs = {(score > 0) - (score < 0) for score in scores}
    return max(scores, key=abs) if len(signs) == 1 and not negated else None


def _scored(score: float, stronger: bool, weaker: bool, negated: bool) -> float:
    if negated:
        return _NOT_GREAT if score > 0 else 0.0
    if weaker and score:
        return score * 0.75
    return score + (1 if score > 0 else -1) if stronger and score else score


def nearest(score: float, scale: tuple[float | None, ...], shared: set[int]) -> int | None:
    """Return the point of `scale` that `score` is, or is beyond; None where it falls between two.

    Args:
        scale: how good each option says it is, in the question's order.
        shared: the options that hold one of the reply's own words.
    """
    points = {place: point for place, point in enumerate(scale) if point is not None}
    side = [place for place, point in points.items() if (point > 0) == (score > 0) and point]
    same = [place for place, point in points.items() if point == score]
    if len(same) == 1:
        return same[0]
    if not score or not side:
        return None
    furthest = max(side, key=lambda place: abs(points[place]))
    if abs(score) >= abs(points[furthest]):
        return furthest
    return side[0] if len(side) == 1 and side[0] in shared else None
