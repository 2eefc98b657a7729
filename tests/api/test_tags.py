"""Tags over HTTP."""

import pytest

from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk, assert_documents_true, data_of, fault_of


async def tag(desk: Desk, names: list[str]) -> None:
    """Give a ticket these tags, and with them the community."""
    [ticket, *_] = example_tickets()
    await desk.load([ticket])
    for start in range(0, len(names), 100):
        data_of(
            await desk.client.put(f"/tickets/{ticket.id}/tags", json=names[start : start + 100])
        )


async def test_tags_are_listed_in_pages_in_alphabetical_order(acme: Desk) -> None:
    names = [f"tag {number:02}" for number in range(30)]
    await tag(acme, names[::-1])

    every = await acme.read("/tags", take=1000)
    assert every == ["tag 00", *every[1:]]
    assert set(names) <= set(every)
    assert every == sorted(every)
    assert await acme.read("/tags") == every[:25]
    assert await acme.read("/tags", skip=25) == every[25:]
    assert await acme.read("/tags", skip=3, take=2) == every[3:5]
    assert await acme.read("/tags", take=0) == []
    assert await acme.read("/tags", skip=10_000) == []
    await assert_documents_true(acme)


async def test_a_page_holds_at_most_a_thousand(acme: Desk) -> None:
    await tag(acme, [f"tag {number:04}" for number in range(1100)])
    assert len(await acme.read("/tags", take=1_000_000)) == 1000


@pytest.mark.parametrize(
    "parameters", [{"take": -1}, {"skip": -1}, {"take": "x"}, {"skip": 2**63}, {"limit": 5}]
)
async def test_a_wrong_parameter_is_refused_by_name(
    acme: Desk, parameters: dict[str, str | int]
) -> None:
    status, text = fault_of(await acme.client.get("/tags", params=parameters))
    assert status == 400
    assert text.startswith(f"{next(iter(parameters))}:")


async def test_anothers_tags_are_not_listed(acme: Desk, globex: Desk) -> None:
    await tag(globex, ["secret"])
    assert await acme.read("/tags") == []
