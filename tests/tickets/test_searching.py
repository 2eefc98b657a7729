"""Full text in List Tickets: what is found by what, from when on, and by whom."""

from functools import partial
from typing import Any, Final, LiteralString

import pytest

from frontdesk.kit.search_query import read_query
from frontdesk.kit.text import Written
from frontdesk.people.enums import Role
from frontdesk.tickets.enums import Sentiment, TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.listing import Listing
from frontdesk.tickets.noting import NewNote, add_note
from frontdesk.tickets.paging import list_best
from frontdesk.tickets.replying import NewReply, reply
from frontdesk.tickets.search_request import MEASURED, Limits
from frontdesk.tickets.search_vector import search_condition
from frontdesk.tickets.searching import find_by_words, narrow_to_query
from tests.api.test_list_tickets import example_tickets
from tests.desk import NOON, Desk, data_of, fault_of, open_desk_as
from tests.team import acting

BILL = {"name": "Bill Smith", "email": "bill_smith@gmail.example"}


async def open_ticket(desk: Desk, **members: Any) -> int:
    return int(data_of(await desk.post("/tickets", {"creator": BILL} | members)))


async def found(desk: Desk, query: str, **members: Any) -> set[int]:
    return set(await desk.listed_ids(query=query, **members))


@pytest.fixture
async def ticket(acme: Desk) -> int:
    return await open_ticket(
        acme,
        title="Müller's delivery note",
        message="<p>The <b>car</b> of Håkan Ærø, order ORD-2024-00123.</p><p>東京都の猫</p>",
        cc=["anna@firm.example"],
    )


@pytest.mark.parametrize(
    "query",
    [
        "muller",
        "MUELLER",
        "Müller",
        '"delivery note"',
        "deliv* ",
        "delivery car",
        "hakan",
        "haakan",
        "håkan",
        "aero",
        "ærø",
        "aeroe",
        "ORD-2024-00123",
        "2024",
        "123",
        "00123 ",
        "東京",
        "京都",
        "猫",
        "bill",
        "smith bill",
        "bill_smith@gmail.example",
        "bill_smith@gm",
        "gmail.example",
        "anna@firm.example",
        "firm",
        "car -refund",
        'car -"note delivery"',
    ],
)
async def test_ticket_is_found(acme: Desk, ticket: int, query: str) -> None:
    assert await found(acme, query) == {ticket}
    assert await found(acme, query, status="open") == {ticket}


@pytest.mark.parametrize(
    "query",
    [
        "mull ",
        "deliver note",
        '"note delivery"',
        '"delivery car"',
        '"note the"',
        "東都",
        "car -muller",
        'car -"delivery note"',
        "ill_smith@gmail.example",
        "truck",
    ],
)
async def test_ticket_is_not_found(acme: Desk, ticket: int, query: str) -> None:
    assert await found(acme, query) == set()
    assert await found(acme, query, status="open") == set()


async def test_id_finds_the_ticket(acme: Desk, ticket: int) -> None:
    assert ticket in await found(acme, f"#{ticket}")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "query: must have a word to look for"),
        ("?!", "query: must have a word to look for"),
        ("-", "query: must have a word to look for"),
        ("-car", "query: must have a word to look for"),
        ("x" * 501, "query: must have at most 500 characters"),
        ("a1 " * 3 + " ".join(f"b{number}" for number in range(50)), "query: must have at most 40"),
    ],
)
async def test_query_without_sense_is_refused_by_name(acme: Desk, query: str, said: str) -> None:
    status, text = fault_of(await acme.post("/tickets/list", {"query": query}))
    assert status == 400
    assert text.startswith(said)


async def test_null_is_no_query(acme: Desk, ticket: int) -> None:
    assert await acme.listed_ids(query=None) == [ticket]


async def test_replies_and_notes_are_found_at_once_and_no_longer(acme: Desk, ticket: int) -> None:
    await acme.post(f"/tickets/{ticket}/replies", {"message": "Your parcel has left"})
    assert await found(acme, "parcel car") == {ticket}
    note = data_of(await acme.post(f"/tickets/{ticket}/notes", {"message": "An angry customer"}))
    assert await found(acme, '"angry customer" parcel') == {ticket}
    assert await found(acme, '"left an"') == set()

    path = f"/tickets/{ticket}/notes/{note['id']}"
    await acme.client.patch(path, json={"message": "A calm customer"})
    assert (await found(acme, "angry"), await found(acme, "calm parcel")) == (set(), {ticket})
    await acme.client.request("DELETE", path)
    assert (await found(acme, "calm"), await found(acme, "parcel")) == (set(), {ticket})


