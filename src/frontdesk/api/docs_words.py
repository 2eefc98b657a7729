"""JSON schemas in words for people: plain types, and what a member means and may hold."""

from collections.abc import Iterator, Mapping
from inspect import cleandoc
from typing import Any, Final

Schema = Mapping[str, Any]  # Any: JSON

_ENDLESS: Final = 2**31 - 1
_LIMITS: Final = {
    "minimum": "From {} on.",
    "maximum": "At most {}.",
    "minLength": "At least {} characters.",
    "maxLength": "At most {} characters.",
    "minItems": "At least {} items.",
    "maxItems": "At most {} items.",
    "pattern": "Of the form `{}`.",
    "default": "Default: `{}`.",
}


def plain_kind(schema: Schema) -> str:
    if "const" in schema:
        return f"always {schema['const']}"
    if "enum" in schema:
        return "string"
    if _is_time(schema):
        return "date-time"
    if schema.get("format") == "uuid":
        return "GUID"
    if schema.get("properties") == {}:
        return "empty object"
    kind = schema.get("type", "any value")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def sentences(schema: Schema) -> Iterator[str]:
    if text := cleandoc(schema.get("description", "")):
        yield text if text.endswith((".", ":", "?")) else f"{text}."
    if not _is_time(schema) and not _is_id(schema):  # the page says once what these are
        yield from _limits(schema)


def _limits(schema: Schema) -> Iterator[str]:
    for name, sentence in _LIMITS.items():
        limit = schema.get(name)
        endless = isinstance(limit, int) and limit >= _ENDLESS
        if limit is not None and not endless:
            yield sentence.format(limit)
    if examples := schema.get("examples"):
        yield f"Example: `{examples[0]}`."


def _is_time(schema: Schema) -> bool:
    return schema.get("format") == "date-time"


def _is_id(schema: Schema) -> bool:
    return schema.get("minimum") == 1 and schema.get("maximum", 0) >= _ENDLESS
