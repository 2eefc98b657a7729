"""The address of the list that a saved view shows."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import UNSET

from frontdesk.inbox.days import day_of
from frontdesk.inbox.tickets_parameters import ORDERS
from frontdesk.saved_views.view_filter import ViewFilter


def query_of(wanted: ViewFilter, zone: ZoneInfo) -> dict[str, list[str]]:
    """The query of an address that asks for what a saved view shows."""
    query: dict[str, list[str]] = {}
    for name, value in _pairs_of(wanted, zone):
        query.setdefault(name, []).append(value)
    return query


def _pairs_of(wanted: ViewFilter, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield "view", _view_of(wanted)
    for status in wanted.statuses or ((wanted.status,) if wanted.status else ()):
        yield "status", status.value
    if wanted.category_id is None:
        yield "category", "none"
    elif wanted.category_id is not UNSET:
        yield "category", str(wanted.category_id)
        if not wanted.include_subcategories:
            yield "subcategories", "0"
    yield from _people_of(wanted)
    simple = (
        ("source", wanted.source),
        ("sentiment", wanted.sentiment),
        ("days", wanted.created_within_days),
    )
    for name, value in (*simple, ("searchQuery", wanted.query)):
        if value is not None:
            yield name, str(value)
    yield from (("tag", tag) for tag in wanted.tags)
    for name, is_so in (("hidden", wanted.is_hidden), ("muted", wanted.is_muted)):
        if is_so is not None:
            yield name, str(int(is_so))
    for each in wanted.custom_fields:
        given = each.value is not None
        yield (
            (f"field.{each.field_id}", str(each.value))
            if given
            else ("hasField", str(each.field_id))
        )
    for name, ticks in (("from", wanted.created_from), ("to", wanted.created_to)):
        if ticks is not None:
            yield name, day_of(ticks, zone)
    yield from (("order", name) for name, order in ORDERS.items() if order == wanted.order)


def _people_of(wanted: ViewFilter) -> Iterator[tuple[str, str]]:
    if wanted.assigned_to_me:
        yield "assignee", "me"
    elif wanted.assignee_id is None:
        yield "assignee", "none"
    elif wanted.assignee_id is not UNSET:
        yield "assignee", str(wanted.assignee_id)
    if wanted.author_id is not None:
        yield "author", str(wanted.author_id)


def _view_of(wanted: ViewFilter) -> str:
    """The standing view whose marks it has; what else it asks for are filters."""
    marks = {
        "deleted": wanted.is_deleted,
        "spam": wanted.is_spam,
        "expired": wanted.is_expired,
        "drafts": wanted.has_composition or wanted.has_draft,
        "mentions": wanted.mentions_me,
    }
    return next((slug for slug, is_so in marks.items() if is_so), "all")
