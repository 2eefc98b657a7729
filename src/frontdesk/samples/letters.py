"""Puts a title and a message together from a phrasebook."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from frontdesk.samples.dice import Dice, weighted
from frontdesk.samples.phrases import Phrasebook, Subject, Topic
from frontdesk.samples.phrases_de import GERMAN
from frontdesk.samples.phrases_en import ENGLISH
from frontdesk.samples.phrases_es import SPANISH
from frontdesk.samples.phrases_ja import JAPANESE
from frontdesk.samples.phrases_no import NORWEGIAN
from frontdesk.samples.phrases_pl import POLISH
from frontdesk.samples.phrases_sv import SWEDISH

PHRASEBOOKS: Final[Mapping[str, Phrasebook]] = {
    book.language: book for book in (ENGLISH, NORWEGIAN, GERMAN, SWEDISH, SPANISH, POLISH, JAPANESE)
}
LONGEST_MESSAGE: Final = 4000

_PARAGRAPH: Final = "\n\n"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# How many details and asides a message has; the last kind tells a whole story.
_STORY: Final = (0, 0)
_SIZES: Final = weighted(
    (((1, 0), 26), ((2, 0), 30), ((1, 1), 20), ((2, 1), 14), ((2, 2), 8), (_STORY, 2))
)


class LetterWriter:
    """Writes in one language; what it returns still has the places of `phrases` to fill in."""

    def __init__(self, book: Phrasebook, dice: Dice) -> None:
        self._book = book
        self._pick = dice.pick
        self._dice = dice
        self._sentences = [
            *book.asides,
            *(detail for subject in book.subjects.values() for detail in subject.details),
        ]

    def title(self, topic: Topic) -> str:
        return self._pick(self._book.subjects[topic].titles)

    def letter(self, topic: Topic) -> str:
        book, pick = self._book, self._pick
        subject = book.subjects[topic]
        middle = self._middle(subject, pick(_SIZES))
        parts = (pick(book.greetings), *middle, pick(subject.requests), pick(book.closings))
        return _PARAGRAPH.join(parts)

    def remark(self, topic: Topic) -> str:
        """What people write below a picture: neither greeting nor name."""
        subject = self._book.subjects[topic]
        (middle,) = self._middle(subject, (1, 1))
        return self._book.space.join((middle, self._pick(subject.requests)))

    def _middle(self, subject: Subject, size: tuple[int, int]) -> Sequence[str]:
        details, asides = size
        opening = self._pick(subject.openings)
        if size == _STORY:
            return (opening, *self._story())
        sentences = [opening, *self._some(subject.details, details)]
        return (self._book.space.join([*sentences, *self._some(self._book.asides, asides)]),)

    def _some(self, pool: Sequence[str], count: int) -> Sequence[str]:
        """`count` neighbours of `pool`: all different, at the price of one roll."""
        if count == 0:
            return ()
        first = int(self._dice.roll() * len(pool))
        return (*pool[first:], *pool[:first])[:count]

    def _story(self) -> list[str]:
        paragraphs = 2 + int(self._dice.roll() * 7)
        told = self._dice.sample(self._sentences, 4 * paragraphs)
        return [self._book.space.join(told[start : start + 4]) for start in range(0, len(told), 4)]


@lru_cache(maxsize=8192)
def spoken_date(day: int, language: str) -> str:
    """A day, counted from 1970, as people of that language write it in a letter."""
    date = _EPOCH + timedelta(days=day)
    book = PHRASEBOOKS[language]
    return book.date.format(day=date.day, month=book.months[date.month - 1])
