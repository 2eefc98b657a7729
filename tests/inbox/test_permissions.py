"""Who may see and do what, at each page: each role, with what is the community's own, another
community's, and nowhere; and who is signed in elsewhere only."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from uuid import UUID

import pytest
from httpx2 import Response

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.inbox.routes import ROUTES
from frontdesk.inbox.settings_routes import SETTINGS
from frontdesk.people.enums import Role
from tests.api.holdings import Ids, all_rows
from tests.desk import Desk, open_desk
from tests.inbox.browser import Browser, begin_session_of, open_browser
from tests.inbox.holdings import ABSENT, furnish
from tests.team import add_teammate

NOBODY: Final = "nobody"
STRANGER: Final = "another community's admin"
CALLERS: Final = (*(str(role) for role in Role), NOBODY, STRANGER)

LET_IN: Final = {
    "open": set(CALLERS),
    "read": {"admin", "agent", "read_only_user"},
    "work": {"admin", "agent"},
    "rule": {"admin"},
}
"""Others are asked to sign in, or, if they are a teammate, told that they may not."""

Make = Callable[[Ids], Mapping[str, Any]]


def fixed(**fields: Any) -> Make:
    return lambda _: fields


NONE: Final = fixed()


def triage(ids: Ids) -> Mapping[str, Any]:
    return {"ticketIds": [str(ids["ticketId"])], "change": "status:completed"}


PAGES: Final[Mapping[str, tuple[str, Make]]] = {
    "GET ": ("read", NONE),
    "GET /sign-in": ("open", NONE),
    "POST /sign-in": ("open", NONE),
    "GET /sign-in/code": ("open", NONE),
    "POST /sign-in/code": ("open", NONE),
    "POST /sign-out": ("read", NONE),
    "GET /welcome/{token}": ("open", NONE),
    "POST /welcome/{token}": ("open", NONE),
    "GET /account": ("read", NONE),
    "POST /account/name": ("read", fixed(name="")),
    "POST /account/preferences": ("read", NONE),
    "GET /account/security": ("read", NONE),
    "POST /account/password": ("read", NONE),
    "GET /account/second-factor/on": ("read", NONE),
    "POST /account/second-factor/on": ("read", NONE),
    "POST /account/second-factor/code": ("read", NONE),
    "GET /account/second-factor/off": ("read", NONE),
    "POST /account/second-factor/off": ("read", NONE),
    "GET /account/second-factor/codes": ("read", NONE),
    "POST /account/second-factor/codes": ("read", NONE),
    "POST /account/sessions/end": ("read", fixed(session_id="1")),
    "POST /account/sessions/end-others": ("read", NONE),
    "GET /tickets": ("read", NONE),
    "GET /tickets/counts": ("read", NONE),
    "GET /tickets/filters": ("read", NONE),
    "GET /tickets/rows": ("read", NONE),
    "POST /tickets/density": ("read", fixed(density="compact")),
    "POST /tickets/read-all": ("read", NONE),
    "POST /tickets/triage": ("work", triage),
    "POST /tickets/undo": ("work", fixed(deed="1-1-1")),
    "GET /views": ("read", NONE),
    "POST /views": ("read", fixed(name="Mine", filter="view=mine")),
    "POST /views/order": ("read", NONE),
    "GET /views/new": ("read", NONE),
    "GET /views/{viewId}": ("read", NONE),
    "POST /views/{viewId}": ("rule", fixed(name="Ours", isShared="on")),
    "POST /views/{viewId}/delete": ("rule", NONE),
    "GET /palette": ("read", NONE),
    "GET /tickets/{ticketId}": ("read", NONE),
    "GET /tickets/{ticketId}/thread": ("read", NONE),
    "GET /tickets/{ticketId}/letters/{letter}": ("read", NONE),
    "POST /tickets/{ticketId}/pictures": ("read", lambda ids: {"sender": ids["authorId"]}),
    "GET /tickets/{ticketId}/files/{fileId}": ("read", NONE),
    "POST /tickets/{ticketId}/files": ("work", NONE),
    "POST /tickets/{ticketId}/replies": ("work", fixed(text="Hello")),
    "POST /tickets/{ticketId}/notes": ("work", fixed(text="Hello")),
    "POST /tickets/{ticketId}/notes/{noteId}": ("work", fixed(text="Other")),
    "POST /tickets/{ticketId}/notes/{noteId}/delete": ("work", NONE),
    "POST /tickets/{ticketId}/drafts/{draftId}": ("work", NONE),
    "POST /tickets/{ticketId}/drafts/{draftId}/delete": ("work", NONE),
    "POST /tickets/{ticketId}/compositions/{kind}": ("work", fixed(text="Hel", revision="1")),
    "GET /tickets/{ticketId}/answers": ("work", NONE),
    "POST /tickets/{ticketId}/answers": ("work", fixed(text="Hello")),
    "GET /tickets/{ticketId}/teammates": ("work", NONE),
    "GET /tickets/{ticketId}/known-tags": ("work", NONE),
    "POST /tickets/{ticketId}/status": ("work", fixed(status="completed")),
    "POST /tickets/{ticketId}/assignee": ("work", NONE),
    "POST /tickets/{ticketId}/category": (
        "work",
        lambda ids: {"category": ids["categoryId"]},
    ),
    "POST /tickets/{ticketId}/tags": ("work", fixed(add="urgent")),
    "POST /tickets/{ticketId}/fields/{id}": ("work", fixed(value="N-1")),
    "POST /tickets/{ticketId}/aside": ("work", fixed(mark="is_spam", wanted="1")),
    "POST /tickets/{ticketId}/unread": ("read", NONE),
    "GET /live": ("read", NONE),
    "GET /tickets/news": ("read", NONE),
    "GET /tickets/{ticketId}/presence": ("read", NONE),
    "POST /tickets/{ticketId}/presence": ("read", fixed(doing="looking", tab="a")),
    **{f"{route.method} {route.path}": ("rule", NONE) for route in SETTINGS},
}
"""What each page is for, and what its form is filled in with, by ids of `holdings.furnish`."""

ENDLESS: Final = frozenset({"GET /live"})
"""Only the head of these is asked for."""

_numbers = count(20_000)


def test_every_page_is_in_the_table() -> None:
    assert set(PAGES) == {f"{route.method} {route.path}" for route in ROUTES}


@dataclass(frozen=True)
class Houses:
    """Two communities with one of everything, teammates of the first by their role, and the token
    of a session in the second."""

    own: Desk
    own_ids: Ids
    people: Mapping[str, UUID]
    other_ids: Ids
    other_session: str


@pytest.fixture(scope="module")
async def houses(
    database: Database, address: DatabaseAddress, server_url: str
) -> AsyncIterator[Houses]:
    async with AsyncExitStack() as stack:
        own = await stack.enter_async_context(open_desk(database, address, server_url, "own"))
        other = await stack.enter_async_context(open_desk(database, address, server_url, "other"))
        stranger = await add_teammate(other, "Sam Stranger", "admin")
        houses = Houses(
            own=own,
            own_ids=await furnish(own, number=next(_numbers)),
            people={role: await add_teammate(own, f"{role} one", role) for role in Role},
            other_ids=await furnish(other, number=next(_numbers)),
            other_session=await begin_session_of(other, stranger),
        )
        rows = await all_rows(other)
        yield houses
        assert await all_rows(other) == rows


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("page", PAGES)
async def test_permission(houses: Houses, page: str, caller: str) -> None:
    level, make = PAGES[page]
    async with open_browser(houses.own) as browser:
        await become(browser, houses, caller)
        if caller not in LET_IN[level]:
            answer = await call(browser, page, houses.own_ids, make)
            assert_refused(answer, browser, is_teammate=caller in houses.people)
        elif "{" not in page:
            assert_let_in(await call(browser, page, houses.own_ids, make))
        else:
            await assert_only_own(houses, browser, page, make)


async def assert_only_own(houses: Houses, browser: Browser, page: str, make: Make) -> None:
    """What is another community's is answered as what is nowhere."""
    nowhere = await call(browser, page, ABSENT, make)
    foreign = await call(browser, page, houses.other_ids, make)
    assert (nowhere.status_code, foreign.status_code) == (404, 404)
    if "{token}" not in page:
        ids = await furnish(houses.own, number=next(_numbers))  # some pages destroy
        assert_let_in(await call(browser, page, ids, make))


async def become(browser: Browser, houses: Houses, caller: str) -> None:
    """Also with a cookie that another community's page was given."""
    if caller == STRANGER:
        browser.keep_session(houses.other_session)
    elif caller != NOBODY:
        browser.keep_session(await begin_session_of(houses.own, houses.people[caller]))


async def call(browser: Browser, page: str, ids: Ids, make: Make) -> Response:
    method, _, path = page.partition(" ")
    filled = path.format_map(ids)
    if page in ENDLESS:
        return await browser.client.head(browser.address(filled))
    if method == "GET":
        return await browser.get(filled)
    return await browser.post(filled, make(ids), method=method)


def assert_let_in(answer: Response) -> None:
    """Whatever was filled in may be wrong, but it was looked at."""
    assert answer.status_code in (200, 303, 422), answer.text
    assert "/sign-in?" not in answer.headers.get("location", "")


def assert_refused(answer: Response, browser: Browser, *, is_teammate: bool) -> None:
    if is_teammate:
        assert answer.status_code == 403
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(browser.address("/sign-in"))
