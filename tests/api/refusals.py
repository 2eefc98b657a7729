"""Requests that List Tickets and its neighbours must refuse, and what they must answer."""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec.json import encode

JSON: Final = {"Content-Type": "application/json"}
LIMIT: Final = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`said` must all be in the error's text, above all the path of the member at fault."""

    name: str
    status: int
    code: int
    said: tuple[str, ...] = ()
    content: bytes = b"{}"
    method: str = "POST"
    path: str = "/tickets/list"
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)


def not_json(name: str, content: bytes) -> Refusal:
    return Refusal(name=name, status=400, code=1, content=content)


def member(name: str, body: Any, *said: str) -> Refusal:
    content = body if isinstance(body, bytes) else encode(body)
    return Refusal(name=name, status=400, code=2, content=content, said=said)


def unknown_path(path: str) -> Refusal:
    return Refusal(name=f"path {path}", status=404, code=5, path=path)


def other_method(method: str) -> Refusal:
    return Refusal(name=f"method {method}", status=405, code=9, method=method)


def query(name: str, text: str, *said: str) -> Refusal:
    return Refusal(name=name, status=400, code=2, path=f"/tickets/list?{text}", said=said)


def cursor_of(*parts: Any) -> str:
    return urlsafe_b64encode(encode(parts)).decode().rstrip("=")


LATEST_FIRST: Final = "last_thread_activity_desc"
GOOD_CURSOR: Final = cursor_of(LATEST_FIRST, 0, 1, 0)
EARLY, LATE = "2020-01-01T00:00:00Z", "2020-01-01T00:00:00.0000001Z"

NOT_JSON: Final = (
    not_json("broken JSON", b"{"),
    not_json("JSON cut in a name", b'{"take'),
    not_json("trailing comma", b'{"take":1,}'),
    not_json("text after the object", b"{}{}"),
    not_json("single quotes", b"{'take':1}"),
    not_json("comment", b"{/**/}"),
    not_json("word", b"take"),
    not_json("NaN", b'{"take":NaN}'),
    not_json("Infinity", b'{"customFields":[{"key":1,"value":-Infinity}]}'),
    not_json("leading zero", b'{"take":01}'),
    not_json("bare NUL", b'{"tags":["\0"]}'),
    not_json("bare line break in a string", b'{"tags":["\n"]}'),
    not_json("not UTF-8", b'{"tags":["\xff"]}'),
    not_json("surrogate in UTF-8", b'{"tags":["\xed\xa0\x80"]}'),
    not_json("UTF-16", '{"take":1}'.encode("utf-16")),
    not_json("byte order mark", b'\xef\xbb\xbf{"take":1}'),
    not_json("gzip", gzip.compress(b"{}")),
    not_json("form", b"take=1&skip=2"),
    not_json("nested beyond any parser", b"[" * 200_000),
    not_json("integer of 5000 digits", b'{"take":' + b"9" * 5000 + b"}"),
)

