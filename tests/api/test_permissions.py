"""Who may do what to whose: each role, at each endpoint, with what is the community's own, another
community's, and nowhere. What is another's answers like what is nowhere, and stays as it is."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import pytest
from httpx2 import AsyncClient, Response

from frontdesk.api.routes import ROUTES
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.people.enums import Role
from tests.api.holdings import ABSENT, Ids, all_rows, furnish
from tests.desk import Desk, open_desk, open_desk_as
from tests.receiver import webhook_body

NOBODY: Final = "no token"
CALLERS: Final = (*Role, NOBODY)

STATUS: Final = {
    "read": {"admin": 200, "agent": 200, "read_only_user": 200, NOBODY: 401},
    "work": {"admin": 200, "agent": 200, "read_only_user": 403, NOBODY: 401},
    "rule": {"admin": 200, "agent": 403, "read_only_user": 403, NOBODY: 401},
}
"""With what is the community's own; else a 200 is a 404."""

_numbers = count(1)

Body = Callable[[Ids], Any]


def fixed(body: Any) -> Body:
    return lambda _: body


NONE: Final = fixed(None)
TALK: Final = fixed({"message": "Hello"})
TAGS: Final = fixed(["urgent"])
TICKET: Final = fixed({"title": "Help", "creator": {"email": "client@example.com"}})
CATEGORY: Final = fixed({"name": "Returns"})
FIELD: Final = fixed({"name": "Size", "type": "text"})
GROUP: Final = fixed({"name": "Second line"})
NO_HOURS: Final = {"timePeriod": 1, "times": []}
FILES: Final = fixed("files")

ENDPOINTS: Final[Mapping[str, tuple[str, Body]]] = {
    "POST /tickets": ("work", TICKET),
    "POST /tickets/list": ("read", NONE),
    "GET /tickets/{ticketId}": ("read", NONE),
    "POST /tickets/{ticketId}/log": ("read", fixed({})),
    "POST /tickets/idsByFields": ("read", fixed({"customFields": []})),
    "PATCH /tickets/{ticketId}/customFields": ("work", lambda ids: {"id": ids["id"], "value": "x"}),
    "PATCH /tickets/{ticketId}/status": ("work", fixed({"status": "completed"})),
    "PATCH /tickets/{ticketId}/Assignee": (
        "work",
        lambda ids: {"assigneeId": ids["teammateId"], "previousAssigneeId": None},
    ),
    "PATCH /tickets/{ticketId}/category": ("work", lambda ids: {"id": ids["categoryId"]}),
    "PUT /tickets/{ticketId}/category/{categoryId}": ("work", NONE),
    "PUT /tickets/{ticketId}/tags": ("work", TAGS),
    "POST /tickets/{ticketId}/replies": ("work", TALK),
    "GET /tickets/{ticketId}/replies": ("read", NONE),
    "PUT /tickets/{ticketId}/replies/{replyId}/tags": ("work", TAGS),
    "GET /tickets/{ticketId}/notes": ("read", NONE),
    "GET /tickets/{ticketId}/notes/{noteId}": ("read", NONE),
    "POST /tickets/{ticketId}/notes": ("work", TALK),
    "PATCH /tickets/{ticketId}/notes/{noteId}": ("work", TALK),
    "DELETE /tickets/{ticketId}/notes/{noteId}": ("work", NONE),
    "GET /categories": ("read", NONE),
    "GET /categories/subcategories": ("read", NONE),
    "GET /categories/{parentId}/subcategories": ("read", NONE),
    "GET /categories/{categoryId}": ("read", NONE),
    "POST /categories": ("rule", CATEGORY),
    "PUT /categories/{categoryId}": ("rule", CATEGORY),
    "DELETE /categories/{categoryId}": ("rule", NONE),
    "GET /tags": ("read", NONE),
    "GET /customFields": ("read", NONE),
    "POST /customFields": ("rule", FIELD),
    "GET /customFields/{id}": ("read", NONE),
    "PUT /customFields/{id}": ("rule", FIELD),
    "DELETE /customFields/{id}": ("rule", NONE),
    "GET /Teammates": ("read", NONE),
    "POST /Teammates": ("rule", lambda _: teammate()),
    "PUT /Teammates/{teammateId}": ("rule", lambda _: teammate()),
    "DELETE /Teammates/{teammateId}": ("rule", NONE),
    "GET /UserGroups": ("read", NONE),
    "POST /UserGroups": ("rule", GROUP),
    "PUT /UserGroups/{userGroupId}": ("rule", GROUP),
    "DELETE /UserGroups/{userGroupId}": ("rule", NONE),
    "GET /widgets/schedules": ("read", NONE),
    "POST /widgets/schedules": ("rule", lambda _: NO_HOURS | {"widgetId": 9000 + next(_numbers)}),
    "PUT /widgets/schedules/{widgetId}": ("rule", fixed(NO_HOURS)),
    "DELETE /widgets/schedules/{widgetId}": ("rule", NONE),
    "POST /attachments": ("work", FILES),
    "GET /attachments/{fileId}": ("read", NONE),
    "POST /attachments/{fileId}/link": ("read", NONE),
    "GET /events": ("read", NONE),
    "GET /webhooks": ("rule", NONE),
    "POST /webhooks": ("rule", lambda _: webhook_body()),
    "GET /webhooks/{webhookId}": ("rule", NONE),
    "PUT /webhooks/{webhookId}": ("rule", lambda _: webhook_body()),
    "DELETE /webhooks/{webhookId}": ("rule", NONE),
    "POST /webhooks/{webhookId}/verify": ("rule", NONE),
    "POST /webhooks/{webhookId}/secret": ("rule", fixed({})),
    "GET /webhooks/{webhookId}/deliveries": ("rule", NONE),
    "GET /webhooks/{webhookId}/deliveries/{deliveryId}": ("rule", NONE),
    "POST /webhooks/{webhookId}/deliveries/{deliveryId}/resend": ("rule", NONE),
    "POST /webhooks/{webhookId}/replay": ("rule", fixed({"from": "2026-01-01T00:00:00Z"})),
}


