"""`{{customer.first_name|there}}` in a canned answer: what may stand there, and filling it in.

After a bar follows what is written when the value is missing; without one, nothing is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from frontdesk.errors import InvalidMember
from frontdesk.kit.text import Written, sanitize_html

PLACEHOLDERS: Final = (
    "ticket.id",
    "ticket.title",
    "customer.name",
    "customer.first_name",
    "customer.email",
    "teammate.name",
    "community.name",
)

_PLACEHOLDER: Final = re.compile(r"\{\{([^{}|<>]*)(?:\|([^{}<>]*))?\}\}")


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """For whom and by whom a canned answer is written."""

    ticket_id: int
    ticket_title: str | None
    customer_name: str | None
    customer_email: str | None
    teammate_name: str | None
    community_name: str


def check_placeholders(text: str) -> None:
    """Raises InvalidMember that names the first placeholder which does not exist."""
    for match in _PLACEHOLDER.finditer(text):
        if match[1].strip() not in PLACEHOLDERS:
            known = ", ".join(PLACEHOLDERS)
            raise InvalidMember("text", f"there is no placeholder {match[0]}; known: {known}")


def fill_in(answer: Written, occasion: Occasion) -> Written:
    """The answer with its values; what people wrote is escaped in the HTML, and cannot become a
    link or an attribute there that would be unsafe."""
    values = _values(occasion)
    html = _fill(answer.html, {name: escape(value) for name, value in values.items()})
    return Written(_fill(answer.text, values), sanitize_html(html))


def _values(occasion: Occasion) -> dict[str, str]:
    name = (occasion.customer_name or "").strip()
    return {
        "ticket.id": str(occasion.ticket_id),
        "ticket.title": occasion.ticket_title or "",
        "customer.name": name,
        "customer.first_name": name.split()[0] if name else "",
        "customer.email": occasion.customer_email or "",
        "teammate.name": occasion.teammate_name or "",
        "community.name": occasion.community_name,
    }


def _fill(text: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].strip())
        return match[0] if found is None else found or (match[2] or "").strip()

    return _PLACEHOLDER.sub(value, text)
