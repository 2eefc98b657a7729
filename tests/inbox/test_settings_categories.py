"""Settings: the tree of categories."""

from typing import Any

import pytest

from tests.desk import Desk
from tests.inbox.browser import HTMX, Browser, location
from tests.team import open_ticket


async def add(browser: Browser, name: str, **fields: str) -> None:
    answer = await browser.submit("/settings/categories/new", {"name": name, **fields})
    assert location(answer) == browser.address("/settings/categories")


async def ids(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def take(categories: list[Any]) -> None:
        for each in categories:
            found[each["name"]] = each
            take(each["children"])

    take(await desk.read("/categories?includeHidden=true"))
    return found


async def test_a_category_is_made_renamed_and_deleted(acme: Desk, admin: Browser) -> None:
    await add(admin, "Orders")
    assert "The category Orders is there." in await admin.read("/settings/categories")
    category_id = (await ids(acme))["Orders"]["id"]
    path = f"/settings/categories/{category_id}"
    await admin.submit(path, {"name": "Purchases", "is_muted": "on"}, action=path)
    [category] = (await ids(acme)).values()
    assert (category["name"], category["isMuted"], category["canBeChosen"]) == (
        "Purchases",
        True,
        True,
    )
    await open_ticket(acme, categoryId=category_id)
    assert "ticket is in it" in await admin.read(f"{path}/delete")
    await admin.submit(f"{path}/delete")
    assert await ids(acme) == {}
    assert "No categories yet" in await admin.read("/settings/categories")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
async def test_a_category_moves(acme: Desk, admin: Browser, headers: dict[str, str]) -> None:
    await add(admin, "Orders")
    await add(admin, "Returns")
    known = await ids(acme)
    path = f"/settings/categories/{known['Returns']['id']}/move"
    answer = await admin.post(path, {"parent_id": str(known["Orders"]["id"])}, headers=headers)
    assert answer.status_code == (200 if headers else 303)
    assert (await ids(acme))["Returns"]["parentId"] == known["Orders"]["id"]
    said = answer.text if headers else await admin.read("/settings/categories")
    assert "Returns stands below Orders." in said


async def test_a_category_stays_out_of_its_own_branch(acme: Desk, admin: Browser) -> None:
    await add(admin, "Orders")
    await add(admin, "Returns", parent_id=str((await ids(acme))["Orders"]["id"]))
    known = await ids(acme)
    path = f"/settings/categories/{known['Orders']['id']}"
    assert f'value="{known["Returns"]["id"]}"' not in await admin.read(path)
    answer = await admin.post(f"{path}/move", {"parent_id": str(known["Returns"]["id"])})
    assert (answer.status_code, "cannot stand below itself" in answer.text) == (422, True)
    answer = await admin.submit(f"{path}/delete")
    assert (answer.status_code, "has subcategories" in answer.text) == (422, True)
