"""Desktop notifications: a ticket was given to somebody, or a note mentions them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from frontdesk.accounts.preferences import get_preferences
from frontdesk.database.pool import Connection
from frontdesk.inbox.live_stream import LiveStream, Notice
from frontdesk.inbox.translations import translations
from frontdesk.people.person import Person, get_people
from frontdesk.tickets.happenings import Happening, Sight


@dataclass(frozen=True)
class _Concern:
    """That `happening` concerns a person."""

    person_id: UUID
    happening: Happening
    is_mention: bool


async def notify(
    connection: Connection,
    community_id: int,
    happenings: Iterable[Happening],
    sights: Mapping[int, Sight],
    streams: Collection[LiveStream],
) -> None:
    """Tell those who listen, want to hear of it and may see the ticket."""
    listening = {stream.watcher.person_id for stream in streams}
    concerns = [each for each in _concerns(happenings) if each.person_id in listening]
    if not concerns:
        return
    wanted = await _wanted(connection, community_id, concerns)
    actor_ids = {each.happening.actor_id for each in wanted} - {None}
    people = await get_people(connection, community_id, [id_ for id_ in actor_ids if id_])
    for concern in wanted:
        sight = sights.get(concern.happening.ticket_id or 0)
        for stream in streams:
            is_theirs = stream.watcher.person_id == concern.person_id
            if is_theirs and sight is not None and sight.is_seen(stream.visibility):
                stream.notify(_say(stream, concern, sight, people))


def _concerns(happenings: Iterable[Happening]) -> Iterable[_Concern]:
    for each in happenings:
        if each.assignee_id is not None and each.assignee_id != each.actor_id:
            yield _Concern(each.assignee_id, each, is_mention=False)
        for person_id in each.mentioned_ids:
            if person_id != each.actor_id:
                yield _Concern(person_id, each, is_mention=True)


async def _wanted(
    connection: Connection, community_id: int, concerns: Sequence[_Concern]
) -> list[_Concern]:
    chosen = {
        person_id: await get_preferences(connection, community_id, person_id)
        for person_id in {each.person_id for each in concerns}
    }
    return [
        each
        for each in concerns
        if (
            chosen[each.person_id].notify_of_mentions
            if each.is_mention
            else chosen[each.person_id].notify_of_assignments
        )
    ]


def _say(
    stream: LiveStream, concern: _Concern, sight: Sight, people: Mapping[UUID, Person]
) -> Notice:
    gettext = translations(stream.watcher.locale).gettext
    actor_id = concern.happening.actor_id
    actor = people.get(actor_id) if actor_id else None
    name = (actor.name or actor.email if actor else None) or gettext("Somebody")
    title = (
        gettext("%(name)s mentions you")
        if concern.is_mention
        else gettext("%(name)s gives you a ticket")
    )
    return Notice(
        key=f"{concern.happening.event_id}",
        title=title % {"name": name},
        body=sight.title or gettext("No subject"),
        href=f"{stream.watcher.home}/tickets/{sight.ticket_id}",
        ticket_id=sight.ticket_id,
    )