async def test_who_may_not_read_notes_finds_nothing_by_them(acme: Desk, ticket: int) -> None:
    await acme.post(f"/tickets/{ticket}/notes", {"message": "An angry car owner"})
    for query, tickets in {"angry": [], "car": [ticket], "muller -angry": [ticket]}.items():
        words = search_condition(acme.community.community_id, read_query(query), with_notes=False)
        for wanted in (TicketFilter(), TicketFilter(sentiment=Sentiment.QUESTION)):
            assert await ids_by_words(acme, wanted, words) == tickets


async def ids_by_words(
    desk: Desk, wanted: TicketFilter, words: str, limits: Limits = MEASURED
) -> list[int]:
    community_id = desk.community.community_id
    order = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC
    listing = Listing(community_id, wanted, order).without_words()
    async with desk.database.reading(community_id) as connection:
        places = await find_by_words(connection, listing, words, start=0, take=50, limits=limits)
    return [place.ticket_id for place in places]


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_that_may_read_notes_finds_by_them(
    acme: Desk, ticket: int, role: Role
) -> None:
    await acme.post(f"/tickets/{ticket}/notes", {"message": "angry"})
    async with open_desk_as(acme, role) as desk:
        assert await found(desk, "angry") == {ticket}


async def test_filters_follow_a_ticket_as_it_changes(acme: Desk, ticket: int) -> None:
    category = data_of(await acme.post("/Categories", {"name": "Sales"}))["id"]
    for change, narrowed in (
        (("status", {"status": "completed"}), {"status": "completed"}),
        (("category", {"id": category}), {"categoryId": category}),
    ):
        member, value = change
        data_of(await acme.client.patch(f"/tickets/{ticket}/{member}", json=value))
        assert await found(acme, "car", **narrowed) == {ticket}
        assert await found(acme, '"delivery note"', **narrowed) == {ticket}
    assert await found(acme, "car", status="open") == set()
    data_of(await acme.client.request("DELETE", f"/Categories/{category}"))
    assert await found(acme, "car", categoryId=category) == set()
    assert await found(acme, "car", categoryId=None) == {ticket}


async def test_phrases_are_found_where_no_pairs_are_kept(acme: Desk, ticket: int) -> None:
    query = read_query('"delivery note"')
    wanted = narrow_to_query(TicketFilter(), acme.community.community_id, query, Role.AGENT)
    assert wanted.words is not None
    async with acme.database.writing(acme.community.community_id) as connection:
        await connection.execute("update ticket_search set pairs = '{0}', padding = default")
    never = Limits(sample=1, frequent=2, furthest=0, long_walk=0)
    assert await ids_by_words(acme, wanted, wanted.words, never) == [ticket]
    await acme.post(f"/tickets/{ticket}/replies", {"message": "Another letter"})
    assert await ids_by_words(acme, wanted, wanted.words, never) == [ticket]


async def test_reply_and_note_write_the_words_of_their_ticket_once(acme: Desk, ticket: int) -> None:
    message = Written(text="Another letter", html="<p>Another letter</p>")
    answering = partial(reply, new=NewReply(message=message, completes=True))
    noting = partial(add_note, new=NewNote(message=message))
    for now, write in ((NOON + 1, answering), (NOON + 2, noting)):
        async with acting(acme, acme.community.api_user_id, now) as tx:
            await write(tx, ticket)
            assert await tx.connection.value(_WRITTEN, {}) == 1
            assert await tx.connection.tuples(_PLACES, {}) == [("completed", now, True)]
    assert await found(acme, "another", status="completed") == {ticket}


_WRITTEN: Final[LiteralString] = """
select n_tup_upd from pg_stat_xact_user_tables where relname = 'ticket_search'
"""
_PLACES: Final[LiteralString] = """
select s.status, s.last_activity,
       (s.creation_time, s.last_activity, s.status, s.source)
       = (t.creation_time, t.last_activity, t.status, t.source)
from ticket_search s
join tickets t using (community_id, ticket_id)
"""


async def test_author_who_is_renamed_is_found_by_the_new_name(acme: Desk) -> None:
    mate = data_of(
        await acme.post(
            "/Teammates", {"name": "Ingrid", "email": "ingrid@x.example", "role": "agent"}
        )
    )
    ticket = await open_ticket(acme, title="x", creator={"email": "ingrid@x.example"})
    author = (await acme.list_tickets(ticketIds=[ticket]))[0]["author"]["id"]
    assert author == mate["id"]
    body = {"name": "Solveig", "email": "solveig@x.example", "role": "agent"}
    data_of(await acme.client.put(f"/Teammates/{author}", json=body))
    assert await found(acme, "ingrid") == set()
    assert await found(acme, "solveig") == await found(acme, "solveig@x.example") == {ticket}


