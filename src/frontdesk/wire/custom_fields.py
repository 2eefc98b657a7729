"""Custom fields and their values in the public JSON (contract sections 3 and 4).

Values are strings in answers, also numbers, booleans and arrays in requests.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final

from msgspec import Meta, field

from frontdesk.custom_fields.definition import LONGEST_NAME, Scalar, settle_definition
from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import CustomField, FieldDefinition
from frontdesk.custom_fields.field import PossibleValue as StoredPossibleValue
from frontdesk.custom_fields.values import FieldInput, plain_number
from frontdesk.errors import InvalidMember
from frontdesk.tickets.document import Id, Member
from frontdesk.tickets.filters import FieldValue, TicketFilter
from frontdesk.wire.paging import Count

MOST_FIELDS: Final = 50
MOST_POSSIBLE_VALUES: Final = 500
MOST_CATEGORIES: Final = 1000
DEFAULT_IDS: Final = 25
MOST_IDS: Final = 50

Order = Annotated[int, Meta(ge=0, le=2**31 - 1)]
FieldName = Annotated[str, Meta(extra_json_schema={"pattern": r"\S", "maxLength": LONGEST_NAME})]


def searched_values(value: FieldInput) -> list[str]:
    """The strings that a filter looks for; an array stands for several."""
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | float):
        return [plain_number(Decimal(str(value)))]
    return [value]


def distinct_values(wanted: Iterable[FieldValue]) -> tuple[FieldValue, ...]:
    """Each once. Raises InvalidMember for more than can be looked for at once."""
    distinct = tuple(dict.fromkeys(wanted))
    if len(distinct) > MOST_FIELDS:
        raise InvalidMember("customFields", f"expected at most {MOST_FIELDS} values in all")
    return distinct


class PossibleValue(Member, kw_only=True, frozen=True):
    order: Order
    value: str


class CustomFieldAnswer(Member, kw_only=True, frozen=True):
    """A custom field; `value` is null: only tickets have values."""

    assigned_category_ids: list[Id]
    default_value: str | None
    id: Id
    is_hidden: bool
    is_required: bool
    is_sensitive_data: bool
    name: str
    order: Order
    placeholder: str | None
    possible_values: list[PossibleValue]
    type: CustomFieldType
    value: str | None


def custom_field_answer(known: CustomField) -> CustomFieldAnswer:
    return CustomFieldAnswer(
        assigned_category_ids=known.assigned_category_ids,
        default_value=known.default_value,
        id=known.field_id,
        is_hidden=known.is_hidden,
        is_required=known.is_required,
        is_sensitive_data=known.is_sensitive_data,
        name=known.name,
        order=known.field_order,
        placeholder=known.placeholder,
        possible_values=[PossibleValue(**each) for each in known.possible_values],
        type=CustomFieldType(known.type),
        value=None,
    )


class DefineCustomField(Member, kw_only=True, frozen=True):
    """A custom field as it shall be; what is left out or null gets the default shown here."""

    name: FieldName
    type: CustomFieldType
    assigned_category_ids: Annotated[list[Id], Meta(max_length=MOST_CATEGORIES)] | None = field(
        default_factory=list
    )
    default_value: Scalar | None = None
    is_hidden: bool | None = False
    is_required: bool | None = False
    is_sensitive_data: bool | None = False
    order: Order | None = 0
    placeholder: str | None = None
    possible_values: (
        Annotated[list[PossibleValue], Meta(max_length=MOST_POSSIBLE_VALUES)] | None
    ) = field(default_factory=list)

    def definition(self) -> FieldDefinition:
        """Raises InvalidMember."""
        asked = FieldDefinition(
            name=self.name,
            type=self.type,
            field_order=self.order or 0,
            placeholder=self.placeholder,
            default_value=None,
            is_hidden=bool(self.is_hidden),
            is_required=bool(self.is_required),
            is_sensitive_data=bool(self.is_sensitive_data),
            assigned_category_ids=self.assigned_category_ids or [],
            possible_values=[
                StoredPossibleValue(order=each.order, value=each.value)
                for each in self.possible_values or ()
            ],
        )
        return settle_definition(asked, self.default_value)


class UpdateCustomField(Member, kw_only=True, frozen=True):
    """A field of a ticket and its new value; null clears it."""

    id: Id
    value: FieldInput | None


class SoughtField(Member, kw_only=True, frozen=True):
    """A field that tickets must have a value of: this one, or any without one."""

    id: Id
    value: FieldInput | None = None

    def wanted(self) -> list[FieldValue]:
        if self.value is None:
            return [FieldValue(self.id, None)]
        return [FieldValue(self.id, text) for text in searched_values(self.value)]


class FindTicketIds(Member, kw_only=True, frozen=True):
    custom_fields: Annotated[list[SoughtField], Meta(max_length=MOST_FIELDS)]

    def filter(self) -> TicketFilter:
        """Raises InvalidMember for more values than can be looked for at once."""
        wanted = (value for each in self.custom_fields for value in each.wanted())
        return TicketFilter(custom_fields=distinct_values(wanted))


class FindTicketIdsQuery(Member, kw_only=True, frozen=True):
    skip: Count = 0
    take: Count = DEFAULT_IDS

    def page_size(self) -> int:
        return min(self.take, MOST_IDS)
