"""What the inbox is made of, put together once by the composition root."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import structlog
from litestar.types import HTTPScope

from frontdesk.attachments.store import FileStore
from frontdesk.config import Settings
from frontdesk.database.pool import Database
from frontdesk.inbox.live_hub import LiveHub
from frontdesk.inbox.rendering import Pages
from frontdesk.inbox.static_files import StaticFiles
from frontdesk.kit.client_address import client_address
from frontdesk.kit.clock import Clock
from frontdesk.kit.outbound import OutboundClient

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class InboxKeys:
    """Derived from the installation's secret, one for each purpose."""

    csrf: bytes
    second_factor: bytes
    file_link: bytes


@dataclass(frozen=True, kw_only=True)
class InboxParts:
    """`base` is the path of the public address, mostly empty: a reverse proxy may serve frontdesk
    below one, and takes it off the requests that it passes on. `community_ids` are those that were
    asked for, by short name: neither ever changes."""

    database: Database
    clock: Clock
    settings: Settings
    store: FileStore
    outbound: OutboundClient
    keys: InboxKeys
    static: StaticFiles
    pages: Pages
    live: LiveHub
    public_address: str
    base: str
    community_ids: dict[str, int] = field(default_factory=dict)

    @property
    def is_https(self) -> bool:
        return self.public_address.startswith("https:")

    def client_address(self, scope: HTTPScope) -> str:
        """Whom a limit counts."""
        return client_address(scope, self.settings.trusted_proxies)


def make_inbox_parts(
    settings: Settings,
    database: Database,
    clock: Clock,
    *,
    store: FileStore,
    keys: InboxKeys,
    live: LiveHub,
    outbound: OutboundClient,
) -> InboxParts:
    public_address = settings.public_address()
    base = urlsplit(public_address).path
    static = StaticFiles(base)
    if not static.are_built:
        log.warning("assets_missing", advice="run make assets: pages have no style without them")
    return InboxParts(
        database=database,
        clock=clock,
        settings=settings,
        store=store,
        outbound=outbound,
        keys=keys,
        static=static,
        pages=Pages(static),
        live=live,
        public_address=public_address,
        base=base,
    )
