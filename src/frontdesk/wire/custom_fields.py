"""Custom field values in the public JSON: strings in answers, also numbers, booleans and arrays
in requests (contract section 4)."""

from decimal import Decimal

FieldInput = str | int | float | bool | list[str]


def stored_values(value: FieldInput) -> list[str]:
    """The strings under which a value is kept; an array stands for several."""
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | float):
        return [plain_number(Decimal(str(value)))]
    return [value]


def plain_number(number: Decimal) -> str:
    """A decimal number without exponent and without zeros that say nothing: `12.50` is `12.5`."""
    text = f"{number:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if plain in ("-0", "") else plain
