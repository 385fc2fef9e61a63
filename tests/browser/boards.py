"""Released answers for the pages of the board: a survey with a chart, and own words in themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.bench.figures import made_up_rows
from bot.insight.opening import Asked
from bot.sending import drawing
from bot.services.draw_charts import DrawCharts, Waves
from bot.services.gather_themes import GatherThemes
from bot.store import answers
from bot.store.drawings import Picture
from bot.store.flows import Shelf
from bot.store.quotes import State, keep
from bot.store.tables import respondent, totals_answer
from bot.store.theme_answers import Place
from tests.browser.furnished import ASKED_FREELY, DRAWN, FAMILY, SURVEY
from tests.browser.site import Site


def draw_one(waves: Waves, asked: Asked, is_scale: bool) -> Iterator[Picture]:
    """Draw the charts of one question: of all forty it takes minutes."""
    if waves[-1][1].id == DRAWN:
        yield from drawing(waves, asked, is_scale)


def survey(site: Site) -> None:
    """Release a survey of 400, with one question of it drawn, and what came of it."""
    services = site.services
    people, said = made_up_rows(400)
    with services.store.begin() as tx:
        tx.db.execute(respondent.insert(), people)
        tx.db.execute(totals_answer.insert(), said)
    assert services.release(SURVEY) is not None
    assert services.audit_outcomes() is not None
    DrawCharts(services.store, Shelf(), services.house, draw_one)()


INSIDE = (
    *("free wifi", "fast wifi for games", "wifi that works", "good wifi and plugs"),
    *("a quiet room", "quiet room to be alone", "somewhere quiet, a room", "quiet calm room"),
    *(
        "a kitchen to cook in",
        "kitchen to cook tea",
        "cook food in a kitchen",
        "a big kitchen cook",
    ),
    *("وائی فائی تیز", "وائی فائی چاہیے"),
)
OUTSIDE = ("a pond with seats", "more seats", "seats and benches", "bike racks", "safe bike racks")


def answered(wave: int, people: int) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Yield a respondent with their answers, one after the other."""
    for number in range(people):
        who = f"{wave:08x}{number:024x}"
        yield (
            {"pseudonym": who, "family": FAMILY, "age_band": "13-15", "gender": "girl"},
            [
                {
                    "question": "i1",
                    "value": '["relax", "make_noise"]' if number % 3 else '["relax"]',
                },
                {"question": "o3", "value": '"near_bus"' if number % 2 else '"near_home"'},
                {"question": ASKED_FREELY, "words": INSIDE[number % len(INSIDE)]},
                {"question": "o4", "words": OUTSIDE[number % len(OUTSIDE)]},
                {"question": "leave", "value": '"yes"' if number % 4 == 0 else '"no"'},
            ],
        )


def fill(site: Site, people: int, wave: int = 1) -> None:
    """Have these many answer, release it and gather, without the encoder."""
    services = site.services
    with services.store.begin() as tx:
        cards, said = [], []
        for card, given in answered(wave, people):
            cards.append(card)
            for one in given:
                sealed = one.pop("words", None)
                said.append(
                    {
                        "value": None,
                        **one,
                        "words": tx.cipher.encrypt(str(sealed), answers.TOTALS_WORDS)
                        if sealed
                        else None,
                        "pseudonym": card["pseudonym"],
                        "wave": wave,
                        "family": FAMILY,
                        "flow_version_id": 1,
                        "status": "answered",
                        "held": False,
                        "channel": "sms",
                        "language": "en",
                        "answered_on": services.now().date(),
                    }
                )
        tx.db.execute(respondent.insert(), cards)
        tx.db.execute(totals_answer.insert(), said)
    assert services.release(FAMILY, wave=wave) is not None
    without(site)()


def themes(site: Site) -> None:
    """Have 210 answers gathered, and some quotes released."""
    fill(site, 210)
    place, today = Place(FAMILY, 1, ASKED_FREELY), site.services.now().date()
    said = ((0, "free wifi"), (4, "a quiet room […]"), (12, "وائی فائی تیز"))
    with site.services.store.begin() as tx:
        for number, words in said:
            who = f"{1:08x}{number:024x}"
            keep(tx, place, who, state=State.RELEASED, on=today, words=words)


def without(site: Site) -> GatherThemes:
    """Return what gathers, as where the encoder is not installed."""
    return replace(site.services.gather_themes, meaning=lambda: None)
