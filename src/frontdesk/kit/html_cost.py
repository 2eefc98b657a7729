"""What it costs to parse HTML, estimated before it is done.

Parsers of HTML take time with the square of some things: tags that are not closed, attributes of a
tag, loose ampersands. A message of one megabyte can be made to cost a minute; no letter that a
person or a program really sends comes near the limits here.
"""

import re
from collections import Counter
from itertools import pairwise
from typing import Final

MOST_STEPS: Final = 1_000_000
"""Most of the sum, over all tags, of how many are open around each."""
MOST_ATTRIBUTES: Final = 2_000
MOST_AMPERSANDS: Final = 20_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,30})")
_SEPARATOR = re.compile(r"[\s/\"']+")
# Whatever the value holds, it is one value; only images in the text are that long.
_DATA = re.compile(r"(?<=[a-zA-Z]=)[\"']?data:[^\s\"'>]*")
_LOOSE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")
# They end where the next one begins, so that they do not nest, or hold nothing.
_NOT_NESTING = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "hr"}
    | {"img", "input", "col", "area", "base", "link", "meta", "source", "wbr", "embed", "param"}
)


def is_affordable(source: str) -> bool:
    """Whether the HTML can be parsed in a moment; where in doubt it counts too much."""
    return (
        _fewer(_LOOSE_AMPERSAND, source, MOST_AMPERSANDS)
        and _nests_little(source)
        and _has_few_attributes(_DATA.sub("", source))
    )


def _fewer(pattern: re.Pattern[str], text: str, most: int) -> bool:
    return sum(1 for _ in pattern.finditer(text)) < most


def _nests_little(source: str) -> bool:
    opened: Counter[str] = Counter()
    depth = steps = 0
    for end, name in _TAG.findall(source.lower()):
        steps += 0 if end else depth
        if steps > MOST_STEPS:
            return False
        if name not in _NOT_NESTING and (not end or opened[name]):
            change = -1 if end else 1
            opened[name] += change
            depth += change
    return True


def _has_few_attributes(source: str) -> bool:
    starts = [*(match.start() for match in _TAG.finditer(source)), len(source)]
    return all(
        _fewer(_SEPARATOR, source[start : _end_of_tag(source, start, next_start)], MOST_ATTRIBUTES)
        for start, next_start in pairwise(starts)
    )


def _end_of_tag(source: str, start: int, next_start: int) -> int:
    end = source.find(">", start, next_start)
    return next_start if end < 0 else end
