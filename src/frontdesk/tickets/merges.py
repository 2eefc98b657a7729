"""Two sources at once as SQL: both are walked side by side in the order of the list, from indexes
alone, and what is in both is taken until the page is full.

Where few tickets are in both, that is many times quicker than to walk one and to look each row up
in the other. It needs a merge join, which statistics alone would not make the planner choose:
`tickets.steering` sees to that.
"""

from typing import Final, LiteralString

from frontdesk.tickets.runs import side_by_side
from frontdesk.tickets.sources import Source
from frontdesk.tickets.statements import Shape
from frontdesk.tickets.walks import columns, limit, rest_of_others, walking_run

_MERGE: Final[LiteralString] = """
select {columns}
from (
    select a.ticket_id, a.{key}
    from ({source}) a
    join ({merged}) b on b.{key} = a.{key} and b.ticket_id = a.ticket_id
    order by {places}
    offset 0
) t
{rest}
order by {terms}
limit {limit}"""

_RUNS: Final[LiteralString] = """
    select u.*
    from (({runs})) u
    order by {terms}
    offset 0
"""


def merge_sql(shape: Shape, merged: Source) -> LiteralString:
    return (
        _MERGE.replace("{columns}", columns(shape))
        .replace("{source}", _in_order(shape, shape.source))
        .replace("{merged}", _in_order(shape, merged))
        .replace("{places}", shape.order.terms("a"))
        .replace("{rest}", rest_of_others(shape))
        .replace("{terms}", shape.order.terms("t"))
        .replace("{key}", shape.order.key)
        .replace("{limit}", limit(shape))
    )


def _in_order(shape: Shape, source: Source) -> LiteralString:
    run = walking_run(shape, source)
    runs = side_by_side(run, f"r.{run.key}, r.ticket_id")
    return _RUNS.replace("{runs}", ") union all (".join(runs)).replace(
        "{terms}", shape.order.terms("u")
    )
