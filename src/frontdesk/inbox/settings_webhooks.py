"""Settings: webhooks, which tell programs of what happens."""

from dataclasses import replace
from typing import Final

import msgspec

from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask, sent_list, tell_secret
from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import HOUR
from frontdesk.kit.http import HttpAnswer
from frontdesk.webhooks import registering
from frontdesk.webhooks.handshake import verify_endpoint
from frontdesk.webhooks.registering import WebhookDraft, draft_of_webhook
from frontdesk.webhooks.webhook import Webhook, get_webhook, list_webhooks
from frontdesk.wire.webhook_events import ObjectType, WebhookEvent

HOME: Final = "/settings/webhooks"
_OVERLAP: Final = 24 * HOUR
_RENAMED: Final = {"verifyToken": "verify_token"}


class Hook(msgspec.Struct):
    """Events of other objects than the chosen one do not count."""

    url: Text
    object_type: ObjectType
    events: list[WebhookEvent] = []
    verify_token: str | None = None

    def distinct_events(self) -> tuple[WebhookEvent, ...]:
        chosen = (event for event in self.events if event.object_type == self.object_type)
        return tuple(dict.fromkeys(chosen))


async def show(visit: Visit) -> HttpAnswer:
    async with visit.reading() as connection:
        webhooks = await list_webhooks(connection, visit.community.community_id)
    return visit.page("settings/webhooks.html", block="main", webhooks=webhooks)


async def ask_what(visit: Visit) -> HttpAnswer:
    form = visit.blank_form(Hook, {"object_type": ObjectType.TICKET})
    return _hook_page(visit, None, form, chosen=[])


async def create(visit: Visit) -> HttpAnswer:
    """The endpoint is asked first, outside of any transaction; the secret is shown once."""
    form = await visit.form(Hook)
    if form.data is not None and _is_complete(visit, form, needs_token=True):
        draft = _draft(form.data, verify_token=form.data.verify_token or "", is_enabled=True)
        with form.catching(**_RENAMED):
            draft.check()
            await verify_endpoint(visit.parts.outbound, draft.url, draft.verify_token)
            webhook, secret = await visit.persist(lambda tx: registering.create_webhook(tx, draft))
            return _tell(
                visit, webhook, secret, visit.gettext("The endpoint answered as it should.")
            )
    return _hook_page(visit, None, form, chosen=sent_list(visit, "events"))


