"""Saved views: whose they are, what they show, and what became of what they name."""

from dataclasses import fields
from typing import Any, Final
from uuid import UUID

import msgspec
import pytest

from frontdesk.errors import InvalidMember, NotFound, NotPermitted
from frontdesk.kit.clock import DAY
from frontdesk.people.enums import Role
from frontdesk.saved_views.changing import (
    ViewDraft,
    delete_view,
    reorder_views,
    save_view,
    update_view,
)
from frontdesk.saved_views.vanished import Kind, Vanished
from frontdesk.saved_views.view import SavedView, list_views, require_view
from frontdesk.saved_views.view_filter import (
    ViewFilter,
    WantedValue,
    decode_filter,
    encode_filter,
)
from frontdesk.tickets.enums import TicketListOrderBy, TicketStatus
from frontdesk.tickets.filters import FieldValue, TicketFilter
from tests.desk import NOON, Desk, data_of
from tests.team import acting, add_teammate, looking, open_ticket

MINE = ViewFilter(assigned_to_me=True, status=TicketStatus.OPEN)


async def save(
    desk: Desk, person_id: UUID, name: str, *, role: Role = Role.AGENT, **parts: Any
) -> int:
    given: dict[str, Any] = {"name": name, "filter": MINE} | parts
    draft = ViewDraft(**given)
    async with acting(desk, person_id) as tx:
        return await save_view(tx, draft, role=role)


async def views(desk: Desk, person_id: UUID) -> list[SavedView]:
    async with looking(desk) as (connection, community_id):
        return await list_views(connection, community_id, person_id)


async def names(desk: Desk, person_id: UUID) -> list[str]:
    return [view.name for view in await views(desk, person_id)]


async def test_own_views_come_first_and_private_ones_are_private(acme: Desk, globex: Desk) -> None:
    ida, per = await add_teammate(acme, "Ida"), await add_teammate(acme, "Per")
    await save(acme, per, "Team", is_shared=True)
    private = await save(acme, ida, " Mine ")
    assert await views(acme, ida) == [
        SavedView(
            view_id=private, owner_id=ida, name="Mine", is_shared=False, position=1, filter=MINE
        ),
        (await views(acme, per))[0],
    ]
    assert await names(acme, per) == ["Team"]
    assert await names(globex, ida) == []
    async with looking(acme) as (connection, community_id):
        assert (await require_view(connection, community_id, ida, private)).name == "Mine"
        with pytest.raises(NotFound):
            await require_view(connection, community_id, per, private)


async def test_a_shared_view_is_changed_by_its_owner_and_by_administrators(acme: Desk) -> None:
    ida, per = await add_teammate(acme, "Ida"), await add_teammate(acme, "Per")
    view = await save(acme, ida, "Team", is_shared=True)
    renamed = ViewDraft(name="All of us", filter=MINE, is_shared=True)
    async with acting(acme, per) as tx:
        with pytest.raises(NotPermitted, match="its owner or by an administrator"):
            await update_view(tx, view, renamed, role=Role.AGENT)
        with pytest.raises(NotPermitted):
            await delete_view(tx, view, role=Role.AGENT)
        await update_view(tx, view, renamed, role=Role.ADMIN)
    assert await names(acme, per) == ["All of us"]
    async with acting(acme, ida) as tx:
        await update_view(tx, view, renamed, role=Role.AGENT)
        await delete_view(tx, view, role=Role.AGENT)
    assert await names(acme, per) == []
    recorded = [f"saved_view_{verb}" for verb in ("created", "updated", "deleted")]
    events = await acme.events(*recorded)
    assert [event.name for event in events] == recorded
    assert events[1].data == {"title": "All of us", "owner_id": str(ida), "is_shared": True}


