"""What a worker works with; `app.py` puts it together."""

import asyncio
from dataclasses import dataclass, field

from frontdesk.attachments.store import FileStore
from frontdesk.database.pool import Database
from frontdesk.kit.clock import Clock
from frontdesk.kit.outbound import OutboundClient


@dataclass(frozen=True, kw_only=True)
class WorkerParts:
    """`public_address` is where links in what is sent lead to. Once `stopping` is set nothing new
    is begun."""

    database: Database
    clock: Clock
    outbound: OutboundClient
    store: FileStore
    public_address: str
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
