"""The closed set of custom field types (contract section 5)."""

from enum import StrEnum


class CustomFieldType(StrEnum):
    TEXT = "text"
    MULTILINE_TEXT = "multiline_text"
    NUMBER = "number"
    DATE = "date"
    CHECKBOX = "checkbox"
    DROPDOWN = "dropdown"
    MULTI_SELECT = "multi_select"
    REGION = "region"
