"""What a teammate sees: by user groups that have categories."""

from uuid import UUID

import pytest

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.people.enums import Role
from frontdesk.tickets.lookup import get_document, require_ticket
from frontdesk.tickets.visibility import EVERYTHING, Visibility, may_see, visibility_of
from tests.desk import NOON, Desk, data_of

OTHER = UUID("00000000-0000-4000-8000-000000000001")


async def add_category(desk: Desk, name: str, parent: int | None = None) -> int:
    return int(data_of(await desk.post("/categories", {"name": name, "parentId": parent}))["id"])


async def add_teammate(desk: Desk, name: str) -> UUID:
    body = {"name": name, "email": f"{name}@example.com", "role": "agent"}
    return UUID(data_of(await desk.post("/Teammates", body))["id"])


async def add_group(desk: Desk, members: list[UUID], categories: list[int]) -> None:
    body = {"name": "G", "memberIds": [str(each) for each in members], "categoryIds": categories}
    data_of(await desk.post("/UserGroups", body))


async def add_ticket(desk: Desk, category_id: int | None, assignee_id: UUID | None = None) -> int:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        return int(
            await connection.value(
                """
                with ticket as (
                    insert into tickets
                           (community_id, author_id, assignee_id, category_id, status, source,
                            detailed_source, sentiment, creation_time, last_activity, reply_count)
                    values (%(community_id)s, %(author)s, %(assignee)s, %(category)s, 'open', 'web',
                            'web_website', 'question', 1, 1, 0)
                    returning community_id, ticket_id
                ), message as (
                    insert into ticket_messages (community_id, ticket_id)
                    select community_id, ticket_id from ticket
                )
                insert into ticket_documents (community_id, ticket_id, document)
                select community_id, ticket_id, '{}' from ticket
                returning ticket_id
                """,
                {
                    "community_id": community_id,
                    "author": desk.community.api_user_id,
                    "assignee": assignee_id,
                    "category": category_id,
                },
            )
        )


async def test_group_with_categories_narrows_what_its_members_see(acme: Desk) -> None:
    orders = await add_category(acme, "Orders")
    returns = await add_category(acme, "Returns", orders)
    await add_category(acme, "Invoices")
    ida, ola = await add_teammate(acme, "ida"), await add_teammate(acme, "ola")
    await add_group(acme, [ida], [orders])
    await add_group(acme, [ola], [])
    community_id = acme.community.community_id
    async with acme.database.reading(community_id) as connection:
        assert await visibility_of(connection, community_id, ida, Role.AGENT) == Visibility(
            ida, frozenset({orders, returns})
        )
        for person_id, role in ((ola, Role.AGENT), (OTHER, Role.AGENT), (ida, Role.ADMIN)):
            seen = await visibility_of(connection, community_id, person_id, role)
            assert seen == EVERYTHING


@pytest.mark.damages_documents("tickets are written without a document's content")
async def test_unseen_ticket_is_as_absent(acme: Desk) -> None:
    seen_category, other = await add_category(acme, "Seen"), await add_category(acme, "Other")
    ida = await add_teammate(acme, "ida")
    visibility = Visibility(ida, frozenset({seen_category}))
    tickets = {
        await add_ticket(acme, seen_category): True,
        await add_ticket(acme, None): True,
        await add_ticket(acme, other, ida): True,
        await add_ticket(acme, other): False,
    }
    community_id = acme.community.community_id
    async with acme.database.reading(community_id) as connection:
        found = {
            each: await is_there(connection, community_id, each, visibility) for each in tickets
        }
        assert found == tickets
        unseen = max(tickets)
        await require_ticket(connection, community_id, unseen)
        with pytest.raises(NotFound) as absent:
            await get_document(connection, community_id, unseen, now=NOON, visibility=visibility)
        assert str(absent.value) == f"no ticket has the id {unseen}"


async def is_there(
    connection: Connection, community_id: int, ticket_id: int, visibility: Visibility
) -> bool:
    try:
        await require_ticket(connection, community_id, ticket_id, visibility=visibility)
    except NotFound:
        return False
    return True


def test_mention_shows_a_ticket_of_another_category() -> None:
    visibility = Visibility(OTHER, frozenset({1}))
    assert not may_see(visibility, category_id=2, assignee_id=None)
    assert may_see(visibility, category_id=2, assignee_id=None, mentioned_ids=[OTHER])
    assert may_see(EVERYTHING, category_id=2, assignee_id=None)
