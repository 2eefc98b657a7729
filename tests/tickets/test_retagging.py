"""Tags renamed, merged and deleted, with the tickets that carry them."""

import asyncio
from typing import Any

import pytest

from frontdesk.errors import InvalidMember, NotFound, NotPermitted, StateConflict
from frontdesk.people.enums import Role
from frontdesk.tags.usage import TagUsage, list_tag_usage
from frontdesk.tickets.retagging import delete_tag, merge_tags, rename_tag
from tests.desk import Desk, data_of
from tests.team import acting, looking, open_ticket


async def usage(desk: Desk, words: str = "") -> dict[str, TagUsage]:
    async with looking(desk) as (connection, community_id):
        found = await list_tag_usage(connection, community_id, words=words)
    return {each.name: each for each in found}


async def counts(desk: Desk) -> dict[str, tuple[int, int]]:
    return {n: (each.ticket_count, each.reply_count) for n, each in (await usage(desk)).items()}


async def act(desk: Desk, do: Any, *given: Any, role: Role = Role.ADMIN, **named: Any) -> Any:
    async with acting(desk, desk.community.api_user_id) as tx:
        return await do(tx, *given, role=role, **named)


async def tags_shown(desk: Desk) -> list[list[str]]:
    listed = await desk.list_tickets(orderBy="creation_time_asc")
    return [ticket["tags"] for ticket in listed]


async def plant(desk: Desk) -> dict[str, int]:
    """Three tickets and a reply; the name `a` stands in a title as well."""
    first = await open_ticket(desk, tags=["x", "a", "b"], title='"tags":["a"]')
    await open_ticket(desk, tags=["b", "a"])
    await open_ticket(desk, tags=["b"])
    reply = data_of(await desk.post(f"/tickets/{first}/replies", {"message": "Hi"}))
    path = f"/tickets/{first}/replies/{reply['id'] if isinstance(reply, dict) else reply}/tags"
    data_of(await desk.client.put(path, json=["a", "b"]))
    return {name: each.tag_id for name, each in (await usage(desk)).items()}


async def test_tags_are_listed_with_their_use(acme: Desk, globex: Desk) -> None:
    await plant(acme)
    assert await counts(acme) == {"a": (2, 1), "b": (3, 1), "x": (1, 0)}
    assert list(await usage(acme, "A")) == ["a"]
    assert await usage(globex) == {}


async def test_a_renamed_tag_is_shown_at_once(acme: Desk) -> None:
    ids = await plant(acme)
    await act(acme, rename_tag, ids["a"], ' é"\\ ')
    assert await tags_shown(acme) == [["x", 'é"\\', "b"], ["b", 'é"\\'], ["b"]]
    assert len(await acme.listed_ids(tags=['é"\\'])) == 2
    [event] = await acme.events("tag_renamed")
    assert event.data == {"previous": "a", "into": 'é"\\'}
    await act(acme, rename_tag, ids["a"], 'é"\\')
    assert len(await acme.events("tag_renamed")) == 1


async def test_merged_tags_are_one(acme: Desk) -> None:
    ids = await plant(acme)
    await open_ticket(acme, tags=["a"])
    assert await act(acme, merge_tags, ids["a"], into=ids["b"]) == 3
    assert await tags_shown(acme) == [["x", "b"], ["b"], ["b"], ["b"]]
    assert await counts(acme) == {"b": (4, 1), "x": (1, 0)}
    [event] = await acme.events("tag_merged")
    assert event.data == {"previous": "a", "into": "b", "tickets": 3}


async def test_a_deleted_tag_is_on_nothing(acme: Desk) -> None:
    ids = await plant(acme)
    assert await act(acme, delete_tag, ids["b"]) == 3
    assert await tags_shown(acme) == [["x", "a"], ["a"], []]
    assert await counts(acme) == {"a": (2, 1), "x": (1, 0)}


async def test_what_cannot_be_is_refused(acme: Desk, globex: Desk) -> None:
    ids = await plant(acme)
    with pytest.raises(StateConflict, match="merge the two instead"):
        await act(acme, rename_tag, ids["a"], "b")
    with pytest.raises(InvalidMember, match=r"^name"):
        await act(acme, rename_tag, ids["a"], " ")
    with pytest.raises(InvalidMember, match=r"^into"):
        await act(acme, merge_tags, ids["a"], into=ids["a"])
    cases: list[tuple[Any, dict[str, Any]]] = [(delete_tag, {}), (merge_tags, {"into": ids["b"]})]
    for do, named in cases:
        with pytest.raises(NotPermitted):
            await act(acme, do, ids["a"], role=Role.AGENT, **named)
        with pytest.raises(NotFound):
            await act(globex, do, ids["a"], **named)
    assert await counts(acme) == {"a": (2, 1), "b": (3, 1), "x": (1, 0)}


@pytest.mark.parametrize("verb", ["rename", "merge", "delete"])
async def test_tickets_tagged_meanwhile_show_what_became_of_the_tag(acme: Desk, verb: str) -> None:
    ids = await plant(acme)
    acts = {
        "rename": lambda: act(acme, rename_tag, ids["a"], "c"),
        "merge": lambda: act(acme, merge_tags, ids["a"], into=ids["b"]),
        "delete": lambda: act(acme, delete_tag, ids["a"]),
    }
    opening = [open_ticket(acme, tags=["a", f"t{number}"]) for number in range(12)]
    await asyncio.gather(*opening[:6], acts[verb](), *opening[6:])
    assert len(await acme.listed_ids()) == 15  # and their documents are true: see conftest