def teammate(**members: Any) -> dict[str, Any]:
    email = f"new-{next(_numbers)}@example.com"
    return {"name": "Ola Lie", "email": email, "role": "agent"} | members


def test_every_route_is_in_the_table() -> None:
    assert set(ENDPOINTS) == {f"{route.method} {route.path}" for route in ROUTES}


@dataclass(frozen=True)
class Houses:
    """Two communities with one of everything, and clients of the first by their role."""

    own: Desk
    own_ids: Ids
    other: Desk
    other_ids: Ids
    clients: Mapping[str, AsyncClient]
    other_rows: Mapping[str, Any]


@pytest.fixture(scope="module")
async def houses(
    database: Database, address: DatabaseAddress, server_url: str
) -> AsyncIterator[Houses]:
    async with AsyncExitStack() as stack:
        own = await stack.enter_async_context(open_desk(database, address, server_url, "own"))
        other = await stack.enter_async_context(open_desk(database, address, server_url, "other"))
        clients = {
            str(role): (await stack.enter_async_context(open_desk_as(own, role))).client
            for role in Role
        }
        nobody = await stack.enter_async_context(AsyncClient(base_url=server_url, timeout=30))
        houses = Houses(
            own=own,
            own_ids=await furnish(own, number=next(_numbers)),
            other=other,
            other_ids=await furnish(other, number=next(_numbers)),
            clients=clients | {NOBODY: nobody},
            other_rows=await all_rows(other),
        )
        yield houses
        assert await all_rows(other) == houses.other_rows


