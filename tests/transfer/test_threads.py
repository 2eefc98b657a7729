"""Replies and notes that travel with their tickets: all of them, under their ids, or none."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest

from frontdesk.database.pool import Connection, owner_transaction
from frontdesk.database.transaction import Transaction
from frontdesk.errors import OperatorError, RequestError
from frontdesk.samples.demo_community import DEMO
from frontdesk.samples.demo_planting import plant_demo
from frontdesk.transfer.exporting import export_tickets
from frontdesk.transfer.loading import load_tickets
from frontdesk.transfer.records import read_ticket
from tests.desk import NOON, Desk
from tests.tickets.worlds import CLIENTS, TEAM

BILL: Final = CLIENTS[0]
INGRID: Final = TEAM[0]

REPLY: Final = {
    "attachments": [{"isContentPart": False, "name": "a.pdf", "url": "https://files.example/a"}],
    "author": INGRID,
    "ccEmails": ["cc@example.com", 'odd "quoted", {one}'],
    "creationTime": "2026-03-01T13:00:00.1234567+00:00",
    "htmlMessage": "Hello <b>Bill</b>",
    "id": 70,
    "level": 1,
    "message": "Hello Bill",
    "parentReplyId": None,
    "properties": {"isByTeam": True, "isDraft": False, "isHidden": True},
    "tags": ["b", "a"],
    "ticketId": 7,
    "toEmails": ["bill@example.com"],
}
NOTE: Final = {
    "attachments": [{"isContentPart": True, "name": None, "url": "https://files.example/b"}],
    "author": INGRID,
    "creationTime": "2026-03-01T14:00:00+00:00",
    "htmlMessage": "@Ingrid &amp; all<br>see this",
    "id": 80,
    "mentionedUsers": [INGRID],
    "message": "@Ingrid & all\nsee this",
}


def line(**members: Any) -> bytes:
    least = {
        "id": 7,
        "author": BILL,
        "creationTime": "2026-03-01T12:00:00Z",
        "lastThreadElementCreationTime": "2026-03-01T14:00:00Z",
        "replyCount": 1,
    }
    return json.dumps(least | members).encode()


async def exported(desk: Desk) -> list[bytes]:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        lines = export_tickets(connection, community_id, now=NOON, threads=True)
        return [each async for each in lines]


async def row(desk: Desk, query: str) -> Any:
    async with desk.database.reading(desk.community.community_id) as connection:
        return await (await connection.execute(query.encode())).fetchone()


async def test_threads_of_the_demo_come_back_from_another_community_as_the_same_bytes(
    acme: Desk, globex: Desk
) -> None:
    async with owner_transaction(acme.address.owner, acme.community.community_id) as connection:
        # Other tests load the largest ids; past them, none could be imported.
        await connection.execute("select setval('ticket_ids', 1000)")
        tx = Transaction(
            connection=connection,
            community_id=acme.community.community_id,
            actor_id=acme.community.api_user_id,
            now=NOON,
        )
        await plant_demo(tx, DEMO)
    before = await exported(acme)
    counts = await globex.load([read_ticket(each) for each in before])
    assert await exported(globex) == before
    assert (counts.created, counts.replies, counts.notes) == (
        len(DEMO.threads),
        sum(len(thread.replies) for thread in DEMO.threads),
        sum(len(thread.notes) for thread in DEMO.threads),
    )
    assert (await globex.load([read_ticket(each) for each in before])).unchanged == len(before)
    assert await exported(globex) == before


async def test_role_that_row_security_holds_loads_the_same(acme: Desk, globex: Desk) -> None:
    lines = [
        line(id=number, replies=[REPLY | {"id": number, "ticketId": number}]) for number in (7, 8)
    ]
    loaded = [read_ticket(each) for each in lines]
    await acme.load(loaded)
    async with loading_role(globex) as connection:
        await load_tickets(connection, globex.community, loaded, now=NOON)
    assert await exported(globex) == await exported(acme)


@asynccontextmanager
async def loading_role(desk: Desk) -> AsyncIterator[Connection]:
    """A transaction of one who may load, as an outside server's owner may, but is no superuser."""
    async with owner_transaction(desk.address.owner, desk.community.community_id) as connection:
        await connection.execute("create role loader in role frontdesk_service")
        await connection.execute("grant select, update on all sequences in schema public to loader")
        await connection.execute("set local role loader")
        yield connection
        await connection.execute("reset role")
        await connection.execute("drop owned by loader")
        await connection.execute("drop role loader")


async def test_every_member_of_replies_and_notes_is_kept(acme: Desk) -> None:
    follow_up = REPLY | {"id": 71, "parentReplyId": 70, "level": 2, "attachments": [], "tags": []}
    await acme.load([read_ticket(line(replies=[REPLY, follow_up], notes=[NOTE]))])
    assert await acme.read("/tickets/7/replies") == [REPLY, follow_up]
    assert await acme.read("/tickets/7/notes") == [NOTE]
    [text] = await exported(acme)
    assert json.loads(text)["replies"] == [REPLY, follow_up]
    assert json.loads(text)["notes"] == [NOTE]


async def test_members_with_a_usual_value_may_be_left_out(acme: Desk) -> None:
    reply = {"id": 70, "author": BILL, "creationTime": "2026-03-01T13:00:00Z", "message": "a < b"}
    note = {"id": 80, "author": {"id": INGRID["id"]}, "creationTime": "2026-03-01T14:00:00Z"}
    await acme.load([read_ticket(line(Replies=[reply], notes=[note | {"message": "see"}]))])
    [replied] = await acme.read("/tickets/7/replies")
    assert replied == reply | {
        "attachments": [],
        "ccEmails": [],
        "creationTime": "2026-03-01T13:00:00+00:00",
        "htmlMessage": "a &lt; b",
        "level": 0,
        "parentReplyId": None,
        "properties": {"isByTeam": False, "isDraft": False, "isHidden": False},
        "tags": [],
        "ticketId": 7,
        "toEmails": [],
    }
    [noted] = await acme.read("/tickets/7/notes")
    assert (noted["htmlMessage"], noted["author"]["status"]) == ("see", "team")


