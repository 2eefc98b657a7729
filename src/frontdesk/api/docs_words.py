"""JSON schemas in words for people: plain types, and what a member means and may hold."""

import re
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from typing import Any, Final

Schema = Mapping[str, Any]  # Any: JSON

_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:")
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
    if _is_time(schema) or _is_id(schema):  # the page says once what these are
        return
    if text := cleandoc(schema.get("description", "")):
        yield text if text.endswith((".", ":", "?")) else f"{text}."
    for name, sentence in _LIMITS.items():
        limit = schema.get(name)
        endless = isinstance(limit, int) and limit >= _ENDLESS
        if limit is not None and not endless:
            yield sentence.format(limit)
    if examples := schema.get("examples"):
        yield f"Example: `{examples[0]}`."


def _is_time(schema: Schema) -> bool:
    """Whether the schema is that of the API's date-times, known by its example."""
    (example,) = schema.get("examples", ())[:1] or (None,)
    return isinstance(example, str) and _TIME.match(example) is not None


def _is_id(schema: Schema) -> bool:
    return schema.get("minimum") == 1 and schema.get("maximum", 0) >= _ENDLESS
