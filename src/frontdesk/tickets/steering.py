"""Statements for which neither their words nor any statistics make sure that the planner walks
indexes in order: in a transaction of their own it leaves other ways alone, if it can at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, LiteralString

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus

from frontdesk.tickets.sources import ALL, STATUS
from frontdesk.tickets.statements import Shape


def steering_of(shape: Shape) -> LiteralString | None:
    """The statement by which other ways are left alone (`steered`); None where it is said how far
    one index is walked: nothing else is as cheap then."""
    if shape.gathers:
        return None
    if shape.merged is not None:
        return _MERGING
    looks_through = shape.source in (ALL, STATUS) and bool(shape.rest or shape.rest_by_id)
    return _WALKING if shape.most is None or looks_through else None


@asynccontextmanager
async def steered(connection: AsyncConnection[Any], steering: LiteralString) -> AsyncIterator[None]:
    """In here the planner leaves these ways alone."""
    is_own = connection.info.transaction_status == TransactionStatus.IDLE
    async with connection.transaction():
        await connection.execute(steering, {"value": "off"})
        yield
        if not is_own:  # whose end takes it back
            await connection.execute(steering, {"value": "on"})


_WALKING: Final[LiteralString] = """
select set_config('enable_sort', %(value)s, true),
       set_config('enable_bitmapscan', %(value)s, true),
       set_config('enable_seqscan', %(value)s, true)"""
_MERGING: Final[LiteralString] = (
    _WALKING
    + """,
       set_config('enable_nestloop', %(value)s, true),
       set_config('enable_hashjoin', %(value)s, true)"""
)
