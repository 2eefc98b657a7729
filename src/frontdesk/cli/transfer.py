"""`frontdesk import` and `frontdesk export`."""

import asyncio
import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Final

import typer

from frontdesk.cli.installation import Installation, open_installation, print_json
from frontdesk.cli.options import CommunityName, DataDir
from frontdesk.cli.progress import show_progress
from frontdesk.communities.community import Community, require_community
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.errors import OperatorError, RequestError
from frontdesk.kit.clock import system_clock
from frontdesk.tickets.document import Ticket
from frontdesk.transfer.counts import LoadCounts
from frontdesk.transfer.exporting import export_tickets
from frontdesk.transfer.loading import load_tickets
from frontdesk.transfer.reading import open_source, read_records
from frontdesk.transfer.records import read_ticket

MOST_REPORTED: Final = 100


def import_files(
    community: CommunityName,
    files: Annotated[list[str], typer.Argument(help="Files, also .gz; - is standard input.")],
    data_dir: DataDir = None,
) -> None:
    """Import tickets in the API's own form; each file all or nothing, the same file twice changes
    nothing. Prints counts as JSON."""
    with open_installation(data_dir) as installation:
        counts = asyncio.run(_import_all(installation, community, files))
    print_json({"files": len(files), **counts.in_api_names()})


async def _import_all(installation: Installation, short_name: str, files: list[str]) -> LoadCounts:
    async with Database(installation.address.service, most=1) as database:
        community = await require_community(database, short_name)
    total = LoadCounts()
    for path in files:
        total += await _import_file(installation, community, path)
    return total


async def _import_file(installation: Installation, community: Community, path: str) -> LoadCounts:
    faults = _Faults(path)
    with show_progress(f"Importing {path}") as progress, open_source(path) as source:
        async with owner_transaction(
            installation.address.owner, community.community_id
        ) as connection:
            counts = await load_tickets(
                connection,
                community,
                _read_tickets(source, faults),
                now=system_clock(),
                progress=progress,
            )
            faults.refuse()
    return counts


class _Faults:
    """Bad records of one file, reported as they are found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.count = 0

    def report(self, line: int, error: RequestError) -> None:
        self.count += 1
        if self.count <= MOST_REPORTED:
            print(f"{self.path}:{line}: {error}", file=sys.stderr)

    def refuse(self) -> None:
        """Raise OperatorError, which rolls the file back, if there was any."""
        if self.count:
            records = "1 bad record" if self.count == 1 else f"{self.count} bad records"
            raise OperatorError(f"{self.path}: {records}; nothing of this file was imported")


def _read_tickets(source: IO[bytes], faults: _Faults) -> Iterator[Ticket]:
    try:
        for record in read_records(source):
            try:
                ticket = read_ticket(record.text)
            except RequestError as error:
                faults.report(record.line, error)
            else:
                if faults.count == 0:  # with a fault the rest is only checked
                    yield ticket
    except ValueError as error:
        raise OperatorError(f"{faults.path}: {error}; nothing of this file was imported") from None


def export_file(
    community: CommunityName,
    file: Annotated[str, typer.Argument(help="Where to; .gz packs, - is standard output.")] = "-",
    threads: Annotated[
        bool, typer.Option("--threads", help="With replies and notes, so that nothing is lost.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Export all tickets, one a line, in the form that import reads."""
    with open_installation(data_dir) as installation:
        asyncio.run(_export(installation, community, file, threads=threads))


async def _export(installation: Installation, short_name: str, path: str, *, threads: bool) -> None:
    count = 0
    async with Database(installation.address.service, most=2) as database:
        community = await require_community(database, short_name)
        with _open_target(path) as target, show_progress(f"Exporting to {path}") as progress:
            async with database.writing(community.community_id) as connection:
                async for document in export_tickets(
                    connection, community.community_id, now=system_clock(), threads=threads
                ):
                    target.write(document + b"\n")
                    count += 1
                    if count % 1000 == 0:
                        progress(count)
    if path != "-":
        print_json({"exported": count})


@contextmanager
def _open_target(path: str) -> Iterator[IO[bytes]]:
    """The file appears under its name only once it is complete."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    draft = Path(f"{path}.{os.getpid()}.part")
    try:
        with draft.open("wb") as raw:
            if path.endswith(".gz"):
                # No time and no name inside: the same tickets give the same bytes.
                with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                    yield packed  # type: ignore[misc] # writes bytes
            else:
                yield raw
        draft.rename(path)
    except OSError as error:
        raise OperatorError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
