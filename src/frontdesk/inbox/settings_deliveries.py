"""Settings: one webhook, what it was sent, how that went, and sending it again."""

from datetime import datetime
from typing import Final

import msgspec

from frontdesk.errors import InvalidMember, NotFound
from frontdesk.inbox.forms import Form
from frontdesk.inbox.settings_webhooks import HOME, require_webhook, turn
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.webhooks import replaying
from frontdesk.webhooks.deliveries import (
    DeliveryStatus,
    get_body,
    get_delivery,
    list_attempts,
    list_deliveries,
)
from frontdesk.webhooks.handshake import verify_endpoint
from frontdesk.webhooks.replaying import ReplayWindow
from frontdesk.webhooks.webhook import Webhook

_A_PAGE: Final = 50


class Window(msgspec.Struct):
    """A time, or a ticket; days and times are on the teammate's clock."""

    since: str | None = None
    until: str | None = None
    ticket_id: int | None = None


class Nothing(msgspec.Struct):
    """A form of one button."""


async def show(visit: Visit) -> HttpAnswer:
    """The webhook with its deliveries, newest first."""
    return await _hook_page(visit, None)


async def enable(visit: Visit) -> HttpAnswer:
    """Asks the endpoint first; what was pending is sent then."""
    webhook = await require_webhook(visit)
    form = await visit.form(Nothing)
    with form.catching():
        await verify_endpoint(visit.parts.outbound, webhook.url, webhook.verify_token)
        await turn(visit, webhook, is_enabled=True)
        toast = visit.gettext("It is on again. What it missed meanwhile can be replayed.")
        return visit.redirect(f"{HOME}/{webhook.webhook_id}", toast=toast)
    return await _hook_page(visit, None, fault=form)


async def show_one(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    community_id, delivery_id = visit.community.community_id, visit.path_id("deliveryId")
    async with visit.reading() as connection:
        delivery = await get_delivery(connection, community_id, webhook.webhook_id, delivery_id)
        body = await get_body(connection, community_id, delivery_id)
        attempts = await list_attempts(connection, community_id, delivery_id)
    return visit.page(
        "settings/delivery.html",
        block="main",
        webhook=webhook,
        delivery=delivery,
        body=_readable(body),
        attempts=attempts,
    )


async def resend(visit: Visit) -> HttpAnswer:
    webhook, delivery_id = await require_webhook(visit), visit.path_id("deliveryId")
    form = await visit.form(Nothing)
    with form.catching():
        again = await visit.persist(
            lambda tx: replaying.resend(tx, webhook.webhook_id, delivery_id)
        )
        path = f"{HOME}/{webhook.webhook_id}/deliveries/{again.delivery_id}"
        return visit.redirect(path, toast=visit.gettext("It is sent again."))
    return await _hook_page(visit, None, fault=form)


async def resend_failed(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    form = await visit.form(Nothing)
    with form.catching():
        count = await visit.persist(lambda tx: replaying.resend_failed(tx, webhook.webhook_id))
        return visit.redirect(f"{HOME}/{webhook.webhook_id}", toast=_said(visit, count))
    return await _hook_page(visit, None, fault=form)


async def replay(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    form = await visit.form(Window)
    if (wanted := form.data) is not None:
        with form.catching(ticketId="ticket_id", to="until", **{"from": "since"}):
            try:
                count = await _replay(visit, webhook, _window(visit, wanted))
            except NotFound:
                raise InvalidMember("ticketId", "there is no such ticket") from None
            return visit.redirect(f"{HOME}/{webhook.webhook_id}", toast=_said(visit, count))
    return await _hook_page(visit, form)


async def _replay(visit: Visit, webhook: Webhook, window: ReplayWindow) -> int:
    return await visit.persist(
        lambda tx: replaying.replay(
            tx, webhook.webhook_id, window, public_address=visit.parts.public_address
        )
    )


def _window(visit: Visit, wanted: Window) -> ReplayWindow:
    """Raises InvalidMember."""
    if (wanted.ticket_id is None) == (wanted.since is None):
        raise InvalidMember("from", "give either a time or a ticket")
    since, until = (
        None if text is None else visit_ticks(visit, text, member=member)
        for member, text in (("from", wanted.since), ("to", wanted.until))
    )
    if since is not None and until is not None and since > until:
        raise InvalidMember("from", "must not be later than to")
    return ReplayWindow(since=since, until=until, ticket_id=wanted.ticket_id)


def visit_ticks(visit: Visit, text: str, *, member: str) -> int:
    """A local time as an input of a browser gives it, in ticks. Raises InvalidMember."""
    try:
        local = datetime.fromisoformat(text)
        aware = local.replace(tzinfo=visit.time_zone) if local.tzinfo is None else local
        return int(aware.timestamp()) * 10_000_000
    except (ValueError, OverflowError):
        raise InvalidMember(member, "expected a day and a time") from None


def _said(visit: Visit, count: int) -> str:
    return visit.ngettext(
        "%(count)s delivery is on its way.", "%(count)s deliveries are on their way.", count
    )


def _readable(body: bytes) -> str:
    return msgspec.json.format(body, indent=2).decode(errors="replace")


async def _hook_page(
    visit: Visit, form: Form[Window] | None, *, fault: Form[Nothing] | None = None
) -> HttpAnswer:
    """`form` or `fault`: what was sent and refused."""
    webhook = await require_webhook(visit)
    wanted, skip = visit.query_value("status") or "", visit.query_value("skip") or ""
    status = DeliveryStatus(wanted) if wanted in tuple(DeliveryStatus) else None
    first = int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 10 else 0
    async with visit.reading() as connection:
        found = await list_deliveries(
            connection,
            visit.community.community_id,
            webhook.webhook_id,
            status=status,
            skip=first,
            take=_A_PAGE + 1,
        )
    return visit.page(
        "settings/webhook.html",
        block="main",
        status=refused.status if (refused := form or fault) else 200,
        webhook=webhook,
        fault=fault.errors[""] if fault else None,
        deliveries=found[:_A_PAGE],
        wanted=status,
        skip=first,
        has_more=len(found) > _A_PAGE,
        page_size=_A_PAGE,
        form=form or visit.blank_form(Window),
    )
