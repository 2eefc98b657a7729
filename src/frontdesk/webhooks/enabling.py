"""What stops a webhook and sets it going again, beside people who turn it on and off."""

from frontdesk.database.transaction import Transaction
from frontdesk.events.announcements import announce_deliveries
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.webhooks.webhook import lock_webhook


async def disable_webhook(tx: Transaction, webhook_id: int, *, reason: str) -> bool:
    """Stop a webhook that cannot be delivered to; false when it is stopped already.

    What is pending stays so until somebody turns it on again. Raises NotFound.
    """
    webhook = await lock_webhook(tx.connection, tx.community_id, webhook_id)
    if not webhook.is_enabled:
        return False
    await tx.connection.execute(
        """
        update webhooks
        set is_enabled = false, disabled_reason = %(reason)s, disabled_time = %(now)s,
            version = version + 1
        where community_id = %(community_id)s and webhook_id = %(webhook_id)s
        """,
        {
            "community_id": tx.community_id,
            "webhook_id": webhook_id,
            "reason": reason,
            "now": tx.now,
        },
    )
    await record(
        tx, EventName.WEBHOOK_DISABLED, subject_id=webhook_id, url=webhook.url, reason=reason
    )
    return True


async def resume_deliveries(tx: Transaction, webhook_id: int) -> None:
    """The endpoint was seen to answer: forget its failures, and let what is pending be due now."""
    parameters = {"community_id": tx.community_id, "webhook_id": webhook_id, "now": tx.now}
    await tx.connection.execute(
        """
        update webhooks
        set consecutive_failures = 0, first_failure_time = null, open_until = null
        where community_id = %(community_id)s and webhook_id = %(webhook_id)s
        """,
        parameters,
    )
    await tx.connection.execute(
        """
        update webhook_deliveries
        set next_attempt_time = %(now)s
        where community_id = %(community_id)s
          and webhook_id = %(webhook_id)s
          and status = 'pending'
          and next_attempt_time > %(now)s
        """,
        parameters,
    )
    await announce_deliveries(tx.connection)
