"""The pages of the settings; all are for administrators."""

from collections.abc import Awaitable, Callable
from typing import Final

from frontdesk.inbox import settings_categories as categories
from frontdesk.inbox import settings_fields as fields
from frontdesk.inbox import settings_groups as groups
from frontdesk.inbox import settings_tags as tags
from frontdesk.inbox import settings_teammates as teammates
from frontdesk.inbox.route import Route
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission


async def enter(visit: Visit) -> HttpAnswer:
    return visit.redirect("/settings/teammates")


def _page(
    method: str, path: str, handle: Callable[[Visit], Awaitable[HttpAnswer]]
) -> Route:
    """The section is that of the screen: the first part of its path."""
    section = "/".join(path.split("/")[1:3])
    return Route(method, path, handle, Permission.CHANGE_SETTINGS, section=section)


# fmt: off
SETTINGS: Final = (
    _page("GET", "/settings", enter),
    _page("GET", "/settings/teammates", teammates.show),
    _page("POST", "/settings/teammates", teammates.invite),
    _page("GET", "/settings/teammates/new", teammates.ask_whom),
    _page("GET", "/settings/teammates/{teammateId}", teammates.edit),
    _page("POST", "/settings/teammates/{teammateId}", teammates.save),
    _page("POST", "/settings/teammates/{teammateId}/link", teammates.make_link),
    _page("GET", "/settings/teammates/{teammateId}/second-factor", teammates.ask_to_reset),
    _page("POST", "/settings/teammates/{teammateId}/second-factor", teammates.reset),
    _page("GET", "/settings/teammates/{teammateId}/remove", teammates.ask_to_remove),
    _page("POST", "/settings/teammates/{teammateId}/remove", teammates.remove),
    _page("GET", "/settings/groups", groups.show),
    _page("POST", "/settings/groups", groups.create),
    _page("GET", "/settings/groups/new", groups.ask_what),
    _page("GET", "/settings/groups/{userGroupId}", groups.edit),
    _page("POST", "/settings/groups/{userGroupId}", groups.save),
    _page("GET", "/settings/groups/{userGroupId}/delete", groups.ask_to_delete),
    _page("POST", "/settings/groups/{userGroupId}/delete", groups.delete),
    _page("GET", "/settings/categories", categories.show),
    _page("POST", "/settings/categories", categories.create),
    _page("GET", "/settings/categories/new", categories.ask_what),
    _page("GET", "/settings/categories/{categoryId}", categories.edit),
    _page("POST", "/settings/categories/{categoryId}", categories.save),
    _page("POST", "/settings/categories/{categoryId}/move", categories.move),
    _page("GET", "/settings/categories/{categoryId}/delete", categories.ask_to_delete),
    _page("POST", "/settings/categories/{categoryId}/delete", categories.delete),
    _page("GET", "/settings/fields", fields.show),
    _page("POST", "/settings/fields", fields.create),
    _page("GET", "/settings/fields/new", fields.ask_what),
    _page("GET", "/settings/fields/{id}", fields.edit),
    _page("POST", "/settings/fields/{id}", fields.save),
    _page("GET", "/settings/fields/{id}/delete", fields.ask_to_delete),
    _page("POST", "/settings/fields/{id}/delete", fields.delete),
    _page("GET", "/settings/tags", tags.show),
    _page("GET", "/settings/tags/{tagId}", tags.edit),
    _page("POST", "/settings/tags/{tagId}", tags.rename),
    _page("GET", "/settings/tags/{tagId}/merge", tags.ask_to_merge),
    _page("POST", "/settings/tags/{tagId}/merge", tags.merge),
    _page("GET", "/settings/tags/{tagId}/delete", tags.ask_to_delete),
    _page("POST", "/settings/tags/{tagId}/delete", tags.delete),
)
# fmt: on
