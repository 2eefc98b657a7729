"""What stands beside the list: the views with their counts, saved views, the category tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from frontdesk.categories.category import Category
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.tickets_beside import COUNTED_NOW, MOST_IN_SAVED, Beside
from frontdesk.inbox.tickets_views import LISTED
from frontdesk.inbox.visit import Visit
from frontdesk.people.permissions import Permission
from frontdesk.tickets.counting import MOST_COUNTED, NONE

_QUIET: Final = frozenset({"completed", "deleted", "all"})
"""Views whose count nobody works off."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the navigation. `count` None: it has none."""

    label: str
    href: str
    icon: str = ""
    count: str | None = None
    is_late: bool = False
    is_here: bool = False
    level: int = 0
    key: str = ""
    slug: str = ""


def view_entries(visit: Visit, beside: Beside, asked: Asked | None) -> list[Entry]:
    is_plain = asked is not None and asked.saved_view_id is None and not _is_category(asked)
    hidden = set() if visit.may(Permission.CHANGE_TICKETS) else {"deleted"}
    return [
        Entry(
            label=visit.gettext(view.name),
            href=visit.link("/tickets", view=slug),
            icon=view.icon,
            count=None if slug in _QUIET else _say_standing(slug, beside),
            is_late=slug == "expired" and beside.counts["expired"] > 0,
            is_here=asked is not None and is_plain and asked.view == slug,
            key=view.key,
            slug=slug,
        )
        for slug, view in LISTED.items()
        if slug not in hidden
    ]


def _say_standing(slug: str, beside: Beside) -> str:
    count = beside.counts.get(slug, 0)
    return say_count(count, most=MOST_COUNTED if slug in COUNTED_NOW else None)


def saved_entries(
    visit: Visit, beside: Beside, asked: Asked | None, counts: Mapping[int, int]
) -> list[Entry]:
    here = asked.saved_view_id if asked else None
    return [
        Entry(
            label=saved.name,
            href=visit.link("/tickets", savedView=saved.view_id),
            icon="people" if saved.is_shared else "bookmark",
            count=say_count(counts.get(saved.view_id, 0), most=MOST_IN_SAVED),
            is_here=here == saved.view_id,
            slug=str(saved.view_id),
        )
        for saved in beside.saved
    ]


def category_entries(visit: Visit, beside: Beside, asked: Asked | None) -> list[Entry]:
    """The branches that the visitor sees, with the unfinished tickets in each."""
    here = asked.wanted.category_id if asked and _is_category(asked) else 0
    shown = list(_walk(beside, None, 0))
    if not shown:
        return []
    loose = beside.in_categories.get(None, NONE).unfinished
    return [
        *(_category_entry(visit, beside, each, level, here) for each, level in shown),
        Entry(
            label=visit.gettext("Uncategorized"),
            href=visit.link("/tickets", view="unfinished", category="none"),
            count=say_count(loose),
            is_here=here is None,
        ),
    ]


def _category_entry(
    visit: Visit, beside: Beside, category: Category, level: int, here: object
) -> Entry:
    category_id = category.category_id
    return Entry(
        label=category.name,
        href=visit.link("/tickets", view="unfinished", category=category_id),
        icon="folder",
        count=say_count(_in_branch(beside, category_id)),
        is_here=here == category_id,
        level=min(level, 4),
    )


def _is_category(asked: Asked) -> bool:
    names = {name for name, _ in asked.pairs}
    return asked.view == "unfinished" and names == {"category"} and asked.saved_view_id is None


def _walk(beside: Beside, parent_id: int | None, level: int) -> Iterator[tuple[Category, int]]:
    seen = beside.visibility.category_ids
    for category in beside.tree.below(parent_id, include_hidden=False):
        is_seen = seen is None or category.category_id in seen
        if is_seen:
            yield category, level
        yield from _walk(beside, category.category_id, level + is_seen)


def _in_branch(beside: Beside, category_id: int) -> int:
    own = beside.in_categories.get(category_id, NONE).unfinished
    below = beside.tree.subcategories.get(category_id, [])
    return own + sum(_in_branch(beside, each.category_id) for each in below)


def say_count(count: int, *, most: int | None = None) -> str:
    """Nothing for 0, `999+` where counting ended at `most`, `12k` where nobody counts any more."""
    if count == 0:
        return ""
    if most is not None and count >= most:
        return f"{most - 1}+"
    if count < 10_000:
        return str(count)
    return f"{count // 1000}k" if count < 1_000_000 else f"{count / 1_000_000:.1f}M"
