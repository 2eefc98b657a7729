"""What an address asks for, read with what the database knows of the things that it names."""

from collections.abc import Mapping
from uuid import UUID

from frontdesk.custom_fields.field import CustomField, list_fields
from frontdesk.database.pool import Connection
from frontdesk.inbox.problems import N_
from frontdesk.inbox.tickets_address import Asked, read_address
from frontdesk.inbox.tickets_beside import Beside
from frontdesk.inbox.tickets_chips import Names
from frontdesk.inbox.tickets_narrowing import Fault, Surroundings
from frontdesk.inbox.tickets_of_view import query_of
from frontdesk.inbox.tickets_parameters import is_filter
from frontdesk.inbox.visit import Visit
from frontdesk.people.permissions import Permission
from frontdesk.people.person import get_people
from frontdesk.saved_views.view import SavedView

Query = Mapping[str, list[str]]


async def read_asked(
    connection: Connection, visit: Visit, beside: Beside, query: Query
) -> tuple[Asked, Surroundings]:
    """A saved view is what it was saved as, unless the address says more."""
    saved = _saved_view(beside, query)
    if saved is not None and saved.filter is not None and not _says_more(query):
        stored = query_of(saved.filter, visit.time_zone)
        query = {**stored, "savedView": [str(saved.view_id)]}
    around = await _surroundings(connection, visit, beside, query)
    asked = read_address(query, around)
    return _with_gone_view(asked, saved, beside), around


def _says_more(query: Query) -> bool:
    return "view" in query or any(is_filter(name) for name in query)


def _saved_view(beside: Beside, query: Query) -> SavedView | None:
    wanted = query.get("savedView", [""])[-1]
    return next((each for each in beside.saved if str(each.view_id) == wanted), None)


def _with_gone_view(asked: Asked, saved: SavedView | None, beside: Beside) -> Asked:
    if asked.saved_view_id is None or not beside.counts:
        return asked
    if saved is None:
        sentence = N_("This view was deleted, or is no longer shared.")
    elif saved.filter is None:
        sentence = N_("This view was saved by a newer version.")
    else:
        return asked
    fault = Fault(name="savedView", value=str(asked.saved_view_id), sentence=sentence)
    return Asked(
        view=asked.view,
        wanted=asked.wanted,
        words=asked.words,
        pairs=asked.pairs,
        order=asked.order,
        faults=(*asked.faults, fault),
    )


async def _surroundings(
    connection: Connection, visit: Visit, beside: Beside, query: Query
) -> Surroundings:
    names_fields = any(name == "hasField" or name.startswith("field.") for name in query)
    fields = await visible_fields(connection, visit) if names_fields else {}
    seen = beside.visibility.category_ids
    categories = {
        id_: category for id_, category in beside.tree.by_id.items() if seen is None or id_ in seen
    }
    return Surroundings(zone=visit.time_zone, categories=categories, fields=fields)


async def visible_fields(connection: Connection, visit: Visit) -> dict[int, CustomField]:
    """The custom fields whose values the visitor may see, in their order."""
    sees_all = visit.may(Permission.SEE_SENSITIVE_VALUES)
    fields = await list_fields(connection, visit.community.community_id)
    return {each.field_id: each for each in fields if sees_all or not each.is_sensitive_data}


async def names_of(
    connection: Connection, visit: Visit, asked: Asked, around: Surroundings
) -> Names:
    wanted = asked.wanted
    ids = [id_ for id_ in (wanted.assignee_id, wanted.author_id) if isinstance(id_, UUID)]
    people = await get_people(connection, visit.community.community_id, ids) if ids else {}
    return Names(
        categories={id_: category.name for id_, category in around.categories.items()},
        people={id_: person.name or person.email or "" for id_, person in people.items()},
        fields=around.fields,
    )
