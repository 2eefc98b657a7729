"""`frontdesk webhook …`: looking at deliveries, and sending again."""

from typing import Annotated

import typer

from frontdesk.cli.installation import print_json
from frontdesk.cli.options import CommunityName, DataDir
from frontdesk.cli.webhook_desk import WebhookDesk, WebhookId, run_at_desk
from frontdesk.errors import OperatorError
from frontdesk.webhooks import replaying
from frontdesk.webhooks.deliveries import (
    Delivery,
    DeliveryStatus,
    get_body,
    get_delivery,
    list_attempts,
    list_deliveries,
)
from frontdesk.webhooks.describing import describe_delivery, describe_detail
from frontdesk.webhooks.replaying import ReplayWindow
from frontdesk.webhooks.webhook import get_webhook
from frontdesk.wire.reading import read_value
from frontdesk.wire.webhooks import DeliveryDetail, Replay


def deliveries(
    webhook_id: WebhookId,
    community: CommunityName,
    status: Annotated[
        DeliveryStatus | None, typer.Option("--status", help="Only those in this state.")
    ] = None,
    take: Annotated[int, typer.Option("--take", min=1, max=10_000, help="How many at most.")] = 25,
    skip: Annotated[int, typer.Option("--skip", min=0, help="How many to leave out.")] = 0,
    data_dir: DataDir = None,
) -> None:
    """List a webhook's deliveries as JSON, newest first."""

    async def action(desk: WebhookDesk) -> list[Delivery]:
        async with desk.reading() as connection:
            await get_webhook(connection, desk.community_id, webhook_id)
            return await list_deliveries(
                connection, desk.community_id, webhook_id, status=status, skip=skip, take=take
            )

    print_json([describe_delivery(each) for each in run_at_desk(data_dir, community, action)])


DeliveryId = Annotated[int, typer.Argument(metavar="DELIVERY", min=1, help="The delivery's id.")]


def delivery(
    webhook_id: WebhookId,
    delivery_id: DeliveryId,
    community: CommunityName,
    data_dir: DataDir = None,
) -> None:
    """Print a delivery as JSON, with its body and what became of each attempt."""

    async def action(desk: WebhookDesk) -> DeliveryDetail:
        async with desk.reading() as connection:
            found = await get_delivery(connection, desk.community_id, webhook_id, delivery_id)
            body = await get_body(connection, desk.community_id, delivery_id)
            attempts = await list_attempts(connection, desk.community_id, delivery_id)
        return describe_detail(found, body, attempts)

    print_json(run_at_desk(data_dir, community, action))


def resend(
    webhook_id: WebhookId,
    community: CommunityName,
    delivery_id: Annotated[
        int | None, typer.Argument(metavar="[DELIVERY]", min=1, help="The delivery's id.")
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Everything that was given up instead of one.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Send one delivery again, or all that failed and did not arrive since."""
    if failed == (delivery_id is not None):
        raise OperatorError("give either the id of a delivery or --failed")

    async def action(desk: WebhookDesk) -> int:
        async with desk.writing() as tx:
            if delivery_id is None:
                return await replaying.resend_failed(tx, webhook_id)
            await replaying.resend(tx, webhook_id, delivery_id)
            return 1

    print_json({"deliveries": run_at_desk(data_dir, community, action)})


def replay(
    webhook_id: WebhookId,
    community: CommunityName,
    since: Annotated[
        str | None, typer.Option("--from", help="First time, such as 2026-03-02T00:00:00Z.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last time; default: now.")] = None,
    ticket: Annotated[
        int | None, typer.Option("--ticket", min=1, help="Events of this ticket instead.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Send all events of a time or of a ticket, again or for the first time."""
    body = read_value({"from": since, "to": until, "ticketId": ticket}, Replay)
    first, last = body.times()

    async def action(desk: WebhookDesk) -> int:
        async with desk.writing() as tx:
            return await replaying.replay(
                tx,
                webhook_id,
                ReplayWindow(since=first, until=last, ticket_id=body.ticket_id),
                public_address=desk.settings.public_address(),
            )

    print_json({"deliveries": run_at_desk(data_dir, community, action)})
