"""The schemas of all models, each member with its meaning, each model with an example."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, Final

import msgspec

from frontdesk.api.call import Route
from frontdesk.api.docs_example import sample
from frontdesk.api.docs_schema import Schemas
from frontdesk.wire.descriptions import MEMBERS, VALUES
from frontdesk.wire.oauth import AccessTokenAnswer, OAuthFailure, TokenRequest

Schema = dict[str, Any]  # Any: JSON

_REFERENCE: Final = "#/components/schemas/{name}"
_NOT_JSON: Final = (None, bytes)
_FAILURE: Final[Schema] = {
    "type": "object",
    "title": "Failure",
    "description": "What went wrong, in the envelope of every answer.",
    "properties": {
        "data": {"type": "null"},
        "errorCode": {"type": "integer", "minimum": 0, "maximum": 11},
        "errorText": {"type": "string"},
    },
    "required": ["data", "errorCode", "errorText"],
    "additionalProperties": False,
}


@dataclass(frozen=True, kw_only=True)
class Models:
    """`components` by name; `inline` has the schema of every type that a route names."""

    components: dict[str, Schema]
    inline: dict[str, Schema]

    def of(self, kind: Any) -> Schema:  # Any: a type that msgspec knows
        return self.inline[str(kind)]

    def example(self, schema: Schema) -> Any:
        return sample(_schemas(self.components), schema)


def reference(name: str) -> Schema:
    return {"$ref": _REFERENCE.format(name=name)}


def describe_models(routes: Iterable[Route]) -> Models:
    """Of everything that requests carry in their bodies and answers hold."""
    routes = list(routes)
    named = [
        kind for route in routes for kind in (route.body, route.answer) if kind not in _NOT_JSON
    ]
    types = [*named, TokenRequest, AccessTokenAnswer, OAuthFailure]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    components["Failure"] = _FAILURE
    described = {name: _describe_model(name, schema) for name, schema in components.items()}
    for name, example in _examples(routes, described):
        described[name]["examples"] = [example]
    return Models(components=described, inline=dict(zip(map(str, types), schemas, strict=True)))


def query_members(kind: Any) -> dict[str, Schema]:
    """The parameters that a query type stands for, by name."""
    _, components = msgspec.json.schema_components([kind], ref_template=_REFERENCE)
    return _with_meanings(kind.__name__, components[kind.__name__]["properties"])


def _describe_model(name: str, schema: Schema) -> Schema:
    described = dict(schema)
    if "description" in schema:
        described["description"] = cleandoc(schema["description"])
    if "properties" in schema:
        described["properties"] = _with_meanings(name, schema["properties"])
    if "enum" in schema:
        described["description"] = "\n".join(_choices(name, schema))
    return described


def _with_meanings(model: str, members: dict[str, Schema]) -> dict[str, Schema]:
    return {
        name: {**schema, "description": MEMBERS[f"{model}.{name}"]}
        for name, schema in members.items()
    }


def _choices(name: str, schema: Schema) -> Iterator[str]:
    yield from ([cleandoc(schema["description"]), ""] if "description" in schema else [])
    for value in schema["enum"]:
        yield f"- `{value}`: {VALUES[f'{name}.{value}']}"


def _examples(routes: Iterable[Route], components: dict[str, Schema]) -> Iterator[tuple[str, Any]]:
    """An example of each object: the body that an endpoint is shown with, else a made-up one."""
    shown = {
        route.body.__name__: route.example
        for route in routes
        if isinstance(route.body, type) and isinstance(route.example, dict)
    }
    schemas = _schemas(components)
    for name, schema in components.items():
        if "properties" in schema:
            yield name, shown.get(name) or sample(schemas, schema)


def _schemas(components: dict[str, Schema]) -> Schemas:
    return Schemas({"components": {"schemas": components}})
