"""Changes of categories with all that follows for the tickets in them."""

from frontdesk.categories.category import Category
from frontdesk.categories.changing import (
    CategoryDraft,
    close_category,
    lock_tree,
    remove_category,
    require_category,
    require_no_subcategories,
    require_place,
    write_category,
)
from frontdesk.custom_fields.assignment import withdraw_fields
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record_for_tickets
from frontdesk.events.names import EventName
from frontdesk.tickets.rewriting import MUTED, NOT_MUTED, category_member, rewrite_documents


async def update_category(tx: Transaction, category_id: int, draft: CategoryDraft) -> Category:
    """Rename, move, hide, mute a category; its tickets show it at once.

    Raises NotFound, and InvalidMember for a place where it cannot stand.
    """
    tree = await lock_tree(tx)
    previous = require_category(tree, category_id)
    category = Category(category_id=category_id, **vars(draft))
    if category == previous:
        return category
    require_place(tree, category)
    if (category.name, category.is_muted) != (previous.name, previous.is_muted):
        await _show_in_tickets(tx, previous, category)
        await close_category(tx, category_id)
        await _show_in_tickets(tx, previous, category)
    await write_category(tx, previous, category)
    return category


async def _show_in_tickets(tx: Transaction, previous: Category, category: Category) -> None:
    if category.name != previous.name:
        await rewrite_documents(
            tx,
            "t.category_id = %(category_id)s",
            old=category_member(previous.category_id, previous.name),
            new=category_member(category.category_id, category.name),
            category_id=category.category_id,
        )
    if category.is_muted != previous.is_muted:
        await rewrite_documents(
            tx,
            "t.category_id = %(category_id)s and not t.is_muted",
            old=MUTED if previous.is_muted else NOT_MUTED,
            new=MUTED if category.is_muted else NOT_MUTED,
            category_id=category.category_id,
        )


async def delete_category(tx: Transaction, category_id: int) -> None:
    """Delete a category; its tickets are then in none.

    Raises NotFound, and StateConflict while it has subcategories or a custom field is meant for it
    alone.
    """
    tree = await lock_tree(tx)
    category = require_category(tree, category_id)
    require_no_subcategories(tree, category_id)
    await withdraw_fields(tx, category_id)
    await _empty(tx, category)
    await close_category(tx, category_id)
    await _empty(tx, category)
    await remove_category(tx, category)


async def _empty(tx: Transaction, category: Category) -> None:
    moved = await tx.connection.values(
        """
        with moved as (
            update tickets
            set category_id = null
            where community_id = %(community_id)s and category_id = %(category_id)s
            returning ticket_id, is_muted
        )
        update ticket_documents d
        set document = replace(
                case
                    when moved.is_muted then d.document::text
                    else replace(d.document::text, %(muted)s, %(not_muted)s)
                end,
                %(member)s,
                '"category":null'
            )::json
        from moved
        where d.community_id = %(community_id)s and d.ticket_id = moved.ticket_id
        returning d.ticket_id
        """,
        {
            "community_id": tx.community_id,
            "category_id": category.category_id,
            "muted": MUTED,
            "not_muted": NOT_MUTED,
            "member": category_member(category.category_id, category.name),
        },
    )
    await record_for_tickets(
        tx,
        EventName.TICKET_CATEGORY_CHANGED,
        moved,
        previous=category.category_id,
        category_id=None,
    )
