"""Rows of a table for narrow screens, where each stands as a small list: every cell carries its
column's heading, and the roles that a browser may forget when cells are no table cells any more."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from markupsafe import Markup, escape

Column: TypeAlias = str | tuple[str, str]

_START: Final = re.compile(r"<(tr|th|td)(?=[\s>])")
_ROLES: Final = {"tr": "row", "th": "rowheader", "td": "cell"}
UNLABELLED: Final = ("is-actions", "is-text")
"""Kinds of columns whose cells speak for themselves."""


def name_cells(rows: Markup, columns: Sequence[Column]) -> Markup:
    """The rows with roles, and with the headings of their columns beside the cells (`td`)."""
    labels: Iterator[str] = iter(())

    def named(start: re.Match[str]) -> str:
        nonlocal labels
        tag = start[1]
        if tag == "tr":
            labels = map(_label, columns)
            return f'<tr role="{_ROLES[tag]}"'
        label = next(labels, "")
        shown = f' data-label="{escape(label)}"' if label and tag == "td" else ""
        return f'<{tag} role="{_ROLES[tag]}"{shown}'

    # What people wrote is escaped in there: no tag is theirs.
    return Markup(_START.sub(named, str(rows)))  # noqa: S704


def _label(column: Column) -> str:
    if isinstance(column, str):
        return column
    text, kind = column
    return "" if kind in UNLABELLED else text
