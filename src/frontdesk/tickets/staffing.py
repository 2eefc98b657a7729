"""Who is in the team, with all that follows for the tickets of who comes, changes and goes."""

from dataclasses import dataclass, replace
from uuid import UUID

from frontdesk.communities.turns import take_turn
from frontdesk.database.transaction import Transaction
from frontdesk.errors import StateConflict
from frontdesk.events.journal import record, record_for_tickets
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.joining import (
    TeammateDraft,
    add_person_of_team,
    close_teammate,
    give_role,
    lock_former_teammate,
    lock_teammate,
    take_role,
)
from frontdesk.people.person import Person
from frontdesk.people.teammates import Teammate
from frontdesk.tickets.renaming import rename_person
from frontdesk.tickets.rewriting import assignee_member
from frontdesk.user_groups.membership import groups_of, put_into_groups


async def add_teammate(tx: Transaction, draft: TeammateDraft, *, group_ids: list[int]) -> Teammate:
    """A new teammate. Somebody of the team with that address who has no role, such as a former
    teammate, gets one again and keeps their id and tickets.

    Raises StateConflict when a teammate has the address already, InvalidMember for a group that is
    not there.
    """
    await take_turn(tx)
    person = await lock_former_teammate(tx, draft.email)
    if person is None:
        person = await add_person_of_team(tx, draft)
    else:
        await rename_person(tx, person, _drafted(person, draft))
    await give_role(tx, person.person_id, draft.role, email=draft.email)
    await put_into_groups(tx, person.person_id, group_ids)
    teammate = _teammate(person.person_id, draft)
    await record(
        tx,
        EventName.TEAMMATE_CREATED,
        subject_id=person.person_id,
        teammate=teammate,
        group_ids=group_ids,
    )
    return teammate


async def update_teammate(
    tx: Transaction, person_id: UUID, draft: TeammateDraft, *, group_ids: list[int] | None
) -> Teammate:
    """Change a teammate; `group_ids` None leaves their groups as they are. Who may only read from
    now on gives up their tickets.

    Raises NotFound, StateConflict and InvalidMember as `add_teammate`, and StateConflict for
    somebody who gives themselves another role: nobody locks themselves out.
    """
    await take_turn(tx)
    person, role = await lock_teammate(tx, person_id)
    previous = _Standing(
        teammate=Teammate(person_id=person_id, name=person.name, email=person.email, role=role),
        group_ids=await groups_of(tx, person_id),
    )
    wanted = _Standing(
        teammate=_teammate(person_id, draft),
        group_ids=previous.group_ids if group_ids is None else sorted(set(group_ids)),
    )
    if wanted == previous:
        return wanted.teammate
    if person_id == tx.actor_id and draft.role != role:
        raise StateConflict("you cannot change your own role: ask another administrator")
    if draft.role is Role.READ_ONLY_USER and role is not Role.READ_ONLY_USER:
        await _give_up_tickets(tx, person)
    # First, as it closes the teammate: who assigns a ticket holds the teammate, then the person.
    await give_role(tx, person_id, draft.role, email=draft.email)
    await rename_person(tx, person, _drafted(person, draft))
    await put_into_groups(tx, person_id, wanted.group_ids)
    await record(
        tx, EventName.TEAMMATE_UPDATED, subject_id=person_id, previous=previous, **vars(wanted)
    )
    return wanted.teammate


async def remove_teammate(tx: Transaction, person_id: UUID) -> None:
    """End a teammate's role. Their tickets are nobody's then; what they wrote keeps their name.

    Raises NotFound, and StateConflict for somebody who would remove themselves.
    """
    if person_id == tx.actor_id:
        raise StateConflict("you cannot remove yourself: ask another administrator")
    await take_turn(tx)
    person, role = await lock_teammate(tx, person_id)
    await _give_up_tickets(tx, person)
    await take_role(tx, person_id)
    await record(
        tx,
        EventName.TEAMMATE_DELETED,
        subject_id=person_id,
        previous=Teammate(person_id=person_id, name=person.name, email=person.email, role=role),
    )


@dataclass(frozen=True, kw_only=True)
class _Standing:
    teammate: Teammate
    group_ids: list[int]


def _drafted(person: Person, draft: TeammateDraft) -> Person:
    return replace(person, name=draft.name, email=draft.email)


def _teammate(person_id: UUID, draft: TeammateDraft) -> Teammate:
    return Teammate(person_id=person_id, name=draft.name, email=draft.email, role=draft.role)


async def _give_up_tickets(tx: Transaction, person: Person) -> None:
    # In the order that tickets.rewriting explains.
    await _unassign_all(tx, person)
    await close_teammate(tx, person.person_id)
    await _unassign_all(tx, person)


async def _unassign_all(tx: Transaction, person: Person) -> None:
    unassigned = await tx.connection.values(
        """
        with unassigned as (
            update tickets
            set assignee_id = null, is_assigned_to_bot = false
            where community_id = %(community_id)s and assignee_id = %(person_id)s
            returning ticket_id
        )
        update ticket_documents d
        set document = replace(
                replace(
                    replace(d.document::text, %(member)s, '"lockedBy":null'),
                    '"isLocked":true',
                    '"isLocked":false'
                ),
                '"isAssignedToBot":true',
                '"isAssignedToBot":false'
            )::json
        from unassigned
        where d.community_id = %(community_id)s and d.ticket_id = unassigned.ticket_id
        returning d.ticket_id
        """,
        {
            "community_id": tx.community_id,
            "person_id": person.person_id,
            "member": assignee_member(person),
        },
    )
    await record_for_tickets(
        tx,
        EventName.TICKET_UNASSIGNED,
        unassigned,
        previous=person.person_id,
        assignee_id=None,
    )