WRONG_MEMBERS: Final = (
    member("array for the body", [], "the body", "expected an object"),
    member("string for the body", "take", "the body", "expected an object"),
    member("null for the body", None, "the body", "expected an object"),
    member("number for the body", 7, "the body", "expected an object"),
    member("unknown member", {"statuss": "open"}, "statuss"),
    member(
        "unknown member, nested",
        {"customFields": [{"kee": 1, "value": "x"}]},
        "customFields[0].kee",
    ),
    member("unknown member with a NUL", b'{"a\\u0000b":1}', "\\u0000"),
    member("unknown member that is half a pair", b'{"\\ud800":1}', "\\ud800", "surrogate"),
    member("unknown member with an object", {"filter": {"status": "open"}}, "filter"),
    member("member of an answer", {"data": []}, "data"),
    member("repeated member", b'{"take":1,"take":1}', "take", "more than once"),
    member("repeated member in another case", b'{"take":1,"Take":2}', "take", "more than once"),
    member(
        "repeated nested member",
        b'{"customFields":[{"key":1,"KEY":2,"value":"x"}]}',
        "key",
        "more than once",
    ),
    member("repeated unknown member", b'{"foo":1,"foo":1}', "foo"),
    member("NUL in a string", b'{"tags":["a\\u0000b"]}', "tags[0]", "U+0000"),
    member("lone surrogate", b'{"tags":["ok","\\ud83d"]}', "tags[1]", "surrogate"),
    member("reversed surrogates", b'{"tags":["\\udc00\\ud800"]}', "tags[0]", "surrogate"),
    member(
        "NUL in a custom value",
        b'{"customFields":[{"key":1,"value":"\\u0000"}]}',
        "customFields[0].value",
    ),
    member("nested deeply", b'{"tags":' + b"[" * 40 + b"]" * 40 + b"}", "nested"),
    member("category as a string", {"categoryId": "1"}, "categoryId", "expected an integer"),
    member("category zero", {"categoryId": 0}, "categoryId"),
    member("category negative", {"categoryId": -1}, "categoryId"),
    member("category as a float", {"categoryId": 1.5}, "categoryId", "expected an integer"),
    member("category as a whole float", b'{"categoryId":1.0}', "categoryId"),
    member("category true", {"categoryId": True}, "categoryId", "expected an integer"),
    member("category beyond 64 bits", {"categoryId": 2**63}, "categoryId"),
    member("category far beyond 64 bits", b'{"categoryId":' + b"9" * 400 + b"}", "categoryId"),
    member("category with an exponent", b'{"categoryId":1e400}', "categoryId"),
    member("skip negative", {"skip": -1}, "skip"),
    member("skip beyond 64 bits", {"skip": 2**63}, "skip"),
    member("skip as a string", {"skip": "0"}, "skip", "expected an integer"),
    member("take negative", {"take": -1}, "take"),
    member("take as a float", {"take": 2.5}, "take"),
    member("take beyond 64 bits", {"take": 2**64}, "take"),
    member("take as an array", {"take": [1]}, "take"),
    member("unknown status", {"status": "closed"}, "status", "closed", "open, pending, completed"),
    member("status in another case", {"status": "Open"}, "status", "Open"),
    member("status as a number", {"status": 1}, "status"),
    member("empty status", {"status": ""}, "status"),
    member("unknown source", {"source": "fax"}, "source", "fax", "app_store"),
    member("unknown sentiment", {"sentiment": "angry"}, "sentiment", "angry", "praise"),
    member("unknown order", {"orderBy": "id"}, "orderBy", "creation_time_asc"),
    member("order as an object", {"orderBy": {}}, "orderBy"),
    member("assignee that is no GUID", {"assigneeId": "7"}, "assigneeId"),
    member("assignee as a number", {"assigneeId": 7}, "assigneeId"),
    member("author that is no GUID", {"authorId": "bill"}, "authorId"),
    member("ids as a number", {"ticketIds": 7}, "ticketIds", "expected an array"),
    member("id zero", {"ticketIds": [1, 0]}, "ticketIds[1]"),
    member("id as a string", {"ticketIds": ["1"]}, "ticketIds[0]"),
    member("id null", {"ticketIds": [None]}, "ticketIds[0]"),
    member("id beyond 64 bits", {"ticketIds": [2**63]}, "ticketIds[0]"),
    member("1001 ids", {"ticketIds": [1] * 1001}, "ticketIds", "1000"),
    member("tags as a string", {"tags": "urgent"}, "tags", "expected an array"),
    member("tag as a number", {"tags": [1]}, "tags[0]", "expected a string"),
    member("51 tags", {"tags": ["a"] * 51}, "tags"),
    member("51 fields", {"customFields": [{"key": 1, "value": "x"}] * 51}, "customFields"),
    member("fields as an object", {"customFields": {}}, "customFields", "expected an array"),
    member("field as a number", {"customFields": [1]}, "customFields[0]"),
    member("field null", {"customFields": [None]}, "customFields[0]"),
    member("field without key", {"customFields": [{"value": "x"}]}, "customFields[0]", "key or id"),
    member(
        "field with key and id",
        {"customFields": [{"key": 1, "id": 1, "value": "x"}]},
        "customFields[0]",
        "key or id",
    ),
    member("field key zero", {"customFields": [{"key": 0, "value": "x"}]}, "customFields[0].key"),
    member("field key text", {"customFields": [{"key": "1", "value": "x"}]}, "customFields[0].key"),
    member("field without value", {"customFields": [{"key": 1}]}, "customFields[0].value"),
    member(
        "field value null", {"customFields": [{"key": 1, "value": None}]}, "customFields[0].value"
    ),
    member(
        "field value object", {"customFields": [{"key": 1, "value": {}}]}, "customFields[0].value"
    ),
    member(
        "field value of numbers",
        {"customFields": [{"key": 1, "value": [1]}]},
        "customFields[0].value[0]",
    ),
    member(
        "field value of no values",
        {"customFields": [{"key": 1, "value": []}]},
        "customFields[0]",
        "value",
    ),
    member(
        "field value beyond any number",
        b'{"customFields":[{"key":1,"value":1e999}]}',
        "customFields[0]",
        "value",
    ),
    member("subcategories as a string", {"includeSubcategories": "true"}, "includeSubcategories"),
    member("subcategories as a number", {"includeSubcategories": 1}, "includeSubcategories"),
    member("from as a number", {"from": 1577836800}, "from", "expected a string"),
    member("from without an offset", {"from": "2020-01-01T00:00:00"}, "from", "offset"),
    member("from as a day", {"from": "2020-01-01"}, "from"),
    member("from empty", {"from": ""}, "from"),
    member("from with 8 digits", {"from": "2020-01-01T00:00:00.12345678Z"}, "from"),
    member("from with a point alone", {"from": "2020-01-01T00:00:00.Z"}, "from"),
    member("from with a small t", {"from": "2020-01-01t00:00:00Z"}, "from"),
    member("from with a space", {"from": " 2020-01-01T00:00:00Z"}, "from"),
    member("from with other digits", {"from": "२०२०-01-01T00:00:00Z"}, "from"),
    member("from with a line break", {"from": "2020-01-01T00:00:00Z\n"}, "from"),
    member("30 February", {"to": "2020-02-30T00:00:00Z"}, "to", "no such date-time"),
    member("29 February of no leap year", {"to": "2100-02-29T00:00:00Z"}, "to"),
    member("month 13", {"to": "2020-13-01T00:00:00Z"}, "to"),
    member("hour 24", {"to": "2020-01-01T24:00:00Z"}, "to"),
    member("second 60", {"to": "2016-12-31T23:59:60Z"}, "to"),
    member("year 0000", {"from": "0000-01-01T00:00:00Z"}, "from", "no such date-time"),
    member("offset before year 1", {"from": "0001-01-01T00:00:00+00:01"}, "from", "years"),
    member("offset past year 9999", {"to": "9999-12-31T23:59:59-00:01"}, "to", "years"),
    member("offset of 24 hours", {"to": "2020-01-01T00:00:00+24:00"}, "to", "offset"),
    member("offset of 60 minutes", {"to": "2020-01-01T00:00:00+01:60"}, "to", "offset"),
    member("offset without a colon", {"to": "2020-01-01T00:00:00+0100"}, "to"),
    member("from 100 ns after to", {"from": LATE, "to": EARLY}, "from", "later than to"),
    member("query as a number", {"query": 1}, "query", "expected a string"),
    member("query empty", {"query": ""}, "query", "a word to look for"),
    member("query of signs", {"query": "?! -*"}, "query", "a word to look for"),
    member("query of a minus", {"query": "-"}, "query", "a word to look for"),
    member("query that only excludes", {"query": '-car -"price list"'}, "query", "a word to"),
    member("query too long", {"query": "x" * 501}, "query", "at most 500 characters"),
    member("query of too many words", {"query": "a.b." * 30}, "query", "at most 40 words"),
    member("cursor as a number", {"cursor": 1}, "cursor", "expected a string"),
    member("cursor garbage", {"cursor": "garbage"}, "cursor"),
    member("cursor empty", {"cursor": ""}, "cursor"),
    member("cursor not ASCII", {"cursor": "é"}, "cursor"),
    member("cursor truncated", {"cursor": GOOD_CURSOR[:-4]}, "cursor"),
    member("cursor with something in it", {"cursor": "!" + GOOD_CURSOR}, "cursor"),
    member("cursor of NULs", {"cursor": "AAAAAAAA"}, "cursor"),
    member(
        "cursor of another order",
        {"cursor": cursor_of("creation_time_asc", 0, 1, 0)},
        "cursor",
        "creation_time_asc",
    ),
    member("cursor of an unknown order", {"cursor": cursor_of("id", 0, 1, 0)}, "cursor"),
    member("cursor, huge time", {"cursor": cursor_of(LATEST_FIRST, 2**63, 1, 0)}, "cursor"),
    member("cursor, huge id", {"cursor": cursor_of(LATEST_FIRST, 0, 2**64 - 1, 0)}, "cursor"),
    member("cursor, huge skip", {"cursor": cursor_of(LATEST_FIRST, 0, 1, 2**63)}, "cursor"),
    member("cursor, float", {"cursor": cursor_of(LATEST_FIRST, 0.5, 1, 0)}, "cursor"),
    member("cursor, three parts", {"cursor": cursor_of(LATEST_FIRST, 0, 1)}, "cursor"),
    member("cursor nested deeply", {"cursor": urlsafe_b64encode(b"[" * 9000).decode()}, "cursor"),
    member("skip beside a cursor", {"cursor": GOOD_CURSOR, "skip": 3}, "skip"),
)

