"""One of everything that pages of the inbox are about, beside what the API knows."""

from typing import Final

from frontdesk.canned_answers.changing import AnswerDraft, create_answer
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tokens.issuing import issue_token
from frontdesk.tokens.refresh import list_tokens
from tests.api import holdings
from tests.api.holdings import Ids
from tests.desk import Desk
from tests.team import acting

ABSENT: Final[Ids] = {
    **holdings.ABSENT,
    "token": "no-such-token",
    "tagId": 999_999_911,
    "answerId": 999_999_912,
    "tokenId": 999_999_913,
}


async def furnish(desk: Desk, *, number: int) -> Ids:
    """Make one of everything; `number` tells it from what was made before."""
    known = await holdings.furnish(desk, number=number)
    return {**known, "token": "no-such-token", **await _furnish_settings(desk, number)}


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
