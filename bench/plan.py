"""What a run is asked to measure."""

from enum import StrEnum

import msgspec


class Part(StrEnum):
    """What a run consists of; each can be left out."""

    HTTP = "http"
    LISTS = "lists"
    WORDS = "words"
    SMALL = "small"
    CHANGES = "changes"
    MIXED = "mixed"
    PROCESSES = "processes"
    WEBHOOKS = "webhooks"


class Statistics(StrEnum):
    """What the database knows of its tables while lists are measured."""

    FRESH = "fresh"
    STALE = "stale"
    NONE = "none"
    CHURNED = "churned"


class Plan(msgspec.Struct, frozen=True):
    """`repeats` is how often each list and each change is timed by itself; `writes` the share of
    them in the mixed load; `adapters` names other systems as `module:name`."""

    sizes: list[int]
    seconds: float
    rounds: int
    clients: int
    repeats: int
    seed: int = 1
    writes: float = 0.1
    parts: tuple[Part, ...] = tuple(Part)
    statistics: tuple[Statistics, ...] = (Statistics.FRESH,)
    adapters: tuple[str, ...] = ()
