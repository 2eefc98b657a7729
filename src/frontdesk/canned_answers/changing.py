"""Changes of canned answers. Shared ones are a setting; their own everybody keeps who may reply."""

from dataclasses import dataclass, replace
from typing import Final, LiteralString

from psycopg.errors import UniqueViolation

from frontdesk.canned_answers.answer import SELECT, CannedAnswer
from frontdesk.canned_answers.placeholders import check_placeholders
from frontdesk.categories.category import require_categories
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.text import Written, is_blank
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require

LONGEST_TITLE: Final = 200
LONGEST_SHORTCUT: Final = 50
LONGEST_TEXT: Final = 50_000


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """A canned answer as somebody wants it to be; `message` comes from `kit.text.read_message`."""

    title: str
    message: Written
    shortcut: str | None = None
    category_ids: tuple[int, ...] = ()
    is_shared: bool = False


async def create_answer(tx: Transaction, draft: AnswerDraft, *, role: Role) -> CannedAnswer:
    """Raises NotPermitted, InvalidMember, and StateConflict for a shortcut that is taken."""
    answer_id = await tx.connection.value("select nextval('canned_answer_ids')", {})
    answer = await _shape(tx, answer_id, draft, use_count=0)
    require(role, _permission(answer))
    await _write(tx, _INSERT, answer)
    await _record(tx, EventName.CANNED_ANSWER_CREATED, answer)
    return answer


async def update_answer(
    tx: Transaction, answer_id: int, draft: AnswerDraft, *, role: Role
) -> CannedAnswer:
    """Raises NotFound, NotPermitted, InvalidMember, and StateConflict for a shortcut that is
    taken. A shared answer that is no longer shared becomes the own one of whoever acts."""
    previous = await _lock_answer(tx, answer_id)
    answer = await _shape(tx, answer_id, draft, use_count=previous.use_count)
    require(role, _permission(previous))
    require(role, _permission(answer))
    if answer != previous:
        await _write(tx, _UPDATE, answer)
        await _record(tx, EventName.CANNED_ANSWER_UPDATED, answer)
    return answer


async def delete_answer(tx: Transaction, answer_id: int, *, role: Role) -> None:
    """Raises NotFound and NotPermitted."""
    answer = await _lock_answer(tx, answer_id)
    require(role, _permission(answer))
    await tx.connection.execute(
        "delete from canned_answers where community_id = %s and answer_id = %s",
        [tx.community_id, answer_id],
    )
    await _record(tx, EventName.CANNED_ANSWER_DELETED, answer)


async def count_use(tx: Transaction, answer_id: int) -> None:
    """Somebody put the answer into a reply. Counting is no change: the journal keeps nothing."""
    await tx.connection.execute(
        """
        update canned_answers
        set use_count = use_count + 1
        where community_id = %s and answer_id = %s and (owner_id is null or owner_id = %s)
        """,
        [tx.community_id, answer_id, tx.actor_id],
    )


def _permission(answer: CannedAnswer) -> Permission:
    shared = answer.owner_id is None
    return Permission.CHANGE_SETTINGS if shared else Permission.CHANGE_TICKETS


async def _lock_answer(tx: Transaction, answer_id: int) -> CannedAnswer:
    answer = await tx.connection.row(
        CannedAnswer,
        SELECT + "and a.answer_id = %(answer_id)s for update",
        {"community_id": tx.community_id, "person_id": tx.actor_id, "answer_id": answer_id},
    )
    if answer is None:
        raise NotFound(f"no canned answer has the id {answer_id}")
    return answer


async def _shape(
    tx: Transaction, answer_id: int, draft: AnswerDraft, *, use_count: int
) -> CannedAnswer:
    checked = _check(draft)
    categories = list(dict.fromkeys(checked.category_ids))
    await require_categories(tx.connection, tx.community_id, categories, member="categoryIds")
    return CannedAnswer(
        answer_id=answer_id,
        owner_id=None if checked.is_shared else tx.actor_id,
        title=checked.title,
        shortcut=checked.shortcut,
        text=checked.message.text,
        html=checked.message.html,
        category_ids=categories,
        use_count=use_count,
    )


def _check(draft: AnswerDraft) -> AnswerDraft:
    title, shortcut = draft.title.strip(), (draft.shortcut or "").strip() or None
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InvalidMember("title", f"expected 1 to {LONGEST_TITLE} characters")
    if shortcut and (len(shortcut) > LONGEST_SHORTCUT or shortcut.split() != [shortcut]):
        raise InvalidMember("shortcut", f"expected one word of at most {LONGEST_SHORTCUT} letters")
    if is_blank(draft.message.text) or len(draft.message.html) > LONGEST_TEXT:
        raise InvalidMember("text", f"expected 1 to {LONGEST_TEXT} characters")
    check_placeholders(draft.message.text)
    check_placeholders(draft.message.html)
    return replace(draft, title=title, shortcut=shortcut)


async def _write(tx: Transaction, statement: LiteralString, answer: CannedAnswer) -> None:
    try:
        # In a savepoint of its own: the refusal leaves the transaction as it was.
        async with tx.connection.transaction():
            await tx.connection.execute(statement, vars(answer) | {"community_id": tx.community_id})
    except UniqueViolation:
        raise StateConflict(f"the shortcut {answer.shortcut} is taken already") from None


async def _record(tx: Transaction, name: EventName, answer: CannedAnswer) -> None:
    """The text of an own answer is its owner's: others read the journal."""
    await record(
        tx,
        name,
        subject_id=answer.answer_id,
        title=answer.title,
        owner_id=answer.owner_id,
        text=answer.text if answer.owner_id is None else None,
    )


_INSERT: Final[LiteralString] = """
insert into canned_answers
       (community_id, answer_id, owner_id, title, shortcut, text, html, category_ids)
values (%(community_id)s, %(answer_id)s, %(owner_id)s, %(title)s, %(shortcut)s, %(text)s,
        %(html)s, %(category_ids)s)
"""

_UPDATE: Final[LiteralString] = """
update canned_answers
set owner_id     = %(owner_id)s,
    title        = %(title)s,
    shortcut     = %(shortcut)s,
    text         = %(text)s,
    html         = %(html)s,
    category_ids = %(category_ids)s
where community_id = %(community_id)s and answer_id = %(answer_id)s
"""
