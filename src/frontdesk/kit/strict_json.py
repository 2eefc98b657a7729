"""JSON read as the contract wants it (rules 1.1 and 1.8): any case of names, nothing ambiguous."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from frontdesk.errors import BodyNotJson, InvalidMember

MAX_DEPTH = 32
"""Deepest nesting of arrays and objects in a body."""


Reader = Callable[[bytes], Any]  # Any: whatever JSON holds


def make_reader(names: Mapping[str, str]) -> Reader:
    """A function that reads a body; member names that `names` knows (in lower case) get its
    spelling.

    It raises BodyNotJson, or InvalidMember for a repeated name, a NUL, a lone surrogate, or too
    deep a nesting.
    """
    decoder = json.JSONDecoder(
        object_pairs_hook=_object_reader(names), parse_constant=_refuse_constant
    )

    def read(body: bytes) -> Any:
        value = _parse(body, decoder.decode)
        if _may_be_unstorable(body):
            refuse_unstorable(value)
        return value

    return read


def _parse(body: bytes, decode: Callable[[str], Any]) -> Any:
    try:
        return decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise BodyNotJson("the body is not UTF-8") from None
    except RecursionError:
        raise BodyNotJson("the body is nested too deeply") from None
    except ValueError as error:
        raise BodyNotJson(f"the body is not JSON: {error}") from None


def _may_be_unstorable(body: bytes) -> bool:
    """Whether it is worth a walk through the value: NULs and surrogates come by escapes only, and
    the depth is at most the number of brackets."""
    return b"\\u" in body or body.count(b"[") + body.count(b"{") > MAX_DEPTH


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _object_reader(names: Mapping[str, str]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = {names.get(name.lower(), name): value for name, value in pairs}
        if len(members) < len(pairs):
            _refuse_repeated(pairs, names)
        return members

    return read_object


def _refuse_repeated(pairs: list[tuple[str, Any]], names: Mapping[str, str]) -> NoReturn:
    seen: set[str] = set()
    for name, _ in pairs:
        known = names.get(name.lower(), name)
        if known in seen:
            break
        seen.add(known)
    raise InvalidMember(printable(known), "this member is there more than once")


def refuse_unstorable(value: Any, path: str = "", depth: int = 0) -> None:
    """Raise InvalidMember where a string, at any depth, cannot be stored as text."""
    if isinstance(value, str):
        _refuse_unstorable_text(value, path)
    elif isinstance(value, dict):
        _refuse_depth(depth)
        for name, member in value.items():
            member_path = f"{path}.{name}" if path else name
            _refuse_unstorable_text(name, member_path)
            refuse_unstorable(member, member_path, depth + 1)
    elif isinstance(value, list):
        _refuse_depth(depth)
        for index, item in enumerate(value):
            refuse_unstorable(item, f"{path}[{index}]", depth + 1)


def _refuse_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise InvalidMember("", f"the body is nested more than {MAX_DEPTH} levels deep")


def _refuse_unstorable_text(text: str, path: str) -> None:
    if "\0" in text:
        raise InvalidMember(printable(path), "a string must not hold the character U+0000")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidMember(
            printable(path), "a string must not hold half of a surrogate pair"
        ) from None


def printable(text: str) -> str:
    """`text` as it can be shown in an error: whatever cannot be encoded is escaped."""
    shown = text if len(text) <= 200 else text[:200] + "…"
    return shown.replace("\0", "\\u0000").encode(errors="backslashreplace").decode()