@pytest.mark.parametrize("whose", ["own", "another's", "absent"])
@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_permission(houses: Houses, endpoint: str, caller: str, whose: str) -> None:
    status = STATUS[ENDPOINTS[endpoint][0]][caller]
    client = houses.clients[caller]
    if whose == "own" or "{" not in endpoint:
        # Some calls destroy what they are about.
        ids = houses.own_ids
        if status == 200 and "{" in endpoint:
            ids = await furnish(houses.own, number=next(_numbers))
        assert (await call(client, endpoint, ids)).status_code == status
    else:
        expected = 404 if status == 200 else status
        nowhere = await call(client, endpoint, ABSENT)
        assert nowhere.status_code == expected
        if whose == "another's":
            answer = await call(client, endpoint, houses.other_ids)
            assert told(answer, houses.other_ids) == told(nowhere, ABSENT)


async def call(client: AsyncClient, endpoint: str, ids: Ids, body: Body | None = None) -> Response:
    """The endpoint with these ids in its address and in its body."""
    method, _, path = endpoint.partition(" ")
    content = (body or ENDPOINTS[endpoint][1])(ids)
    filled = path.format_map(ids)
    if content == "files":
        return await client.request(method, filled, files=[("file", ("a.txt", b"Hello"))])
    return await client.request(method, filled, json=content)


def told(answer: Response, ids: Ids) -> tuple[int, dict[str, str], Any]:
    """All that a caller can see, but for ids."""
    passing = ("date", "content-length", "ratelimit", "x-request-id")
    headers = {k: v for k, v in answer.headers.items() if not k.lower().startswith(passing)}
    envelope = answer.json()
    for value in ids.values():
        text = rf"(?<![\w-]){re.escape(str(value))}(?![\w-])"
        envelope["errorText"] = re.sub(text, "<id>", envelope["errorText"] or "")
    return answer.status_code, headers, envelope


@dataclass(frozen=True)
class Mention:
    """An endpoint of the community's own, in whose body, query or deeper address an id is that
    names nothing of this community: `body` and `path` get such ids; `status` is the answer."""

    endpoint: str
    body: Body = NONE
    status: int = 400
    foreign: tuple[str, ...] = ()


def opening(**members: Callable[[Ids], Any]) -> Body:
    def body(ids: Ids) -> Any:
        return TICKET(ids) | {name: make(ids) for name, make in members.items()}

    return body


def with_file(ids: Ids) -> Any:
    return {"message": "Hello", "attachments": [{"fileId": ids["fileId"]}]}


def with_author(ids: Ids) -> Any:
    return {"message": "Hello", "author": {"email": ids["email"]}}


def field_for_category(ids: Ids) -> Any:
    return {"name": "Size", "type": "text", "assignedCategoryIds": [ids["categoryId"]]}


IN_TICKET: Final = "/tickets/{ticketId}"

