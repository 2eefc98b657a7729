"""Made-up tickets in any number, for load data: varied, believable, the same for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from frontdesk.kit.clock import DAY, format_ticks
from frontdesk.kit.text import to_html
from frontdesk.samples.authors import Crowd, synthetic_team
from frontdesk.samples.dice import Dice
from frontdesk.samples.letters import PHRASEBOOKS, LetterWriter
from frontdesk.samples.rhythm import activity_until, moment_of
from frontdesk.samples.vocabulary import (
    CATEGORY_NAMES,
    CHANNELS,
    FIELD_NAMES,
    NETWORK_CHANNELS,
    SENTIMENTS,
    TOPICS,
)
from frontdesk.tickets.document import (
    Ticket,
    User,
)

__all__ = ["CATEGORY_NAMES", "FIELD_NAMES", "SyntheticIds", "synthetic_team", "synthetic_tickets"]


@dataclass(frozen=True)
class SyntheticIds:
    """Under which ids categories and custom fields exist, and who is on the team.

    `category_ids[n]` is the id of `CATEGORY_NAMES[n]`, `field_ids[n]` that of `FIELD_NAMES[n]`.
    Fewer ids than names are fine: tickets of the other categories stay uncategorised, values of
    the other fields are left out. Without a `team`, tickets are assigned to `synthetic_team(seed)`.
    """

    category_ids: Sequence[int]
    field_ids: Sequence[int]
    team: Sequence[User] = field(default=())


def synthetic_tickets(
    count: int,
    *,
    seed: int,
    first_id: int,
    now: int,
    span_days: int = 730,
    ids: SyntheticIds,
) -> Iterator[Ticket]:
    """`count` tickets with ids from `first_id` on, created over `span_days` until `now` (ticks).

    They come in the order of their creation. The same arguments give the same tickets.
    """
    press = _Press(seed, ids, now)
    begin = activity_until(now - span_days * DAY)
    step = (activity_until(now) - begin) / max(count, 1)
    for number in range(count):
        created = moment_of(begin + step * (number + press.dice.roll()))
        yield press.ticket(first_id + number, created, age=1 - number / count)


class _Press:
    """Makes one ticket after the other; everything that can be shared is made once, up front."""

    def __init__(self, seed: int, ids: SyntheticIds, now: int) -> None:
        self.dice = Dice(seed)
        self._pick = self.dice.pick
        self._now = now
        self._next_author = Crowd(seed, self.dice).next_author
        self._writers = {
            language: LetterWriter(book, self.dice) for language, book in PHRASEBOOKS.items()
        }
        self._assignees = _assignees(ids.team or synthetic_team(seed))
        self._categories = _categories(ids.category_ids)
        self._custom_values = CustomValues(ids.field_ids, self.dice)
        self._tags = _tag_lists(self.dice)
        self._attachments = _attachment_lists(self.dice)

    def ticket(self, ticket_id: int, created: int, *, age: float) -> Ticket:
        """The ticket; `age` is 1 for the oldest and next to 0 for the newest."""
        pick = self._pick
        author = self._next_author()
        topic = pick(TOPICS)
        created = min(created, self._now - 10) | 1
        title, message, values = self._letter(author, topic, created // DAY)
        status = self._status(age)
        replies = pick(_REPLIES[status])
        channel = pick(CHANNELS if author.user.email else NETWORK_CHANNELS)
        attachments = pick(self._attachments)
        assignee = pick(self._assignees)
        return Ticket(
            id=ticket_id,
            title=None if channel.untitled else title,
            message=message,
            html_message=to_html(message),
            attachments=[*attachments],
            author=author.user,
            category=pick(self._categories[topic]),
            creation_time=format_ticks(created),
            custom_fields=values,
            last_thread_element_creation_time=format_ticks(self._last_activity(created, replies)),
            locked_by=assignee,
            original_link=_link(channel, ticket_id),
            properties=_properties(bool(attachments), assignee, pick(_FLAGS)),
            reply_count=replies,
            sentiment=pick(SENTIMENTS[topic]),
            source=channel.source,
            detailed_source=channel.detailed_source,
            source_name=channel.source_name,
            status=status,
            tags=[*pick(self._tags)],
        )
