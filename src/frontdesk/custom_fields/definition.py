"""What a custom field may be defined as; everything that needs no look into the database."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import FieldDefinition, PossibleValue
from frontdesk.custom_fields.values import check_line
from frontdesk.errors import InvalidMember

LONGEST_NAME: Final = 200
LONGEST_PLACEHOLDER: Final = 1_000
LONGEST_POSSIBLE_VALUE: Final = 200

_NEED_POSSIBLE_VALUES: Final = (CustomFieldType.DROPDOWN, CustomFieldType.MULTI_SELECT)
_TAKE_POSSIBLE_VALUES: Final = (*_NEED_POSSIBLE_VALUES, CustomFieldType.REGION)

Scalar = str | int | float | bool
Value = TypeVar("Value")


def settle_definition(asked: FieldDefinition, default: Scalar | None) -> FieldDefinition:
    """The definition that a caller asked for, in canonical form, with this default value.

    Raises InvalidMember for texts that are blank or too long, possible values that the type lacks
    or does not have, and a default value that does not fit.
    """
    settled = replace(
        asked,
        name=_checked("name", lambda: check_line(asked.name, LONGEST_NAME)),
        placeholder=_checked("placeholder", lambda: _settle_placeholder(asked.placeholder)),
        assigned_category_ids=list(dict.fromkeys(asked.assigned_category_ids)),
        possible_values=_checked("possibleValues", lambda: _settle_possible_values(asked)),
    )
    if default is None:
        return settled
    [value] = settled.canonical(default, member="defaultValue")
    return replace(settled, default_value=value)


def _checked(member: str, settle: Callable[[], Value]) -> Value:
    try:
        return settle()
    except ValueError as error:
        raise InvalidMember(member, str(error)) from None


def _settle_placeholder(placeholder: str | None) -> str | None:
    if placeholder is None or not placeholder.strip():
        return None
    return check_line(placeholder, LONGEST_PLACEHOLDER)


def _settle_possible_values(asked: FieldDefinition) -> list[PossibleValue]:
    possible = asked.possible_values
    if not possible and asked.type in _NEED_POSSIBLE_VALUES:
        raise ValueError(f"the type {asked.type} needs at least one")
    if possible and asked.type not in _TAKE_POSSIBLE_VALUES:
        raise ValueError(f"the type {asked.type} has none")
    settled = [_settle_possible_value(index, each) for index, each in enumerate(possible)]
    _refuse_repeated("value", [each["value"] for each in settled])
    _refuse_repeated("order", [each["order"] for each in settled])
    return sorted(settled, key=lambda each: each["order"])


def _settle_possible_value(index: int, asked: PossibleValue) -> PossibleValue:
    member = f"possibleValues[{index}].value"
    text = _checked(member, lambda: check_line(asked["value"], LONGEST_POSSIBLE_VALUE))
    return PossibleValue(order=asked["order"], value=text)


def _refuse_repeated(member: str, given: list[Value]) -> None:
    seen: set[Value] = set()
    for index, each in enumerate(given):
        if each in seen:
            raise InvalidMember(f"possibleValues[{index}].{member}", "is there more than once")
        seen.add(each)
