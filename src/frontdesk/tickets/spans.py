"""A range of creation times by activity as SQL.

Its periods and days are runs, of which a page takes very little each: the first rows of all runs
tell from which time on a page is full, and only runs that reach it are walked on, no further.
"""

from typing import Final, LiteralString

from frontdesk.tickets.runs import Run, fans_sql
from frontdesk.tickets.sources import DAYS, PERIODS, Source
from frontdesk.tickets.statements import Shape
from frontdesk.tickets.walks import columns, furthest, limit, walk_one, walking_run

_SPANS: Final[LiteralString] = """
with period_heads as materialized ({period_heads}
), day_heads as materialized ({day_heads}
), place as materialized (
    select coalesce((
        select time
        from (select time from period_heads union all select time from day_heads) heads
        order by time {direction}
        offset {furthest} - 1
        limit 1
    ), {last}) as time
)
select {columns}
from ({periods}
    union all {days}
) t
order by {terms}
limit {limit}"""

_HEADS: Final[LiteralString] = """
    select {run}, head.{key} as time
    from {fans}
    cross join lateral ({walk}
    ) head"""

# `group by`: each run has several heads.
_RUNS: Final[LiteralString] = """
    select found.*
    from (
        select {run_names}
        from {heads}
        where time {within} (select time from place)
        group by {run_names}
    ) fan_{column}
    cross join lateral (select fan_{column}.*) fan_status
    cross join lateral ({walk}
    ) found"""

_WITHIN: Final[LiteralString] = "r.{key} {within} (select time from place)"

_HEAD: Final = "4"
"""Rows: few, but of twenty runs enough for a page."""


def spans_sql(shape: Shape) -> LiteralString:
    return (
        _SPANS.replace("{period_heads}", _heads(shape, PERIODS))
        .replace("{day_heads}", _heads(shape, DAYS))
        .replace("{periods}", _runs(shape, PERIODS, "period_heads"))
        .replace("{days}", _runs(shape, DAYS, "day_heads"))
        .replace("{direction}", shape.order.direction)
        .replace("{last}", shape.order.last)
        .replace("{furthest}", furthest(shape))
        .replace("{columns}", columns(shape))
        .replace("{terms}", shape.order.terms("t"))
        .replace("{limit}", limit(shape))
    )


def _heads(shape: Shape, source: Source) -> LiteralString:
    run = walking_run(shape, source)
    return (
        _HEADS.replace("{run}", ", ".join(f"fan_{each}.{each}" for each in _names(run)))
        .replace("{fans}", "\n    cross join ".join(fans_sql(run)))
        .replace("{walk}", walk_one(shape, run).replace("{limit}", _HEAD))
        .replace("{key}", run.key)
    )


def _runs(shape: Shape, source: Source, heads: LiteralString) -> LiteralString:
    run = walking_run(shape, source)
    within = _WITHIN.replace("{key}", run.key).replace("{within}", shape.order.within)
    bounded = run._replace(after=within if run.after is None else f"{run.after} and {within}")
    return (
        _RUNS.replace("{run_names}", ", ".join(_names(run)))
        .replace("{heads}", heads)
        .replace("{within}", shape.order.within)
        .replace("{column}", source.fans[0].column)
        .replace("{walk}", walk_one(shape, bounded).replace("{limit}", furthest(shape)))
    )


def _names(run: Run) -> list[LiteralString]:
    """The columns that tell a run from others of its source."""
    names: list[LiteralString] = [fan.column for fan in run.source.fans]
    return names if run.bounds.statuses == 1 else [*names, "status"]
