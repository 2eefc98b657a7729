"""Webhooks as they are read: where changes of a community are told."""

from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.wire.webhook_events import ObjectType, WebhookEvent


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Without its secrets. `version` counts what people changed; times are ticks."""

    webhook_id: int
    url: str
    verify_token: str
    object_type: ObjectType
    events: list[WebhookEvent]
    is_enabled: bool
    disabled_reason: str | None
    disabled_time: int | None
    creation_time: int
    last_delivery_time: int | None
    version: int


_SELECT: Final[LiteralString] = """
select webhook_id, url, verify_token, object_type, events, is_enabled, disabled_reason,
       disabled_time, creation_time, last_delivery_time, version
from webhooks
"""


async def list_webhooks(connection: Connection, community_id: int) -> list[Webhook]:
    """In the order in which they were made."""
    return await connection.rows(
        Webhook,
        _SELECT + "where community_id = %(community_id)s order by webhook_id",
        {"community_id": community_id},
    )


async def get_webhook(connection: Connection, community_id: int, webhook_id: int) -> Webhook:
    """Raises NotFound."""
    return await _get(connection, community_id, webhook_id, "")


async def lock_webhook(connection: Connection, community_id: int, webhook_id: int) -> Webhook:
    """The same, held against other changes until the transaction ends; deliveries go on being made.
    Raises NotFound."""
    return await _get(connection, community_id, webhook_id, "for no key update")


async def _get(
    connection: Connection, community_id: int, webhook_id: int, lock: LiteralString
) -> Webhook:
    webhook = await connection.row(
        Webhook,
        _SELECT + "where community_id = %(community_id)s and webhook_id = %(webhook_id)s " + lock,
        {"community_id": community_id, "webhook_id": webhook_id},
    )
    if webhook is None:
        raise NotFound(f"no webhook has the id {webhook_id}")
    return webhook
