"""Values of custom fields: from what a caller sends to the strings that are stored.

Each type has one canonical form, so that equal values are equal strings: filters compare strings.
A canonical value, sent again, stays what it is.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.errors import InvalidMember

FieldInput = str | int | float | bool | list[str]

LONGEST_TEXT: Final = 1_000
LONGEST_MULTILINE_TEXT: Final = 20_000
LONGEST_REGION: Final = 200
MOST_DIGITS: Final = 30

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NUMBER_TEXT: Final = 100


def canonical_values(
    kind: CustomFieldType, possible: Sequence[str], value: FieldInput, *, member: str
) -> list[str]:
    """The strings under which a field of this type and these possible values keeps `value`.

    One string; for `multi_select` one for each chosen value (none for an empty array), in the order
    of the possible values. Raises InvalidMember, under the path `member`, for a value that the
    field does not take.
    """
    try:
        return _READERS[kind](value, possible)
    except ValueError as error:
        raise InvalidMember(member, str(error)) from None


def searched_text(kind: CustomFieldType, text: str) -> str:
    """The form in which a value that somebody searches for is stored, as far as the type tells."""
    if kind != CustomFieldType.NUMBER:
        return text
    try:
        return _read_number(text, ())[0]
    except ValueError:
        return text


def plain_number(number: Decimal) -> str:
    """A decimal number without exponent and without zeros that say nothing: `12.50` is `12.5`."""
    text = f"{number:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if plain in ("-0", "") else plain


def check_line(value: FieldInput, longest: int) -> str:
    """A text of one line, trimmed; raises ValueError for any other value and for a blank text."""
    text = _text(value).strip()
    if len(text.splitlines()) > 1:
        raise ValueError("expected a single line")
    return _check_length(text, longest)


def _text(value: FieldInput) -> str:
    if not isinstance(value, str):
        raise ValueError("expected a string")
    return value


def _check_length(text: str, longest: int) -> str:
    if not text or text.isspace():
        raise ValueError("must not be blank")
    if len(text) > longest:
        raise ValueError(f"expected at most {longest} characters")
    return text


def _read_text(value: FieldInput, possible: Sequence[str]) -> list[str]:
    return [check_line(value, LONGEST_TEXT)]


def _read_multiline_text(value: FieldInput, possible: Sequence[str]) -> list[str]:
    text = _text(value).replace("\r\n", "\n").replace("\r", "\n")
    return [_check_length(text, LONGEST_MULTILINE_TEXT)]


def _read_number(value: FieldInput, possible: Sequence[str]) -> list[str]:
    if isinstance(value, bool | list):
        raise ValueError("expected a number")
    text = str(value).strip()
    if len(text) > _LONGEST_NUMBER_TEXT or not _NUMBER.fullmatch(text):
        raise ValueError("expected a decimal number")
    plain = plain_number(Decimal(text))
    if sum(map(str.isdigit, plain)) > MOST_DIGITS:
        raise ValueError(f"expected a number of at most {MOST_DIGITS} digits")
    return [plain]


def _read_date(value: FieldInput, possible: Sequence[str]) -> list[str]:
    text = _text(value).strip()
    if not _DATE.fullmatch(text):
        raise ValueError("expected a date as yyyy-mm-dd")
    try:
        return [date.fromisoformat(text).isoformat()]
    except ValueError:
        raise ValueError("there is no such day") from None


def _read_checkbox(value: FieldInput, possible: Sequence[str]) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if value not in ("true", "false"):
        raise ValueError('expected a boolean, "true" or "false"')
    return [str(value)]


def _read_dropdown(value: FieldInput, possible: Sequence[str]) -> list[str]:
    return [_choose(_text(value), possible)]


def _read_multi_select(value: FieldInput, possible: Sequence[str]) -> list[str]:
    chosen = value if isinstance(value, list) else [_text(value)]
    if len(set(chosen)) < len(chosen):
        raise ValueError("a value is there more than once")
    return sorted((_choose(text, possible) for text in chosen), key=possible.index)


def _read_region(value: FieldInput, possible: Sequence[str]) -> list[str]:
    if possible:
        return _read_dropdown(value, possible)
    return [check_line(value, LONGEST_REGION)]


def _choose(text: str, possible: Sequence[str]) -> str:
    if text not in possible:
        raise ValueError("is none of the field's possible values")
    return text


_READERS: Final[dict[CustomFieldType, Callable[[FieldInput, Sequence[str]], list[str]]]] = {
    CustomFieldType.TEXT: _read_text,
    CustomFieldType.MULTILINE_TEXT: _read_multiline_text,
    CustomFieldType.NUMBER: _read_number,
    CustomFieldType.DATE: _read_date,
    CustomFieldType.CHECKBOX: _read_checkbox,
    CustomFieldType.DROPDOWN: _read_dropdown,
    CustomFieldType.MULTI_SELECT: _read_multi_select,
    CustomFieldType.REGION: _read_region,
}
