"""What a visitor sees who cannot have what they asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from frontdesk.accounts.enums import Locale
from frontdesk.errors import NotAuthorized, RequestError
from frontdesk.inbox.parts import InboxParts
from frontdesk.inbox.problems import N_, say_problem
from frontdesk.inbox.request import PageRequest
from frontdesk.inbox.translations import choose_locale, translations
from frontdesk.inbox.visit import HTML, Visit
from frontdesk.kit.http import HttpAnswer

_WORDS: Final[Mapping[int, tuple[str, str]]] = {
    403: (
        N_("This is not for you"),
        N_(
            "Your role does not allow this, or the form is too old. Go back, load the page again, "
            "and retry; or ask an administrator."
        ),
    ),
    404: (
        N_("There is nothing here"),
        N_("The address may be mistyped, or what it led to was removed."),
    ),
    405: (N_("This cannot be done here"), N_("Go back and try it from the page itself.")),
    409: (
        N_("Somebody was faster"),
        N_("This has changed meanwhile. Load the page again to see how it is now."),
    ),
    413: (N_("This is too large"), N_("Send less at once, or smaller files.")),
    429: (N_("Too many attempts"), N_("Wait a moment, then try again.")),
    500: (
        N_("Something went wrong on our side"),
        N_(
            "What was saved before is not lost. Try again in a moment; if it stays so, tell your "
            "administrator."
        ),
    ),
    503: (
        N_("Back in a moment"),
        N_("The server is busy or starting. Try again in a few seconds."),
    ),
}
_OTHER: Final = (N_("This did not work"), N_("Go back, check what you entered, and try again."))


def answer_stranger(visit: Visit) -> HttpAnswer:
    """To the sign-in, and from there back to where the visitor wanted to be."""
    request = visit.request
    reads = not request.is_unsafe and not request.is_fragment
    wanted = visit.parts.base + request.target if reads else request.page_before
    knows_where = visit.is_ours(wanted) and wanted != visit.home
    address = visit.link("/sign-in", next=wanted if knows_where else None)
    return visit.redirect_to(address, reload=True)


def answer_refusal(visit: Visit, error: RequestError) -> HttpAnswer:
    """A whole page, or a toast where a part of a page was asked for."""
    if isinstance(error, NotAuthorized):
        return answer_stranger(visit)
    said = say_problem(str(error), visit.gettext)
    headers = {k: v for k, v in error.headers().items() if k != "WWW-Authenticate"}
    return _answer(visit, error.status, said, headers)


def answer_fault(visit: Visit) -> HttpAnswer:
    return _answer(visit, HTTPStatus.INTERNAL_SERVER_ERROR, "", {})


def _answer(visit: Visit, status: int, said: str, headers: Mapping[str, str]) -> HttpAnswer:
    title, advice = (visit.gettext(text) for text in _WORDS.get(status, _OTHER))
    if visit.is_fragment:
        toast = said or title
        text = visit.parts.pages.render(visit, "toast.html", None, {"toast": toast})
        place = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
        return HttpAnswer(status, HTML, text.encode(), {**headers, **place})
    shown = said if status in (403, 409, 413, 429) else ""  # else ids and such are in it
    context = {"status": status, "title": title, "advice": advice, "said": shown, "toast": None}
    page = visit.parts.pages.render(visit, "error.html", None, context)
    return HttpAnswer(status, HTML, page.encode(), headers)


UTC_ZONE: Final = ZoneInfo("UTC")


@dataclass(frozen=True)
class Passerby:
    """Somebody before any community, or in front of one that there is not."""

    locale: Locale
    base: str
    now: int
    signed_in: None = None
    time_zone: ZoneInfo = UTC_ZONE
    section: str = ""

    def link(self, path: str, **_: object) -> str:
        return f"{self.base}{path or '/'}"

    def form_token(self) -> str:
        return ""

    def gettext(self, message: str, **values: object) -> str:
        return translations(self.locale).gettext(message) % values


def passerby(request: PageRequest, parts: InboxParts) -> Passerby:
    locale = choose_locale(None, request.header("accept-language"))
    return Passerby(locale, parts.base, parts.clock())


def plain_refusal(request: PageRequest, parts: InboxParts, error: RequestError) -> HttpAnswer:
    """For those who are in no community."""
    visitor = passerby(request, parts)
    title, advice = (visitor.gettext(text) for text in _WORDS.get(error.status, _OTHER))
    context = {"title": title, "advice": advice, "status": error.status, "toast": None}
    text = parts.pages.render(visitor, "error.html", None, context)
    return HttpAnswer(error.status, HTML, text.encode(), error.headers())
