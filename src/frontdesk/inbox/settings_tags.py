"""Settings: tags, how often they are used, and tidying them up."""

from typing import Final

import msgspec

from frontdesk.errors import NotFound
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.tags.tagging import list_tags
from frontdesk.tags.usage import TagUsage, find_tag_usage, get_tag_usage, list_tag_usage
from frontdesk.tickets.retagging import delete_tag, merge_tags, rename_tag

HOME: Final = "/settings/tags"
_A_PAGE: Final = 100
_SUGGESTED: Final = 500


class Name(msgspec.Struct):
    name: Text


class Merge(msgspec.Struct):
    into: int


async def show(visit: Visit) -> HttpAnswer:
    words, skip = visit.query_value("words") or "", _skip(visit)
    async with visit.reading() as connection:
        found = await list_tag_usage(
            connection, visit.community.community_id, words=words, skip=skip, take=_A_PAGE + 1
        )
    return visit.page(
        "settings/tags.html",
        block="main",
        tags=found[:_A_PAGE],
        words=words,
        skip=skip,
        previous=_link(visit, words, skip - _A_PAGE) if skip else None,
        following=_link(visit, words, skip + _A_PAGE) if len(found) > _A_PAGE else None,
    )


async def edit(visit: Visit) -> HttpAnswer:
    return await _tag_page(visit, await _require(visit), None)


async def rename(visit: Visit) -> HttpAnswer:
    tag = await _require(visit)
    form = await visit.form(Name)
    if (wanted := form.data) is not None:
        with form.catching():
            await visit.persist(lambda tx: rename_tag(tx, tag.tag_id, wanted.name, role=visit.role))
            toast = visit.gettext("The tag is called %(name)s now.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _tag_page(visit, tag, form)


async def ask_to_merge(visit: Visit) -> HttpAnswer:
    """What will happen; or, when there is no such other tag, the tag's page again."""
    tag, name = await _require(visit), (visit.query_value("into") or "").strip()
    async with visit.reading() as connection:
        into = await find_tag_usage(connection, visit.community.community_id, name)
    if into is None or into.tag_id == tag.tag_id:
        error = visit.gettext("There is no other tag of this name.")
        return await _tag_page(visit, tag, None, into=name, into_error=error)
    return ask(
        visit,
        visit.gettext("Merge %(name)s into %(into)s?", name=tag.name, into=into.name),
        says=[
            visit.ngettext(
                "%(count)s ticket gets %(into)s instead.",
                "%(count)s tickets get %(into)s instead.",
                tag.ticket_count,
                into=into.name,
            ),
            visit.ngettext(
                "%(count)s reply gets it, too.",
                "%(count)s replies get it, too.",
                tag.reply_count,
            ),
            visit.gettext("The tag %(name)s is gone then. This cannot be undone.", name=tag.name),
        ],
        does=visit.gettext("Merge"),
        action=f"{HOME}/{tag.tag_id}/merge",
        back=f"{HOME}/{tag.tag_id}",
        hidden={"into": into.tag_id},
    )


async def merge(visit: Visit) -> HttpAnswer:
    tag = await _require(visit)
    form = await visit.form(Merge)
    if (wanted := form.data) is not None:
        with form.catching():
            await visit.persist(
                lambda tx: merge_tags(tx, tag.tag_id, into=wanted.into, role=visit.role)
            )
            toast = visit.gettext("The tag %(name)s is merged.", name=tag.name)
            return visit.redirect(HOME, toast=toast)
    return await _tag_page(visit, tag, None, into_error=form.errors.get("into"), status=422)


async def ask_to_delete(visit: Visit) -> HttpAnswer:
    tag = await _require(visit)
    return ask(
        visit,
        visit.gettext("Delete the tag %(name)s?", name=tag.name),
        says=[
            visit.ngettext(
                "It is taken off %(count)s ticket.",
                "It is taken off %(count)s tickets.",
                tag.ticket_count,
            ),
            visit.ngettext(
                "It is taken off %(count)s reply.",
                "It is taken off %(count)s replies.",
                tag.reply_count,
            ),
            visit.gettext("This cannot be undone."),
        ],
        does=visit.gettext("Delete the tag"),
        action=f"{HOME}/{tag.tag_id}/delete",
        back=f"{HOME}/{tag.tag_id}",
    )


async def delete(visit: Visit) -> HttpAnswer:
    tag = await _require(visit)
    await visit.persist(lambda tx: delete_tag(tx, tag.tag_id, role=visit.role))
    toast = visit.gettext("The tag %(name)s is deleted.", name=tag.name)
    return visit.redirect(HOME, toast=toast)


async def _tag_page(
    visit: Visit,
    tag: TagUsage,
    form: Form[Name] | None,
    *,
    into: str = "",
    into_error: str | None = None,
    status: int = 200,
) -> HttpAnswer:
    async with visit.reading() as connection:
        names = await list_tags(connection, visit.community.community_id, skip=0, take=_SUGGESTED)
    return visit.page(
        "settings/tag.html",
        block="main",
        status=form.status if form else 422 if into_error else status,
        tag=tag,
        form=form or visit.blank_form(Name, {"name": tag.name}),
        into=into,
        into_error=into_error,
        names=names,
    )


async def _require(visit: Visit) -> TagUsage:
    """Raises NotFound."""
    async with visit.reading() as connection:
        return await get_tag_usage(connection, visit.community.community_id, visit.path_id("tagId"))


def _skip(visit: Visit) -> int:
    """Raises NotFound for what is no number."""
    text = visit.query_value("skip") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound("there is no such page")
    return int(text)


def _link(visit: Visit, words: str, skip: int) -> str:
    return visit.link(HOME, words=words or None, skip=max(0, skip) or None)
