"""Made-up tickets in any number, for load data: varied, believable, the same for the same seed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from frontdesk.kit.clock import DAY, MINUTE
from frontdesk.kit.text import to_html
from frontdesk.samples.authors import Crowd, synthetic_team
from frontdesk.samples.custom_values import CustomValues, Matter
from frontdesk.samples.dice import Dice, weighted
from frontdesk.samples.letters import PHRASEBOOKS, LetterWriter, spoken_date
from frontdesk.samples.phrases import Topic
from frontdesk.samples.rhythm import activity_until, moment_of, timestamp
from frontdesk.samples.vocabulary import (
    CATEGORIES_OF_TOPIC,
    CATEGORY_NAMES,
    CHANNELS,
    FIELD_NAMES,
    FILE_NAMES,
    NETWORK_CHANNELS,
    PRODUCTS,
    SENTIMENTS,
    TAGS,
    TOPICS,
    Channel,
)
from frontdesk.tickets.document import (
    Attachment,
    CategoryReference,
    Ticket,
    TicketProperties,
    User,
)
from frontdesk.tickets.enums import TicketStatus

__all__ = [
    "CATEGORY_NAMES",
    "FIELD_NAMES",
    "TAGS",
    "SyntheticIds",
    "synthetic_team",
    "synthetic_tickets",
]

_NUMBERS: Final = "23456789"
_ORDERS: Final = range(1_000_000, 10_000_000)
_LISTS: Final = 1000  # prebuilt lists of tags, and of attachments

# 25 % are not completed: 8 % of the oldest, 76 % of the newest.
_LEFT_OVER: Final = 0.08
_RECENT: Final = 0.68
_OPEN_SHARE: Final = 0.72

# A status, and how many replies tickets in it have.
_Progress = tuple[TicketStatus, Sequence[int]]
_OPEN: Final = (
    TicketStatus.OPEN,
    weighted(((0, 55), (1, 8), (2, 16), (3, 6), (4, 7), (6, 5), (9, 3))),
)
_PENDING: Final = (
    TicketStatus.PENDING,
    weighted(((1, 60), (2, 10), (3, 18), (5, 8), (8, 3), (12, 1))),
)
_COMPLETED: Final = (
    TicketStatus.COMPLETED,
    weighted(((0, 6), (1, 37), (2, 18), (3, 16), (4, 9), (5, 6), (6, 4), (8, 2), (11, 1), (14, 1))),
)
_FLAGS: Final = weighted((("", 95), ("draft", 2), ("sensitive", 2), ("muted", 1)))


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
        yield press.ticket(first_id + number, created, youth=number / count)


class _Press:
    """Makes one ticket after the other; everything that can be shared is made once, up front."""

    def __init__(self, seed: int, ids: SyntheticIds, now: int) -> None:
        self.dice = Dice(seed)
        self._now = now
        self._next_author = Crowd(seed, self.dice).next_author
        self._writers = {
            language: LetterWriter(book, self.dice) for language, book in PHRASEBOOKS.items()
        }
        self._assignees = _assignees(ids.team or synthetic_team(seed))
        self._categories = _categories(ids.category_ids)
        self._values_of = CustomValues(ids.field_ids, self.dice).of
        self._tags = _tag_lists(self.dice)
        self._attachments = _attachment_lists(self.dice)

    def ticket(self, ticket_id: int, created: int, *, youth: float) -> Ticket:
        """The ticket; `youth` is 0 for the oldest and next to 1 for the newest."""
        pick = self.dice.pick
        matter = Matter(self._next_author(), pick(PRODUCTS), pick(_ORDERS))
        topic = pick(TOPICS)
        created = min(created, self._now - 10) | 1  # odd: the seventh digit is never a zero
        user = matter.author.user
        channel = pick(CHANNELS if user.email else NETWORK_CHANNELS)
        title, message = self._text(matter, topic, channel, created // DAY)
        status, reply_counts = self._progress(youth)
        replies = pick(reply_counts)
        attachments = pick(self._attachments)
        assignee = pick(self._assignees)
        return Ticket(
            id=ticket_id,
            title=title,
            message=message,
            html_message=to_html(message),
            attachments=[*attachments],
            author=user,
            category=pick(self._categories[topic]),
            creation_time=timestamp(created),
            custom_fields=self._values_of(matter),
            last_thread_element_creation_time=timestamp(self._last_activity(created, replies)),
            locked_by=assignee,
            original_link=_link(channel, ticket_id),
            properties=_properties(bool(attachments), _kind(assignee), pick(_FLAGS)),
            reply_count=replies,
            sentiment=pick(SENTIMENTS[topic]),
            source=channel.source,
            detailed_source=channel.detailed_source,
            source_name=channel.source_name,
            status=status,
            tags=[*pick(self._tags)],
        )

    def _text(
        self, matter: Matter, topic: Topic, channel: Channel, day: int
    ) -> tuple[str | None, str]:
        author = matter.author
        writer = self._writers[author.language]
        told = (
            ("{product}", matter.product),
            ("{order}", matter.order_number),
            ("{city}", author.city),
            ("{name}", author.user.name or ""),
            ("{number}", _NUMBERS[matter.order % len(_NUMBERS)]),
            ("{date}", spoken_date(day - 3 - matter.order % 25, author.language)),
        )
        if channel.untitled:
            return None, _filled(writer.remark(topic), told)
        return _filled(writer.title(topic), told), _filled(writer.letter(topic), told)

    def _progress(self, youth: float) -> _Progress:
        roll = self.dice.roll()
        unfinished = _LEFT_OVER + _RECENT * youth**3
        if roll >= unfinished:
            return _COMPLETED
        return _OPEN if roll < unfinished * _OPEN_SHARE else _PENDING

    def _last_activity(self, created: int, replies: int) -> int:
        if replies == 0:
            return created
        # Between ten minutes and ten days later, most often within hours.
        delay = int(10 * MINUTE * 1440 ** self.dice.roll())
        room = self._now - created - 4
        return (created + 2 + (delay if delay < room else int(room * self.dice.roll()))) | 1


def _filled(text: str, told: Iterable[tuple[str, str]]) -> str:
    """Three times as fast as `format_map`."""
    for place, words in told:
        text = text.replace(place, words)
    return text


def _assignees(team: Sequence[User]) -> Sequence[User | None]:
    """55 % have somebody; a bot has a tenth of what a person has."""
    somebody = weighted((user, 1 if user.is_bot else 10) for user in team)
    return (*somebody * 11, *(None,) * (len(somebody) * 9))


def _categories(ids: Sequence[int]) -> Mapping[Topic, Sequence[CategoryReference | None]]:
    """Of 10 tickets of a topic, 5 are filed under its first category, 2 under its second."""
    named = {
        name: CategoryReference(id=category_id, name=name)
        for category_id, name in zip(ids, CATEGORY_NAMES, strict=False)
    }
    return {
        topic: weighted(((named.get(first), 5), (named.get(second), 2), (None, 3)))
        for topic, (first, second) in CATEGORIES_OF_TOPIC.items()
    }


def _tag_lists(dice: Dice) -> Sequence[Sequence[str]]:
    sizes = weighted(((0, 40), (1, 35), (2, 17), (3, 8)))
    # The first tags are the ones that everybody uses.
    often = [tag for place, tag in enumerate(TAGS, 1) for _ in range(-(-len(TAGS) // place))]
    return [[*dict.fromkeys(dice.sample(often, dice.pick(sizes)))] for _ in range(_LISTS)]


def _attachment_lists(dice: Dice) -> Sequence[Sequence[Attachment]]:
    sizes = weighted(((0, 80), (1, 12), (2, 5), (3, 3)))
    return [_attachment_list(dice, number, dice.pick(sizes)) for number in range(_LISTS)]


def _attachment_list(dice: Dice, number: int, size: int) -> Sequence[Attachment]:
    return [
        Attachment(
            is_content_part=False,
            name=name,
            url=f"https://files.example/{number:03}/{name.replace(' ', '%20')}",
        )
        for name in dice.sample(FILE_NAMES, size)
    ]


def _link(channel: Channel, ticket_id: int) -> str | None:
    return f"https://{channel.source}.example/nordlys/{ticket_id}" if channel.linked else None


def _kind(assignee: User | None) -> str:
    if assignee is None:
        return "nobody"
    return "bot" if assignee.is_bot else "person"


@lru_cache
def _properties(has_attachments: bool, assignee: str, flag: str) -> TicketProperties:
    return TicketProperties(
        is_anonymized=False,
        is_muted=flag == "muted",
        has_attachments=has_attachments,
        has_draft=flag == "draft",
        is_assigned_to_bot=assignee == "bot",
        is_deleted=False,
        is_expired=False,
        is_hidden=False,
        is_locked=assignee != "nobody",
        is_spam=False,
        is_sensitive=flag == "sensitive",
    )
