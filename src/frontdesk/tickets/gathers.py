"""Gathering as SQL: all that is in a source, which is then put into the order of the list."""

from typing import Final, LiteralString

from frontdesk.tickets.runs import Bounds, Run, fans_sql, run_sql
from frontdesk.tickets.sources import Source
from frontdesk.tickets.statements import Shape
from frontdesk.tickets.walks import TICKET, columns, limit, where

_GATHER: Final[LiteralString] = """
select {columns}
from {found}
{rest}
order by {terms}
limit {limit}"""


def gather_sql(shape: Shape) -> LiteralString:
    run = gathering_run(shape.source, shape.bounds, shape.key)
    if run.source.table == "tickets":
        found = [*fans_sql(run), f"({run_sql(run, 'r.*')}) t"]
        items = "\ncross join lateral ".join(found)
    else:
        found = [*fans_sql(run), f"({run_sql(run, 'r.ticket_id')}) f"]
        items = "\ncross join lateral ".join(found) + "\n" + TICKET.replace("{alias}", "f")
    after = (shape.order.after_cursor("t"),) if shape.after else ()
    return (
        _GATHER.replace("{columns}", columns(shape))
        .replace("{found}", items)
        .replace("{rest}", where((*after, *shape.rest, *shape.rest_by_id)))
        .replace("{terms}", shape.order.terms("t"))
        .replace("{limit}", limit(shape))
    )


def gathering_run(source: Source, bounds: Bounds, key: LiteralString) -> Run:
    """All runs of a source, in whatever order one of its indexes has."""
    terms: LiteralString = f"r.{key}, r.ticket_id" if source.orders else "r.ticket_id"
    return Run(source=source, bounds=bounds, key=key, terms=terms)
