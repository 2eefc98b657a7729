"""What a community is called. Its short name is part of addresses and stays."""

from typing import Final

from frontdesk.communities.turns import take_turn
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require

LONGEST_NAME: Final = 100


async def rename_community(tx: Transaction, name: str, *, role: Role) -> bool:
    """False if it is called so already. The API user, whose replies stand in tickets, keeps the
    name that the community was made with. `role` is of who acts.

    Raises NotPermitted and InvalidMember.
    """
    require(role, Permission.CHANGE_SETTINGS)
    wanted = _check(name)
    await take_turn(tx)
    parameters = {"community_id": tx.community_id, "name": wanted}
    previous = await tx.connection.value(
        "select name from communities where community_id = %(community_id)s", parameters
    )
    if wanted == previous:
        return False
    await tx.connection.execute(
        "update communities set name = %(name)s where community_id = %(community_id)s", parameters
    )
    await record(tx, EventName.COMMUNITY_RENAMED, title=wanted, previous=previous)
    return True


def _check(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidMember("name", f"expected 1 to {LONGEST_NAME} characters")
    if not name.isprintable():
        raise InvalidMember("name", "expected a single line")
    return name
