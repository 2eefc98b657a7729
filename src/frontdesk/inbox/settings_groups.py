"""Settings: user groups, who is in them, and the categories that they see."""

from typing import Final
from uuid import UUID

import msgspec

from frontdesk.categories.tree import load_tree
from frontdesk.inbox.category_options import category_options
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask, sent_list
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.teammates import list_teammates
from frontdesk.user_groups.changing import GroupDraft, create_group, delete_group, update_group
from frontdesk.user_groups.overview import (
    GroupOverview,
    get_group_overview,
    list_group_overviews,
)

HOME: Final = "/settings/groups"


class Group(msgspec.Struct):
    name: Text
    member_ids: list[UUID] = []
    category_ids: list[int] = []

    def draft(self) -> GroupDraft:
        return GroupDraft(
            name=self.name, member_ids=self.member_ids, category_ids=self.category_ids
        )


async def show(visit: Visit) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        groups = await list_group_overviews(connection, community_id)
        people = {m.person_id: m for m in await list_teammates(connection, community_id)}
        tree = await load_tree(connection, community_id)
    return visit.page("settings/groups.html", groups=groups, people=people, tree=tree)


async def ask_what(visit: Visit) -> HttpAnswer:
    return await _group_page(visit, None, None)


async def create(visit: Visit) -> HttpAnswer:
    form = await visit.form(Group)
    if (wanted := form.data) is not None:
        with form.catching(memberIds="member_ids", categoryIds="category_ids"):
            await visit.persist(lambda tx: create_group(tx, wanted.draft()))
            toast = visit.gettext("The group %(name)s is there.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _group_page(visit, None, form)


async def edit(visit: Visit) -> HttpAnswer:
    return await _group_page(visit, await _require_group(visit), None)


async def save(visit: Visit) -> HttpAnswer:
    group = await _require_group(visit)
    form = await visit.form(Group)
    if (wanted := form.data) is not None:
        with form.catching(memberIds="member_ids", categoryIds="category_ids"):
            await visit.persist(lambda tx: update_group(tx, group.group_id, wanted.draft()))
            toast = visit.gettext("%(name)s is saved.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _group_page(visit, group, form)


async def ask_to_delete(visit: Visit) -> HttpAnswer:
    group = await _require_group(visit)
    return ask(
        visit,
        visit.gettext("Delete the group %(name)s?", name=group.name),
        says=[
            visit.ngettext(
                "Its %(count)s member stays in the team.",
                "Its %(count)s members stay in the team.",
                len(group.member_ids),
            ),
            visit.gettext("The categories and their tickets stay as they are."),
        ],
        does=visit.gettext("Delete the group"),
        action=f"{HOME}/{group.group_id}/delete",
        back=f"{HOME}/{group.group_id}",
    )


async def delete(visit: Visit) -> HttpAnswer:
    group = await _require_group(visit)
    await visit.persist(lambda tx: delete_group(tx, group.group_id))
    toast = visit.gettext("The group %(name)s is deleted.", name=group.name)
    return visit.redirect(HOME, toast=toast)


async def _require_group(visit: Visit) -> GroupOverview:
    group_id = visit.path_id("userGroupId")
    async with visit.reading() as connection:
        return await get_group_overview(connection, visit.community.community_id, group_id)


async def _group_page(
    visit: Visit, group: GroupOverview | None, form: Form[Group] | None
) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        people = await list_teammates(connection, community_id)
        tree = await load_tree(connection, community_id)
    if form is not None:
        members, categories = sent_list(visit, "member_ids"), sent_list(visit, "category_ids")
    else:
        members = [str(each) for each in group.member_ids] if group else []
        categories = [str(each) for each in group.category_ids] if group else []
    return visit.page(
        "settings/group.html",
        block="main",
        status=form.status if form else 200,
        group=group,
        form=form or visit.blank_form(Group, {"name": group.name if group else ""}),
        people=people,
        categories=category_options(tree),
        members_chosen=members,
        categories_chosen=categories,
    )
