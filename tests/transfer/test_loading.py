"""Tickets into a community and out again: what is made, what is left as it is, what comes back."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.samples.synthetic import SyntheticIds, synthetic_tickets
from frontdesk.tickets.assembling import assemble_documents
from frontdesk.tickets.document import Ticket, encode_document
from frontdesk.transfer import batching, loading
from frontdesk.transfer.exporting import export_tickets
from frontdesk.transfer.records import read_ticket
from frontdesk.transfer.staging import advance_sequence
from tests.desk import NOON, Desk, open_desk
from tests.tickets.oracle import Json
from tests.tickets.worlds import CLIENTS, TEAM, World, worlds

BILL: Final = CLIENTS[0]
INGRID: Final = TEAM[0]


def ticket(ticket_id: int, **members: Any) -> Ticket:
    least = {"id": ticket_id, "author": BILL, "creationTime": "2026-03-01T12:00:00Z"}
    return read_ticket(json.dumps(least | members).encode())


def with_fields(ticket_id: int, *field_ids: int) -> Ticket:
    return ticket(ticket_id, customFields=[{"id": each, "value": "x"} for each in field_ids])


async def counts(desk: Desk, tickets: Sequence[Ticket]) -> dict[str, int]:
    """What the load did, without zeros."""
    return {name: n for name, n in asdict(await desk.load(tickets)).items() if n}


async def exported(desk: Desk) -> list[bytes]:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        return [line async for line in export_tickets(connection, community_id, now=NOON)]


async def carried_over(source: Desk, target: Desk) -> list[bytes]:
    """The export of `target` once it has loaded that of `source`."""
    await target.load([read_ticket(line) for line in await exported(source)])
    return await exported(target)


async def rows(desk: Desk, query: str) -> list[Any]:
    async with desk.database.reading(desk.community.community_id) as connection:
        cursor = await connection.execute(query.encode())
        return await cursor.fetchall()


async def test_same_tickets_twice_change_nothing(acme: Desk) -> None:
    loaded = [
        ticket(1, category={"id": 5, "name": "Customers"}, lockedBy=INGRID, tags=["urgent"]),
        with_fields(2, 18464),
    ]
    first = await counts(acme, loaded)
    before = await exported(acme)
    assert first == {
        "read": 2,
        "created": 2,
        "people": 2,
        "teammates": 1,
        "categories": 1,
        "custom_fields": 1,
        "tags": 1,
    }
    assert await counts(acme, loaded) == {"read": 2, "unchanged": 2}
    assert await exported(acme) == before


async def test_same_id_with_other_content_is_kept_and_counted(acme: Desk) -> None:
    await acme.load([ticket(1, title="first", tags=["a"])])
    assert await counts(acme, [ticket(1, title="second", tags=["b"])]) == {"read": 1, "kept": 1}
    assert [(each["title"], each["tags"]) for each in await acme.list_tickets()] == [
        ("first", ["a"])
    ]
    assert await rows(acme, "select name from tags") == [("a",)]


async def test_same_id_twice_in_a_file_counts_once(acme: Desk) -> None:
    loaded = [ticket(1), ticket(1), ticket(1, title="other")]
    assert await counts(acme, loaded) == {
        "read": 3,
        "created": 1,
        "unchanged": 1,
        "kept": 1,
        "people": 1,
    }


async def test_people_and_categories_that_exist_keep_their_names(acme: Desk) -> None:
    category = {"id": 5, "name": "Customers"}
    await acme.load([ticket(1, category=category, lockedBy=INGRID)])
    renamed = ticket(
        2,
        category=category | {"name": "Clients"},
        author=BILL | {"name": "William", "email": None},
        lockedBy=INGRID | {"name": "I. S."},
    )
    await acme.load([renamed])
    documents = await acme.list_tickets()
    assert [(each["category"], each["author"], each["lockedBy"]) for each in documents] == [
        (category, BILL, INGRID)
    ] * 2


async def test_assignee_of_the_team_becomes_a_teammate(acme: Desk) -> None:
    bot = INGRID | {"id": "00000000-0000-4000-8000-00000000000b", "isBot": True}
    await acme.load([ticket(1, lockedBy=INGRID), ticket(2, lockedBy=bot)])
    query = "select person_id::text, role, login_key from teammates"
    assert await rows(acme, query) == [(INGRID["id"], "agent", "ingrid@example.com")]


async def test_everything_loaded_is_in_the_tables_as_in_the_documents(acme: Desk) -> None:
    await acme.load(synthetic(60))
    community_id = acme.community.community_id
    texts = dict(await rows(acme, "select ticket_id, document::text from ticket_documents"))
    async with acme.database.reading(community_id) as connection:
        assembled = await assemble_documents(connection, community_id, list(texts))
    assert {number: document.decode() for number, document in assembled.items()} == texts


def synthetic(count: int) -> list[Ticket]:
    ids = SyntheticIds(category_ids=(9, 3, 7, 1), field_ids=(40, 10, 30, 20))
    return list(synthetic_tickets(count, seed=7, first_id=100, now=NOON, ids=ids))


async def test_synthetic_tickets_come_back_from_another_community_as_the_same_bytes(
    acme: Desk, globex: Desk
) -> None:
    loaded = synthetic(300)
    await acme.load(loaded)
    before = await exported(acme)
    assert len(before) == len(loaded)
    assert await carried_over(acme, globex) == before


@settings(
    max_examples=6,
    deadline=None,
    derandomize=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(world=worlds())
async def test_any_tickets_come_back_from_another_community_as_the_same_bytes(
    database: Database, address: DatabaseAddress, server_url: str, world: World
) -> None:
    async with (
        open_desk(database, address, server_url, "acme") as acme,
        open_desk(database, address, server_url, "globex") as globex,
    ):
        await acme.load([read_ticket(json.dumps(each).encode()) for each in world.ours])
        before = await exported(acme)
        assert await carried_over(acme, globex) == before


@pytest.mark.parametrize(
    "field_lists",
    [
        [(3, 1, 2)],
        [(3, 1), (1, 2), (3, 2)],
        [(2, 1), (4, 3), (3, 2)],
        [(3, 3, 1), (1, 2)],
        [(1, 2), (2, 3), (5,)],
    ],
)
async def test_order_of_fields_that_a_file_shows_survives(
    acme: Desk, globex: Desk, field_lists: list[tuple[int, ...]]
) -> None:
    loaded = [with_fields(number, *ids) for number, ids in enumerate(field_lists, 1)]
    await acme.load(loaded)
    before = await exported(acme)
    assert [fields_of(line) for line in before] == [list(ids) for ids in field_lists]
    assert await carried_over(acme, globex) == before


def fields_of(line: bytes) -> list[int]:
    return [each["id"] for each in json.loads(line)["customFields"]]


async def test_order_of_fields_shown_in_a_later_batch_counts_too(
    acme: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH", 1)
    await acme.load([with_fields(1, 1, 2), with_fields(2, 9, 1), with_fields(3, 2, 4)])
    assert [fields_of(line) for line in await exported(acme)] == [[1, 2], [9, 1], [2, 4]]


async def test_file_that_contradicts_itself_is_put_into_one_order(acme: Desk) -> None:
    loaded = [with_fields(1, 2, 1), with_fields(2, 1, 2), with_fields(3, 3)]
    await acme.load(loaded)
    lines = await exported(acme)
    assert [fields_of(line) for line in lines] == [[1, 2], [1, 2], [3]]
    assert await counts(acme, [read_ticket(line) for line in lines]) == {"read": 3, "unchanged": 3}


async def test_batch_ends_early_with_long_texts(
    acme: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH", 3)
    monkeypatch.setattr(batching, "BATCH_CHARACTERS", 100)
    seen: list[int] = []
    texts = ["x" * 60, "x", "x", "x", "x" * 60, "x" * 60, "x"]
    community_id = acme.community.community_id
    async with owner_transaction(acme.address.owner, community_id) as connection:
        await loading.load_tickets(
            connection,
            acme.community,
            [ticket(number, message=text) for number, text in enumerate(texts, 1)],
            now=NOON,
            progress=seen.append,
        )
    assert seen == [1, 4, 5, 6, 7]


async def test_concurrent_loads_of_the_same_tickets_create_them_once(acme: Desk) -> None:
    loaded = synthetic(50)
    done = await asyncio.gather(*(acme.load(loaded) for _ in range(4)))
    assert sorted((each.created, each.unchanged) for each in done) == [(0, 50)] * 3 + [(50, 0)]
    assert len(await exported(acme)) == 50


async def test_concurrent_loads_of_other_tickets_share_what_they_refer_to(acme: Desk) -> None:
    loads = [
        [
            ticket(number, category={"id": 5, "name": "Customers"}, tags=["urgent", f"t{start}"])
            for number in range(start, start + 20)
        ]
        for start in (1, 21, 41, 61)
    ]
    done = await asyncio.gather(*map(acme.load, loads))
    totals = [sum(values) for values in zip(*(asdict(each).values() for each in done), strict=True)]
    assert dict(zip(asdict(done[0]), totals, strict=True)) == {
        "read": 80,
        "created": 80,
        "unchanged": 0,
        "kept": 0,
        "replies": 0,
        "notes": 0,
        "people": 1,
        "teammates": 0,
        "categories": 1,
        "custom_fields": 0,
        "tags": 5,
    }
    assert len(await acme.listed_ids(categoryId=5, tags=["urgent"], take=50)) == 50


async def test_concurrent_loads_into_two_communities_do_not_touch_one_another(
    acme: Desk, globex: Desk
) -> None:
    loaded = synthetic(50)
    await asyncio.gather(acme.load(loaded), globex.load(loaded))
    assert await exported(acme) == await exported(globex)


async def test_load_that_fails_leaves_nothing(acme: Desk) -> None:
    def tickets() -> Any:
        yield ticket(1, tags=["urgent"], category={"id": 5, "name": "Customers"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await load_all(acme, tickets())
    assert await exported(acme) == []
    assert await rows(acme, "select name from tags union all select name from categories") == []
    assert await rows(acme, "select person_id from people") == [(acme.community.api_user_id,)]


async def load_all(desk: Desk, tickets: Any) -> None:
    async with owner_transaction(desk.address.owner, desk.community.community_id) as connection:
        await loading.load_tickets(connection, desk.community, tickets, now=NOON)


async def test_new_ids_follow_the_largest_loaded(acme: Desk) -> None:
    category, field = {"id": 70_000, "name": "x"}, {"id": 80_000, "value": "x"}
    await acme.load([ticket(90_000, category=category, customFields=[field])])
    sequences = ("ticket_ids", "category_ids", "custom_field_ids")
    least = dict(zip(sequences, (90_000, 70_000, 80_000), strict=True))
    for sequence in sequences:
        [(value,)] = await rows(acme, f"select nextval('{sequence}')")
        assert value > least[sequence]


async def test_sequence_is_never_set_back(address: DatabaseAddress, acme: Desk) -> None:
    [(begin,)] = await rows(acme, "select nextval('event_ids')")

    async def advance(past: int) -> None:
        async with owner_transaction(address.owner, 1) as connection:
            await advance_sequence(connection, "event_ids", past)

    await asyncio.gather(*(advance(begin + step * 7 % 20 * 100) for step in range(20)))
    [(value,)] = await rows(acme, "select nextval('event_ids')")
    assert value == begin + 1901


async def test_longest_texts_fit(acme: Desk) -> None:
    long = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(3000))
    loaded = ticket(
        1,
        title=long,
        author=BILL | {"name": long, "email": long[:320]},
        category={"id": 5, "name": long},
        tags=[long[:200]],
        customFields=[{"id": 6, "value": long}],
        sourceName=long,
        originalLink=long,
    )
    await acme.load([loaded])
    body: Json = {"tags": [long[:200]], "customFields": [{"key": 6, "value": long}]}
    [document] = await acme.list_tickets(**body)
    assert document == json.loads(encode_document(loaded)) | {"properties": document["properties"]}
