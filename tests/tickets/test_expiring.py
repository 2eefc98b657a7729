"""When tickets expire, by rules that change."""

import asyncio
from datetime import date
from typing import Any

import msgspec
import pytest

from frontdesk.errors import InvalidMember, NotPermitted
from frontdesk.kit.clock import DAY, HOUR, MINUTE
from frontdesk.people.enums import Role
from frontdesk.response_times.changing import set_response_rules
from frontdesk.response_times.office_hours import OfficeHours, OpenTime
from frontdesk.response_times.rules import ResponseRules, load_rules
from frontdesk.tickets.document import Ticket
from frontdesk.tickets.expiring import changes_under_way, have_ended, recount_expiry
from frontdesk.tickets.lookup import get_document
from tests.desk import NOON, Desk, data_of
from tests.team import acting, looking, open_ticket

# Noon of the tests is that of a Monday in UTC.
MORNINGS = OfficeHours(
    time_zone="UTC",
    week=((OpenTime(8 * 60, 12 * 60),),) * 5 + ((), ()),
    holidays=(date(2026, 3, 3),),
)


async def rule(desk: Desk, **parts: Any) -> bool:
    rules = ResponseRules(**({"response_time": DAY} | parts))
    async with acting(desk, desk.community.api_user_id) as tx:
        return await set_response_rules(tx, rules, role=Role.ADMIN)


async def recount(desk: Desk, take: int = 2) -> None:
    after: int | None = 0
    while after is not None:
        async with acting(desk, desk.community.api_user_id) as tx:
            after = await recount_expiry(tx, after=after, take=take)


async def expiries(desk: Desk) -> list[int | None]:
    async with looking(desk) as (connection, community_id):
        return await connection.values(
            "select expiry_time from tickets where community_id = %(id)s order by ticket_id",
            {"id": community_id},
        )


async def test_without_rules_a_ticket_expires_after_a_day(acme: Desk) -> None:
    await open_ticket(acme)
    assert await expiries(acme) == [NOON + DAY]
    async with looking(acme) as (connection, community_id):
        assert await load_rules(connection, community_id) == ResponseRules(response_time=DAY)


async def test_only_office_hours_count(acme: Desk) -> None:
    await rule(acme, response_time=2 * HOUR, office_hours=MORNINGS)
    ticket = await open_ticket(acme)
    wednesday_at_ten = NOON + 2 * DAY - 2 * HOUR
    assert await expiries(acme) == [wednesday_at_ten]
    for now, is_expired in ((wednesday_at_ten - 1, False), (wednesday_at_ten, True)):
        async with looking(acme) as (connection, community_id):
            shown = await get_document(connection, community_id, ticket, now=now)
        assert msgspec.json.decode(shown, type=Ticket).properties.is_expired is is_expired
    data_of(await acme.client.patch(f"/tickets/{ticket}/status", json={"status": "completed"}))
    assert await expiries(acme) == [None]


async def test_a_category_has_a_time_of_its_own_and_statuses_may_not_count(acme: Desk) -> None:
    pets = data_of(await acme.post("/categories", {"name": "Pets"}))["id"]
    await rule(acme, category_times={pets: HOUR}, statuses=("open",))
    ticket = await open_ticket(acme, categoryId=pets)
    await open_ticket(acme)
    assert await expiries(acme) == [NOON + HOUR, NOON + DAY]
    data_of(await acme.client.patch(f"/tickets/{ticket}/category", json={"id": None}))
    assert await expiries(acme) == [NOON + DAY, NOON + DAY]
    data_of(await acme.client.patch(f"/tickets/{ticket}/status", json={"status": "pending"}))
    assert await expiries(acme) == [None, NOON + DAY]


async def test_open_tickets_are_counted_anew_in_batches(acme: Desk) -> None:
    pets = data_of(await acme.post("/categories", {"name": "Pets"}))["id"]
    tickets = [await open_ticket(acme, categoryId=pets if n == 4 else None) for n in range(5)]
    body = {"status": "completed"}
    data_of(await acme.client.patch(f"/tickets/{tickets[1]}/status", json=body))
    await rule(acme, response_time=HOUR, category_times={pets: MINUTE})
    assert await expiries(acme) == [NOON + DAY, None, *[NOON + DAY] * 3]
    await recount(acme)
    assert await expiries(acme) == [NOON + HOUR, None, *[NOON + HOUR] * 2, NOON + MINUTE]
    await rule(acme, response_time=HOUR, office_hours=MORNINGS, statuses=("open",))
    await recount(acme, take=100)
    wednesday_at_nine = NOON + 2 * DAY - 3 * HOUR
    assert await expiries(acme) == [wednesday_at_nine, None, *[wednesday_at_nine] * 3]
    data_of(await acme.client.patch(f"/tickets/{tickets[0]}/status", json={"status": "pending"}))
    assert (await expiries(acme))[0] is None


async def test_it_is_known_when_the_changes_under_way_have_ended(acme: Desk) -> None:
    ticket = await open_ticket(acme)
    async with looking(acme) as (connection, _):
        async with acting(acme, acme.community.api_user_id) as tx:
            await tx.connection.execute(
                "update tickets set is_muted = false where community_id = %s and ticket_id = %s",
                [tx.community_id, ticket],
            )
            number = await changes_under_way(connection)
            assert not await have_ended(connection, number)
        async with asyncio.timeout(30):
            while not await have_ended(connection, number):  # noqa: ASYNC110
                await asyncio.sleep(0.02)  # another test's process may be writing just now


async def test_the_same_rules_again_are_no_change(acme: Desk) -> None:
    assert await rule(acme, office_hours=MORNINGS)
    assert not await rule(acme, office_hours=MORNINGS)
    [event] = await acme.events("response_rules_changed")
    assert event.data["previous"]["office_hours"] is None
    assert event.data["rules"]["office_hours"]["time_zone"] == "UTC"


@pytest.mark.parametrize(
    ("parts", "member"),
    [
        ({"response_time": 1}, "responseTime"),
        ({"category_times": {98765: HOUR}}, "categoryTimes.98765"),
        ({"statuses": ("completed",)}, "statuses"),
        ({"office_hours": OfficeHours(time_zone="x", week=())}, "timeZone"),
    ],
    ids=["time", "category", "status", "hours"],
)
async def test_rules_that_cannot_be_are_refused(
    acme: Desk, parts: dict[str, Any], member: str
) -> None:
    with pytest.raises(InvalidMember, match=f"^{member}"):
        await rule(acme, **parts)


async def test_rules_are_a_setting(acme: Desk) -> None:
    async with acting(acme, acme.community.api_user_id) as tx:
        with pytest.raises(NotPermitted):
            await set_response_rules(tx, ResponseRules(response_time=HOUR), role=Role.AGENT)
