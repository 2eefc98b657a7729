"""What a worker tidies up by the clock."""

from pathlib import Path

from frontdesk.config import Settings
from frontdesk.worker.alone import open_worker_parts
from frontdesk.worker.housekeeping import fold_ticket_counts
from tests.desk import Desk, FakeClock
from tests.team import open_ticket


async def test_changes_of_counts_are_folded_into_the_totals(
    acme: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    await open_ticket(acme)
    async with open_worker_parts(Settings(data_dir=tmp_path), acme.address, clock) as parts:
        await fold_ticket_counts(parts)
    async with acme.database.reading(acme.community.community_id) as connection:
        waiting = await connection.value("select count(*) from ticket_count_changes", {})
        totals = await connection.value("select sum(total)::int from ticket_counts", {})
    assert (waiting, totals) == (0, 2)  # "all" and "unassigned"
