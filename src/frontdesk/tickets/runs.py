"""Runs of an index as SQL: rows of one source in one order, and nothing that is not in an index.

`offset 0` and `limit` stand where the planner must not look through a subquery: inside is one table
with conditions and an order that one index has, so that there is one plan for it, whatever the
planner believes about the data.
"""

from typing import Final, LiteralString, NamedTuple

from frontdesk.tickets.sources import CREATION, Source


class Bounds(NamedTuple):
    """What else an index serves: `statuses` is how many to choose from (None: all there are),
    `since` and `until` tell whether creation times begin and end."""

    statuses: int | None
    since: bool
    until: bool


class Run(NamedTuple):
    """Rows of `source` by `key` (`terms` with its direction), each run of it beginning `after` a
    condition on `r`."""

    source: Source
    bounds: Bounds
    key: LiteralString
    terms: LiteralString
    after: LiteralString | None = None


_RUN: Final[LiteralString] = """
    select {columns}
    from {table} r
    where {conditions}
    order by {terms}
    {end}
"""


def run_sql(run: Run, columns: LiteralString, end: LiteralString = "offset 0") -> LiteralString:
    """A query that is lateral to those of `fans_sql`."""
    if run.source.table == "ticket_custom_values":
        # A ticket may hold the same value of a field twice.
        columns = f"distinct on (r.{run.key}, r.ticket_id) {columns}"
    return (
        _RUN.replace("{columns}", columns)
        .replace("{table}", run.source.table)
        .replace("{conditions}", "\n      and ".join(_conditions(run)))
        .replace("{terms}", run.terms)
        .replace("{end}", end)
    )


def fans_sql(run: Run) -> list[LiteralString]:
    """FROM items that give the columns which have several values, one run for each."""
    fans: list[LiteralString] = [
        f"{fan.values} as fan_{fan.column} ({fan.column})" for fan in run.source.fans
    ]
    if run.source.by_status and run.bounds.statuses is None:
        fans.append("(values ('open'), ('pending'), ('completed')) as fan_status (status)")
    elif run.source.by_status and run.bounds.statuses != 1:
        fans.append("unnest(%(statuses)s::text[]) as fan_status (status)")
    return fans


def side_by_side(run: Run, columns: LiteralString) -> list[LiteralString]:
    """The runs of a source without fans, one query for each status."""
    if not run.source.by_status or run.bounds.statuses == 1:
        return [run_sql(run, columns)]
    single = run._replace(bounds=run.bounds._replace(statuses=1))
    values = _STATUSES if run.bounds.statuses is None else _ASKED[: run.bounds.statuses or 1]
    return [run_sql(single, columns).replace("%(status)s", value) for value in values]


_STATUSES: Final[tuple[LiteralString, ...]] = ("'open'", "'pending'", "'completed'")
_ASKED: Final[tuple[LiteralString, ...]] = (
    "(%(statuses)s::text[])[1]",
    "(%(statuses)s::text[])[2]",
)


# As a parameter, not in the words of row-level security: those the planner works out while it
# plans, and what it keeps would suit the community that asked first. Between the two stands a node
# that compares them; it costs less than 30 ns a row.
_OWN: Final[LiteralString] = "r.community_id = %(community_id)s"


def _conditions(run: Run) -> list[LiteralString]:
    source, bounds = run.source, run.bounds
    conditions: list[LiteralString] = [_OWN]
    if source.equal != "true":
        conditions.append(source.equal)
    conditions += [f"r.{fan.column} = fan_{fan.column}.{fan.column}" for fan in source.fans]
    if source.by_status and bounds.statuses == 1:
        conditions.append("r.status = %(status)s")
    elif source.by_status:
        conditions.append("r.status = fan_status.status")
    if run.key == CREATION and bounds.since:
        conditions.append("r.creation_time >= %(created_from)s")
    if run.key == CREATION and bounds.until:
        conditions.append("r.creation_time <= %(created_to)s")
    if run.after is not None:
        conditions.append(run.after)
    return conditions