WRONG_QUERIES: Final = (
    query("unknown parameter", "take=1", "take"),
    query("unknown parameter without a value", "x", "x"),
    query("parameter twice", f"cursor={GOOD_CURSOR}&cursor={GOOD_CURSOR}", "cursor"),
    query("parameter twice in two cases", f"cursor={GOOD_CURSOR}&CURSOR=x", "cursor"),
    query("cursor empty in the address", "cursor=", "cursor"),
    query("cursor null in the address", "cursor=null", "cursor"),
    query("cursor garbage in the address", "cursor=%21%21", "cursor"),
    query("cursor with NUL", "cursor=%00", "cursor"),
    query("address not UTF-8", "cursor=%FF", "UTF-8"),
    query("parameter name not UTF-8", "%FF=1", "UTF-8"),
    query("parameter name with NUL", "%00=1"),
    query("surrogate in the address", "cursor=%ED%A0%80", "UTF-8"),
    query("percent signs", "%%%=%", "%%%"),
    query("a thousand parameters", "&".join(f"p{n}=1" for n in range(1000)), "p0"),
)

WRONG_TYPES: Final = tuple(
    Refusal(name=f"content type {kind!r}", status=415, code=8, headers={"Content-Type": kind})
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json, text/plain",
        "json",
        "*/*",
    )
)

