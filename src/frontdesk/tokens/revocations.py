"""Hearing of revoked tokens from whichever process revoked them."""

from frontdesk.events.hearing import Hearing, Listener
from frontdesk.tokens.refresh import CHANNEL
from frontdesk.tokens.verified import VerifiedTokens


def hear_revocations(hearing: Hearing, verified: VerifiedTokens) -> None:
    """Drop revoked tokens from `verified` as they are announced.

    While the announcements cannot be heard nothing is kept, so that every token is looked up.
    """
    hearing.join(
        CHANNEL,
        Listener(
            hear=lambda text: verified.drop(int(text)),
            begin=verified.trust,
            end=verified.distrust,
        ),
    )
