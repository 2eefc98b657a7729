"""Several tags in one field: commas between them, and quotation marks around one with a comma."""

import re
from collections.abc import Iterable
from typing import Final

_NAME: Final = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)')


def read_tag_names(text: str) -> list[str]:
    """Each once, without empty ones."""
    names = (_read(match) for match in _NAME.finditer(text))
    return list(dict.fromkeys(name for name in names if name))


def _read(match: re.Match[str]) -> str:
    quoted, plain = match.groups()
    name = plain if quoted is None else quoted.replace('""', '"')
    return name.strip()


def write_tag_names(names: Iterable[str]) -> str:
    """What `read_tag_names` reads as these names."""
    return ", ".join(_write(name) for name in names)


def _write(name: str) -> str:
    if "," in name or name.startswith('"'):
        return '"' + name.replace('"', '""') + '"'
    return name
