"""What has expired goes when somebody signs in, and by the clock where nobody does."""

from typing import Final

from frontdesk.accounts.setup_links import KEPT_AFTERWARDS
from frontdesk.database.pool import Connection


async def sweep(connection: Connection, community_id: int, *, now: int, most: int = 1000) -> int:
    """Delete a community's expired sessions, tickets, links and throttles, up to `most` of each,
    save those that others are just working on; how many there were of the most numerous."""
    parameters = {
        "community_id": community_id,
        "now": now,
        "told_until": now - KEPT_AFTERWARDS,
        "most": most,
    }
    counts = []
    for statement in (_SESSIONS, _TICKETS, _LINKS, _THROTTLES):
        counts.append((await connection.execute(statement, parameters)).rowcount)
    return max(counts)


_SESSIONS: Final = """
    delete from sessions
    where community_id = %(community_id)s
      and session_id in (
          select session_id
          from sessions
          where community_id = %(community_id)s and expiry_time <= %(now)s
          limit %(most)s
          for update skip locked
      )
    """

_TICKETS: Final = """
    delete from sign_in_tickets
    where community_id = %(community_id)s
      and token_hash in (
          select token_hash
          from sign_in_tickets
          where community_id = %(community_id)s and expiry_time <= %(now)s
          limit %(most)s
          for update skip locked
      )
    """

_LINKS: Final = """
    delete from setup_links
    where community_id = %(community_id)s
      and token_hash in (
          select token_hash
          from setup_links
          where community_id = %(community_id)s and expiry_time <= %(told_until)s
          limit %(most)s
          for update skip locked
      )
    """

_THROTTLES: Final = """
    delete from sign_in_throttles
    where community_id = %(community_id)s
      and key_hash in (
          select key_hash
          from sign_in_throttles
          where community_id = %(community_id)s and full_until <= %(now)s
          limit %(most)s
          for update skip locked
      )
    """
