"""Hearing of revoked tokens from whichever process revoked them."""

import asyncio

import psycopg
import structlog

from frontdesk.tokens.refresh import CHANNEL
from frontdesk.tokens.verified import VerifiedTokens

_RETRY_SECONDS = 1.0
_PROBE_SECONDS = 5.0

log = structlog.get_logger()


async def hear_revocations(conninfo: str, verified: VerifiedTokens) -> None:
    """Drop revoked tokens from `verified` as they are announced; runs until cancelled.

    While the announcements cannot be heard nothing is kept, so that every token is looked up.
    """
    while True:
        try:
            await _listen(conninfo, verified)
        except (psycopg.Error, OSError) as error:
            log.warning("revocations_unheard", error=str(error))
        finally:
            verified.distrust()
        await asyncio.sleep(_RETRY_SECONDS)


async def _listen(conninfo: str, verified: VerifiedTokens) -> None:
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        await connection.execute(f"listen {CHANNEL}")
        verified.trust()
        while True:
            async for notice in connection.notifies(timeout=_PROBE_SECONDS):
                verified.drop(int(notice.payload))
            await connection.execute("select 1")  # a connection that died silently fails here
