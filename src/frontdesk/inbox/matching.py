"""Which route an address leads to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.inbox.route import Route


@dataclass(frozen=True)
class Match:
    """`methods` are the routes of one path; `path` the parts of the address that they name."""

    methods: Mapping[str, Route]
    path: Mapping[str, str]


class RouteTable:
    """Finds routes by the parts of an address below the community; a literal part goes before a
    named one, and literal parts match in any case."""

    def __init__(self, routes: Iterable[Route]) -> None:
        paths: dict[str, dict[str, Route]] = defaultdict(dict)
        for route in routes:
            paths[route.path][route.method] = route
        self._by_length: dict[int, list[tuple[list[str], dict[str, Route]]]] = defaultdict(list)
        for path in sorted(paths, key=_named_first_last):
            parts = path.split("/")[1:]
            self._by_length[len(parts)].append((parts, paths[path]))

    def match(self, segments: Sequence[str]) -> Match | None:
        for parts, methods in self._by_length[len(segments)]:
            if all(_fits(*pair) for pair in zip(parts, segments, strict=True)):
                named = zip(parts, segments, strict=True)
                return Match(methods, {p[1:-1]: s for p, s in named if p[:1] == "{"})
        return None


def _named_first_last(path: str) -> list[bool]:
    return [part[:1] == "{" for part in path.split("/")]


def _fits(part: str, segment: str) -> bool:
    return part[:1] == "{" or part.lower() == segment.lower()