async def test_html_of_threads_is_made_safe(acme: Desk) -> None:
    unsafe = {"htmlMessage": "<script>alert(1)</script>fine"}
    await acme.load([read_ticket(line(replies=[REPLY | unsafe], notes=[NOTE | unsafe]))])
    [reply], [note] = [await acme.read(f"/tickets/7/{part}") for part in ("replies", "notes")]
    assert reply["htmlMessage"] == note["htmlMessage"] == "fine"


async def test_threads_stand_in_the_order_of_their_times(acme: Desk) -> None:
    early = REPLY | {"id": 90, "creationTime": "2026-03-01T12:30:00+00:00"}
    await acme.load([read_ticket(line(replies=[REPLY, early]))])
    assert [each["id"] for each in await acme.read("/tickets/7/replies")] == [90, 70]


@pytest.mark.parametrize(
    ("members", "left"),
    [
        ({"replies": [REPLY], "notes": [NOTE]}, (0, True, False, False)),
        ({"replies": [REPLY], "replyCount": 3}, (2, False, False, False)),
        ({"properties": {"hasDraft": True, "hasAttachments": True}}, (1, False, True, True)),
    ],
)
async def test_what_stayed_behind_is_told_apart_from_what_came(
    acme: Desk, members: dict[str, Any], left: tuple[int, bool, bool, bool]
) -> None:
    await acme.load([read_ticket(line(**members))])
    query = """
        select imported_reply_count, imported_last_activity is null, imported_attachments,
               imported_draft
        from tickets
    """
    assert await row(acme, query) == left


async def test_last_activity_goes_back_when_the_newest_note_that_came_is_deleted(
    acme: Desk,
) -> None:
    await acme.load([read_ticket(line(replies=[REPLY], notes=[NOTE]))])
    assert (await acme.client.delete("/tickets/7/notes/80")).status_code == 200
    [ticket] = await acme.list_tickets()
    assert ticket["lastThreadElementCreationTime"] == REPLY["creationTime"]


async def test_new_replies_and_notes_get_ids_past_those_that_came(acme: Desk) -> None:
    await acme.load(
        [read_ticket(line(replies=[REPLY | {"id": 60_000}], notes=[NOTE | {"id": 60_001}]))]
    )
    for sequence, least in (("reply_ids", 60_000), ("note_ids", 60_001)):
        [value] = await row(acme, f"select nextval('{sequence}')")
        assert value > least


async def test_id_of_a_reply_that_another_ticket_has_stops_the_import(acme: Desk) -> None:
    await acme.load([read_ticket(line(replies=[REPLY]))])
    other = read_ticket(line(id=8, replies=[REPLY | {"ticketId": 8}]))
    with pytest.raises(OperatorError, match=r"ticket 8: replies: .* the id 70 already"):
        await acme.load([other])
    twins = [read_ticket(line(id=n, notes=[NOTE | {"id": 5}])) for n in (9, 10)]
    with pytest.raises(OperatorError, match=r"ticket 10: notes: .* the id 5 already"):
        await acme.load(twins)
    assert await acme.listed_ids() == [7]


@pytest.mark.parametrize(
    ("members", "member"),
    [
        ({"replies": [REPLY, REPLY]}, "replies[1].id"),
        ({"replies": [REPLY | {"ticketId": 8}]}, "replies[0].ticketId"),
        ({"replies": [REPLY | {"parentReplyId": 69}]}, "replies[0].parentReplyId"),
        ({"replies": [REPLY | {"parentReplyId": 70}]}, "replies[0].parentReplyId"),
        ({"replies": [REPLY | {"level": -1}]}, "replies[0].level"),
        ({"replies": [REPLY | {"tags": ["a", " "]}]}, "replies[0].tags[1]"),
        ({"replies": [REPLY | {"creationTime": "noon"}]}, "replies[0].creationTime"),
        ({"replies": [REPLY | {"id": 2**53}]}, "replies[0].id"),
        ({"replies": [REPLY | {"author": BILL | {"email": "x" * 321}}]}, "replies[0].author.email"),
        ({"replies": [REPLY | {"wrong": 1}]}, "replies[0].wrong"),
        ({"replies": [7]}, "replies[0]"),
        ({"replies": None}, "replies"),
        ({"replies": [{"id": 1}]}, "replies[0].author"),
        ({"notes": [NOTE | {"message": 7}]}, "notes[0].message"),
        ({"notes": [NOTE | {"creationTime": "2026-02-30T00:00:00Z"}]}, "notes[0].creationTime"),
        ({"notes": [NOTE | {"mentionedUsers": [{"id": "x"}]}]}, "notes[0].mentionedUsers[0].id"),
        ({"notes": [NOTE | {"mentionedUsers": 1}]}, "notes[0].mentionedUsers"),
        (
            {"notes": [NOTE | {"mentionedUsers": [INGRID, INGRID | {"email": "x" * 321}]}]},
            "notes[0].mentionedUsers[1].email",
        ),
    ],
)
def test_bad_thread_is_named_by_its_member(members: dict[str, Any], member: str) -> None:
    with pytest.raises(RequestError) as raised:
        read_ticket(line(**members))
    assert str(raised.value).startswith(f"{member}: ") or f" {member}" in str(raised.value)
