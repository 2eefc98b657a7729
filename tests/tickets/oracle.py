"""List Tickets (contract 3.13) in plain Python, over tickets as the API shows them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from frontdesk.kit.clock import DAY, parse_ticks

Json = dict[str, Any]
Parents = Mapping[int, int | None]

RESPONSE_TIME: Final = DAY
ORDERS: Final = {
    "last_thread_activity_desc": ("lastThreadElementCreationTime", True),
    "last_thread_activity_asc": ("lastThreadElementCreationTime", False),
    "creation_time_desc": ("creationTime", True),
    "creation_time_asc": ("creationTime", False),
}


def matching(tickets: Iterable[Json], body: Json, parents: Parents, *, now: int) -> list[Json]:
    """All tickets that hold the members of `body`, in its order, paged by nothing."""
    key, newest_first = ORDERS[body.get("orderBy") or "last_thread_activity_desc"]
    found = [ticket for ticket in tickets if matches(ticket, body, parents)]
    found.sort(key=lambda ticket: (parse_ticks(ticket[key]), ticket["id"]), reverse=newest_first)
    return [as_shown(ticket, now) for ticket in found]


def page(found: list[Json], body: Json) -> list[Json]:
    skip = body.get("skip") or 0
    take = body.get("take")
    return found[skip : skip + min(25 if take is None else take, 50)]


def as_shown(ticket: Json, now: int) -> Json:
    idle = now - parse_ticks(ticket["lastThreadElementCreationTime"])
    is_expired = ticket["status"] != "completed" and idle >= RESPONSE_TIME
    return ticket | {"properties": ticket["properties"] | {"isExpired": is_expired}}


def matches(ticket: Json, body: Json, parents: Parents) -> bool:
    return (
        all(body.get(name) in (None, ticket[name]) for name in ("status", "source", "sentiment"))
        and body.get("authorId") in (None, ticket["author"]["id"])
        and ("assigneeId" not in body or body["assigneeId"] == id_of(ticket["lockedBy"]))
        and matches_category(id_of(ticket["category"]), body, parents)
        and matches_creation(parse_ticks(ticket["creationTime"]), body)
        and (not body.get("ticketIds") or ticket["id"] in body["ticketIds"])
        and set(body.get("tags") or ()) <= set(ticket["tags"])
        and wanted_values(body) <= {(each["id"], each["value"]) for each in ticket["customFields"]}
    )


def id_of(thing: Json | None) -> Any:
    return None if thing is None else thing["id"]


def matches_category(category_id: int | None, body: Json, parents: Parents) -> bool:
    if "categoryId" not in body:
        return True
    wanted = body["categoryId"]
    if wanted is None or category_id is None or not body.get("includeSubcategories"):
        return bool(category_id == wanted)
    return wanted in path_to_root(category_id, parents)


def path_to_root(category_id: int, parents: Parents) -> list[int]:
    path = [category_id]
    while (parent := parents.get(path[-1])) is not None:
        path.append(parent)
    return path


def matches_creation(ticks: int, body: Json) -> bool:
    since, until = body.get("from"), body.get("to")
    return (since is None or parse_ticks(since) <= ticks) and (
        until is None or ticks <= parse_ticks(until)
    )


def wanted_values(body: Json) -> set[tuple[int, str]]:
    return {
        (each["key"] if each.get("key") is not None else each["id"], text)
        for each in body.get("customFields") or ()
        for text in texts_of(each["value"])
    }


def texts_of(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, str):
        return [value]
    number = Decimal(str(value)).normalize()
    return [f"{number:f}"]
