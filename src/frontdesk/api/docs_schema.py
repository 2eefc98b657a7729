"""JSON schemas as tables for people: what each member is called, holds and means."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Final

from frontdesk.api.docs_words import Schema, plain_kind, sentences

_PREFIX: Final = "#/components/schemas/"
_RESPONSES: Final = "#/components/responses/"


@dataclass(frozen=True, kw_only=True)
class Member:
    """One row. `models` are the objects inside, as (name, its rows), where they are wanted."""

    name: str
    kind: str
    required: bool
    meaning: str
    choices: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    models: tuple[tuple[str, tuple["Member", ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Model:
    """An object that has a name, its rows without those of the objects inside."""

    name: str
    note: str
    members: tuple[Member, ...]


class Schemas:
    """The schemas of one OpenAPI document, whose references are followed here."""

    def __init__(self, document: Schema) -> None:
        self._components: Schema = document["components"]["schemas"]
        self._responses: Schema = document["components"].get("responses", {})

    def resolve(self, schema: Schema) -> Schema:
        return self.component(schema["$ref"].removeprefix(_PREFIX)) if "$ref" in schema else schema

    def response(self, response: Schema) -> Schema:
        """One of an operation's answers, which may be a reference."""
        if "$ref" not in response:
            return response
        found: Schema = self._responses[response["$ref"].removeprefix(_RESPONSES)]
        return found

    def component(self, name: str) -> Schema:
        found: Schema = self._components[name]
        return found

    def named(self, name: str) -> Model:
        schema = self.component(name)
        note = cleandoc(schema.get("description", ""))
        return Model(name=name, note=note, members=self.members(schema, nested=False))

    def members(
        self, schema: Schema, *, nested: bool, above: frozenset[str] = frozenset()
    ) -> tuple[Member, ...]:
        """The rows of an object; with `nested` also those of the objects inside, each model once
        on the way down."""
        schema = self.resolve(schema)
        required = schema.get("required", ())
        return tuple(
            Member(
                name=name,
                kind=self.kind(member),
                required=name in required,
                meaning=self.meaning(member),
                choices=tuple(self.choices(member)),
                links=tuple(self.object_names(member)),
                models=tuple(self._models(member, above)) if nested else (),
            )
            for name, member in schema.get("properties", {}).items()
        )

    def _models(
        self, schema: Schema, above: frozenset[str]
    ) -> Iterator[tuple[str, tuple[Member, ...]]]:
        for name in self.object_names(schema):
            if name not in above:
                inside = self.members(self.component(name), nested=True, above=above | {name})
                yield name, inside

    def object_names(self, schema: Schema) -> Iterator[str]:
        """The components that are objects and stand directly in this schema."""
        for part in self.parts(schema):
            name = part.get("$ref", "").removeprefix(_PREFIX)
            if name and self.component(name).get("properties"):
                yield name

    def parts(self, schema: Schema) -> Iterator[Schema]:
        """The schema itself, its alternatives and the items of its arrays."""
        yield schema
        for inner in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), schema.get("items")):
            if inner:
                yield from self.parts(inner)

    def choices(self, schema: Schema) -> Iterator[str]:
        for part in self.parts(schema):
            yield from map(str, self.resolve(part).get("enum", ()))

    def kind(self, schema: Schema) -> str:
        """The type in words: `array of integer`, `string or null`, `User`."""
        options = schema.get("anyOf") or schema.get("oneOf")
        if options:
            return " or ".join(dict.fromkeys(self.kind(option) for option in options))
        if "$ref" in schema and self.resolve(schema).get("properties"):
            return str(schema["$ref"].removeprefix(_PREFIX))
        schema = self.resolve(schema)
        if schema.get("type") == "array":
            return f"array of {self.kind(schema.get('items', {}))}"
        return plain_kind(schema)

    def meaning(self, schema: Schema) -> str:
        """Description, limits and default in sentences; backticks stand around code."""
        found: dict[str, None] = {}
        for part in self.parts(schema):
            found |= dict.fromkeys(sentences(part))
        return " ".join(found)
