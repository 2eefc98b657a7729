"""All tasks on one screen: what a worker carries out, by the name that jobs call it, and what it
does by the clock (UTC)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from frontdesk.jobs.running import Task, Work
from frontdesk.response_times.changing import RECOUNT
from frontdesk.worker import delivering, housekeeping, recounting
from frontdesk.worker.parts import WorkerParts


def make_tasks(parts: WorkerParts) -> Sequence[Task]:
    def of(work: Any) -> Work:  # Any: takes the parts, then the job's arguments
        return partial(work, parts)

    return (
        Task(name=delivering.TASK, work=of(delivering.deliver)),
        Task(name=RECOUNT, work=of(recounting.recount)),
        Task(
            name="clear_old_deliveries",
            work=of(housekeeping.clear_old_deliveries),
            cron="7 * * * *",
        ),
        Task(name="clear_old_answers", work=of(housekeeping.clear_old_answers), cron="17 * * * *"),
        Task(
            name="clear_unnamed_files",
            work=of(housekeeping.clear_unnamed_files),
            cron="27 * * * *",
        ),
        Task(name="fold_ticket_counts", work=of(housekeeping.fold_ticket_counts), cron="* * * * *"),
    )
