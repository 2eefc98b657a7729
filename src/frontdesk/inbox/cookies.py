"""Cookies of the inbox: for one community each, out of reach of script."""

import re
from typing import Final

from frontdesk.kit.clock import SECOND

SESSION: Final = "frontdesk_session"
VISITOR: Final = "frontdesk_visitor"
TICKET: Final = "frontdesk_sign_in"
TOAST: Final = "frontdesk_toast"
COMMUNITY: Final = "frontdesk_community"

_VALUE: Final = re.compile(r"[A-Za-z0-9._~-]*")


def make_cookie(
    name: str, value: str, *, path: str, is_https: bool, lifetime: int | None = None
) -> str:
    """A `Set-Cookie`. `lifetime` is in ticks; without one the cookie goes with the browser."""
    assert _VALUE.fullmatch(value), "what else there is must be encoded"
    age = "" if lifetime is None else f"; Max-Age={max(0, lifetime // SECOND)}"
    secure = "; Secure" if is_https else ""
    return f"{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}{age}"


def drop_cookie(name: str, *, path: str, is_https: bool) -> str:
    return make_cookie(name, "", path=path, is_https=is_https, lifetime=0)
