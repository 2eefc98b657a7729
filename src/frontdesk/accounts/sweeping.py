"""What has expired goes when somebody signs in."""

from typing import Final

from frontdesk.accounts.setup_links import KEPT_AFTERWARDS
from frontdesk.database.transaction import Transaction

_AT_ONCE: Final = 1000


async def sweep(tx: Transaction) -> None:
    """Delete a community's expired sessions, tickets, links and throttles, save those that others
    are just working on."""
    parameters = {
        "community_id": tx.community_id,
        "now": tx.now,
        "told_until": tx.now - KEPT_AFTERWARDS,
        "most": _AT_ONCE,
    }
    for statement in (_SESSIONS, _TICKETS, _LINKS, _THROTTLES):
        await tx.connection.execute(statement, parameters)


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
