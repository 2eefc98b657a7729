"""Walks as SQL: a source in the order of the list, until the page is full."""

from typing import Final, LiteralString

from frontdesk.tickets.runs import Run, fans_sql, run_sql
from frontdesk.tickets.sources import SPANS, Source
from frontdesk.tickets.statements import Shape

TICKET: Final[LiteralString] = """cross join lateral (
    select *
    from tickets
    where community_id = %(community_id)s and ticket_id = {alias}.ticket_id
    offset 0
) t"""


def has_expiry(shape: Shape) -> bool:
    """Whether the page comes with it; not where an index alone may be enough to find the page."""
    if shape.gathers:
        return True
    if shape.reaches or shape.source == SPANS or shape.source.table != "tickets":
        return False
    return not (shape.merged or shape.others or shape.skips)


def columns(shape: Shape) -> LiteralString:
    found: LiteralString = f"t.ticket_id, t.{shape.order.key}"
    return found + ", t.expiry_time" if has_expiry(shape) else found


# `offset 0` at the end of the run keeps the rest out of it.
_WALK: Final[LiteralString] = """
select {columns}
from ({run}) t
{rest}
order by {terms}
limit {limit}"""

_SIDE_BY_SIDE: Final[LiteralString] = """
select t.*
from {fans}
cross join lateral ({walk}
) t
order by {terms}
limit {limit}"""


def walk_sql(shape: Shape, *, within: LiteralString | None = None) -> LiteralString:
    """`within` is what else its index is asked of the rows `r` of each run."""
    order = shape.order
    run = walking_run(shape, shape.source)
    if within is not None:
        run = run._replace(after=within if run.after is None else f"{run.after} and {within}")
    walk = walk_one(shape, run)
    fans = fans_sql(run)
    if not fans:
        return walk.replace("{limit}", limit(shape))
    return (
        _SIDE_BY_SIDE.replace("{fans}", "\ncross join ".join(fans))
        .replace("{walk}", walk.replace("{limit}", furthest(shape)))
        .replace("{terms}", order.terms("t"))
        .replace("{limit}", limit(shape))
    )


def walking_run(shape: Shape, source: Source) -> Run:
    return Run(
        source=source,
        bounds=shape.bounds,
        key=shape.order.key,
        terms=shape.order.terms("r"),
        after=shape.order.after_cursor("r") if shape.after else None,
    )


def walk_one(shape: Shape, run: Run) -> LiteralString:
    """One run, up to `{limit}`."""
    is_ticket = run.source.table == "tickets"
    if not (shape.others or shape.rest or shape.rest_by_id) and is_ticket:
        return run_sql(run, columns(shape).replace("t.", "r."), "limit {limit}")
    wide: LiteralString = "r.*" if is_ticket else f"r.ticket_id, r.{run.key}, r.status"
    if shape.reaches and not is_ticket:
        wide += ", r.creation_time"
    found = _met(shape, run_sql(run, wide))
    return (
        _WALK.replace("{columns}", columns(shape))
        .replace("{run}", found)
        .replace("{rest}", rest(shape) if is_ticket else rest_of_others(shape))
        .replace("{terms}", shape.order.terms("t"))
    )


_MET: Final[LiteralString] = """
    select t.*
    from ({run}) t
    where {others}
    order by {terms}
    offset 0
"""

_OTHER: Final[LiteralString] = """exists (
    select
    from {table} r
    where {conditions}
    offset 0
)"""


def _met(shape: Shape, run: LiteralString) -> LiteralString:
    """What of the run is in all other sources, too."""
    if not shape.others:
        return run
    others = [_other(shape, each) for each in shape.others]
    return (
        _MET.replace("{run}", run)
        .replace("{others}", "\n  and ".join(others))
        .replace("{terms}", shape.order.terms("t"))
    )


def _other(shape: Shape, other: Source) -> LiteralString:
    """Looked up by all that its index knows: by the place in the list, which for one row after the
    other is near the last one."""
    conditions: list[LiteralString] = ["r.community_id = %(community_id)s", other.equal]
    if other.by_status:
        conditions.append("r.status = t.status")
    key = shape.order.key
    conditions += [f"r.{key} = t.{key}", "r.ticket_id = t.ticket_id"]
    joined: LiteralString = "\n      and ".join(conditions)
    return _OTHER.replace("{table}", other.table).replace("{conditions}", joined)


def limit(shape: Shape) -> LiteralString:
    """Of the page, where it need not be taken out of more (`composing`)."""
    return _digits(shape.most) or "%(limit)s offset %(skip)s"


def furthest(shape: Shape) -> LiteralString:
    """How far each run goes: as far as the page with all that is skipped might."""
    return _digits(shape.most) or "%(furthest)s"


def _digits(number: int | None) -> LiteralString:
    """A number in the SQL itself: the planner knows then that a page is short."""
    digits: LiteralString = "0123456789"
    return "" if number is None else "".join(digits[int(digit)] for digit in str(number))


def rest(shape: Shape) -> LiteralString:
    return where((*shape.rest, *shape.rest_by_id))


def rest_of_others(shape: Shape) -> LiteralString:
    """The same, asked of the ticket behind a row of another table."""
    if not shape.rest:
        return where(shape.rest_by_id)
    ticket = TICKET.replace("cross join lateral ", "from ").replace("{alias}", "t")
    has_rest: LiteralString = f"exists (select {ticket} {where(shape.rest)} offset 0)"
    return where((has_rest, *shape.rest_by_id))


def where(conditions: tuple[LiteralString, ...]) -> LiteralString:
    return "where " + "\n  and ".join(conditions) if conditions else ""
