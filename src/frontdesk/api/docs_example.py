"""Values that fit a schema, for people to look at; the same each time."""

from collections.abc import Mapping
from typing import Any, Final

from frontdesk.api.docs_schema import Schemas
from frontdesk.api.docs_words import Schema

# Believable values by member name, or by model and member; taken where they fit the schema.
_BELIEVABLE: Final[Mapping[str, Any]] = {
    "id": 4484636,
    "ticketId": 4484636,
    "title": "New car price list.",
    "message": "Hello I want to buy a new car, how can I get a price list?",
    "htmlMessage": "Hello I want to buy a new car, how can I get a price list?",
    "name": "Bill Smith",
    "email": "bill_smith@gmail.com",
    "image": None,
    "categoryId": 15597,
    "CategoryReference.id": 15597,
    "CategoryReference.name": "Customers",
    "Category.id": 15597,
    "Category.name": "Customers",
    "parentId": None,
    "parentReplyId": None,
    "level": 0,
    "ccEmails": [],
    "toEmails": ["bill_smith@gmail.com"],
    "children": [],
    "lockedBy": None,
    "originalLink": None,
    "sourceName": None,
    "detailedSource": "web_website",
    "source": "web",
    "sentiment": "question",
    "status": "open",
    "tags": ["urgent"],
    "replyCount": 0,
    "CustomField.id": 18464,
    "CustomField.name": "Colour",
    "CustomFieldValue.id": 18464,
    "value": "Option 2",
    "Attachment.name": "price-list.pdf",
    "url": "https://example.com/price-list.pdf",
    "Teammate.name": "Ingrid Solberg",
    "Teammate.email": "ingrid@example.com",
    "UserGroup.id": 12,
    "UserGroup.name": "First line",
    "expires_in": 3599,
    "access_token": "eyJhbGciOiJIUzUxMiIs…",
    "refresh_token": "Wa8ltpAhtbX+LJ2KKEKr3L/n8r3Enqeievqx+IqtpZg=",
    "client_id": "727d9e1e-fc31-4cb6-a38f-e12f603c7314",
}
_PLAIN: Final[Mapping[str, Any]] = {"string": "…", "boolean": False, "null": None}
_GUID: Final = "7c0a344a-c369-4e27-9840-88257a56e835"
_KINDS: Final = {bool: "boolean", int: "integer", str: "string", list: "array"}
_DEEPEST: Final = 6
_NOTHING: Final = object()


def sample(
    schemas: Schemas, schema: Schema, name: str = "", *, model: str = "", depth: int = 0
) -> Any:  # Any: JSON
    """A value of `schema`, which is that of member `name` of `model`."""
    schema = schemas.resolve(schema)
    for key in (f"{model}.{name}", name):
        if key in _BELIEVABLE and _fits(schemas, _BELIEVABLE[key], schema):
            return _BELIEVABLE[key]
    given = _given(schema)
    if given is not _NOTHING:
        return given
    if options := schema.get("anyOf") or schema.get("oneOf"):
        wanted = [option for option in options if option.get("type") != "null"]
        return sample(schemas, (wanted or options)[0], name, model=model, depth=depth)
    if schema.get("type") == "array":
        items = schema.get("items", {}) if depth < _DEEPEST else None
        return [] if items is None else [sample(schemas, items, name, depth=depth + 1)]
    if "properties" in schema:
        return _object(schemas, schema, depth)
    return _plain(schema)


def _object(schemas: Schemas, schema: Schema, depth: int) -> dict[str, Any]:
    model = schema.get("title", "")
    return {
        name: sample(schemas, member, name, model=model, depth=depth + 1)
        for name, member in schema["properties"].items()
    }


def _given(schema: Schema) -> Any:
    if "example" in schema:
        return schema["example"]
    if choices := [*schema.get("examples", ()), *schema.get("enum", ())]:
        return choices[0]
    return schema.get("const", _NOTHING)


def _plain(schema: Schema) -> Any:
    kind = schema.get("type")
    if kind == "string" and schema.get("format") == "uuid":
        return _GUID
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), 1)
    return _PLAIN.get(str(kind), {})


def _fits(schemas: Schemas, value: Any, schema: Schema) -> bool:
    wanted = _KINDS.get(type(value), "null")
    for part in map(schemas.resolve, (schema, *schema.get("anyOf", ()))):
        if "enum" in part:
            if value in part["enum"]:
                return True
        elif part.get("type") == wanted and part.get("format") != "uuid":
            return True
    return False
