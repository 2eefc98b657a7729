"""The way to endpoints."""

from frontdesk.config import Settings
from frontdesk.kit.outbound import OutboundClient


def make_endpoint_client(settings: Settings) -> OutboundClient:
    """One that goes where this installation lets webhooks go."""
    return OutboundClient(
        allow_http=settings.webhooks_allow_http, allow_private=settings.webhooks_allow_private
    )
