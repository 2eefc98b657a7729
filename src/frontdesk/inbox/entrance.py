"""The page before all others: which community do you want to work in?"""

from typing import Final
from urllib.parse import quote

from frontdesk.communities.community import SHORT_NAME, find_community
from frontdesk.inbox import cookies
from frontdesk.inbox.parts import InboxParts
from frontdesk.inbox.problems import N_
from frontdesk.inbox.refusals import passerby
from frontdesk.inbox.request import PageRequest
from frontdesk.inbox.visit import HTML
from frontdesk.kit.clock import DAY
from frontdesk.kit.handler import require_reading
from frontdesk.kit.http import HttpAnswer

_REMEMBERED: Final = 365 * DAY
_UNKNOWN: Final = N_("There is no community of this name here. Ask your administrator for it.")


async def answer(request: PageRequest, parts: InboxParts) -> HttpAnswer:
    """A form that asks for the short name, filled in with that of the last visit; with one, on to
    that community."""
    require_reading(request.scope)
    asked = request.query.get("community", [""])[-1].strip().lower()
    if not asked:
        return _ask(request, parts, request.cookies.get(cookies.COMMUNITY, ""), fault=None)
    if not SHORT_NAME.fullmatch(asked) or await find_community(parts.database, asked) is None:
        return _ask(request, parts, asked, fault=_UNKNOWN)
    return HttpAnswer(303, HTML, b"", {"Location": f"{parts.base}/inbox/{quote(asked)}/sign-in"})


def remember_community(short_name: str, parts: InboxParts) -> str:
    """The cookie that fills the form in next time."""
    return cookies.make_cookie(
        cookies.COMMUNITY,
        short_name,
        path=f"{parts.base}/",
        is_https=parts.is_https,
        lifetime=_REMEMBERED,
    )


def _ask(request: PageRequest, parts: InboxParts, given: str, *, fault: str | None) -> HttpAnswer:
    visitor = passerby(request, parts)
    error = visitor.gettext(fault) if fault else None
    context = {"given": given, "error": error, "toast": None}
    text = parts.pages.render(visitor, "entrance/community.html", None, context)
    return HttpAnswer(404 if fault else 200, HTML, text.encode())
