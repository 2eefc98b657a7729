"""From an address to the application that serves it: a walk along its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar.types import ASGIApp

Found = tuple[ASGIApp, dict[str, str]]


@dataclass
class _Place:
    """What an address may go on with: literal parts, or (None) any text."""

    next: dict[str | None, "_Place"] = field(default_factory=dict)
    app: ASGIApp | None = None
    names: tuple[str, ...] = ()


class PathTable:
    """Of paths such as `/tickets/{ticketId}/tags`, whose literal parts are in lower case and come
    before what is in braces."""

    def __init__(self, apps: Mapping[str, ASGIApp]) -> None:
        self._root = _Place()
        for path, app in apps.items():
            self._add(path, app)

    def _add(self, path: str, app: ASGIApp) -> None:
        place, names = self._root, []
        for part in path.split("/")[1:]:
            if part.startswith("{"):
                names.append(part[1:-1])
                place = place.next.setdefault(None, _Place())
            else:
                place = place.next.setdefault(part.lower(), _Place())
        place.app, place.names = app, tuple(names)

    def find(self, path: str) -> Found | None:
        """And the texts that stand where names are in braces; `path` begins with a slash."""
        place, texts = self._root, []
        for part in path[1:].split("/"):
            after = place.next.get(part)
            if after is None:
                after = place.next.get(None)
                texts.append(part)
            if after is None:
                return None
            place = after
        if place.app is None:
            return None
        return place.app, dict(zip(place.names, texts, strict=True))
