"""The whole JSON surface on one screen. `POST /token` and the probes beside it have no envelope
around their own forms: see `api.tokens` and `api.health`."""

from typing import Final

from frontdesk.api import categories, tags, teammates, tickets, triage, user_groups, widgets
from frontdesk.api.call import Route
from frontdesk.people.permissions import Permission
from frontdesk.tickets.document import Ticket
from frontdesk.wire.categories import CategoriesQuery, Category, CategoryBody, Subcategory
from frontdesk.wire.nothing import Nothing
from frontdesk.wire.tags import TagsQuery
from frontdesk.wire.team import Teammate, TeammateBody, TeammatesQuery, UserGroup, UserGroupBody
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery
from frontdesk.wire.triage import UpdateAssignee, UpdateCategory, UpdateStatus
from frontdesk.wire.widgets import ChangedWidgetSchedule, NewWidgetSchedule, WidgetSchedule

READ: Final = Permission.READ_TICKETS
WRITE: Final = Permission.CHANGE_TICKETS
ADMIN: Final = Permission.CHANGE_SETTINGS

# fmt: off
TICKETS: Final = (
    Route("POST", "/tickets/list", "List Tickets", tickets.list_tickets, READ, list[Ticket], ListTickets, ListTicketsQuery),
    Route("PATCH", "/tickets/{ticketId}/status", "Update Ticket Status", triage.update_status, WRITE, Nothing, UpdateStatus),
    Route("PATCH", "/tickets/{ticketId}/Assignee", "Update Ticket Assignee", triage.update_assignee, WRITE, Nothing, UpdateAssignee),
    Route("PATCH", "/tickets/{ticketId}/category", "Update Ticket Category", triage.update_category, WRITE, Nothing, UpdateCategory | None),
    Route("PUT", "/tickets/{ticketId}/category/{categoryId}", "Put Ticket Category", triage.put_category, WRITE, Nothing),
    Route("PUT", "/tickets/{ticketId}/tags", "Replace Ticket Tags", triage.replace_tags, WRITE, Nothing, list[str]),
)
CATEGORIES: Final = (
    Route("GET", "/categories", "Get Full Community Category List", categories.list_categories, READ, list[Category], query=CategoriesQuery),
    Route("GET", "/categories/subcategories", "Get Root Categories", categories.list_roots, READ, list[Subcategory], query=CategoriesQuery),
    Route("GET", "/categories/{parentId}/subcategories", "Get Subcategories by Parent Id", categories.list_subcategories, READ, list[Subcategory], query=CategoriesQuery),
    Route("GET", "/categories/{categoryId}", "Get Category By Id", categories.get_category, READ, Category, query=CategoriesQuery),
    Route("POST", "/categories", "Create Category", categories.create, ADMIN, Category, CategoryBody),
    Route("PUT", "/categories/{categoryId}", "Update Category", categories.update, ADMIN, Category, CategoryBody),
    Route("DELETE", "/categories/{categoryId}", "Delete Category", categories.delete, ADMIN, Nothing),
    Route("GET", "/tags", "List Tags", tags.list_tags, READ, list[str], query=TagsQuery),
)
CUSTOM_FIELDS: Final[tuple[Route, ...]] = (
)
TEAM: Final = (
    Route("GET", "/Teammates", "Get All Teammates", teammates.list_all, READ, list[Teammate], query=TeammatesQuery),
    Route("POST", "/Teammates", "Create Teammate", teammates.create, ADMIN, Teammate, TeammateBody),
    Route("PUT", "/Teammates/{teammateId}", "Update Teammate", teammates.update, ADMIN, Teammate, TeammateBody),
    Route("DELETE", "/Teammates/{teammateId}", "Delete Teammate", teammates.delete, ADMIN, Nothing),
    Route("GET", "/UserGroups", "Get All User Groups", user_groups.list_all, READ, list[UserGroup]),
    Route("POST", "/UserGroups", "Create User Group", user_groups.create, ADMIN, UserGroup, UserGroupBody),
    Route("PUT", "/UserGroups/{userGroupId}", "Update User Group", user_groups.update, ADMIN, UserGroup, UserGroupBody),
    Route("DELETE", "/UserGroups/{userGroupId}", "Delete User Group", user_groups.delete, ADMIN, Nothing),
)
WIDGETS: Final = (
    Route("GET", "/widgets/schedules", "Get Widget Schedule List", widgets.list_schedules, READ, list[WidgetSchedule]),
    Route("POST", "/widgets/schedules", "Create Widget Schedule", widgets.create_schedule, ADMIN, WidgetSchedule, NewWidgetSchedule),
    Route("PUT", "/widgets/schedules/{widgetId}", "Update Widget Schedule", widgets.update_schedule, ADMIN, WidgetSchedule, ChangedWidgetSchedule),
    Route("DELETE", "/widgets/schedules/{widgetId}", "Delete Widget Schedule", widgets.delete_schedule, ADMIN, Nothing),
)
ATTACHMENTS: Final[tuple[Route, ...]] = (
)
# fmt: on

ROUTES: Final = TICKETS + CATEGORIES + CUSTOM_FIELDS + TEAM + WIDGETS + ATTACHMENTS
