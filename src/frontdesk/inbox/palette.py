"""The palette: one field that finds tickets, people and commands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.inbox.problems import N_
from frontdesk.inbox.tickets_rows import RowTicket, read_tickets
from frontdesk.inbox.tickets_views import LISTED
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.kit.search_query import LONGEST_QUERY, SearchQuery, read_query
from frontdesk.people.matching import customers_beginning, teammates_matching
from frontdesk.people.permissions import Permission
from frontdesk.saved_views.view import list_views
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.lookup import get_document
from frontdesk.tickets.paging import list_best
from frontdesk.tickets.searching import narrow_to_query
from frontdesk.tickets.visibility import EVERYTHING, Visibility, visibility_of

_MOST_TICKETS = 6
_SEARCHED_FOR_PEOPLE = 25
_MOST_PEOPLE = 6
_PARTS = re.compile(r"[\s.@_-]+")


@dataclass(frozen=True, kw_only=True)
class Option:
    """`href` is where it leads; or `shortcut` is the key whose control it presses."""

    label: str
    hint: str = ""
    icon: str = ""
    href: str = ""
    shortcut: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    options: Sequence[Option]


async def show(visit: Visit) -> HttpAnswer:
    """What a few letters find; without any, the commands."""
    text = (visit.query_value("q") or "").strip()[:LONGEST_QUERY]
    async with visit.reading() as connection:
        found = await _find(connection, visit, text) if text else []
        commands = await _commands(connection, visit, text)
    groups = [group for group in (*found, commands) if group.options]
    template = "palette/_options.html" if visit.is_fragment else "palette/palette.html"
    return visit.page(template, groups=groups, text=text)


async def _find(connection: Connection, visit: Visit, text: str) -> list[Group]:
    community_id, me = visit.community.community_id, visit.teammate.person_id
    visibility = await visibility_of(connection, community_id, me, visit.role)
    tickets = await _search(connection, visit, text, visibility)
    by_id = await _by_id(connection, visit, text, visibility)
    shown = [_ticket(visit, each) for each in [*by_id, *tickets][:_MOST_TICKETS]]
    team = await teammates_matching(connection, community_id, text, take=_MOST_PEOPLE)
    mates = [
        Option(
            label=mate.name or mate.email or "",
            hint=visit.gettext("their tickets"),
            icon="person",
            href=visit.link("/tickets", view="unfinished", assignee=mate.person_id),
        )
        for mate in team
    ]
    beginning = await _beginning(connection, visit, text, visibility)
    customers = _people(visit, _in_turn(_authors(tickets, text), beginning))
    if tickets:
        everything = visit.link("/tickets", searchQuery=text)
        label = visit.gettext("Search all tickets for “%(text)s”", text=text)
        shown.append(Option(label=label, icon="search", href=everything))
    return [
        Group(name=visit.gettext("Tickets"), options=shown),
        Group(name=visit.gettext("People"), options=customers),
        Group(name=visit.gettext("Team"), options=mates),
    ]


async def _search(
    connection: Connection, visit: Visit, text: str, visibility: Visibility
) -> list[RowTicket]:
    community_id = visit.community.community_id
    query = _query(text)
    if query is None:
        return []
    everywhere = TicketFilter(is_spam=False, is_deleted=False)
    documents = await list_best(
        connection,
        community_id,
        narrow_to_query(everywhere, community_id, query, visit.role),
        skip=0,
        take=_SEARCHED_FOR_PEOPLE,
        now=visit.now,
        visibility=visibility,
    )
    return read_tickets(documents[:_SEARCHED_FOR_PEOPLE])


def _query(text: str) -> SearchQuery | None:
    try:
        return read_query(text)
    except ValueError:
        return None


async def _by_id(
    connection: Connection, visit: Visit, text: str, visibility: Visibility
) -> list[RowTicket]:
    """The ticket of that number, such as `#4484636`."""
    number = text.removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return []
    community_id = visit.community.community_id
    try:
        document = await get_document(
            connection, community_id, int(number), now=visit.now, visibility=visibility
        )
    except NotFound:
        return []
    return read_tickets([document])


def _ticket(visit: Visit, ticket: RowTicket) -> Option:
    return Option(
        label=ticket.called,
        hint=f"#{ticket.id} · {ticket.author.called}",
        icon=ticket.status,
        href=visit.link("/tickets", view="all", ticketId=ticket.id),
    )


@dataclass(frozen=True, kw_only=True)
class _Customer:
    person_id: UUID
    called: str
    email: str | None


def _authors(tickets: Iterable[RowTicket], text: str) -> list[_Customer]:
    """Who wrote tickets that were found, and has a name or an address with parts that begin so."""
    words = text.lower().split()
    return [
        _Customer(person_id=each.author.id, called=each.author.called, email=each.author.email)
        for each in tickets
        if _begin(f"{each.author.name or ''} {each.author.email or ''}".lower(), words)
    ]


def _begin(names: str, words: Iterable[str]) -> bool:
    parts = [*names.split(), *_PARTS.split(names)]
    return all(any(part.startswith(word) for part in parts) for word in words)


async def _beginning(
    connection: Connection, visit: Visit, text: str, visibility: Visibility
) -> list[_Customer]:
    """Whose name or address begins so, with tickets or without. Who sees some tickets only meets
    people in these alone."""
    if visibility != EVERYTHING:
        return []
    found = await customers_beginning(
        connection, visit.community.community_id, text, take=_MOST_PEOPLE
    )
    return [
        _Customer(person_id=each.person_id, called=each.name or each.email or "", email=each.email)
        for each in found
    ]


def _in_turn(those: Iterable[_Customer], others: Iterable[_Customer]) -> list[_Customer]:
    """One of each, so that neither leaves the other out of a short list."""
    pairs = zip_longest(those, others)
    return [each for pair in pairs for each in pair if each is not None]


def _people(visit: Visit, customers: Iterable[_Customer]) -> list[Option]:
    people = {each.person_id: each for each in customers}
    return [
        Option(
            label=person.called,
            hint=person.email or "",
            icon="person",
            href=visit.link("/tickets", view="all", author=person.person_id),
        )
        for person in list(people.values())[:_MOST_PEOPLE]
    ]


_ON_TICKETS = (
    (N_("Reply"), "r", "reply"),
    (N_("Write a note"), "n", "lock"),
    (N_("Assign"), "a", "person"),
    (N_("Complete"), "e", "check"),
)
_READ, _RULE = Permission.READ_TICKETS, Permission.CHANGE_SETTINGS
_PLACES = (
    (N_("Your account"), "/account", "person", _READ),
    (N_("Saved views"), "/views", "bookmark", _READ),
    (N_("Settings"), "/settings", "settings", _RULE),
    (N_("Community"), "/settings/community", "globe", _RULE),
    (N_("Teammates"), "/settings/teammates", "people", _RULE),
    (N_("User groups"), "/settings/groups", "people", _RULE),
    (N_("Categories"), "/settings/categories", "folder", _RULE),
    (N_("Custom fields"), "/settings/fields", "edit", _RULE),
    (N_("Tags"), "/settings/tags", "tag", _RULE),
    (N_("Canned answers"), "/settings/canned-answers", "chat", _RULE),
    (N_("Response time"), "/settings/response-time", "clock", _RULE),
    (N_("API tokens"), "/settings/tokens", "lock", _RULE),
    (N_("Webhooks"), "/settings/webhooks", "link", _RULE),
    (N_("Audit"), "/settings/audit", "eye", _RULE),
)


async def _commands(connection: Connection, visit: Visit, text: str) -> Group:
    """Views, pages, and what can be done with the ticket at hand."""
    views = await list_views(connection, visit.community.community_id, visit.teammate.person_id)
    acts = _ON_TICKETS if visit.may(Permission.CHANGE_TICKETS) else ()
    options = [
        *(Option(label=visit.gettext(name), shortcut=key, icon=icon) for name, key, icon in acts),
        *(
            Option(label=visit.gettext(v.name), icon=v.icon, href=visit.link("/tickets", view=slug))
            for slug, v in LISTED.items()
        ),
        *(
            Option(
                label=view.name,
                icon="bookmark",
                href=visit.link("/tickets", savedView=view.view_id),
            )
            for view in views
        ),
        *(
            Option(label=visit.gettext(name), icon=icon, href=visit.link(path))
            for name, path, icon, needs in _PLACES
            if visit.may(needs)
        ),
    ]
    words = text.lower().split()
    fitting = [each for each in options if all(word in each.label.lower() for word in words)]
    return Group(name=visit.gettext("Commands"), options=fitting[: None if text else 20])
