"""Queueing jobs: a job exists once the transaction that queued it commits, and never before."""

from collections.abc import Mapping

import msgspec

from frontdesk.database.pool import Connection

Argument = str | int | bool | None


async def queue_job(
    connection: Connection,
    task: str,
    arguments: Mapping[str, Argument],
    *,
    once_as: str | None = None,
) -> bool:
    """Let some worker carry out a task, at least once and as soon as possible.

    While a job of the same `once_as` waits to be begun no other is queued; false then.
    """
    return bool(
        await connection.value(
            "select queue_job(%(task)s, %(arguments)s::jsonb, %(once_as)s, null)",
            {
                "task": task,
                "arguments": msgspec.json.encode(arguments).decode(),
                "once_as": once_as,
            },
        )
    )
