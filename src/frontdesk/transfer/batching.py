"""Tickets in batches, each made while the one before is on its way into the database."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from frontdesk.tickets.document import Ticket
from frontdesk.transfer.threads import notes_of, replies_of

BATCH: Final = 5_000
BATCH_CHARACTERS: Final = 4_000_000
"""A batch ends earlier with so much text: what is in memory is bounded, however long it is."""

_SWITCH_SECONDS: Final = 0.0005
_COLLECTED_AFTER: Final = 50_000


async def batches_made_ahead(tickets: Iterable[Ticket]) -> AsyncIterator[list[Ticket]]:
    """`tickets` is read in a thread."""
    batches = _batches(tickets)
    with _frequent_switches(), _rare_collections():
        coming = asyncio.create_task(asyncio.to_thread(next, batches, None))
        while (batch := await coming) is not None:
            coming = asyncio.create_task(asyncio.to_thread(next, batches, None))
            yield batch


@contextmanager
def _frequent_switches() -> Iterator[None]:
    """Between the thread that makes batches and the one that sends them, which would else wait for
    5 ms whenever the database has taken what it was given, and the database with it."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Of garbage in cycles: tickets and rows make none, but so many lists that the usual count of
    new objects would be reached after each hundred tickets."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECTED_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _batches(tickets: Iterable[Ticket]) -> Iterator[list[Ticket]]:
    batch: list[Ticket] = []
    characters = 0
    for ticket in tickets:
        batch.append(ticket)
        characters += _characters(ticket)
        if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _characters(ticket: Ticket) -> int:
    texts = [ticket.message, ticket.html_message]
    for reply in replies_of(ticket):
        texts += [reply.message, reply.html_message]
    for note in notes_of(ticket):
        texts += [note.message, note.html_message]
    return sum(len(text or "") for text in texts)
