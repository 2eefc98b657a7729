"""Style sheets, scripts and pictures, as `make assets` left them, from memory."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from litestar.types import HTTPScope, Receive

from frontdesk.errors import NotFound
from frontdesk.kit.handler import require_reading
from frontdesk.kit.http import HttpAnswer, get_header

FOLDER: Final = Path(__file__).with_name("static")

_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_FOREVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """`encoded` is the same, compressed, by content coding."""

    content_type: str
    body: bytes
    encoded: dict[str, bytes]

    @cached_property
    def tag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:24]}"'


class StaticFiles:
    """All files of a folder that was built, under names that change with their content."""

    def __init__(self, base: str, folder: Path = FOLDER) -> None:
        self._base = base
        manifest = folder / "manifest.json"
        names: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}
        self._names = names
        self._files = {name: _read(folder / name) for name in names.values()}

    @property
    def are_built(self) -> bool:
        return bool(self._names)

    def address(self, name: str) -> str:
        """Where the file is served that the manifest knows by this name."""
        return f"{self._base}/assets/{self._names.get(name, name)}"

    async def answer(self, scope: HTTPScope, _: Receive) -> HttpAnswer:
        """Raises MethodNotAllowed and NotFound."""
        require_reading(scope)
        wanted = str(scope["path_params"]["name"])
        found = self._files.get(wanted)
        if found is None:
            raise NotFound(f"there is no file {wanted[:100]}")
        return _answer(scope, found)


def _answer(scope: HTTPScope, file: StaticFile) -> HttpAnswer:
    headers = {
        "Cache-Control": _FOREVER,
        "ETag": file.tag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if file.tag in (get_header(scope, b"if-none-match") or ""):
        return HttpAnswer(304, file.content_type, b"", headers)
    accepted = {
        part.partition(";")[0].strip()
        for part in (get_header(scope, b"accept-encoding") or "").split(",")
        if "q=0" not in part.replace("q=0.", "")
    }
    for coding, body in file.encoded.items():
        if coding in accepted:
            return HttpAnswer(200, file.content_type, body, headers | {"Content-Encoding": coding})
    return HttpAnswer(200, file.content_type, file.body, headers)


def _read(path: Path) -> StaticFile:
    kind = guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith("javascript"):
        kind += "; charset=utf-8"
    encoded = {
        coding: other.read_bytes()
        for coding, ending in _ENCODINGS
        if (other := path.with_name(path.name + ending)).exists()
    }
    return StaticFile(kind, path.read_bytes(), encoded)
