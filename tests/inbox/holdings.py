"""One of everything that pages of the inbox are about, beside what the API knows."""

from typing import Final

from frontdesk.people.enums import Role
from frontdesk.saved_views.changing import ViewDraft, save_view
from frontdesk.saved_views.view_filter import ViewFilter
from tests.api import holdings
from tests.api.holdings import Ids
from tests.desk import Desk, data_of
from tests.team import acting

_WORDS: Final[Ids] = {"token": "no-such-token", "letter": "message", "kind": "reply"}

ABSENT: Final[Ids] = {
    **holdings.ABSENT,
    **_WORDS,
    "draftId": 999_999_909,
    "viewId": 999_999_910,
}


async def furnish(desk: Desk, *, number: int) -> Ids:
    """Make one of everything; `number` tells it from what was made before."""
    ids = await holdings.furnish(desk, number=number)
    thread = f"/tickets/{ids['ticketId']}"
    file = {"message": "Hello", "attachments": [{"fileId": ids["fileId"]}]}
    data_of(await desk.post(f"{thread}/notes", file))
    draft = data_of(await desk.post(f"{thread}/replies", {"message": "Hello", "isDraft": True}))
    return {**ids, **_WORDS, "draftId": draft["id"], "viewId": await _share_view(desk)}


async def _share_view(desk: Desk) -> int:
    """A view that belongs to no teammate, so that only administrators may change it."""
    draft = ViewDraft(name="Open tickets", filter=ViewFilter(), is_shared=True)
    async with acting(desk, desk.community.api_user_id) as tx:
        return await save_view(tx, draft, role=Role.ADMIN)