async def edit(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    given = {"url": webhook.url, "object_type": webhook.object_type}
    return _hook_page(
        visit, webhook, visit.blank_form(Hook, given), chosen=[str(e) for e in webhook.events]
    )


async def save(visit: Visit) -> HttpAnswer:
    """Asks the endpoint when the address or the verify token is another."""
    webhook = await require_webhook(visit)
    form = await visit.form(Hook)
    if form.data is not None and _is_complete(visit, form, needs_token=False):
        token = form.data.verify_token or webhook.verify_token
        draft = _draft(form.data, verify_token=token, is_enabled=webhook.is_enabled)
        with form.catching(**_RENAMED):
            if (draft.url, token) != (webhook.url, webhook.verify_token):
                await verify_endpoint(visit.parts.outbound, draft.url, token)
            await visit.persist(
                lambda tx: registering.update_webhook(tx, webhook.webhook_id, draft)
            )
            path = f"{HOME}/{webhook.webhook_id}"
            return visit.redirect(path, toast=visit.gettext("The webhook is saved."))
    return _hook_page(visit, webhook, form, chosen=sent_list(visit, "events"))


async def ask_to_disable(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    return ask(
        visit,
        visit.gettext("Turn off the webhook to %(url)s?", url=webhook.url),
        says=[
            visit.gettext("It hears of nothing until you turn it on again."),
            visit.gettext("What was not delivered yet waits."),
        ],
        does=visit.gettext("Turn it off"),
        action=f"{HOME}/{webhook.webhook_id}/disable",
        back=f"{HOME}/{webhook.webhook_id}",
    )


async def disable(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    await turn(visit, webhook, is_enabled=False)
    toast = visit.gettext("The webhook is off.")
    return visit.redirect(f"{HOME}/{webhook.webhook_id}", toast=toast)


async def ask_to_rotate(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    return ask(
        visit,
        visit.gettext("Make a new secret for %(url)s?", url=webhook.url),
        says=[
            visit.gettext("The new secret is shown once, on the next page."),
            visit.gettext("For a day deliveries are signed with both, so that nothing is missed."),
            visit.gettext("After that the present secret counts for nothing."),
        ],
        does=visit.gettext("Make a new secret"),
        action=f"{HOME}/{webhook.webhook_id}/secret",
        back=f"{HOME}/{webhook.webhook_id}",
    )


async def rotate(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    changed, secret = await visit.persist(
        lambda tx: registering.rotate_secret(tx, webhook.webhook_id, keep=_OVERLAP)
    )
    said = visit.gettext("The former one signs as well for a day.")
    return _tell(visit, changed, secret, said)


async def ask_to_delete(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    return ask(
        visit,
        visit.gettext("Delete the webhook to %(url)s?", url=webhook.url),
        says=[
            visit.gettext("Its deliveries go with it, also those that were not sent yet."),
            visit.gettext("This cannot be undone. To stop it for a while, turn it off instead."),
        ],
        does=visit.gettext("Delete the webhook"),
        action=f"{HOME}/{webhook.webhook_id}/delete",
        back=f"{HOME}/{webhook.webhook_id}",
    )


async def delete(visit: Visit) -> HttpAnswer:
    webhook = await require_webhook(visit)
    await visit.persist(lambda tx: registering.delete_webhook(tx, webhook.webhook_id))
    return visit.redirect(HOME, toast=visit.gettext("The webhook is deleted."))


async def require_webhook(visit: Visit) -> Webhook:
    """The one of the address. Raises NotFound."""
    webhook_id = visit.path_id("webhookId")
    async with visit.reading() as connection:
        return await get_webhook(connection, visit.community.community_id, webhook_id)


async def turn(visit: Visit, webhook: Webhook, *, is_enabled: bool) -> None:
    draft = replace(draft_of_webhook(webhook), is_enabled=is_enabled)
    await visit.persist(lambda tx: registering.update_webhook(tx, webhook.webhook_id, draft))


def _is_complete(visit: Visit, form: Form[Hook], *, needs_token: bool) -> bool:
    assert form.data is not None, "asked of forms that could be read"
    if not form.data.distinct_events():
        form.fault("events", visit.gettext("Choose one event at least."))
    if needs_token and not form.data.verify_token:
        form.fault("verify_token", visit.gettext("Please fill this in."))
    return not form.errors


def _draft(wanted: Hook, *, verify_token: str, is_enabled: bool) -> WebhookDraft:
    return WebhookDraft(
        url=wanted.url,
        verify_token=verify_token,
        object_type=wanted.object_type,
        events=wanted.distinct_events(),
        is_enabled=is_enabled,
    )


def _tell(visit: Visit, webhook: Webhook, secret: str, said: str) -> HttpAnswer:
    advice = visit.gettext(
        "With it the receiver checks that a delivery is from here. It is shown only now."
    )
    return tell_secret(
        visit,
        visit.gettext("The secret of the webhook"),
        says=f"{said} {advice}",
        secrets=[(webhook.url, secret)],
        back=f"{HOME}/{webhook.webhook_id}",
    )


def _hook_page(
    visit: Visit, webhook: Webhook | None, form: Form[Hook], *, chosen: list[str]
) -> HttpAnswer:
    return visit.page(
        "settings/webhook_form.html",
        block="main",
        status=form.status if visit.request.is_unsafe else 200,
        webhook=webhook,
        form=form,
        chosen=chosen,
        events=[(kind.value, _events_of(kind)) for kind in ObjectType],
    )


def _events_of(kind: ObjectType) -> list[str]:
    return [event.value for event in WebhookEvent if event.object_type == kind]
