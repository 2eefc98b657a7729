"""The icons: drawn into the page where they stand.

A reference to a file of them (`<use>`) makes a browser build a tree of its own for each, a seventh
of what a list costs it.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

FILE: Final = Path(__file__).with_name("icons.svg")

_SYMBOL: Final = re.compile(r'<symbol id="([a-z]+)" viewBox="0 0 16 16">(.+)</symbol>')


def drawing_of(name: str) -> Markup:
    """What stands inside the `<svg>`, in a square of 16; raises KeyError for a name without one."""
    return icon_drawings()[name]


@cache
def icon_drawings() -> dict[str, Markup]:
    """All icons by name."""
    found = _SYMBOL.findall(FILE.read_text())
    return {name: Markup(shapes) for name, shapes in found}  # noqa: S704 # our own file
