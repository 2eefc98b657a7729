"""A browser without script: keeps cookies, fills in forms that are on a page, and sends them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any, Final
from uuid import UUID

from httpx2 import AsyncClient, Response

from frontdesk.accounts.sessions import Visit, begin_session
from frontdesk.communities.community import Community
from frontdesk.inbox.cookies import SESSION
from frontdesk.people.enums import Role
from tests.desk import NOON, Desk
from tests.team import acting, add_teammate

HTMX: Final = {"HX-Request": "true", "HX-Request-Type": "partial"}
"""Headers of a request whose answer goes into a part of a page."""

ORIGIN: Final = Visit(address="127.0.0.1", user_agent="Mozilla/5.0 (X11; Linux) Firefox/140.0")

_NAMES: Final = {
    Role.ADMIN: "Ada Admin",
    Role.AGENT: "Anton Agent",
    Role.READ_ONLY_USER: "Rita Reader",
}

Fields = Mapping[str, str | Sequence[str]]


@dataclass(kw_only=True)
class PageForm:
    """A form on a page, with what is filled in already."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Browser:
    """`person_id` is of who is signed in; paths are those below the community."""

    client: AsyncClient
    community: Community
    person_id: UUID | None = None

    def address(self, path: str) -> str:
        return f"/inbox/{self.community.short_name}{path}"

    async def get(self, path: str, **parts: Any) -> Response:
        return await self.client.get(self.address(path), **parts)

    async def read(self, path: str, **parts: Any) -> str:
        """The text of a page that is there."""
        answer = await self.get(path, **parts)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def submit(
        self,
        page: str,
        fields: Fields | None = None,
        *,
        action: str | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Fill in a form of the page `page` and send it. `action` is the path it is sent to, where
        the page has several forms."""
        form = find_form(await self.read(page), self.address(action) if action else None)
        content = {**form.fields, **(fields or {})}
        return await self.client.request(
            form.method,
            form.action,
            data=content,
            files=files,
            headers={"Origin": self._origin, **(headers or {})},
        )

    async def post(
        self,
        path: str,
        fields: Fields | None = None,
        *,
        method: str = "POST",
        files: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Send what no form is looked up for, with a token that counts."""
        return await self.client.request(
            method,
            self.address(path),
            data=dict(fields or {}),
            files=files,
            headers={
                "Origin": self._origin,
                "X-CSRF-Token": await self.token(),
                **(headers or {}),
            },
        )

    async def token(self) -> str:
        """As it stands in the head of each page; here of one that is for anybody."""
        page = (await self.get("/no-such-page")).text
        return page.partition('name="csrf" content="')[2].partition('"')[0]

    def keep_session(self, token: str) -> None:
        """As if the community had set the cookie."""
        self.client.cookies.set(SESSION, token, domain="127.0.0.1", path=self.address(""))

    @property
    def _origin(self) -> str:
        return str(self.client.base_url).rstrip("/")


@asynccontextmanager
async def open_browser(desk: Desk) -> AsyncIterator[Browser]:
    """A browser in which nobody is signed in."""
    async with AsyncClient(base_url=desk.client.base_url, timeout=30) as client:
        yield Browser(client=client, community=desk.community)


@asynccontextmanager
async def open_browser_as(desk: Desk, role: Role) -> AsyncIterator[Browser]:
    """A browser in which a new teammate of that role is signed in."""
    person_id = await add_teammate(desk, _NAMES[role], role.value)
    async with open_browser(desk) as browser:
        browser.keep_session(await begin_session_of(desk, person_id))
        yield replace(browser, person_id=person_id)


async def begin_session_of(desk: Desk, person_id: UUID, now: int = NOON) -> str:
    """What a cookie holds; without a password, which would cost its hashing."""
    async with acting(desk, person_id, now) as tx:
        session = await begin_session(tx, person_id, ORIGIN, is_remembered=True)
    return session.token


def location(answer: Response) -> str:
    """Where an answer leads to."""
    assert answer.status_code in (303, 308), answer.text
    return answer.headers["location"]


def find_form(page: str, action: str | None = None) -> PageForm:
    """The form that is sent to the address `action`; else the only one of the page's main part."""
    reader = _FormReader()
    reader.feed(page if action else page.partition("<main")[2].partition("</main>")[0])
    found = [form for form in reader.forms if action in (None, form.action)]
    assert len(found) == 1, [form.action for form in reader.forms]
    return found[0]


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._select = self._text = ""
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = given.get("method", "get").upper()
            self.forms.append(PageForm(action=given.get("action", ""), method=method))
            self._is_open = True
        elif self._is_open and tag == "input":
            self._take_input(given)
        elif self._is_open and tag == "select":
            self._select = given.get("name", "")
        elif self._is_open and tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value", ""))
        elif self._is_open and tag == "textarea":
            self._text = given.get("name", "")
            self._add(self._text, "")

    def _take_input(self, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text")
        is_chosen = kind not in ("checkbox", "radio") or "checked" in given
        if is_chosen and kind not in ("submit", "button", "file", "image"):
            self._add(given.get("name", ""), given.get("value", "on" if "checked" in given else ""))

    def _add(self, name: str, value: str) -> None:
        if name:
            self.forms[-1].fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].fields[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_open = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""
