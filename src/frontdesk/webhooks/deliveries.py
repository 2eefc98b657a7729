"""Deliveries as they are read, with what became of each attempt."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.wire.webhook_events import WebhookEvent


class DeliveryStatus(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


def message_id(webhook_id: int, event_id: int) -> str:
    """The header `webhook-id`: the same however often a webhook is told of an event."""
    return f"msg_{webhook_id}_{event_id}"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """`failure` says why it failed for good; times are ticks."""

    delivery_id: int
    webhook_id: int
    message_id: str
    event_id: int
    event_type: WebhookEvent
    ticket_id: int
    event_time: int
    status: DeliveryStatus
    attempts: int
    next_attempt_time: int
    creation_time: int
    finished_time: int | None
    failure: str | None
    is_replay: bool


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Durations are ticks, None for a step that was not reached or not needed."""

    attempt: int
    time: int
    request_headers: dict[str, Any]
    status: int | None
    dns: int | None
    connect: int | None
    tls: int | None
    first_byte: int | None
    total: int
    answer: str | None
    failure: str | None


_SELECT: Final[LiteralString] = """
select delivery_id, webhook_id, message_id, event_id, event_type, ticket_id, event_time, status,
       attempts, next_attempt_time, creation_time, finished_time, failure, is_replay
from webhook_deliveries
where community_id = %(community_id)s and webhook_id = %(webhook_id)s
"""


async def list_deliveries(
    connection: Connection,
    community_id: int,
    webhook_id: int,
    *,
    status: DeliveryStatus | None,
    skip: int,
    take: int,
) -> list[Delivery]:
    """Newest first."""
    narrowed: LiteralString = "" if status is None else "and status = %(status)s"
    return await connection.rows(
        Delivery,
        _SELECT + narrowed + " order by delivery_id desc limit %(take)s offset %(skip)s",
        {
            "community_id": community_id,
            "webhook_id": webhook_id,
            "status": status,
            "take": take,
            "skip": skip,
        },
    )


async def get_delivery(
    connection: Connection, community_id: int, webhook_id: int, delivery_id: int
) -> Delivery:
    """Raises NotFound."""
    delivery = await connection.row(
        Delivery,
        _SELECT + "and delivery_id = %(delivery_id)s",
        {"community_id": community_id, "webhook_id": webhook_id, "delivery_id": delivery_id},
    )
    if delivery is None:
        raise NotFound(f"webhook {webhook_id} has no delivery {delivery_id}")
    return delivery


async def get_body(connection: Connection, community_id: int, delivery_id: int) -> bytes:
    """The bytes that each attempt sends, of a delivery that is there."""
    body: bytes = await connection.value(
        """
        select body
        from webhook_deliveries
        where community_id = %(community_id)s and delivery_id = %(delivery_id)s
        """,
        {"community_id": community_id, "delivery_id": delivery_id},
    )
    return bytes(body)


async def list_attempts(
    connection: Connection, community_id: int, delivery_id: int
) -> list[Attempt]:
    """The first one first."""
    return await connection.rows(
        Attempt,
        """
        select attempt, time, request_headers, status, dns, connect, tls, first_byte, total, answer,
               failure
        from webhook_attempts
        where community_id = %(community_id)s and delivery_id = %(delivery_id)s
        order by attempt
        """,
        {"community_id": community_id, "delivery_id": delivery_id},
    )
