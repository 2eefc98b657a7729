"""The possible values of a custom field as lines of a form.

Each known value has an input that is named for the `order` it has now, so that a changed text is a
new name of the same value. New ones are typed below, one a line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from frontdesk.custom_fields.field import CustomField, PossibleValue

_TEXT: Final = "value-"
_PLACE: Final = "place-"
_MOST_ORDER: Final = 2**31 - 2


@dataclass(frozen=True, kw_only=True)
class ValueLine:
    """`order` is the value's present one; `place` where it shall stand, as it was typed."""

    order: int
    text: str
    place: str

    def at_old_place(self) -> "ValueLine":
        return replace(self, place="")

    @property
    def wanted_place(self) -> int:
        is_number = self.place.isascii() and self.place.isdigit()
        return min(int(self.place[:10]), _MOST_ORDER) if is_number else self.order


def lines_of_field(field: CustomField) -> list[ValueLine]:
    return [
        ValueLine(order=each["order"], text=each["value"], place=str(each["order"]))
        for each in field.possible_values
    ]


def read_lines(sent: Mapping[str, list[str]]) -> list[ValueLine]:
    """As they were sent, a line that was emptied included."""
    orders = [name.removeprefix(_TEXT) for name in sent if name.startswith(_TEXT)]
    return [
        ValueLine(
            order=int(order),
            text=sent[_TEXT + order][-1].strip(),
            place=sent.get(_PLACE + order, [""])[-1].strip(),
        )
        for order in orders
        if order.isascii() and order.isdigit() and int(order[:11]) <= _MOST_ORDER
    ]


def settle_lines(lines: Sequence[ValueLine], more: Iterable[str]) -> list[PossibleValue]:
    """What the field shall offer: lines with a text, and new ones behind them. Where two want one
    place, the later line comes behind the earlier one."""
    kept = [line for line in lines if line.text]
    if all(line.wanted_place == line.order for line in kept):
        settled = [PossibleValue(order=line.order, value=line.text) for line in kept]
    else:
        ordered = sorted(kept, key=lambda line: (line.wanted_place, line.order))
        settled = [
            PossibleValue(order=place, value=line.text)
            for place, line in enumerate(ordered, start=1)
        ]
    # Behind values that go, too: at the place of one, a new value would count as its new name.
    taken = [line.order for line in lines] + [each["order"] for each in settled]
    first = max(taken, default=0) + 1
    new = (text.strip() for text in more if text.strip())
    return settled + [
        PossibleValue(order=first + index, value=text) for index, text in enumerate(new)
    ]
