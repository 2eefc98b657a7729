"""Colours can be read in both themes: contrast as WCAG 2.2 computes it."""

import re
from typing import Final, NamedTuple

import pytest

from tests.inbox.showcase import ASSETS

TEXT: Final = 4.5
SHAPE: Final = 3.0

PAPERS: Final = ("ground", "surface", "raised", "sunken", "hover", "accent-soft", "team", "note")

PAIRS: Final = (
    *((ink, paper, TEXT) for ink in ("ink", "ink-2", "ink-3") for paper in PAPERS),
    *(("accent", paper, TEXT) for paper in PAPERS),
    *(("accent-strong", paper, TEXT) for paper in PAPERS),
    *(("late", paper, TEXT) for paper in ("ground", "surface", "hover", "accent-soft", "sunken")),
    *(
        (status, paper, SHAPE)
        for status in ("open", "pending", "completed")
        for paper in ("ground", "surface", "hover", "accent-soft")
    ),
    *(("field-line", paper, SHAPE) for paper in ("ground", "surface", "raised")),
    *(("hue-ink", f"hue-{number}", TEXT) for number in range(1, 9)),
    ("accent-ink", "accent", TEXT),
    ("accent-ink", "accent-strong", TEXT),
    ("note-ink", "note", TEXT),
    ("note-ink", "ground", TEXT),
    ("danger", "surface", TEXT),
    ("danger", "raised", TEXT),
    ("danger", "danger-soft", TEXT),
    ("danger-ink", "danger", TEXT),
    ("ink", "danger-soft", TEXT),
    ("ink", "mark", TEXT),
)

TOKEN: Final = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


class Colour(NamedTuple):
    light: str
    dark: str


COLOURS: Final = {
    name: Colour(light, dark)
    for name, light, dark in TOKEN.findall((ASSETS / "css" / "tokens.css").read_text())
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(theme: str) -> None:
    faint = {
        f"{ink} on {paper}": round(contrast, 2)
        for ink, paper, least in PAIRS
        if (contrast := contrast_of(colour(ink, theme), colour(paper, theme))) < least
    }
    assert faint == {}


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, contrast: float) -> None:
    assert round(contrast_of(one, other), 2) == contrast


def test_every_colour_that_a_style_names_is_a_token() -> None:
    styles = {path.name: path.read_text() for path in (ASSETS / "css").glob("*.css")}
    known = set(re.findall(r"--([a-z0-9-]+):", "".join(styles.values())))
    unknown = {
        name: sorted(set(re.findall(r"var\(--([a-z0-9-]+)", text)) - known)
        for name, text in styles.items()
    }
    assert {name: names for name, names in unknown.items() if names} == {}


def colour(name: str, theme: str) -> str:
    value: str = getattr(COLOURS[name], theme)
    return value


def contrast_of(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
