"""`frontdesk doctor --search --counts`: are words and counts what the tickets say?"""

from frontdesk.cli.findings import Finding
from frontdesk.database.pool import Connection
from frontdesk.tickets.counting import find_miscounts, fold_counts, mend_counts
from frontdesk.tickets.search_index import reindex_tickets
from frontdesk.tickets.search_verifying import find_wrongly_indexed

_AT_ONCE = 500


async def examine_search(
    connection: Connection, community_id: int, short_name: str, *, repair: bool
) -> Finding:
    await connection.enter(community_id)
    compared, wrong = await _compare(connection, community_id)
    about = f"search of {short_name}: {compared} compared"
    if not wrong:
        return Finding(about)
    if not repair:
        shown = ", ".join(map(str, wrong[:5]))
        return Finding(
            about, f"{len(wrong)} are not found as they should, such as {shown}; see --repair"
        )
    await _reindex(connection, community_id, wrong)
    _, left = await _compare(connection, community_id)
    about = f"{about}, {len(wrong) - len(left)} repaired"
    return Finding(about, f"{len(left)} are not found as they should" if left else None)


async def _compare(connection: Connection, community_id: int) -> tuple[int, list[int]]:
    """How many tickets there are, and those that are found wrongly, all at one moment."""
    compared, wrong = 0, list[int]()
    async with connection.transaction():
        await connection.execute("set transaction isolation level repeatable read")
        async for count, differing in find_wrongly_indexed(connection, community_id):
            compared += count
            wrong += differing
    return compared, wrong


async def _reindex(connection: Connection, community_id: int, ticket_ids: list[int]) -> None:
    for start in range(0, len(ticket_ids), _AT_ONCE):
        batch = ticket_ids[start : start + _AT_ONCE]
        async with connection.transaction():
            await reindex_tickets(connection, community_id, batch)


async def examine_counts(
    connection: Connection, community_id: int, short_name: str, *, repair: bool
) -> Finding:
    await connection.enter(community_id)
    about = f"counts of {short_name}: compared"
    wrong = await find_miscounts(connection, community_id)
    if not wrong:
        return Finding(about)
    first = wrong[0]
    fault = f"{len(wrong)} wrong, such as {first.facet} {first.status} by {first.by}"
    if not repair:
        return Finding(about, f"{fault}; see --repair")
    mended = await mend_counts(connection, community_id)
    await fold_counts(connection, community_id)
    left = await find_miscounts(connection, community_id)
    return Finding(f"{about}, {mended} repaired", f"{len(left)} still wrong" if left else None)
