"""Custom field values in the public JSON: strings in answers, also numbers, booleans and arrays
in requests (contract section 4)."""

from decimal import Decimal

from frontdesk.custom_fields.values import FieldInput, plain_number


def searched_values(value: FieldInput) -> list[str]:
    """The strings that a filter looks for; an array stands for several."""
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | float):
        return [plain_number(Decimal(str(value)))]
    return [value]
