"""One of everything that a community can have, and a look at all of its rows."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from psycopg import sql

from frontdesk.database.pool import owner_transaction
from tests.desk import Desk, data_of
from tests.receiver import register

Ids = Mapping[str, Any]
"""By path parameter: integers, GUIDs; and `email`, a teammate's."""

ABSENT: Final[Ids] = {
    "ticketId": 999_999_901,
    "replyId": 999_999_902,
    "noteId": 999_999_903,
    "categoryId": 999_999_904,
    "parentId": 999_999_905,
    "id": 999_999_906,
    "userGroupId": 999_999_907,
    "widgetId": 999_999_908,
    "teammateId": str(uuid4()),
    "webhookId": 999_999_909,
    "deliveryId": 999_999_910,
    "fileId": str(uuid4()),
    "authorId": str(uuid4()),
    "email": "nobody@example.com",
}


async def furnish(desk: Desk, *, number: int) -> Ids:
    """Make one of everything; `number` tells it from what was made before."""
    category = data_of(await desk.post("/categories", {"name": f"Category {number}"}))["id"]
    email = f"mate-{number}@{desk.community.short_name}.example"
    mate = {"name": "Ida Berg", "email": email, "role": "agent"}
    schedule = {"widgetId": number, "timePeriod": 1, "times": []}
    return {
        "categoryId": category,
        "parentId": category,
        "id": data_of(await desk.post("/customFields", {"name": "Order", "type": "text"}))["id"],
        "userGroupId": data_of(await desk.post("/UserGroups", {"name": "First line"}))["id"],
        "widgetId": data_of(await desk.post("/widgets/schedules", schedule))["widgetId"],
        "teammateId": data_of(await desk.post("/Teammates", mate))["id"],
        "email": email,
        "fileId": await _upload(desk),
        **await _tell_endpoint(desk),
    }


async def _tell_endpoint(desk: Desk) -> Ids:
    """A thread, a webhook, and a delivery to it."""
    thread = await _open_thread(desk)
    known = await desk.read("/webhooks")  # a community has not room for any number
    webhook = known[0] if known else await register(desk)
    await desk.post(f"/webhooks/{webhook['id']}/replay", {"ticketId": thread["ticketId"]})
    delivery, *_ = await desk.read(f"/webhooks/{webhook['id']}/deliveries")
    return {**thread, "webhookId": webhook["id"], "deliveryId": delivery["id"]}


async def _upload(desk: Desk) -> str:
    answer = await desk.client.post("/attachments", files=[("file", ("a.txt", b"Hello"))])
    return str(data_of(answer)[0]["id"])


async def _open_thread(desk: Desk) -> Ids:
    body = {"title": "Help", "creator": {"email": "client@example.com"}}
    ticket_id = data_of(await desk.post("/tickets", body))
    thread = f"/tickets/{ticket_id}"
    return {
        "ticketId": ticket_id,
        "authorId": (await desk.read(thread))["author"]["id"],
        "replyId": data_of(await desk.post(f"{thread}/replies", {"message": "Hello"}))["id"],
        "noteId": data_of(await desk.post(f"{thread}/notes", {"message": "Hello"}))["id"],
    }


async def all_rows(desk: Desk) -> dict[str, Any]:
    """Every row of the community, by table; but not when its tokens were used."""
    community_id = desk.community.community_id
    async with owner_transaction(desk.address.owner, community_id) as connection:
        tables = await connection.values(
            """
            select c.relname
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'community_id'
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
            """,
            {},
        )
        rows = {}
        for table in tables:
            query = sql.SQL(
                "select coalesce(jsonb_agg(row order by row::text), '[]') from"
                " (select to_jsonb(t) - 'last_used_time' as row"
                "  from {} t where community_id = %s) as rows"
            ).format(sql.Identifier(table))
            [rows[table]] = await (await connection.execute(query, [community_id])).fetchone() or []
    return rows
