"""The closed sets of accounts."""

from enum import StrEnum


class Locale(StrEnum):
    ENGLISH = "en"
    BOKMAL = "nb"


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    COMFORTABLE = "comfortable"
    COMPACT = "compact"
