"""Safe figures as charts, in words first. Nothing hidden is drawn; what is left out is said.

Scales are stacked bars in the order of the scale; other choices are dots with their intervals, the
largest first. Colours are Okabe and Ito's, told apart by those who see colours differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bot.insight.figures import SafeFigures, SafeQuestion
from bot.insight.intervals import share
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.opening import Asked, chosen

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
INK = {"light": "#1d2a2c", "dark": "#f2efe9"}
GROUND = {"light": "#ffffff", "dark": "#12201f"}
FONT = "Atkinson Hyperlegible Next, Noto Sans, Liberation Sans, sans-serif"
WIDTH, LINE, MOST_LINES = 460, 34, 40
BY = ("age_band", "gender", "area")

Spec = dict[str, Any]  # Vega-Lite, as JSON


@dataclass(frozen=True, slots=True)
class Drawable:
    """One chart: what it is found by, its title in words, and how it is drawn by theme."""

    name: str
    title: str
    specs: Mapping[str, Spec]


Record = dict[str, str | float]


def charts_of(question: SafeQuestion, asked: Asked, *, is_scale: bool) -> Iterator[Drawable]:
    """Yield a chart of everyone, and one a breakdown, wherever something may be shown."""
    everyone = records_of({"": chosen(question)}, asked, breakdown="")
    if everyone:
        draw = _dots_in_order if is_scale else _dots_most_first
        yield drawable(question.id, _title(asked, everyone), everyone, draw)
    for name in BY:
        groups = question.breakdowns.get(name)
        records = records_of(groups or {}, asked, breakdown=name)
        if not records:
            continue
        title = f"{asked.text} By {BREAKDOWN_NAMES[name]}."
        complete = all(
            isinstance(c, int) for f in (groups or {}).values() for c in f.options.values()
        )
        stacked = is_scale and complete and not question.multi
        yield drawable(f"{question.id}-{name}", title, records, _bars if stacked else by_group)


def records_of(groups: Mapping[str, SafeFigures], asked: Asked, *, breakdown: str) -> list[Record]:
    found: list[Record] = []
    for key, figures in groups.items():
        for place, (option, count) in enumerate(figures.options.items()):
            if not isinstance(count, int) or not isinstance(figures.answered, int):
                continue
            interval = share(count, figures.answered)
            if interval is not None:
                found.append(
                    {
                        "group": say_group(breakdown, key) if key else "Everyone",
                        "option": asked.labels.get(option, option),
                        "place": place,
                        "share": round(100 * interval.value, 1),
                        "low": round(100 * interval.low, 1),
                        "high": round(100 * interval.high, 1),
                        "said": f"{count} ({100 * interval.value:.0f} %)",
                    }
                )
    return found[:MOST_LINES]


def _title(asked: Asked, records: Sequence[Record]) -> str:
    most = max(records, key=lambda record: float(record["share"]))
    return f"{asked.text} Most often: {most['option']}, {float(most['share']):.0f} %."


def drawable(name: str, title: str, records: list[Record], draw: Any) -> Drawable:
    specs = {theme: _themed(draw(records), title, theme).to_dict() for theme in INK}
    return Drawable(name, title, specs)


SHARE = alt.Scale(domain=[0, 100])


def _dots_most_first(records: list[Record]) -> Any:
    return _dots(records, alt.EncodingSortField("share", order="descending"))


def _dots_in_order(records: list[Record]) -> Any:
    return _dots(records, alt.EncodingSortField("place"))


def _dots(records: list[Record], order: alt.EncodingSortField) -> Any:
    base = alt.Chart(alt.InlineData(values=records))
    line = alt.Y("option:N", sort=order, title=None)
    rule = base.mark_rule(strokeWidth=3, color=OKABE_ITO[4]).encode(
        x=alt.X("low:Q", scale=SHARE, title="Share of those who answered, %"), x2="high:Q", y=line
    )
    dot = base.mark_circle(size=110, opacity=1, color=OKABE_ITO[0]).encode(x="share:Q", y=line)
    said = base.mark_text(align="left", dy=-11, dx=2, fontSize=13).encode(
        x="share:Q", y=line, text="said:N"
    )
    return alt.layer(rule, dot, said).properties(width=WIDTH, height=alt.Step(LINE))


def by_group(records: list[Record]) -> Any:
    base = alt.Chart(alt.InlineData(values=records))
    line = alt.Y("option:N", sort=alt.EncodingSortField("place"), title=None)
    apart = alt.YOffset("group:N")
    # Named for both, as else each group is told twice below: by its colour, and by its shape.
    groups = sorted({str(record["group"]) for record in records})
    colour = alt.Color("group:N", scale=alt.Scale(domain=groups, range=list(OKABE_ITO)), title=None)
    shape = alt.Shape("group:N", scale=alt.Scale(domain=groups), title=None)
    rule = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", scale=SHARE, title="Share of the group, %"),
        x2="high:Q",
        y=line,
        yOffset=apart,
        color=colour,
    )
    dot = base.mark_point(filled=True, size=80, opacity=1).encode(
        x="share:Q", y=line, yOffset=apart, color=colour, shape=shape
    )
    # Of an option, not of each group of it: else a chart of many groups is as long as a street.
    height = alt.Step(max(LINE, 18 * len(groups)), **{"for": "position"})
    return alt.layer(rule, dot).properties(width=WIDTH, height=height)


def _bars(records: list[Record]) -> Any:
    options = list(dict.fromkeys(str(record["option"]) for record in records))
    colour = alt.Color(
        "option:N", sort=options, scale=alt.Scale(domain=options, range=list(OKABE_ITO)), title=None
    )
    return (
        alt.Chart(alt.InlineData(values=records))
        .mark_bar()
        .encode(
            x=alt.X("share:Q", stack="zero", scale=SHARE, title="Share of the group, %"),
            y=alt.Y("group:N", sort=None, title=None),
            color=colour,
            order=alt.Order("place:Q"),
        )
        .properties(width=WIDTH, height=alt.Step(LINE))
    )


def _themed(chart: Any, title: str, theme: str) -> Any:
    ink = INK[theme]
    told: dict[str, Any] = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": 13,
        "titleFontSize": 13,
    }
    titled = chart.properties(
        title=alt.TitleParams(_lines(title), anchor="start", color=ink, fontSize=15)
    )
    return titled.configure(
        font=FONT,
        background=GROUND[theme],
        axis=alt.AxisConfig(labelLimit=260, gridOpacity=0.3, **told),
        # Room between names: where the page has not our font, each is a little wider.
        legend=alt.LegendConfig(
            orient="bottom", labelLimit=260, columns=3, columnPadding=28, **told
        ),
        text=alt.MarkConfig(color=ink),
        view=alt.ViewConfig(stroke=None),
    )


def _lines(title: str, most: int = 60) -> list[str]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
