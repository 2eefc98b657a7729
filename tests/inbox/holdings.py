"""One of everything that pages of the inbox are about, beside what the API knows."""

from typing import Final

from tests.api import holdings
from tests.api.holdings import Ids
from tests.desk import Desk, data_of

_WORDS: Final[Ids] = {"token": "no-such-token", "letter": "message", "kind": "reply"}

ABSENT: Final[Ids] = {**holdings.ABSENT, **_WORDS, "draftId": 999_999_909}


async def furnish(desk: Desk, *, number: int) -> Ids:
    """Make one of everything; `number` tells it from what was made before."""
    ids = await holdings.furnish(desk, number=number)
    thread = f"/tickets/{ids['ticketId']}"
    file = {"message": "Hello", "attachments": [{"fileId": ids["fileId"]}]}
    data_of(await desk.post(f"{thread}/notes", file))
    draft = data_of(await desk.post(f"{thread}/replies", {"message": "Hello", "isDraft": True}))
    return {**ids, **_WORDS, "draftId": draft["id"]}