async def test_who_may_only_read_keeps_views_and_shares_none(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida", "read_only_user")
    view = await save(acme, ida, "Mine", role=Role.READ_ONLY_USER)
    with pytest.raises(NotPermitted):
        await save(acme, ida, "Ours", role=Role.READ_ONLY_USER, is_shared=True)
    async with acting(acme, ida) as tx:
        with pytest.raises(NotPermitted):
            await update_view(
                tx,
                view,
                ViewDraft(name="Mine", filter=MINE, is_shared=True),
                role=Role.READ_ONLY_USER,
            )
    assert await names(acme, ida) == ["Mine"]


async def test_views_are_put_into_an_order(acme: Desk) -> None:
    ida, per = await add_teammate(acme, "Ida"), await add_teammate(acme, "Per")
    ids = {name: await save(acme, ida, name) for name in "abcd"}
    other = await save(acme, per, "x", is_shared=True)
    async with acting(acme, ida) as tx:
        await reorder_views(tx, [ids["d"], other, ids["b"], ids["d"], 98765])
    assert await names(acme, ida) == ["d", "b", "a", "c", "x"]
    await save(acme, ida, "e")
    assert await names(acme, ida) == ["d", "b", "a", "c", "e", "x"]


async def test_what_a_view_names_must_be_there_and_may_vanish(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    pets = data_of(await acme.post("/categories", {"name": "Pets"}))["id"]
    await open_ticket(acme, tags=["urgent"])
    wanted = ViewFilter(category_id=pets, assignee_id=ida, tags=("urgent",))
    view = await save(acme, ida, "Pets", filter=wanted)
    assert (await views(acme, ida))[0].vanished == ()

    data_of(await acme.client.delete(f"/categories/{pets}"))
    [found] = await views(acme, ida)
    gone = Vanished(Kind.CATEGORY, str(pets))
    assert (found.filter, found.vanished) == (wanted, (gone,))

    async with acting(acme, ida) as tx:
        await update_view(tx, view, ViewDraft(name="Cats", filter=wanted), role=Role.AGENT)
        other = ViewFilter(category_id=pets, custom_fields=(WantedValue(98765, None),))
        with pytest.raises(InvalidMember, match="there is no custom field 98765"):
            await update_view(tx, view, ViewDraft(name="Cats", filter=other), role=Role.AGENT)
    with pytest.raises(InvalidMember, match=f"there is no category {pets}"):
        await save(acme, ida, "Again", filter=wanted)


@pytest.mark.parametrize(
    ("parts", "member"),
    [
        ({"name": " "}, "name"),
        ({"filter": ViewFilter(tags=("x",) * 21)}, "tags"),
        ({"filter": ViewFilter(created_within_days=0)}, "createdWithinDays"),
        ({"filter": ViewFilter(category_id=2**63)}, "category_id"),
        ({"filter": ViewFilter(author_id=UUID(int=5))}, "filter"),
    ],
    ids=["name", "tags", "days", "id", "author"],
)
async def test_what_cannot_be_is_refused_by_name(
    acme: Desk, parts: dict[str, Any], member: str
) -> None:
    with pytest.raises(InvalidMember, match=f"^{member}"):
        await save(acme, acme.community.api_user_id, **({"name": "x"} | parts))


async def test_a_filter_of_a_newer_frontdesk_is_none(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    await save(acme, ida, "Odd")
    async with acting(acme, ida) as tx:
        await tx.connection.execute(
            "update saved_views set filter = '{\"moon\": 1}' where community_id = %s",
            [tx.community_id],
        )
    assert [(view.name, view.filter) for view in await views(acme, ida)] == [("Odd", None)]


FULL = ViewFilter(
    category_id=None,
    include_subcategories=True,
    assignee_id=None,
    status=TicketStatus.PENDING,
    tags=("a", "b"),
    custom_fields=(WantedValue(3, "x"), WantedValue(4, None)),
    created_from=5,
    created_within_days=2,
    is_expired=True,
    mentions_me=True,
    query="cat",
    order=TicketListOrderBy.CREATION_TIME_ASC,
)


@pytest.mark.parametrize("wanted", [ViewFilter(), MINE, FULL], ids=["all", "mine", "full"])
def test_a_filter_survives_being_kept(wanted: ViewFilter) -> None:
    assert decode_filter(encode_filter(wanted).encode()) == wanted


def test_a_filter_is_small_and_readable() -> None:
    assert msgspec.json.decode(encode_filter(MINE)) == {"assigned_to_me": True, "status": "open"}


def test_a_filter_becomes_that_of_a_list_for_who_looks() -> None:
    ida = UUID(int=9)
    assert MINE.ticket_filter(ida, now=NOON) == TicketFilter(
        assignee_id=ida, status=TicketStatus.OPEN
    )
    assert ViewFilter().ticket_filter(ida, now=NOON) == TicketFilter()
    assert FULL.ticket_filter(ida, now=NOON) == TicketFilter(
        category_id=None,
        include_subcategories=True,
        assignee_id=None,
        status=TicketStatus.PENDING,
        tags=("a", "b"),
        custom_fields=(FieldValue(3, "x"), FieldValue(4, None)),
        created_from=NOON - 2 * DAY,
        mentions=ida,
        is_expired=True,
    )


# Members that a view has in another form: query, mentions_me, one category at a time;
# and those that are of the moment or of the API alone.
_NOT_KEPT: Final = {
    "words",
    "pairs",
    "mentions",
    "category_ids",
    "now",
    "ticket_ids",
    "is_hidden",
}


def test_every_member_of_lists_can_be_kept() -> None:
    of_lists = {field.name for field in fields(TicketFilter)} - _NOT_KEPT
    of_views = {field.name for field in msgspec.structs.fields(ViewFilter)}
    assert of_lists - of_views == set()
