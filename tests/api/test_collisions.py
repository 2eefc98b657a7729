"""Two changes that wait for each other: the database undoes one, and it is made again."""

import asyncio

from frontdesk.database.pool import Connection, owner_transaction
from tests.desk import Desk, data_of


async def test_change_that_was_undone_for_anothers_sake_is_made_again(acme: Desk) -> None:
    category_id = data_of(await acme.post("/categories", {"name": "Pets"}))["id"]
    ticket = {"title": "x", "creator": {"email": "a@example.com"}, "categoryId": category_id}
    ticket_id = data_of(await acme.post("/tickets", ticket))
    community_id = acme.community.community_id

    async with owner_transaction(acme.address.owner, community_id) as other:
        await other.execute("set local deadlock_timeout = '1min'")  # so that it is not the victim
        await other.execute(
            "select from tickets where community_id = %s and ticket_id = %s for update",
            [community_id, ticket_id],
        )
        renaming = asyncio.create_task(
            acme.client.put(f"/categories/{category_id}", json={"name": "Animals"})
        )
        await wait_for_somebody_behind(acme, other)
        await other.execute(
            "select from communities where community_id = %s for update", [community_id]
        )

    assert data_of(await renaming)["name"] == "Animals"
    assert (await acme.read(f"/tickets/{ticket_id}"))["category"]["name"] == "Animals"
    assert len(await acme.events("category_updated")) == 1


async def wait_for_somebody_behind(desk: Desk, connection: Connection) -> None:
    """Until another waits for what the connection has locked."""
    while not await count_waiting(desk, connection):  # noqa: ASYNC110 # no event tells of it
        await asyncio.sleep(0.02)


async def count_waiting(desk: Desk, connection: Connection) -> int:
    async with desk.database.reading(None) as watcher:
        query = "select count(*) from pg_stat_activity where %(pid)s = any(pg_blocking_pids(pid))"
        return int(await watcher.value(query, {"pid": connection.info.backend_pid}))
