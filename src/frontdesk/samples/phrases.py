"""What a phrasebook holds: the sentences of one language, sorted by what a message is about.

Phrases may name {product}, {order}, {city}, {date}, {number} and {name}, and no other thing in
braces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto


class Topic(IntEnum):
    """What people write about, the most frequent first. (Integers, since they hash faster.)"""

    DELIVERY = auto()
    RETURN = auto()
    WARRANTY = auto()
    FAULT = auto()
    INVOICE = auto()
    PART = auto()
    ADVICE = auto()
    STOCK = auto()
    CHANGE = auto()
    ACCOUNT = auto()
    PRAISE = auto()
    IDEA = auto()


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The phrases of one topic; a message takes an opening, some details and a request."""

    titles: Sequence[str]
    openings: Sequence[str]
    details: Sequence[str]
    requests: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Phrasebook:
    """`asides` fit any topic; `date` takes {day} and {month}."""

    language: str
    greetings: Sequence[str]
    closings: Sequence[str]
    asides: Sequence[str]
    date: str
    months: Sequence[str]
    subjects: Mapping[Topic, Subject]
    space: str = " "
