"""What changes of tickets cost: each kind by itself, on one connection, on tickets all over the
table; with the database's CPU time beside, which other work on the machine moves least."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter_ns
from typing import Final
from uuid import UUID

import msgspec

from bench.figures import percentile
from frontdesk.communities.community import Community, get_community
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import system_clock
from frontdesk.kit.text import Written
from frontdesk.tickets.opening import NewTicket, open_ticket
from frontdesk.tickets.replying import NewReply, reply
from frontdesk.tickets.state import lock_ticket
from frontdesk.tickets.triage import assign, replace_tags

_WARM_UP: Final = 12
"""Statements are prepared after five, and planned once and for all after ten."""
KINDS: Final = ("create", "reply", "assign", "tag")
_TEXT: Final = Written("Thank you, that helped.", "<p>Thank you, that helped.</p>")


class WriteFigures(msgspec.Struct, frozen=True):
    """Whole transactions, commit included, in ms; CPU is that of the connection's own process of
    the server, None where the system does not tell: `database_cpu` the median, and the mean, in
    which the rare change that sorts new words into their index counts."""

    name: str
    best: float
    p50: float
    p95: float
    database_cpu: float | None
    mean_database_cpu: float | None = None


@dataclass(frozen=True)
class _Cast:
    """Whom and what changes are about."""

    dice: Random
    oldest: int
    newest: int
    team: list[UUID]
    clients: list[UUID]

    def ticket(self) -> int:
        return self.dice.randint(self.oldest, self.newest)

    async def create(self, tx: Transaction) -> None:
        author_id = self.dice.choice(self.clients)
        new = NewTicket(author_id=author_id, title="A question", message=_TEXT, tags=["urgent"])
        await open_ticket(tx, new)

    async def reply(self, tx: Transaction) -> None:
        await reply(tx, self.ticket(), NewReply(message=_TEXT))

    async def assign(self, tx: Transaction) -> None:
        ticket = await lock_ticket(tx, self.ticket())
        to = self.dice.choice([each for each in self.team if each != ticket.assignee_id])
        await assign(tx, ticket.ticket_id, to=to, previous=ticket.assignee_id)

    async def tag(self, tx: Transaction) -> None:
        await replace_tags(tx, self.ticket(), self.dice.sample(("urgent", "a", "b", "c"), 2))


async def measure_writes(
    address: DatabaseAddress, community_id: int, *, repeats: int, kinds: Sequence[str] = KINDS
) -> list[WriteFigures]:
    """On generated data, whose ids have no gaps."""
    async with Database(address.service, most=1) as database:
        async with database.reading(community_id) as connection:
            community = await get_community(connection, community_id)
            assert community is not None, "it has just been made"
            cast = _Cast(
                Random(1),
                await connection.value("select min(ticket_id) from tickets", {}),
                await connection.value("select max(ticket_id) from tickets", {}),
                await connection.values("select person_id from teammates limit 20", {}),
                await connection.values(
                    "select person_id from people where status = 'client' limit 100", {}
                ),
            )
        return [
            await _measure(database, community, name, getattr(cast, name), repeats)
            for name in kinds
        ]


async def _measure(
    database: Database,
    community: Community,
    name: str,
    act: Callable[[Transaction], Awaitable[None]],
    repeats: int,
) -> WriteFigures:
    async with database.reading(community.community_id) as connection:
        pid: int = await connection.value("select pg_backend_pid()", {})
    took, of_database = list[int](), list[int | None]()
    for number in range(-_WARM_UP, repeats):
        begin, begin_cpu = perf_counter_ns(), _cpu_of(pid)
        async with database.writing(community.community_id) as connection:
            await act(
                Transaction(
                    connection=connection,
                    community_id=community.community_id,
                    actor_id=community.api_user_id,
                    now=system_clock(),
                )
            )
        if number >= 0:
            took.append(perf_counter_ns() - begin)
            of_database.append(_since(begin_cpu, _cpu_of(pid)))
    return WriteFigures(
        name=name,
        best=min(took) / 1e6,
        p50=percentile(took, 0.50) / 1e6,
        p95=percentile(took, 0.95) / 1e6,
        **_of_database([each for each in of_database if each is not None]),
    )


def _of_database(nanoseconds: list[int]) -> dict[str, float | None]:
    if not nanoseconds:
        return {"database_cpu": None, "mean_database_cpu": None}
    return {
        "database_cpu": percentile(nanoseconds, 0.50) / 1e6,
        "mean_database_cpu": sum(nanoseconds) / len(nanoseconds) / 1e6,
    }


def _since(begin: int | None, end: int | None) -> int | None:
    return None if begin is None or end is None else end - begin


def _cpu_of(pid: int) -> int | None:
    """Nanoseconds that a process of this machine has run."""
    path = Path(f"/proc/{pid}/schedstat")
    return int(path.read_text().split()[0]) if path.exists() else None
