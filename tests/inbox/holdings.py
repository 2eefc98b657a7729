"""One of everything that pages of the inbox are about, beside what the API knows."""

from typing import Final

from frontdesk.canned_answers.changing import AnswerDraft, create_answer
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from frontdesk.saved_views.changing import ViewDraft, save_view
from frontdesk.saved_views.view_filter import ViewFilter
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tokens.issuing import issue_token
from frontdesk.tokens.refresh import list_tokens
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
    "tagId": 999_999_911,
    "answerId": 999_999_912,
    "tokenId": 999_999_913,
}


async def furnish(desk: Desk, *, number: int) -> Ids:
    """Make one of everything; `number` tells it from what was made before."""
    ids = await holdings.furnish(desk, number=number)
    thread = f"/tickets/{ids['ticketId']}"
    file = {"message": "Hello", "attachments": [{"fileId": ids["fileId"]}]}
    data_of(await desk.post(f"{thread}/notes", file))
    draft = data_of(await desk.post(f"{thread}/replies", {"message": "Hello", "isDraft": True}))
    return {
        **ids,
        **_WORDS,
        "draftId": draft["id"],
        "viewId": await _share_view(desk),
        **await _furnish_settings(desk, number),
    }


async def _share_view(desk: Desk) -> int:
    """A view that belongs to no teammate, so that only administrators may change it."""
    draft = ViewDraft(name="Open tickets", filter=ViewFilter(), is_shared=True)
    async with acting(desk, desk.community.api_user_id) as tx:
        return await save_view(tx, draft, role=Role.ADMIN)


async def _furnish_settings(desk: Desk, number: int) -> Ids:
    """What the API does not make."""
    async with acting(desk, desk.community.api_user_id) as tx:
        tags = await ensure_tags(tx.connection, tx.community_id, [f"tag {number}"])
        answer = await create_answer(
            tx,
            AnswerDraft(
                title="Thanks", message=read_message("Thank you", is_html=False), is_shared=True
            ),
            role=Role.ADMIN,
        )
        await issue_token(
            tx, name=f"Shop {number}", kind="refresh", wanted=Role.AGENT, role=Role.ADMIN
        )
        tokens = await list_tokens(tx.connection, tx.community_id)
    return {
        "tagId": tags[f"tag {number}"],
        "answerId": answer.answer_id,
        "tokenId": tokens[-1].token_id,
    }
