"""What a browser's request says besides its body."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, unquote, urlsplit

from litestar.types import HTTPScope

from frontdesk.kit.http import get_header


@dataclass(frozen=True)
class PageRequest:
    scope: HTTPScope

    def header(self, name: str) -> str | None:
        return get_header(self.scope, name.lower().encode())

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    @property
    def is_unsafe(self) -> bool:
        return self.method not in ("GET", "HEAD", "OPTIONS")

    @cached_property
    def raw_path(self) -> str:
        """The path as it was sent, without a slash at the end: capitals count in some parts."""
        raw = self.scope.get("raw_path") or self.scope["path"].encode()
        return raw.decode("ascii", "replace").partition("?")[0].rstrip("/")

    @cached_property
    def segments(self) -> list[str]:
        return [unquote(part) for part in self.raw_path.split("/")[1:]]

    @cached_property
    def query(self) -> Mapping[str, list[str]]:
        text = self.scope["query_string"].decode("ascii", "replace")
        return parse_qs(text.replace("%00", ""), keep_blank_values=True)

    @cached_property
    def cookies(self) -> Mapping[str, str]:
        cookies: dict[str, str] = {}
        for part in (self.header("cookie") or "").split(";"):
            name, _, value = part.strip().partition("=")
            cookies.setdefault(name, value)  # the most specific path comes first
        return cookies

    @property
    def is_htmx(self) -> bool:
        return self.header("hx-request") == "true"

    @property
    def is_fragment(self) -> bool:
        """htmx will put the answer into a part of the page."""
        return (
            self.is_htmx
            and self.header("hx-request-type") == "partial"
            and self.header("hx-history-restore-request") != "true"
        )

    @property
    def target(self) -> str:
        """Path and query, as they were sent."""
        query = self.scope["query_string"].decode("ascii", "replace")
        return f"{self.raw_path}?{query}" if query else self.raw_path

    @property
    def page_before(self) -> str:
        """Path and query of the page on which this was asked for; empty if it does not say."""
        told = self.header("hx-current-url") or self.header("referer") or ""
        parts = urlsplit(told)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def comes_from(self, public_address: str) -> bool:
        """Whether a page of ours asks: by `Sec-Fetch-Site`, else by `Origin`."""
        site = self.header("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = self.header("origin") or ""
        if origin == "{0.scheme}://{0.netloc}".format(urlsplit(public_address)):
            return True
        return bool(urlsplit(origin).netloc) and urlsplit(origin).netloc == self.header("host")
