"""The SQL of a page of tickets: a run of an index (`tickets.runs`), what is asked of single tickets
outside of it, and the documents of those that are left."""

from functools import lru_cache
from typing import Final, LiteralString

from frontdesk.tickets.gathers import gather_sql
from frontdesk.tickets.merges import merge_sql
from frontdesk.tickets.reaching import reaching_sql
from frontdesk.tickets.sources import SPANS
from frontdesk.tickets.spans import spans_sql
from frontdesk.tickets.statements import Shape
from frontdesk.tickets.walks import TICKET, has_expiry, walk_sql

_LISTING: Final[LiteralString] = """
select d.document, {expiry}.expiry_time, page.{key}, page.ticket_id
from ({page}) page
{lookup}
cross join lateral (
    select document
    from ticket_documents
    where community_id = %(community_id)s and ticket_id = page.ticket_id
    offset 0
) d
order by {terms}
"""


@lru_cache(maxsize=2048)
def compose(shape: Shape) -> LiteralString:
    known = has_expiry(shape)
    return (
        _LISTING.replace("{page}", _page(shape))
        .replace("{lookup}", "" if known else TICKET.replace("{alias}", "page"))
        .replace("{expiry}", "page" if known else "t")
        .replace("{key}", shape.order.key)
        .replace("{terms}", shape.order.terms("page"))
    )


_SKIPPING: Final[LiteralString] = """
select found.*
from ({places}) found
order by {terms}
limit %(limit)s offset %(skip)s"""


def _page(shape: Shape) -> LiteralString:
    """What is skipped is taken away outside, where it is said how far an index is walked: the
    planner takes a parameter for a tenth of all rows."""
    places = compose_places(shape)
    if not shape.skips or shape.most is None:
        return places
    return _SKIPPING.replace("{places}", places).replace("{terms}", shape.order.terms("found"))


@lru_cache(maxsize=512)
def compose_places(shape: Shape) -> LiteralString:
    """The page without its documents: at least `ticket_id` and the order's key, in its order."""
    if shape.gathers:
        return gather_sql(shape)
    if shape.merged is not None:
        return merge_sql(shape, shape.merged)
    if shape.reaches:
        return reaching_sql(shape)
    return spans_sql(shape) if shape.source == SPANS else walk_sql(shape)
