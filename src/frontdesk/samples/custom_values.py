"""The custom field values of made-up tickets: they agree with the text and its author."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from frontdesk.samples.authors import Author
from frontdesk.samples.dice import Dice
from frontdesk.samples.names import LANGUAGE_NAMES
from frontdesk.samples.vocabulary import CAMPAIGNS, FIELD_NAMES, SHOPS
from frontdesk.tickets.document import CustomFieldValue


class Matter(NamedTuple):
    """What a ticket is about."""

    author: Author
    product: str
    order: int

    @property
    def order_number(self) -> str:
        return f"NB-{self.order}"


_VALUES: Final[dict[str, Callable[[Matter], str]]] = {
    "Order number": lambda matter: matter.order_number,
    "Model": lambda matter: matter.product,
    "Region": lambda matter: matter.author.region,
    "VIP customer": lambda matter: "true" if matter.author.is_vip else "false",
    "Language": lambda matter: LANGUAGE_NAMES[matter.author.language],
    "Shop": lambda matter: SHOPS[matter.order % len(SHOPS)],
    "Campaign": lambda matter: CAMPAIGNS[matter.order % len(CAMPAIGNS)],
    "City": lambda matter: matter.author.city,
}

_Source = tuple[int, Callable[[Matter], str]]
# Of 20 tickets, so many have no value, one, two, three.
_SHARES: Final = (7, 6, 4, 3)


class CustomValues:
    """Fills in none to three of the fields, in the order of their ids."""

    def __init__(self, field_ids: Sequence[int], dice: Dice) -> None:
        named = zip(field_ids, FIELD_NAMES, strict=False)
        sources = sorted((field_id, name) for field_id, name in named)
        self._dice = dice
        self._selections = _selections([(field_id, _VALUES[name]) for field_id, name in sources])

    def of(self, matter: Matter) -> list[CustomFieldValue]:
        pick = self._dice.pick
        return [
            CustomFieldValue(id=field_id, value=value_of(matter))
            for field_id, value_of in pick(pick(self._selections))
        ]


def _selections(sources: Sequence[_Source]) -> list[list[tuple[_Source, ...]]]:
    """For each twentieth of the tickets, the selections of fields that it may have."""
    return [
        list(combinations(sources, min(size, len(sources))))
        for size, share in enumerate(_SHARES)
        for _ in range(share)
    ]
