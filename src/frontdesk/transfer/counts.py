"""What a load did, for whoever started it."""

from dataclasses import asdict, dataclass
from typing import Self


@dataclass(kw_only=True)
class LoadCounts:
    """`unchanged`: the very same ticket was there; `kept`: the id was there with other content,
    which stays as it is."""

    read: int = 0
    created: int = 0
    unchanged: int = 0
    kept: int = 0
    replies: int = 0
    notes: int = 0
    people: int = 0
    teammates: int = 0
    categories: int = 0
    custom_fields: int = 0
    tags: int = 0

    def __iadd__(self, other: Self) -> Self:
        for name, number in asdict(other).items():
            setattr(self, name, getattr(self, name) + number)
        return self

    def in_api_names(self) -> dict[str, int]:
        counts = asdict(self)
        counts["customFields"] = counts.pop("custom_fields")
        return counts
