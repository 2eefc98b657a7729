"""What a page's handler gets: the visitor, their request, and the ways to answer it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from gettext import NullTranslations
from http import HTTPStatus
from secrets import token_urlsafe
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import msgspec

from frontdesk.accounts.enums import Locale
from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotAuthorized, NotFound
from frontdesk.inbox import cookies
from frontdesk.inbox.forgery import is_form_token, make_form_token
from frontdesk.inbox.forms import Form, blank_form, read_form
from frontdesk.inbox.parts import InboxParts
from frontdesk.inbox.receiving import Received, ReceivedFile
from frontdesk.inbox.request import PageRequest
from frontdesk.inbox.translations import choose_locale, translations
from frontdesk.inbox.wording import time_zone
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.collisions import persist
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, may, require
from frontdesk.people.signed_in import SignedIn

HTML: Final = "text/html; charset=utf-8"
_MOST_ID: Final = 2**63 - 1

Answer = TypeVar("Answer")
Model = TypeVar("Model", bound=msgspec.Struct)


@dataclass(kw_only=True)
class Visit:
    """One request of a browser, in one community.

    `path` are the parts of the address that the route names, as they were sent; `section` is the
    route's. Cookies in `cookies` go out with whatever is answered.
    """

    parts: InboxParts
    request: PageRequest
    community: Community
    signed_in: SignedIn | None
    path: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    received: Received = field(default_factory=Received)
    cookies: list[str] = field(default_factory=list)

    # Who

    @property
    def teammate(self) -> SignedIn:
        """Raises NotAuthorized for a visitor who is not signed in."""
        if self.signed_in is None:
            raise NotAuthorized("sign in first")
        return self.signed_in

    @property
    def role(self) -> Role:
        return self.teammate.role

    def may(self, permission: Permission) -> bool:
        return self.signed_in is not None and may(self.signed_in.role, permission)

    def require(self, permission: Permission) -> None:
        """Raises NotPermitted."""
        require(self.role, permission)

    # In which words

    @cached_property
    def locale(self) -> Locale:
        chosen = self.signed_in.locale if self.signed_in else None
        return choose_locale(chosen, self.request.header("accept-language"))

    @cached_property
    def time_zone(self) -> ZoneInfo:
        return time_zone(self.signed_in.time_zone if self.signed_in else "UTC")

    @property
    def _catalogue(self) -> NullTranslations:
        return translations(self.locale)

    def gettext(self, message: str, **values: object) -> str:
        """The message in the visitor's language; `%(name)s` in it is the value of that name."""
        return self._catalogue.gettext(message) % values

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """The same by a count, which is `%(count)s`."""
        return self._catalogue.ngettext(one, many, count) % {"count": count, **values}

    # What was asked for

    @cached_property
    def now(self) -> int:
        return self.parts.clock()

    @property
    def is_fragment(self) -> bool:
        return self.request.is_fragment

    def path_id(self, name: str) -> int:
        """Raises NotFound for what is no positive integer."""
        text = self.path[name]
        if not (text.isascii() and text.isdigit()) or not 0 < int(text[:30]) <= _MOST_ID:
            raise NotFound(f"{name}: there is nothing here")
        return int(text)

    @property
    def query(self) -> Mapping[str, list[str]]:
        return self.request.query

    def query_value(self, name: str) -> str | None:
        """The last value of that name; None without one."""
        values = self.query.get(name)
        return values[-1] if values else None

    async def form(self, model: type[Model]) -> Form[Model]:
        return read_form(model, self.received.fields, self.gettext)

    def blank_form(
        self, model: type[Model], given: Mapping[str, object] | None = None
    ) -> Form[Model]:
        """A form that nobody has sent yet, with what is known already."""
        return blank_form(model, self.gettext, given)

    async def files(self) -> list[ReceivedFile]:
        """The files of a route that takes some; drafts that are gone after the answer, unless
        they are stored."""
        return self.received.files

    # In the database

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection in the visitor's community."""
        async with self.parts.database.reading(self.community.community_id) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction in the teammate's name, committed when the block ends. Nobody signed in:
        in the name of the community's API user."""
        actor_id = self.signed_in.person_id if self.signed_in else self.community.api_user_id
        async with self.parts.database.writing(self.community.community_id) as connection:
            yield Transaction(
                connection=connection,
                community_id=self.community.community_id,
                actor_id=actor_id,
                now=self.now,
            )

    async def persist(self, act: Callable[[Transaction], Awaitable[Answer]]) -> Answer:
        """The answer of `act`, in a transaction of its own; once more when another change was in
        the way."""

        async def attempt() -> Answer:
            async with self.writing() as tx:
                return await act(tx)

        return await persist(attempt)

    # Where to

    @property
    def home(self) -> str:
        return f"{self.parts.base}/inbox/{self.community.short_name}"

    def link(self, path: str, **query: object) -> str:
        """The address of a path below the community, which is quoted; a list in `query` is
        repeated, None left out."""
        given = {name: value for name, value in query.items() if value is not None}
        text = urlencode(given, doseq=True)
        return f"{self.home}{quote(path)}{'?' if text else ''}{text}"

    def is_ours(self, address: str) -> bool:
        """Whether an address leads to a page of this community, and nowhere else."""
        plain = address.partition("?")[0].partition("#")[0]
        return (
            address.isprintable()
            and "\\" not in address
            and ".." not in plain.split("/")
            and "//" not in plain
            and (plain == self.home or plain.startswith(f"{self.home}/"))
        )

    # Answers

    def page(
        self,
        template: str,
        *,
        block: str | None = None,
        status: int = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
        toast: str | None = None,
        **context: object,
    ) -> HttpAnswer:
        """The template as HTML; only `block` of it where htmx puts it into a page that is there.

        A `toast` is shown once, beside the page.
        """
        partial = block if self.is_fragment else None
        shown = toast if self.is_fragment else toast or self._take_toast()
        text = self.parts.pages.render(self, template, partial, {**context, "toast": shown})
        if shown and self.is_fragment:
            item = self.parts.pages.render(self, "toast.html", None, {"toast": shown})
            text += f'<hx-partial hx-target="#toasts" hx-swap="beforeend">{item}</hx-partial>'
        return HttpAnswer(status, HTML, text.encode(), headers or {})

    def form_page(
        self, template: str, form: Form[Any], *, block: str | None = None, **context: Any
    ) -> HttpAnswer:
        """The same form again, with what is wrong beside its fields."""
        return self.page(
            template,
            block=block,
            status=form.status,
            headers=form.headers,
            form=form,
            **context,
        )

    def redirect(self, path: str, *, toast: str | None = None, **query: object) -> HttpAnswer:
        """To a path below the community, as a GET; htmx fetches it in place of the page."""
        if toast is not None:
            text = urlsafe_b64encode(json.dumps(toast).encode()).decode().rstrip("=")
            self.set_cookie(cookies.TOAST, text, lifetime=MINUTE)
        return self.redirect_to(self.link(path, **query))

    def redirect_to(self, address: str, *, reload: bool = False) -> HttpAnswer:
        """To an address of ours; with `reload` nothing of the page that is there stays."""
        plain = quote(address, safe="/?#[]@!$&'()*+,;=:%~")
        if self.request.is_htmx:
            name = "HX-Redirect" if reload else "HX-Location"
            return HttpAnswer(HTTPStatus.OK, HTML, b"", {name: plain})
        return HttpAnswer(HTTPStatus.SEE_OTHER, HTML, b"", {"Location": plain})

    # Cookies

    def set_cookie(
        self, name: str, value: str, *, below: str = "", lifetime: int | None = None
    ) -> None:
        """For the community's pages `below` a path. Without a lifetime (in ticks) it goes with the
        browser."""
        self.cookies.append(
            cookies.make_cookie(
                name,
                value,
                path=self.home + below,
                is_https=self.parts.is_https,
                lifetime=lifetime,
            )
        )

    def drop_cookie(self, name: str, *, below: str = "") -> None:
        self.set_cookie(name, "", below=below, lifetime=0)

    def _take_toast(self) -> str | None:
        kept = self.request.cookies.get(cookies.TOAST)
        if not kept:
            return None
        self.drop_cookie(cookies.TOAST)
        try:
            return str(json.loads(urlsafe_b64decode(kept + "=" * (-len(kept) % 4))))
        except ValueError:
            return None

    # Forms of our own pages only

    def form_token(self) -> str:
        """For a form's `csrf_token` or the header `X-CSRF-Token`."""
        return make_form_token(self.parts.keys.csrf, self._owner())

    def is_from_our_form(self) -> bool:
        sent = self.received.fields.get("csrf_token", [""])[0]
        given = self.request.header("x-csrf-token") or sent
        return is_form_token(self.parts.keys.csrf, self._owner(), given)

    def _owner(self) -> str:
        """Whom a page is made for: the session, else whoever has the visitor's cookie."""
        if self.signed_in is not None:
            return f"session {self.community.community_id} {self.signed_in.session_id}"
        return f"visitor {self.community.community_id} {self._visitor}"

    @cached_property
    def _visitor(self) -> str:
        known = self.request.cookies.get(cookies.VISITOR)
        if known:
            return known
        made = token_urlsafe(24)
        self.set_cookie(cookies.VISITOR, made)
        return made
