"""What a request type looks like in JSON: the names and choices that its members have."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import inspect

from frontdesk.kit.strict_json import Reader, make_reader


def member_names(model: Any) -> dict[str, str]:  # Any: any type that msgspec knows
    """The spelling of each member name, at any depth, by its lower-case form."""
    return _member_names(model)


@cache
def _member_names(model: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for path, _ in _members(inspect.type_info(model), ""):
        name = path.rpartition(".")[2].removesuffix("[]")
        assert names.setdefault(name.lower(), name) == name, f"{name} is spelt in two ways"
    return names


def json_reader(model: Any) -> Reader:
    """Reads bodies whose member names are those of `model`, in any case."""
    return _json_reader(model)


@cache
def _json_reader(model: Any) -> Reader:
    return make_reader(member_names(model))


def enum_values(model: Any) -> dict[str, list[str]]:
    """The possible values of each enumeration by its path, such as `customFields[].type`."""
    return _enum_values(model)


@cache
def _enum_values(model: Any) -> dict[str, list[str]]:
    return {
        path: [str(member.value) for member in kind.cls]
        for path, kind in _members(inspect.type_info(model), "")
        if isinstance(kind, inspect.EnumType)
    }


def _members(kind: inspect.Type, path: str) -> Iterator[tuple[str, inspect.Type]]:
    if path:
        yield path, kind
    if isinstance(kind, inspect.StructType):
        for field in kind.fields:
            yield from _members(field.type, join_path(path, field.encode_name))
    elif isinstance(kind, inspect.ListType):
        yield from _members(kind.item_type, f"{path}[]")
    elif isinstance(kind, inspect.UnionType):
        for option in kind.types:
            yield from _members(option, path)


def join_path(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
