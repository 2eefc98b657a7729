"""Turns: changes of a community's settings, which may reach many tickets, come one by one."""

from frontdesk.database.transaction import Transaction


async def take_turn(tx: Transaction) -> None:
    """Wait for such changes by others, and let no further one begin before the transaction ends.

    Whoever locks tickets in an order of their own, or settings beside tickets, calls this before
    they lock anything: two of them would wait for each other. Changes of single tickets go on.
    """
    # Nothing else takes this lock on a community; references to it are no obstacle.
    await tx.connection.execute(
        "select from communities where community_id = %s for no key update", [tx.community_id]
    )
