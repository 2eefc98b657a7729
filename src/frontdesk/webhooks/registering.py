"""Setting webhooks up. Whoever calls has verified the address: no request is made from inside a
transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from frontdesk.communities.turns import take_turn
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.webhooks.enabling import resume_deliveries
from frontdesk.webhooks.signing import new_secret
from frontdesk.webhooks.webhook import Webhook, get_webhook, lock_webhook
from frontdesk.wire.webhook_events import ObjectType, WebhookEvent

READER: Final = "webhooks"
"""What the journal is read as on behalf of webhooks."""
MOST_WEBHOOKS: Final = 50


@dataclass(frozen=True, kw_only=True)
class WebhookDraft:
    """A webhook as it should be."""

    url: str
    verify_token: str
    object_type: ObjectType
    events: Sequence[WebhookEvent]
    is_enabled: bool = True

    def check(self) -> None:
        """Raises InvalidMember for events of another object."""
        for index, event in enumerate(self.events):
            if event.object_type != self.object_type:
                raise InvalidMember(
                    f"events[{index}]", f"{event} is no event of a {self.object_type}"
                )


async def create_webhook(tx: Transaction, draft: WebhookDraft) -> tuple[Webhook, str]:
    """The webhook, and its secret, which nobody is shown again. It hears of what is committed from
    now on. Raises InvalidMember, and StateConflict when there are too many."""
    draft.check()
    await take_turn(tx)
    await _require_room(tx.connection, tx.community_id)
    await _begin_reading(tx)
    secret = new_secret()
    webhook_id: int = await tx.connection.value(
        """
        insert into webhooks
               (community_id, url, verify_token, object_type, events, is_enabled, disabled_reason,
                disabled_time, secret, creation_time)
        values (%(community_id)s, %(url)s, %(verify_token)s, %(object_type)s, %(events)s,
                %(is_enabled)s, %(reason)s, %(disabled_time)s, %(secret)s, %(now)s)
        returning webhook_id
        """,
        _parameters(tx, draft)
        | {
            "secret": secret,
            "reason": None if draft.is_enabled else TURNED_OFF,
            "disabled_time": None if draft.is_enabled else tx.now,
        },
    )
    await record(tx, EventName.WEBHOOK_CREATED, subject_id=webhook_id, webhook=_told(draft))
    return await get_webhook(tx.connection, tx.community_id, webhook_id), secret


TURNED_OFF: Final = "turned off"


async def _require_room(connection: Connection, community_id: int) -> None:
    count: int = await connection.value(
        "select count(*) from webhooks where community_id = %(community_id)s",
        {"community_id": community_id},
    )
    if count >= MOST_WEBHOOKS:
        raise StateConflict(f"a community has at most {MOST_WEBHOOKS} webhooks")


async def _begin_reading(tx: Transaction) -> None:
    """From here on, unless the journal is read already."""
    await tx.connection.execute(
        """
        insert into event_readers (community_id, reader, transaction_id, event_id)
        values (%s, %s, pg_snapshot_xmin(pg_current_snapshot()), 0)
        on conflict do nothing
        """,
        [tx.community_id, READER],
    )


async def update_webhook(tx: Transaction, webhook_id: int, draft: WebhookDraft) -> Webhook:
    """Raises NotFound and InvalidMember."""
    draft.check()
    previous = await lock_webhook(tx.connection, tx.community_id, webhook_id)
    if draft_of_webhook(previous) == draft:
        return previous
    await tx.connection.execute(
        """
        update webhooks
        set url = %(url)s, verify_token = %(verify_token)s, object_type = %(object_type)s,
            events = %(events)s, is_enabled = %(is_enabled)s,
            disabled_reason = case when %(is_enabled)s then null
                                   else coalesce(disabled_reason, %(reason)s) end,
            disabled_time = case when %(is_enabled)s then null
                                 else coalesce(disabled_time, %(now)s) end,
            version = version + 1
        where community_id = %(community_id)s and webhook_id = %(webhook_id)s
        """,
        _parameters(tx, draft) | {"webhook_id": webhook_id, "reason": TURNED_OFF},
    )
    if draft.is_enabled and (not previous.is_enabled or draft.url != previous.url):
        await resume_deliveries(tx, webhook_id)
    await record(
        tx,
        EventName.WEBHOOK_UPDATED,
        subject_id=webhook_id,
        previous=_told(draft_of_webhook(previous)),
        webhook=_told(draft),
    )
    return await get_webhook(tx.connection, tx.community_id, webhook_id)


async def delete_webhook(tx: Transaction, webhook_id: int) -> None:
    """Its deliveries go with it. Raises NotFound."""
    await take_turn(tx)
    previous = await lock_webhook(tx.connection, tx.community_id, webhook_id)
    await tx.connection.execute(
        "delete from webhooks where community_id = %s and webhook_id = %s",
        [tx.community_id, webhook_id],
    )
    await tx.connection.execute(
        """
        delete from event_readers
        where community_id = %(community_id)s
          and reader = %(reader)s
          and not exists (select from webhooks w where w.community_id = %(community_id)s)
        """,
        {"community_id": tx.community_id, "reader": READER},
    )
    await record(
        tx,
        EventName.WEBHOOK_DELETED,
        subject_id=webhook_id,
        previous=_told(draft_of_webhook(previous)),
    )


async def rotate_secret(tx: Transaction, webhook_id: int, *, keep: int) -> tuple[Webhook, str]:
    """A new secret; the one before signs as well for `keep` ticks. Raises NotFound."""
    await lock_webhook(tx.connection, tx.community_id, webhook_id)
    secret = new_secret()
    await tx.connection.execute(
        """
        update webhooks
        set secret = %(secret)s, previous_secret = case when %(keep)s > 0 then secret end,
            previous_secret_until = case when %(keep)s > 0 then %(now)s + %(keep)s end,
            version = version + 1
        where community_id = %(community_id)s and webhook_id = %(webhook_id)s
        """,
        {
            "community_id": tx.community_id,
            "webhook_id": webhook_id,
            "secret": secret,
            "keep": keep,
            "now": tx.now,
        },
    )
    await record(tx, EventName.WEBHOOK_SECRET_ROTATED, subject_id=webhook_id)
    return await get_webhook(tx.connection, tx.community_id, webhook_id), secret


def draft_of_webhook(webhook: Webhook) -> WebhookDraft:
    return WebhookDraft(
        url=webhook.url,
        verify_token=webhook.verify_token,
        object_type=ObjectType(webhook.object_type),
        events=tuple(WebhookEvent(event) for event in webhook.events),
        is_enabled=webhook.is_enabled,
    )


def _told(draft: WebhookDraft) -> dict[str, Any]:
    """What the journal says of it: no secret, and neither the verify token."""
    told = dict(vars(draft))
    del told["verify_token"]
    return told


def _parameters(tx: Transaction, draft: WebhookDraft) -> dict[str, Any]:
    return {
        "community_id": tx.community_id,
        "now": tx.now,
        "url": draft.url,
        "verify_token": draft.verify_token,
        "object_type": draft.object_type.value,
        "events": [event.value for event in draft.events],
        "is_enabled": draft.is_enabled,
    }
