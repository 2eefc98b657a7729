"""Code for people: JSON that is short and coloured, and requests as `curl` sends them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from frontdesk.api.docs_example import sample
from frontdesk.api.docs_schema import Schemas
from frontdesk.api.docs_words import Schema

_WIDEST: Final = 64
_TOKEN: Final = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=:))|(?P<text>"(?:[^"\\]|\\.)*")'
    r"|(?P<word>\b(?:true|false|null)\b|-?\b\d[\d.]*\b)"
)
_SHELL: Final = re.compile(
    r"(?P<key>^curl|(?<= )-[A-Za-z]\b|(?<= )--[a-z-]+)|(?P<word>\$[A-Z]+)", re.M
)


def write_json(value: Any, indent: str = "") -> str:  # Any: JSON
    """JSON with two spaces a level, in which short arrays and objects stay on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    holds_more = any(isinstance(item, dict | list) and item for item in _items(value))
    if not holds_more and len(flat) + len(indent) <= _WIDEST and (indent or len(flat) <= 40):
        return flat
    inner = indent + "  "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = (
        [f"{json.dumps(key)}: {write_json(item, inner)}" for key, item in value.items()]
        if isinstance(value, dict)
        else [write_json(item, inner) for item in value]
    )
    return f"{opening}\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}{closing}"


def _items(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value


def coloured_json(text: str) -> Markup:
    return _coloured(_TOKEN, text)


def coloured_shell(text: str) -> Markup:
    return _coloured(_SHELL, text)


def _coloured(pattern: re.Pattern[str], text: str) -> Markup:
    """`text`, escaped, each match in a span of its group's name."""
    text = str(text)  # from a template it is marked as safe, which it is not
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(Markup('<span class="{}">{}</span>').format(match.lastgroup, match[0]))
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def write_curl(schemas: Schemas, method: str, path: str, operation: Schema) -> str:
    """The request as one command, with `$DESK` for the address and `$TOKEN` for the token."""
    start = "curl" if method in ("GET", "POST") else f"curl -X {method}"
    parts = [f'{start} "$DESK{_filled_path(schemas, path, operation)}"']
    if operation.get("security") != []:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    content = operation.get("requestBody", {}).get("content", {})
    body = [part for kind, media in content.items() for part in _body(schemas, kind, media)]
    if method == "POST" and not body:
        parts[0] = parts[0].replace("curl", "curl -X POST", 1)
    return " \\\n  ".join([*parts, *body])


def _filled_path(schemas: Schemas, path: str, operation: Schema) -> str:
    """Path parameters with their examples, and the query parameters that must be there."""
    query: list[str] = []
    for parameter in operation.get("parameters", ()):
        name = parameter["name"]
        value = parameter.get("example", sample(schemas, parameter["schema"], name))
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", str(value))
        elif parameter["in"] == "query" and parameter.get("required"):
            query.append(f"{name}={value}")
    return f"{path}?{'&'.join(query)}" if query else path


def _body(schemas: Schemas, kind: str, media: Schema) -> Iterator[str]:
    value = media.get("example", _NONE)
    if value is _NONE:
        value = sample(schemas, media["schema"])
    if kind == "application/json":
        yield "-H 'Content-Type: application/json'"
        yield f"-d {_quoted(write_json(value))}"
    elif kind == "multipart/form-data":
        yield from (f"-F {_quoted(f'{name}=@photo.jpg')}" for name in value)
    elif isinstance(value, Mapping):
        yield from (f"--data-urlencode {_quoted(f'{name}={v}')}" for name, v in value.items())


_NONE: Final = object()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
