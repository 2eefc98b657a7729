"""A range of creation times by activity beside other filters, as SQL: a walk over the index of one
of them, from where the tickets of the range begin in that order.

Tickets are mostly active soon after they are created, so that from there on they stand close
together. The first rows of all spans of the range tell where that is, and the last ones where it
ends, which is asked only where a page may not be full before.
"""

from typing import Final, LiteralString

from frontdesk.tickets.runs import Run, fans_sql, run_sql
from frontdesk.tickets.sources import DAYS, PERIODS, Source
from frontdesk.tickets.statements import Shape
from frontdesk.tickets.walks import walk_sql, walking_run

_REACHING: Final[LiteralString] = """
with reach as materialized (
    select min(oldest) as oldest, max(newest) as newest
    from ({ends}) ends
)
select t.ticket_id, t.{key}
from ({walk}) t
order by {terms}"""

_ENDS: Final[LiteralString] = """
    select head.{key} as oldest, {tail}.{key} as newest
    from {runs}"""

_BEGINNING: Final[LiteralString] = "r.{key} >= (select oldest from reach)"
_ENDING: Final[LiteralString] = "r.{key} <= (select newest from reach)"


def reaching_sql(shape: Shape) -> LiteralString:
    bounds = {"asc": _BEGINNING, "desc": _ENDING}
    within = " and ".join(bounds[direction] for direction in _directions(shape))
    return (
        _REACHING.replace("{ends}", f"{_ends(shape, PERIODS)}\n    union all{_ends(shape, DAYS)}")
        .replace("{walk}", walk_sql(shape, within=within))
        .replace("{key}", shape.order.key)
        .replace("{terms}", shape.order.terms("t"))
    )


def _ends(shape: Shape, spans: Source) -> LiteralString:
    """The first and the last row of each run, whatever else is asked of its tickets; where one is
    enough, that stands for both."""
    fans = fans_sql(walking_run(shape, spans))
    ends = [_end(shape, spans, direction) for direction in _directions(shape)]
    aliases: tuple[LiteralString, ...] = ("head", "tail")[: len(ends)]
    lateral: list[LiteralString] = [
        f"lateral ({end}) {alias}" for end, alias in zip(ends, aliases, strict=True)
    ]
    return _ENDS.replace("{tail}", aliases[-1]).replace(
        "{runs}", "\n    cross join ".join([*fans, *lateral])
    )


def _end(shape: Shape, spans: Source, direction: LiteralString) -> LiteralString:
    key = shape.order.key
    terms: LiteralString = f"r.{key} {direction}, r.ticket_id {direction}"
    run = Run(source=spans, bounds=shape.bounds, key=key, terms=terms)
    return run_sql(run, f"r.{key}", "limit 1")


def _directions(shape: Shape) -> tuple[LiteralString, ...]:
    """In which the range is looked through for its first ticket."""
    return ("asc", "desc") if _may_be_short(shape) else (shape.order.direction,)


def _may_be_short(shape: Shape) -> bool:
    """Whether more is asked of a ticket than the range and the walk's own filter."""
    asked = len(shape.rest) + len(shape.rest_by_id) + len(shape.others)
    own = shape.source.table == "ticket_custom_values"  # whose value is compared, too
    return asked > shape.bounds.since + shape.bounds.until + own
