"""Made-up consultations for the tests of insight: invented pseudonyms, seeded, never real."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st

from bot.insight.tallies import QuestionShape, Response, Status, Tally, tally

SHAPES = (
    QuestionShape("how", ("walk", "phone", "video", "text")),
    QuestionShape("wishes", ("relax", "music", "sport", "food", "garden"), multi=True),
    QuestionShape("place", ("library", "cafe", "school"), open=True),
    QuestionShape("better", ()),
    QuestionShape("again", ("yes", "no")),
)
AREAS = ("Ashdale", "Birchley", "Cole Hill", "Dunmore", "Elmstead", None)
BANDS = ("11-12", "13-15", "16-18", "19-25")
GENDERS = ("girl", "boy", "another", None)


def consult(
    people: int, *, seed: int, shapes: Sequence[QuestionShape] = SHAPES, groups: int = 6
) -> Tally:
    """Have `people` go through the questions in order; some skip, some leave on the way."""
    random = Random(seed)
    lean = [random.random() ** 3 for _ in range(12)]
    unclear = random.choice([0.0, 0.0, 0.25])
    skipping, leaving = random.choice([0.0, 0.02, 0.3]), random.choice([0.0, 0.03, 0.2])
    responses: list[Response] = []
    for number in range(people):
        who = (
            random.choice(BANDS[:groups]),
            random.choices(GENDERS[:groups], weights=(9, 7, 1, 1)[:groups])[0],
            random.choices(AREAS[:groups], weights=(8, 4, 2, 1, 1, 1)[:groups])[0],
        )
        for shape in shapes:
            if random.random() < leaving:
                responses.append(_response(number, shape, "asked", who=who))
                break
            status = _status(random, skipping, unclear)
            keys = _keys(random, shape, lean) if status == "answered" else ()
            responses.append(_response(number, shape, status, keys, who=who))
    return tally(shapes, responses)


def _status(random: Random, skipping: float, unclear: float) -> Status:
    drawn = random.random()
    return "skipped" if drawn < skipping else "unclear" if drawn > 1 - unclear else "answered"


def _keys(random: Random, shape: QuestionShape, lean: Sequence[float]) -> tuple[str, ...]:
    weights = [weight + 0.02 for weight in lean[: len(shape.options)]]
    if not shape.options or (shape.open and random.random() < lean[-1]):
        return ()
    if not shape.multi:
        return tuple(random.choices(shape.options, weights=weights))
    chosen = [
        key for key, weight in zip(shape.options, weights, strict=True) if random.random() < weight
    ]
    return tuple(chosen or random.choices(shape.options))


def _response(
    number: int,
    shape: QuestionShape,
    status: Status,
    keys: tuple[str, ...] = (),
    *,
    who: tuple[str, str | None, str | None],
) -> Response:
    channel = "sms" if number % 3 else "chat"
    return Response(f"p{number}", shape.id, status, keys, *who, channel=channel)


consultations = st.builds(
    consult,
    people=st.one_of(st.integers(0, 60), st.integers(60, 900)),
    seed=st.integers(0, 10**6),
    groups=st.integers(1, 6),
)