MENTIONS: Final = {
    "open in category": Mention("POST /tickets", opening(categoryId=lambda i: i["categoryId"])),
    "open for assignee": Mention("POST /tickets", opening(assigneeId=lambda i: i["teammateId"])),
    "open with field": Mention(
        "POST /tickets", opening(customFields=lambda i: [{"id": i["id"], "value": "x"}])
    ),
    "open with file": Mention(
        "POST /tickets", opening(attachments=lambda i: [{"fileId": i["fileId"]}])
    ),
    "list category": Mention(
        "POST /tickets/list", lambda i: {"categoryId": i["categoryId"]}, status=200
    ),
    "list field": Mention(
        "POST /tickets/list",
        lambda i: {"customFields": [{"key": i["id"], "value": "x"}]},
        status=200,
    ),
    "list tickets": Mention(
        "POST /tickets/list", lambda i: {"ticketIds": [i["ticketId"]]}, status=200
    ),
    "list assignee": Mention(
        "POST /tickets/list", lambda i: {"assigneeId": i["teammateId"]}, status=200
    ),
    "list author": Mention("POST /tickets/list", lambda i: {"authorId": i["authorId"]}, status=200),
    "ids by field": Mention(
        "POST /tickets/idsByFields", lambda i: {"customFields": [{"id": i["id"]}]}, status=200
    ),
    "give field": Mention(
        f"PATCH {IN_TICKET}/customFields", lambda i: {"id": i["id"], "value": "x"}
    ),
    "assign": Mention(
        f"PATCH {IN_TICKET}/Assignee",
        lambda i: {"assigneeId": i["teammateId"], "previousAssigneeId": None},
    ),
    "assume assignee": Mention(
        f"PATCH {IN_TICKET}/Assignee",
        lambda i: {"assigneeId": None, "previousAssigneeId": i["teammateId"]},
        status=409,
    ),
    "categorize": Mention(f"PATCH {IN_TICKET}/category", lambda i: {"id": i["categoryId"]}),
    "put category": Mention(
        f"PUT {IN_TICKET}/category/{{categoryId}}", status=404, foreign=("categoryId",)
    ),
    "reply below": Mention(
        f"POST {IN_TICKET}/replies", lambda i: {"message": "x", "parentReplyId": i["replyId"]}
    ),
    "reply with file": Mention(f"POST {IN_TICKET}/replies", with_file),
    "reply as": Mention(f"POST {IN_TICKET}/replies", with_author),
    "note with file": Mention(f"POST {IN_TICKET}/notes", with_file),
    "note as": Mention(f"POST {IN_TICKET}/notes", with_author),
    "change note with file": Mention(f"PATCH {IN_TICKET}/notes/{{noteId}}", with_file),
    "tag reply": Mention(
        f"PUT {IN_TICKET}/replies/{{replyId}}/tags", TAGS, status=404, foreign=("replyId",)
    ),
    "get note": Mention(f"GET {IN_TICKET}/notes/{{noteId}}", status=404, foreign=("noteId",)),
    "change note": Mention(
        f"PATCH {IN_TICKET}/notes/{{noteId}}", TALK, status=404, foreign=("noteId",)
    ),
    "delete note": Mention(f"DELETE {IN_TICKET}/notes/{{noteId}}", status=404, foreign=("noteId",)),
    "category below": Mention(
        "POST /categories", lambda i: {"name": "Returns", "parentId": i["categoryId"]}
    ),
    "move category": Mention(
        "PUT /categories/{categoryId}", lambda i: {"name": "Returns", "parentId": i["categoryId"]}
    ),
    "field for category": Mention("POST /customFields", field_for_category),
    "change field's category": Mention("PUT /customFields/{id}", field_for_category),
    "list group": Mention(
        "GET /Teammates?group={userGroupId}", status=200, foreign=("userGroupId",)
    ),
    "join group": Mention("POST /Teammates", lambda i: teammate(groupIds=[i["userGroupId"]])),
    "change groups": Mention(
        "PUT /Teammates/{teammateId}", lambda i: teammate(groupIds=[i["userGroupId"]])
    ),
    "group of member": Mention(
        "POST /UserGroups", lambda i: {"name": "x", "memberIds": [i["teammateId"]]}
    ),
    "group of category": Mention(
        "POST /UserGroups", lambda i: {"name": "x", "categoryIds": [i["categoryId"]]}
    ),
    "change members": Mention(
        "PUT /UserGroups/{userGroupId}", lambda i: {"name": "x", "memberIds": [i["teammateId"]]}
    ),
    "change categories": Mention(
        "PUT /UserGroups/{userGroupId}", lambda i: {"name": "x", "categoryIds": [i["categoryId"]]}
    ),
}


@pytest.mark.parametrize("mention", MENTIONS.values(), ids=MENTIONS)
async def test_an_id_of_anothers_is_like_one_of_nobodys(houses: Houses, mention: Mention) -> None:
    own_rows = await all_rows(houses.own)
    seen = []
    for ids in (houses.other_ids, ABSENT):
        address = {**houses.own_ids, **{name: ids[name] for name in mention.foreign}}
        body = mention.body(ids)
        answer = await call(houses.clients[Role.ADMIN], mention.endpoint, address, fixed(body))
        seen.append(told(answer, ids))
        assert answer.status_code == mention.status, answer.text
        assert mention.status != 200 or answer.json()["data"] == []
    assert seen[0] == seen[1]
    assert await all_rows(houses.own) == own_rows
    assert await all_rows(houses.other) == houses.other_rows
