"""The pages of the settings; all are for administrators."""

from collections.abc import Awaitable, Callable
from typing import Final

from frontdesk.inbox import settings_audit as audit
from frontdesk.inbox import settings_canned_answers as canned_answers
from frontdesk.inbox import settings_categories as categories
from frontdesk.inbox import settings_community as community
from frontdesk.inbox import settings_deliveries as deliveries
from frontdesk.inbox import settings_fields as fields
from frontdesk.inbox import settings_groups as groups
from frontdesk.inbox import settings_response_time as response_time
from frontdesk.inbox import settings_tags as tags
from frontdesk.inbox import settings_teammates as teammates
from frontdesk.inbox import settings_tokens as tokens
from frontdesk.inbox import settings_webhooks as webhooks
from frontdesk.inbox.route import Route
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission


async def enter(visit: Visit) -> HttpAnswer:
    return visit.redirect("/settings/teammates")


def _page(method: str, path: str, handle: Callable[[Visit], Awaitable[HttpAnswer]]) -> Route:
    """The section is that of the screen: the first part of its path."""
    section = "/".join(path.split("/")[1:3])
    return Route(method, path, handle, Permission.CHANGE_SETTINGS, section=section)


# fmt: off
SETTINGS: Final = (
    _page("GET", "/settings", enter),
    _page("GET", "/settings/community", community.show),
    _page("POST", "/settings/community", community.rename),
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
    _page("GET", "/settings/canned-answers", canned_answers.show),
    _page("POST", "/settings/canned-answers", canned_answers.create),
    _page("GET", "/settings/canned-answers/new", canned_answers.ask_what),
    _page("POST", "/settings/canned-answers/preview", canned_answers.preview),
    _page("GET", "/settings/canned-answers/{answerId}", canned_answers.edit),
    _page("POST", "/settings/canned-answers/{answerId}", canned_answers.save),
    _page("GET", "/settings/canned-answers/{answerId}/delete", canned_answers.ask_to_delete),
    _page("POST", "/settings/canned-answers/{answerId}/delete", canned_answers.delete),
    _page("GET", "/settings/response-time", response_time.show),
    _page("POST", "/settings/response-time", response_time.save),
    _page("GET", "/settings/tokens", tokens.show),
    _page("POST", "/settings/tokens", tokens.create),
    _page("GET", "/settings/tokens/new", tokens.ask_what),
    _page("GET", "/settings/tokens/{tokenId}/revoke", tokens.ask_to_revoke),
    _page("POST", "/settings/tokens/{tokenId}/revoke", tokens.revoke),
    _page("GET", "/settings/webhooks", webhooks.show),
    _page("POST", "/settings/webhooks", webhooks.create),
    _page("GET", "/settings/webhooks/new", webhooks.ask_what),
    _page("GET", "/settings/webhooks/{webhookId}", deliveries.show),
    _page("GET", "/settings/webhooks/{webhookId}/edit", webhooks.edit),
    _page("POST", "/settings/webhooks/{webhookId}/edit", webhooks.save),
    _page("POST", "/settings/webhooks/{webhookId}/enable", deliveries.enable),
    _page("GET", "/settings/webhooks/{webhookId}/disable", webhooks.ask_to_disable),
    _page("POST", "/settings/webhooks/{webhookId}/disable", webhooks.disable),
    _page("GET", "/settings/webhooks/{webhookId}/secret", webhooks.ask_to_rotate),
    _page("POST", "/settings/webhooks/{webhookId}/secret", webhooks.rotate),
    _page("GET", "/settings/webhooks/{webhookId}/delete", webhooks.ask_to_delete),
    _page("POST", "/settings/webhooks/{webhookId}/delete", webhooks.delete),
    _page("POST", "/settings/webhooks/{webhookId}/resend-failed", deliveries.resend_failed),
    _page("POST", "/settings/webhooks/{webhookId}/replay", deliveries.replay),
    _page("GET", "/settings/webhooks/{webhookId}/deliveries/{deliveryId}", deliveries.show_one),
    _page("POST", "/settings/webhooks/{webhookId}/deliveries/{deliveryId}", deliveries.resend),
    _page("GET", "/settings/audit", audit.show),
)
# fmt: on
