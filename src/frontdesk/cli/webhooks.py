"""`frontdesk webhook …`: setting webhooks up."""

from dataclasses import replace
from typing import Annotated

import typer

from frontdesk.cli.installation import print_json
from frontdesk.cli.options import CommunityName, DataDir
from frontdesk.cli.webhook_desk import WebhookDesk, WebhookId, run_at_desk
from frontdesk.kit.clock import HOUR
from frontdesk.webhooks import registering
from frontdesk.webhooks.describing import describe_webhook
from frontdesk.webhooks.enabling import resume_deliveries
from frontdesk.webhooks.registering import WebhookDraft, draft_of_webhook
from frontdesk.webhooks.webhook import Webhook, get_webhook, list_webhooks
from frontdesk.wire.webhook_events import WebhookEvent
from frontdesk.wire.webhooks import DEFAULT_OVERLAP_HOURS, MOST_OVERLAP_HOURS


def create(
    community: CommunityName,
    url: Annotated[str, typer.Option("--url", help="Where deliveries are sent.")],
    verify_token: Annotated[
        str, typer.Option("--verify-token", help="Sent with the challenge; the endpoint knows it.")
    ],
    events: Annotated[
        list[WebhookEvent],
        typer.Option("--event", help="What it hears of; may be repeated, for one kind of object."),
    ],
    data_dir: DataDir = None,
) -> None:
    """Verify an endpoint, create a webhook and print it with its secret, this once."""
    draft = WebhookDraft(
        url=url,
        verify_token=verify_token,
        object_type=events[0].object_type,
        events=tuple(dict.fromkeys(events)),
    )
    draft.check()

    async def action(desk: WebhookDesk) -> tuple[Webhook, str]:
        await desk.verify(draft.url, draft.verify_token)
        async with desk.writing() as tx:
            return await registering.create_webhook(tx, draft)

    webhook, secret = run_at_desk(data_dir, community, action)
    print_json(describe_webhook(webhook, secret=secret))


def show(community: CommunityName, data_dir: DataDir = None) -> None:
    """List the webhooks as JSON, without their secrets."""

    async def action(desk: WebhookDesk) -> list[Webhook]:
        async with desk.reading() as connection:
            return await list_webhooks(connection, desk.community_id)

    print_json([describe_webhook(each) for each in run_at_desk(data_dir, community, action)])


def delete(webhook_id: WebhookId, community: CommunityName, data_dir: DataDir = None) -> None:
    """Delete a webhook with its deliveries, sent or not."""

    async def action(desk: WebhookDesk) -> None:
        async with desk.writing() as tx:
            await registering.delete_webhook(tx, webhook_id)

    run_at_desk(data_dir, community, action)
    print_json({"deleted": webhook_id})


def verify(webhook_id: WebhookId, community: CommunityName, data_dir: DataDir = None) -> None:
    """Verify an endpoint again; what waits for another attempt is due at once then."""

    async def action(desk: WebhookDesk) -> None:
        webhook = await _get(desk, webhook_id)
        await desk.verify(webhook.url, webhook.verify_token)
        async with desk.writing() as tx:
            await resume_deliveries(tx, webhook_id)

    run_at_desk(data_dir, community, action)
    print_json({"verified": webhook_id})


def enable(webhook_id: WebhookId, community: CommunityName, data_dir: DataDir = None) -> None:
    """Verify an endpoint and turn its webhook on; what was pending is sent."""

    async def action(desk: WebhookDesk) -> Webhook:
        webhook = await _get(desk, webhook_id)
        await desk.verify(webhook.url, webhook.verify_token)
        return await _turn(desk, webhook, on=True)

    print_json(describe_webhook(run_at_desk(data_dir, community, action)))


def disable(webhook_id: WebhookId, community: CommunityName, data_dir: DataDir = None) -> None:
    """Turn a webhook off: it hears of nothing until it is turned on."""

    async def action(desk: WebhookDesk) -> Webhook:
        return await _turn(desk, await _get(desk, webhook_id), on=False)

    print_json(describe_webhook(run_at_desk(data_dir, community, action)))


def rotate(
    webhook_id: WebhookId,
    community: CommunityName,
    overlap_hours: Annotated[
        int,
        typer.Option(
            min=0, max=MOST_OVERLAP_HOURS, help="Hours for which the present secret signs too."
        ),
    ] = DEFAULT_OVERLAP_HOURS,
    data_dir: DataDir = None,
) -> None:
    """Make a new secret and print it, this once."""

    async def action(desk: WebhookDesk) -> tuple[Webhook, str]:
        async with desk.writing() as tx:
            return await registering.rotate_secret(tx, webhook_id, keep=overlap_hours * HOUR)

    webhook, secret = run_at_desk(data_dir, community, action)
    print_json(describe_webhook(webhook, secret=secret))


async def _get(desk: WebhookDesk, webhook_id: int) -> Webhook:
    async with desk.reading() as connection:
        return await get_webhook(connection, desk.community_id, webhook_id)


async def _turn(desk: WebhookDesk, webhook: Webhook, *, on: bool) -> Webhook:
    draft = replace(draft_of_webhook(webhook), is_enabled=on)
    async with desk.writing() as tx:
        return await registering.update_webhook(tx, webhook.webhook_id, draft)
