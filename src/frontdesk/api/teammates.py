"""Teammates over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, success
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.teammates import list_teammates
from frontdesk.tickets import staffing
from frontdesk.wire.team import Teammate, TeammateBody, TeammatesQuery


async def list_all(call: Call) -> HttpAnswer:
    """All teammates, or the members of one user group, in alphabetical order."""
    query: TeammatesQuery = call.query
    async with call.reading() as connection:
        found = await list_teammates(connection, call.community_id, group_id=query.group_id())
    return success([Teammate.of(teammate) for teammate in found])


async def create(call: Call) -> HttpAnswer:
    """Adds a teammate. The answer is 409 when another has the e-mail address already.

    A former teammate with that address comes back under their old id.
    """
    body: TeammateBody = call.body
    async with call.writing() as tx:
        teammate = await staffing.add_teammate(tx, body.draft(), group_ids=body.group_ids or [])
    return success(Teammate.of(teammate))


async def update(call: Call) -> HttpAnswer:
    """Replaces a teammate's name, address and role; their groups only if `groupIds` is given.

    A new name or address shows in all tickets at once. Who becomes a `read_only_user` gives up
    their tickets, which then are unassigned. 409 when another has the address already.
    """
    body: TeammateBody = call.body
    async with call.writing() as tx:
        teammate = await staffing.update_teammate(
            tx, call.guids["teammateId"], body.draft(), group_ids=body.group_ids
        )
    return success(Teammate.of(teammate))


async def delete(call: Call) -> HttpAnswer:
    """Removes a teammate. Their tickets are unassigned, and the tickets' logs say so; what they
    wrote stays, under their name."""
    async with call.writing() as tx:
        await staffing.remove_teammate(tx, call.guids["teammateId"])
    return DONE
