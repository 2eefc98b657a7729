"""From a body's bytes to a request type, with errors in the caller's words (contract 1.1, 1.8)."""

import re
from functools import lru_cache
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

import msgspec

from frontdesk.errors import InvalidMember
from frontdesk.kit.strict_json import printable, refuse_unstorable
from frontdesk.wire.shapes import enum_values, join_path, json_reader, member_names

Model = TypeVar("Model")

# The last "at" is msgspec's: a value that is quoted before it may hold one of its own.
_FAULT = re.compile(r"(?P<problem>.*) - at `\$(?P<path>[^`]*)`", re.DOTALL)
_KINDS: Final = {
    "int": "an integer",
    "float": "a number",
    "str": "a string",
    "bool": "a boolean",
    "array": "an array",
    "object": "an object",
    "null": "null",
}


def read_body(body: bytes, model: type[Model]) -> Model:
    """The body as `model`; an empty body counts as `{}`.

    Raises BodyNotJson, or InvalidMember that names the first wrong member by its path.
    """
    return read_value(json_reader(model)(body) if body.strip() else {}, model)


def read_wish(body: bytes, model: type[Model]) -> Model:
    """`read_body` of a request that only reads: the short ones come over and over, and then the
    same object is returned, which nobody may change."""
    if len(body) > _SHORT:
        return read_body(body, model)
    kind: Any = model  # mypy takes no class for hashable
    wish: Model = _read_remembered(body, kind)
    return wish


_SHORT: Final = 1000


@lru_cache(maxsize=1024)
def _read_remembered(body: bytes, model: Any) -> Any:
    return read_body(body, model)


def read_value(value: Any, model: type[Model], *, strict: bool = True) -> Model:
    """Parsed JSON, its names already in the API's spelling, as `model`; unless `strict`, texts
    may stand for numbers and booleans."""
    try:
        return msgspec.convert(value, model, strict=strict)
    except msgspec.ValidationError as error:
        raise _in_callers_words(str(error), model) from None


def _in_callers_words(fault: str, model: Any) -> InvalidMember:
    match = _FAULT.fullmatch(fault)
    problem, path = match.groups() if match else (fault, "")
    path = path.removeprefix(".")
    if missing := re.fullmatch(r"Object missing required field `(.*)`", problem):
        return InvalidMember(join_path(path, missing[1]), "is required")
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", problem, re.DOTALL):
        return InvalidMember(printable(join_path(path, unknown[1])), "no such member here")
    if value := re.fullmatch(r"Invalid enum value (.*)", problem, re.DOTALL):
        return InvalidMember(path, printable(f"unknown value {value[1]}{_choices(model, path)}"))
    return InvalidMember(path or "the body", _plain(problem))


def _plain(problem: str) -> str:
    """msgspec's "Expected `int | null`, got `str`" in plain words: "expected an integer or null,
    got a string"."""
    words = re.sub(r"`([^`']*)`", lambda match: _kinds(match[1]), problem)
    for comparison, phrase in ((">=", "of at least"), ("<=", "of at most")):
        words = words.replace(f" {comparison} ", f" {phrase} ")
    return words.replace("of length of", "of length").replace("Expected", "expected", 1)


def _kinds(kinds: str) -> str:
    return " or ".join(_KINDS.get(kind, kind) for kind in kinds.split(" | "))


def _choices(model: Any, path: str) -> str:
    allowed = enum_values(model).get(re.sub(r"\[\d+\]", "[]", path))
    return f"; possible: {', '.join(allowed)}" if allowed else ""


def read_query(query: bytes, model: type[Model] | None) -> Model | None:
    """The parameters of an address as `model`, numbers and booleans from their texts.

    Raises InvalidMember that names a parameter that is unknown, repeated or wrong.
    """
    if not query:
        kind: Any = model
        nothing: Model | None = None if model is None else _read_no_query(kind)
        return nothing
    names = member_names(model) if model is not None else {}
    given: dict[str, str] = {}
    for name, text in _parse_query(query):
        known = names.get(name.lower())
        if known is None:
            raise InvalidMember(printable(name), "no such parameter here")
        if known in given:
            raise InvalidMember(known, "this parameter is there more than once")
        given[known] = text
    refuse_unstorable(given)
    return None if model is None else read_value(given, model, strict=False)


@lru_cache(maxsize=256)  # the types are ours, so there are few; each is frozen
def _read_no_query(model: Any) -> Any:
    return read_value({}, model, strict=False)


def _parse_query(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise InvalidMember("the address", "its parameters are not UTF-8") from None
