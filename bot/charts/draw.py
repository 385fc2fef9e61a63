"""Descriptions of charts into pictures, by vl-convert: in this process, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator

import vl_convert

from bot.charts.describe import Drawable

PNG_SCALE = 2.0


def pictures(chart: Drawable) -> Iterator[tuple[str, str, bytes]]:
    """Yield (kind, theme, content): an SVG a theme, and a light PNG to take away."""
    for theme, spec in chart.specs.items():
        svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
        yield "svg", theme, svg.encode()
        if theme == "light":
            yield "png", theme, vl_convert.svg_to_png(svg, scale=PNG_SCALE)