async def test_other_community_is_never_found(acme: Desk, globex: Desk, ticket: int) -> None:
    other = await open_ticket(globex, title="delivery car")
    for query in ("car", "delivery", "bill", str(ticket), str(other)):
        assert await found(acme, query) <= {ticket}
        assert await found(globex, query) <= {other}


async def test_imported_tickets_are_found(acme: Desk) -> None:
    await acme.load(example_tickets())
    assert await found(acme, "price list") == {4484636, 4484618}
    assert await found(acme, "robert78baker@gmail.com cat") == {4478963}


async def test_imported_ticket_is_found_by_what_is_added_to_it(acme: Desk) -> None:
    await acme.load(example_tickets())
    ticket = 4484636
    await acme.post(f"/tickets/{ticket}/replies", {"message": "Your parcel has left"})
    note = data_of(await acme.post(f"/tickets/{ticket}/notes", {"message": "An angry customer"}))
    assert await found(acme, '"price list" parcel "angry customer"') == {ticket}
    path = f"/tickets/{ticket}/notes/{note['id']}"
    await acme.client.patch(path, json={"message": "A calm customer"})
    await acme.post(f"/tickets/{ticket}/replies", {"message": "A second one follows"})
    assert await found(acme, "angry") == set()
    assert await found(acme, '"price list" parcel "calm customer" second') == {ticket}


async def test_person_of_whom_more_is_known_is_found_by_that_in_imported_tickets(
    acme: Desk,
) -> None:
    creator = {"email": "bill_smith@gmail.com", "customIdentifier": "customer-77"}
    ticket = await open_ticket(acme, title="x", creator=creator)
    await acme.load(example_tickets())
    assert await found(acme, "customer-77") >= {ticket}


@pytest.fixture
async def ranked(acme: Desk) -> dict[str, int]:
    return {
        "message": await open_ticket(acme, title="x", message="Of a truck and more"),
        "title": await open_ticket(acme, title="truck", message="y"),
        "person": await open_ticket(
            acme, title="z", creator={"name": "Ann Truck", "email": "ann@x.example"}
        ),
        "other": await open_ticket(acme, title="car"),
    }


async def test_best_come_first(acme: Desk, ranked: dict[str, int]) -> None:
    community_id = acme.community.community_id
    wanted = narrow_to_query(TicketFilter(), community_id, read_query("truck"), Role.AGENT)
    async with acme.database.reading(community_id) as connection:
        best = await list_best(connection, community_id, wanted, skip=0, take=3, now=NOON)
        second = await list_best(connection, community_id, wanted, skip=1, take=1, now=NOON)
    assert [ids_in(document) for document in best] == [
        ranked["title"],
        ranked["person"],
        ranked["message"],
    ]
    assert second == best[1:]


def ids_in(document: bytes) -> int:
    return int(document.partition(b'"id":')[2].partition(b",")[0])


async def test_very_long_texts_are_found_by_what_they_begin_with(acme: Desk) -> None:
    words = " ".join(f"word{number}" for number in range(40_000))
    ticket = await open_ticket(acme, title="long", message=words, isHtml=False)
    for _ in range(6):
        reply = {"message": words.replace("word", f"w{_}x")}
        data_of(await acme.post(f"/tickets/{ticket}/replies", reply))
    assert await found(acme, "long word77 ") == {ticket}


@pytest.mark.parametrize("order", ["last_thread_activity_asc", "creation_time_desc"])
async def test_pages_go_on_by_their_cursor_and_by_skip(acme: Desk, order: str) -> None:
    tickets = [await open_ticket(acme, title=f"car {number}") for number in range(5)]
    await open_ticket(acme, title="truck")
    expected = tickets if order.endswith("asc") else tickets[::-1]
    body = {"query": "car", "orderBy": order, "take": 2}
    first = await acme.post("/tickets/list", body)
    second = await acme.post(first.headers["link"].partition(">")[0].strip("<"), body)
    assert [ticket["id"] for ticket in data_of(first) + data_of(second)] == expected[:4]
    assert await acme.listed_ids(**body, skip=3) == expected[3:]
    for skip in (5, 2**63 - 1):
        assert await acme.listed_ids(**body, skip=skip) == []
    assert await acme.listed_ids(**body | {"take": 0}) == []
    assert await acme.listed_ids(**body, ticketIds=expected[1:3]) == expected[1:3]
