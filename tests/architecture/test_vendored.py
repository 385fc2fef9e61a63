"""What the pages ship: no GOV.UK identity, nothing from elsewhere, colours one can read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "admin/static/vendor"
SHARED = ROOT / "bot/web/static"
TOKENS = (SHARED / "tokens.css").read_text()
SHEETS = sorted([*ROOT.glob("admin/static/**/*.css"), *SHARED.glob("**/*.css")])

# A ground, what stands on it, and the least contrast it needs: 4.5 for words, 3 for shapes.
PAIRS = [
    *((ground, ink, 4.5) for ground in ("sunken", "paper", "surface") for ink in ("ink",)),
    *((ground, "ink-soft", 4.5) for ground in ("sunken", "paper", "surface")),
    *((ground, "teal", 4.5) for ground in ("sunken", "paper", "surface", "teal-soft")),
    *((ground, "teal-strong", 4.5) for ground in ("paper", "surface", "teal-soft")),
    *((ground, "coral-strong", 4.5) for ground in ("paper", "surface", "coral-soft")),
    *((ground, "error", 4.5) for ground in ("paper", "surface", "error-soft")),
    *((ground, "success", 4.5) for ground in ("paper", "surface", "success-soft")),
    *((ground, "visited", 4.5) for ground in ("paper", "surface")),
    *((f"{hue}-soft", "ink", 4.5) for hue in ("teal", "coral", "error", "success")),
    ("teal", "on-teal", 4.5),
    ("teal-strong", "on-teal", 4.5),
    ("coral", "on-coral", 4.5),
    ("focus", "on-focus", 4.5),
    ("paper", "coral", 3),
    ("surface", "coral", 3),
    *((ground, "line-strong", 3) for ground in ("sunken", "paper", "surface")),
]
THEMES = {
    "light": ":root",
    "dark": ':root[data-theme="dark"]',
    "high contrast": ':root[data-theme="contrast"]',
}


def block(selector: str, sheet: str = TOKENS) -> dict[str, str]:
    """Return the custom properties set in the first block with exactly this selector."""
    found = re.search(rf"(?:^|\n)\s*{re.escape(selector)} \{{(.*?)\}}", sheet, re.DOTALL)
    assert found, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", found[1]))


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb". Source: WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    tokens = block(":root") | block(THEMES[theme])

    weak = [
        (ground, ink, round(contrast(tokens[ground], tokens[ink]), 2))
        for ground, ink, least in PAIRS
        if contrast(tokens[ground], tokens[ink]) < least
    ]

    assert weak == []


@pytest.mark.parametrize(
    ("query", "theme"),
    [("prefers-color-scheme: dark", "dark"), ("prefers-contrast: more", "contrast")],
)
def test_a_theme_asked_of_the_system_is_the_theme_chosen_here(query: str, theme: str) -> None:
    asked = TOKENS.partition(f"@media ({query})")[2]

    assert block(":root:not([data-theme])", asked) == block(f':root[data-theme="{theme}"]')


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_asks_another_host_for_anything(sheet: Path) -> None:
    text = sheet.read_text()

    assert re.findall(r"https?:|@import|url\([\"']?//", text) == []


def test_nothing_of_gov_uk_s_identity_is_shipped() -> None:
    shipped = [*VENDOR.glob("*.css"), *VENDOR.glob("*.js")]
    named = [
        path.name
        for path in shipped
        if re.search(r"GDS Transport|crown|@font-face", path.read_text(), re.IGNORECASE)
    ]

    assert len(shipped) == 2
    assert named == []
    assert sorted({path.suffix for path in VENDOR.iterdir()}) == [".css", ".js", ".md", ".txt"]


def test_every_font_file_is_declared_and_licensed() -> None:
    fonts = SHARED / "fonts"
    declared = set(re.findall(r'url\("([^"]+)"\)', (fonts / "fonts.css").read_text()))

    assert declared == {path.name for path in fonts.glob("*.woff2")}
    assert "SIL Open Font License" in next(fonts.glob("LICENSE-*.txt")).read_text()


def test_what_is_shipped_is_what_is_pinned() -> None:
    pinned = json.loads((ROOT / "admin/vendoring/package.json").read_text())["devDependencies"]
    record = (VENDOR / "VENDORED.md").read_text()
    sheet = (VENDOR / "govuk.css").read_text()

    assert all(version in record for version in pinned.values())
    assert f'--govuk-frontend-version: "{pinned["govuk-frontend"]}"' in sheet


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "admin/vendoring/package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert '"integrity"' in lock
