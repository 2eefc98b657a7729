"""One operation of the OpenAPI document, as the page for people shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, Final

from markupsafe import Markup

from frontdesk.api.docs_code import coloured_json, coloured_shell, write_curl, write_json
from frontdesk.api.docs_example import sample
from frontdesk.api.docs_schema import Member, Schemas
from frontdesk.api.docs_words import Schema

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_EMPTY: Final[Schema] = {}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    place: str
    member: Member


@dataclass(frozen=True, kw_only=True)
class Body:
    """What a request may carry; `members` are those of the object in it, if there is one."""

    kind: str
    is_object: bool
    form: str
    note: str
    required: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`kind` says what the envelope's `data` holds, or the whole answer where there is none."""

    kind: str
    objects: tuple[str, ...]
    has_envelope: bool
    example: Markup


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    id: str
    section: str
    method: str
    path: str
    title: str
    description: str
    needs_token: bool
    parameters: tuple[Parameter, ...]
    body: Body | None
    answer: Answer
    curl: Markup
    errors: tuple[tuple[str, str], ...]


def endpoints_of(document: Schema, schemas: Schemas) -> Iterator[Endpoint]:
    """In the document's order."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _endpoint(schemas, method.upper(), path, item[method])


def _endpoint(schemas: Schemas, method: str, path: str, operation: Schema) -> Endpoint:
    return Endpoint(
        id=operation["operationId"],
        section=(operation.get("tags") or ["Other"])[0],
        method=method,
        path=path,
        title=operation.get("summary", operation["operationId"]),
        description=cleandoc(operation.get("description", "")),
        needs_token=operation.get("security") != [],
        parameters=tuple(_parameters(schemas, operation)),
        body=_body(schemas, operation.get("requestBody")),
        answer=_answer(schemas, operation["responses"]["200"]),
        curl=coloured_shell(write_curl(schemas, method, path, operation)),
        errors=tuple(
            (status, schemas.response(response)["description"])
            for status, response in operation["responses"].items()
            if not status.startswith("2")
        ),
    )


def _parameters(schemas: Schemas, operation: Schema) -> Iterator[Parameter]:
    for parameter in operation.get("parameters", ()):
        schema = dict(parameter["schema"])
        if "description" in parameter:
            schema["description"] = parameter["description"]
        required = ("required",) if parameter.get("required") else ()
        shown = {
            "properties": {parameter["name"]: schema},
            "required": required and [parameter["name"]],
        }
        (member,) = schemas.members(shown, nested=False)
        yield Parameter(place=parameter["in"], member=member)


def _body(schemas: Schemas, request: Schema | None) -> Body | None:
    if request is None:
        return None
    form, media = next(iter(request["content"].items()))
    schema = media["schema"]
    name = next(schemas.object_names(schema), None)
    shown = schema if name is None else schemas.component(name)
    return Body(
        kind=schemas.kind(schema),
        is_object=schemas.kind(schema) == name,
        form=form,
        note=cleandoc(shown.get("description", "")),
        required=bool(request.get("required")),
        members=schemas.members(shown, nested=True, above=frozenset([name] if name else ())),
    )


def _answer(schemas: Schemas, response: Schema) -> Answer:
    media = response.get("content", _EMPTY).get("application/json", _EMPTY)
    schema = media.get("schema", _EMPTY)
    data: Any = schema.get("properties", _EMPTY).get("data")
    shown = schema if data is None else data
    example = media.get("example") or sample(schemas, schema)
    return Answer(
        kind=schemas.kind(shown),
        objects=tuple(dict.fromkeys(schemas.object_names(shown))),
        has_envelope=data is not None,
        example=coloured_json(write_json(example)),
    )
