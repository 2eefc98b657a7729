"""Code and documentation list the same things, in both directions.

What a reader may look up has a heading of its own, and a heading whose subject is gone fails.
"""

import re
from collections.abc import Iterable, Set
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from frontdesk.api.routes import ROUTES
from frontdesk.cli import app
from frontdesk.config import Settings
from frontdesk.errors import RequestError
from frontdesk.events.names import EventName

DOCS = Path(__file__).parents[1] / "docs"

FENCED_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{2,4} +(.+?) *$", re.MULTILINE)

# Served beside the table of routes, since their answers have forms of their own.
OTHER_ROUTES = frozenset(
    {
        "POST /token",
        "GET /healthz",
        "GET /readyz",
        "GET /docs",
        "GET /openapi.json",
        "GET /files/{fileId}/{name}",
    }
)

# The answer to a fault of ours: no class stands for it, since nobody raises it on purpose.
INTERNAL_FAULT = "0"


def test_every_route_is_documented() -> None:
    pages = (*(DOCS / "api").glob("*.md"), DOCS / "operations.md")
    documented = headings(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD) /\S*", *pages)
    assert_same(documented, OTHER_ROUTES | {f"{route.method} {route.path}" for route in ROUTES})


def test_every_setting_is_documented() -> None:
    prefix = Settings.model_config["env_prefix"]
    documented = headings(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+", DOCS / "configuration.md")
    assert_same(documented, {prefix + name.upper() for name in Settings.model_fields})


def test_every_event_is_documented() -> None:
    documented = headings(r"[a-z]+(?:[_.][a-z]+)*", DOCS / "api" / "events.md")
    assert_same(documented, {name.value for name in EventName})


def test_every_error_code_is_documented() -> None:
    documented = headings(r"(\d+)\b.*", DOCS / "api" / "errors.md")
    assert_same(documented, {INTERNAL_FAULT, *error_codes(RequestError)})


def test_every_command_is_documented() -> None:
    documented = headings(r"frontdesk(?: [a-z0-9-]+)+", DOCS / "commands.md")
    assert_same(documented, set(commands(typer.main.get_command(app), "frontdesk")))


def test_headings_are_read_outside_of_code_and_without_backticks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# GET /a\n## GET /b\n```\n## GET /c\n```\n### `GET /d`\n## GET it\n#### GET /e\n"
    )
    assert headings(r"GET /\w", page) == {"GET /b", "GET /d", "GET /e"}


def test_a_missing_heading_and_a_stale_one_are_both_faults() -> None:
    with pytest.raises(AssertionError, match="without a heading"):
        assert_same({"a"}, {"a", "b"})
    with pytest.raises(AssertionError, match="documented, but gone"):
        assert_same({"a", "b"}, {"a"})


def headings(shape: str, *pages: Path) -> set[str]:
    """The headings of `pages` that have this `shape`; of each only the group, if there is one."""
    titles = (title.replace("`", "") for page in pages for title in all_headings(page))
    found = (re.fullmatch(shape, title) for title in titles)
    return {match[match.lastindex or 0] for match in found if match}


def all_headings(page: Path) -> list[str]:
    return HEADING.findall(FENCED_CODE.sub("", page.read_text()))


def assert_same(documented: set[str], existing: Set[str]) -> None:
    assert sorted(existing - documented) == [], "without a heading"
    assert sorted(documented - existing) == [], "documented, but gone"


def error_codes(error: type[RequestError]) -> set[str]:
    """The codes of all errors below `error` in the tree."""
    below = {code for subclass in error.__subclasses__() for code in error_codes(subclass)}
    return below | ({str(error.code)} if hasattr(error, "code") else set())


def commands(command: object, name: str) -> Iterable[str]:
    """Full names of the commands that do something: a group only holds others."""
    if isinstance(command, TyperGroup):
        for part, inner in command.commands.items():
            yield from commands(inner, f"{name} {part}")
    elif isinstance(command, TyperCommand) and not command.hidden:
        yield name
