"""Webhooks over the API. Endpoints are verified before the transaction begins (`Route.prepare`)."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, encode, success
from frontdesk.api.guards import webhook_state
from frontdesk.kit.http import HttpAnswer
from frontdesk.webhooks import registering, replaying
from frontdesk.webhooks.deliveries import (
    DeliveryStatus,
    get_body,
    get_delivery,
    list_attempts,
    list_deliveries,
)
from frontdesk.webhooks.describing import (
    describe_delivery,
    describe_detail,
    describe_webhook,
    draft_of,
)
from frontdesk.webhooks.enabling import resume_deliveries
from frontdesk.webhooks.handshake import verify_endpoint
from frontdesk.webhooks.registering import WebhookDraft
from frontdesk.webhooks.replaying import ReplayWindow
from frontdesk.webhooks.webhook import Webhook, get_webhook, list_webhooks, lock_webhook
from frontdesk.wire.webhooks import DeliveriesQuery, Replay, Replayed, RotateSecret, WebhookBody


async def list_all(call: Call) -> HttpAnswer:
    """All webhooks of the community, in the order in which they were made."""
    async with call.reading() as connection:
        webhooks = await list_webhooks(connection, call.community_id)
    return success([describe_webhook(webhook) for webhook in webhooks])


async def prepare_new(call: Call) -> WebhookDraft:
    body: WebhookBody = call.body
    draft = draft_of(body, verify_token=body.token())
    await verify_endpoint(call.parts.outbound, draft.url, draft.verify_token)
    return draft


async def create(call: Call) -> HttpAnswer:
    """Adds a webhook, which hears of every change that is committed from now on.

    First `GET <url>?challenge=<digits>&verifyToken=<verifyToken>` is sent: the endpoint must answer
    200 with the challenge as its body within 10 s, else nothing is saved. The answer has the
    `secret` that signs deliveries; it is never shown again.
    """
    async with call.writing() as tx:
        webhook, secret = await registering.create_webhook(tx, call.prepared)
    return _answer(call, webhook, secret)


async def get(call: Call) -> HttpAnswer:
    """One webhook, without its secret and its verify token."""
    return _answer(call, await _read(call))


async def prepare_changed(call: Call) -> WebhookDraft:
    body: WebhookBody = call.body
    present = await _read(call)
    draft = draft_of(body, verify_token=body.verify_token or present.verify_token)
    same = (draft.url, draft.verify_token) == (present.url, present.verify_token)
    if not same or (draft.is_enabled and not present.is_enabled):
        await verify_endpoint(call.parts.outbound, draft.url, draft.verify_token)
    return draft


async def update(call: Call) -> HttpAnswer:
    """Replaces a webhook; without `verifyToken` the one it has stays.

    The endpoint is verified, as at its creation, if `url` or `verifyToken` changes or the webhook
    is turned on; what was pending is sent at once then. While it is turned off it hears of nothing:
    replay what it missed.
    """
    async with call.writing() as tx:
        webhook = await registering.update_webhook(tx, call.path["webhookId"], call.prepared)
    return _answer(call, webhook)


async def delete(call: Call) -> HttpAnswer:
    """Deletes a webhook with its deliveries, sent or not."""
    async with call.writing() as tx:
        await registering.delete_webhook(tx, call.path["webhookId"])
    return DONE


async def prepare_known(call: Call) -> None:
    webhook = await _read(call)
    await verify_endpoint(call.parts.outbound, webhook.url, webhook.verify_token)


async def verify(call: Call) -> HttpAnswer:
    """Verifies the endpoint again, as at its creation.

    What waits for another attempt is due at once then.
    """
    webhook_id = call.path["webhookId"]
    async with call.writing() as tx:
        await lock_webhook(tx.connection, tx.community_id, webhook_id)
        await resume_deliveries(tx, webhook_id)
    return DONE


async def rotate(call: Call) -> HttpAnswer:
    """Makes a new secret and answers it, once. The one before signs as well for `overlapHours`
    (default 24): a delivery has both signatures then, so that no receiver misses one."""
    body: RotateSecret = call.body
    async with call.writing() as tx:
        webhook, secret = await registering.rotate_secret(
            tx, call.path["webhookId"], keep=body.overlap()
        )
    return _answer(call, webhook, secret)


async def list_webhook_deliveries(call: Call) -> HttpAnswer:
    """The webhook's deliveries of the last 30 days, newest first."""
    query: DeliveriesQuery = call.query
    webhook_id = call.path["webhookId"]
    async with call.reading() as connection:
        await get_webhook(connection, call.community_id, webhook_id)
        deliveries = await list_deliveries(
            connection,
            call.community_id,
            webhook_id,
            status=DeliveryStatus(query.status) if query.status else None,
            skip=query.skip,
            take=query.limit(),
        )
    return success([describe_delivery(delivery) for delivery in deliveries])


async def get_webhook_delivery(call: Call) -> HttpAnswer:
    """One delivery with the body that is sent, and each attempt with its answer and its timing."""
    delivery_id = call.path["deliveryId"]
    async with call.reading() as connection:
        delivery = await get_delivery(
            connection, call.community_id, call.path["webhookId"], delivery_id
        )
        body = await get_body(connection, call.community_id, delivery_id)
        attempts = await list_attempts(connection, call.community_id, delivery_id)
    return success(describe_detail(delivery, body, attempts))


async def resend(call: Call) -> HttpAnswer:
    """Sends a delivery again, whatever became of it: the same bytes under the same `webhook-id`."""
    async with call.writing() as tx:
        delivery = await replaying.resend(tx, call.path["webhookId"], call.path["deliveryId"])
    return success(describe_delivery(delivery))


async def replay(call: Call) -> HttpAnswer:
    """Sends all events of a time or of a ticket that the webhook hears of, again or for the first
    time: at most 10,000, in their order, each under the `webhook-id` that it has always had."""
    body: Replay = call.body
    since, until = body.times()
    window = ReplayWindow(since=since, until=until, ticket_id=body.ticket_id)
    async with call.writing() as tx:
        count = await replaying.replay(
            tx,
            call.path["webhookId"],
            window,
            public_address=call.parts.files.public_address,
        )
    return success(Replayed(deliveries=count))


async def _read(call: Call) -> Webhook:
    async with call.reading() as connection:
        return await get_webhook(connection, call.community_id, call.path["webhookId"])


def _answer(call: Call, webhook: Webhook, secret: str | None = None) -> HttpAnswer:
    described = describe_webhook(webhook, secret=secret)
    return call.tagged(encode(described), state=webhook_state(webhook))