TOO_LARGE: Final = (
    Refusal(name="body over the limit", status=413, code=7, content=b" " * (LIMIT + 1)),
    Refusal(
        name="token form over the limit",
        status=413,
        code=7,
        path="/token",
        content=b" " * (LIMIT + 1),
    ),
)

WRONG_PATHS: Final = tuple(
    unknown_path(path)
    for path in (
        "/",
        "/ticket/list",
        "/tickets/list/x",
        "//tickets/list",
        "/api/tickets/list",
        "/tickets/list;x=1",
        "/tickets/list%00",
        "/tickets/list%2F..",
        "/tickets%2Flist%2Fx",
        "/tickets/../etc/passwd/x",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/%ED%A0%80",
        "/" + "a" * 5000,
        "/" + "a/" * 2000,
        "/tickets/list%0d%0aX-Evil:1",
        "/{ticketId}",
        "/.git/config",
        "/*",
    )
)

OTHER_METHODS: Final = tuple(
    other_method(method) for method in ("GET", "PUT", "PATCH", "DELETE", "OPTIONS")
)

REFUSALS: Final = (
    *NOT_JSON,
    *WRONG_MEMBERS,
    *WRONG_QUERIES,
    *WRONG_TYPES,
    *TOO_LARGE,
    *WRONG_PATHS,
    *OTHER_METHODS,
)
