"""Webhooks and deliveries as the public JSON has them."""

from msgspec import UNSET, Raw

from frontdesk.kit.clock import format_ticks
from frontdesk.webhooks import deliveries as stored
from frontdesk.webhooks.registering import WebhookDraft
from frontdesk.webhooks.webhook import Webhook as StoredWebhook
from frontdesk.wire import webhooks as wire
from frontdesk.wire.webhook_events import ObjectType, WebhookEvent

_TICKS_A_MILLISECOND = 10_000


def draft_of(body: wire.WebhookBody, *, verify_token: str) -> WebhookDraft:
    """Raises InvalidMember for events of another object."""
    draft = WebhookDraft(
        url=body.url,
        verify_token=verify_token,
        object_type=body.object_type,
        events=body.distinct_events(),
        is_enabled=body.is_enabled is not False,
    )
    draft.check()
    return draft


def describe_webhook(webhook: StoredWebhook, *, secret: str | None = None) -> wire.Webhook:
    return wire.Webhook(
        id=webhook.webhook_id,
        url=webhook.url,
        object_type=ObjectType(webhook.object_type),
        events=[WebhookEvent(event) for event in webhook.events],
        is_enabled=webhook.is_enabled,
        disabled_reason=webhook.disabled_reason,
        last_delivery_time=_time(webhook.last_delivery_time),
        secret=UNSET if secret is None else secret,
    )


def describe_delivery(delivery: stored.Delivery) -> wire.Delivery:
    pending = delivery.status == stored.DeliveryStatus.PENDING
    return wire.Delivery(
        id=delivery.delivery_id,
        message_id=delivery.message_id,
        event_type=WebhookEvent(delivery.event_type),
        ticket_id=delivery.ticket_id,
        event_time=format_ticks(delivery.event_time),
        status=wire.DeliveryState(delivery.status),
        attempt_count=delivery.attempts,
        next_attempt_time=_time(delivery.next_attempt_time) if pending else None,
        creation_time=format_ticks(delivery.creation_time),
        finished_time=_time(delivery.finished_time),
        failure=delivery.failure,
        is_replay=delivery.is_replay,
    )


def describe_detail(
    delivery: stored.Delivery, body: bytes, attempts: list[stored.Attempt]
) -> wire.DeliveryDetail:
    described = describe_delivery(delivery)
    members = {name: getattr(described, name) for name in described.__struct_fields__}
    return wire.DeliveryDetail(
        **members, body=Raw(body), attempts=[_describe_attempt(attempt) for attempt in attempts]
    )


def _describe_attempt(attempt: stored.Attempt) -> wire.Attempt:
    return wire.Attempt(
        number=attempt.attempt,
        time=format_ticks(attempt.time),
        request_headers=attempt.request_headers,
        status=attempt.status,
        answer=attempt.answer,
        failure=attempt.failure,
        timing=wire.AttemptTiming(
            dns=_milliseconds(attempt.dns),
            connect=_milliseconds(attempt.connect),
            tls=_milliseconds(attempt.tls),
            first_byte=_milliseconds(attempt.first_byte),
            total=attempt.total / _TICKS_A_MILLISECOND,
        ),
    )


def _time(ticks: int | None) -> str | None:
    return None if ticks is None else format_ticks(ticks)


def _milliseconds(ticks: int | None) -> float | None:
    return None if ticks is None else ticks / _TICKS_A_MILLISECOND
