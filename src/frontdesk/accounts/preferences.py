"""How a teammate wants to see the inbox, and what they want to hear of."""

from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from frontdesk.accounts.enums import Density, Locale, Theme
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.events.journal import record
from frontdesk.events.names import EventName

DEFAULT_TIME_ZONE: Final = "UTC"


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """`time_zone` is a name of the IANA database."""

    locale: Locale = Locale.ENGLISH
    time_zone: str = DEFAULT_TIME_ZONE
    theme: Theme = Theme.AUTO
    density: Density = Density.COMFORTABLE
    notify_of_assignments: bool = True
    notify_of_mentions: bool = True


async def get_preferences(
    connection: Connection, community_id: int, person_id: UUID
) -> Preferences:
    """Those of somebody who never chose are the defaults."""
    found = await connection.row(
        Preferences,
        """
        select locale, time_zone, theme, density, notify_of_assignments, notify_of_mentions
        from account_preferences
        where community_id = %(community_id)s and person_id = %(person_id)s
        """,
        {"community_id": community_id, "person_id": person_id},
    )
    return found or Preferences()


async def choose_preferences(tx: Transaction, person_id: UUID, wanted: Preferences) -> None:
    """Raises InvalidMember for a time zone that there is not."""
    if wanted.time_zone not in time_zones():
        raise InvalidMember("timeZone", f"no time zone is called {wanted.time_zone[:100]!r}")
    previous = await get_preferences(tx.connection, tx.community_id, person_id)
    if wanted == previous:
        return
    await tx.connection.execute(
        """
        insert into account_preferences
               (community_id, person_id, locale, time_zone, theme, density,
                notify_of_assignments, notify_of_mentions)
        values (%(community_id)s, %(person_id)s, %(locale)s, %(time_zone)s, %(theme)s, %(density)s,
                %(notify_of_assignments)s, %(notify_of_mentions)s)
        on conflict (community_id, person_id)
        do update set locale = excluded.locale,
                      time_zone = excluded.time_zone,
                      theme = excluded.theme,
                      density = excluded.density,
                      notify_of_assignments = excluded.notify_of_assignments,
                      notify_of_mentions = excluded.notify_of_mentions
        """,
        vars(wanted) | {"community_id": tx.community_id, "person_id": person_id},
    )
    await record(
        tx,
        EventName.PREFERENCES_CHANGED,
        subject_id=person_id,
        previous=previous,
        preferences=wanted,
    )


@cache
def time_zones() -> frozenset[str]:
    """Every name that may be chosen."""
    return frozenset(available_timezones() | {DEFAULT_TIME_ZONE})
