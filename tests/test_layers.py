"""Imports point down, modules stay small, and none has a name that says nothing.

`LAYERS` is the order of the packages of `frontdesk`, top to bottom: a package may import what
stands in a line below its own. To add a package, put its name into the right line.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "frontdesk"

SMALL_NOUNS = frozenset(
    {
        "accounts",
        "attachments",
        "audit",
        "canned_answers",
        "categories",
        "communities",
        "compositions",
        "custom_fields",
        "people",
        "response_times",
        "tags",
        "tokens",
        "user_groups",
        "widgets",
    }
)

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli"}),
    frozenset({"app"}),
    frozenset({"door"}),
    frozenset({"api", "channels", "inbox", "worker"}),
    frozenset({"samples"}),
    frozenset({"notify", "transfer", "webhooks"}),
    frozenset({"wire"}),
    frozenset({"saved_views"}),
    frozenset({"tickets"}),
    SMALL_NOUNS,
    frozenset({"events", "jobs"}),
    frozenset({"database"}),
    frozenset({"logs"}),
    frozenset({"config", "errors", "kit"}),
)

DEPTH = {package: depth for depth, layer in enumerate(LAYERS) for package in layer}

# Imports inside one layer that are wanted; small nouns may import one another without cycles.
BESIDE = frozenset({("config", "errors"), ("kit", "errors")})

EMPTY_WORDS = frozenset({"common", "helper", "manager", "service", "util"})

LONGEST_MODULE = 500


@dataclass(frozen=True)
class Import:
    """One package of frontdesk naming another, at a place to point to."""

    place: str
    importer: str
    imported: str


# The rules


def test_every_package_has_a_layer() -> None:
    assert unlisted_packages(SOURCE) == []


def test_imports_point_down() -> None:
    assert upward_imports(SOURCE) == []


def test_small_nouns_import_one_another_without_cycles() -> None:
    assert cycle_among_small_nouns(SOURCE) == []


def test_module_names_say_something() -> None:
    assert empty_names(SOURCE) == []


def test_modules_are_short() -> None:
    assert long_modules(SOURCE) == []


def unlisted_packages(root: Path) -> list[str]:
    """Packages and modules directly under `root` that stand in no layer."""
    return sorted({package_of(root, file) for file in modules(root)} - DEPTH.keys() - {""})


def upward_imports(root: Path) -> list[str]:
    """`file:line` and the two packages, of each import that does not point down."""
    return [
        f"{found.place}: {found.importer} must not import {found.imported}"
        for found in imports(root)
        if not is_allowed(found.importer, found.imported)
    ]


def is_allowed(importer: str, imported: str) -> bool:
    both_small = importer in SMALL_NOUNS and imported in SMALL_NOUNS
    beside = (importer, imported) in BESIDE
    return both_small or beside or DEPTH.get(importer, -1) < DEPTH.get(imported, -1)


def cycle_among_small_nouns(root: Path) -> list[str]:
    """The imports that make up a cycle, or nothing."""
    graph: defaultdict[str, set[str]] = defaultdict(set)
    between = [i for i in imports(root) if {i.importer, i.imported} <= SMALL_NOUNS]
    for found in between:
        graph[found.importer].add(found.imported)
    steps = cycle_steps(graph)
    return [
        f"{found.place}: {found.importer} imports {found.imported}, in a circle"
        for found in between
        if (found.importer, found.imported) in steps
    ]


def cycle_steps(graph: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]  # each one is imported by the next
        return {(importer, imported) for imported, importer in pairwise(cycle)}
    return set()


def empty_names(root: Path) -> list[str]:
    """Modules and packages whose name could stand for anything."""
    paths = {path for file in modules(root) for path in (file, *file.parents)}
    return sorted(
        str(path.relative_to(root))
        for path in paths
        if path.is_relative_to(root) and EMPTY_WORDS & {w.rstrip("s") for w in path.stem.split("_")}
    )


def long_modules(root: Path) -> list[str]:
    lengths = {file: len(file.read_text().splitlines()) for file in modules(root)}
    return [
        f"{file.relative_to(root)}: {length} lines"
        for file, length in lengths.items()
        if length > LONGEST_MODULE
    ]


# Reading the source


def modules(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def package_of(root: Path, file: Path) -> str:
    """The name under `root` that `file` belongs to; empty for `root`'s own `__init__`."""
    first = file.relative_to(root).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(root: Path) -> Iterator[Import]:
    """Every import of another package under `root`, also in functions and for type checkers."""
    for file in modules(root):
        importer = package_of(root, file)
        for node in import_statements(file):
            place = f"{file.relative_to(root.parent)}:{node.lineno}"
            for imported in packages_named(node, root, file) - {importer}:
                yield Import(place, importer, imported)


def import_statements(file: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in ast.walk(ast.parse(file.read_text(), str(file))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def packages_named(node: ast.Import | ast.ImportFrom, root: Path, file: Path) -> set[str]:
    """The packages under `root` that a statement imports, whichever way it is written.

    `from frontdesk import __version__` names none: the top itself is everybody's.
    """
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        source = absolute_source(node, root, file)
        names = [f"{source}.{name}" for name in names]
    paths = (name.split(".") for name in names)
    inside = {path[1] for path in paths if path[0] == root.name and len(path) > 1}
    return {name for name in inside if not name.startswith("__")}


def absolute_source(node: ast.ImportFrom, root: Path, file: Path) -> str:
    """The module after `from`, with leading dots resolved."""
    parents = file.relative_to(root.parent).parent.parts
    kept = parents[: len(parents) - node.level + 1] if node.level else ()
    return ".".join((*kept, node.module) if node.module else kept)


# The rules can fail


def write_tree(folder: Path, files: Mapping[str, str]) -> Path:
    root = folder / "frontdesk"
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@pytest.mark.parametrize(
    "line",
    [
        "import frontdesk.api.routes",
        "import os, frontdesk.api",
        "from frontdesk import api",
        "from frontdesk.api import routes",
        "from frontdesk.api.routes import ROUTES as table",
        "from .. import api",
        "from ..api import routes",
        "def late():\n    from frontdesk.api import routes",
        "if TYPE_CHECKING:\n    from frontdesk.api import routes",
    ],
)
def test_an_import_that_points_up_is_found_however_it_is_written(tmp_path: Path, line: str) -> None:
    root = write_tree(tmp_path, {"tickets/listing.py": f"{line}\n"})
    number = len(line.splitlines())
    assert upward_imports(root) == [
        f"frontdesk/tickets/listing.py:{number}: tickets must not import api"
    ]


def test_imports_that_point_down_or_stay_inside_are_fine(tmp_path: Path) -> None:
    files = {
        "api/tickets.py": "from frontdesk.tickets import listing\nfrom . import envelope\n",
        "tickets/listing.py": "import frontdesk\nfrom frontdesk.tickets import filters\n",
        "tickets/filters.py": "from frontdesk import __version__\n",
        "people/roles.py": "from frontdesk.tags.names import Tag\n",
        "kit/clock.py": "from frontdesk.errors import FrontdeskError\n",
    }
    assert upward_imports(write_tree(tmp_path, files)) == []


def test_packages_of_one_layer_are_kept_apart(tmp_path: Path) -> None:
    files = {"api/a.py": "import frontdesk.inbox\n", "errors.py": "import frontdesk.kit\n"}
    assert upward_imports(write_tree(tmp_path, files)) == [
        "frontdesk/api/a.py:1: api must not import inbox",
        "frontdesk/errors.py:1: errors must not import kit",
    ]


def test_a_package_without_a_layer_is_found(tmp_path: Path) -> None:
    files = {"__init__.py": "", "tags/names.py": "", "billing/plans.py": "", "extras.py": ""}
    assert unlisted_packages(write_tree(tmp_path, files)) == ["billing", "extras"]


def test_an_import_of_a_package_without_a_layer_is_found(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"cli/main.py": "import frontdesk.billing\n"})
    assert upward_imports(root) == ["frontdesk/cli/main.py:1: cli must not import billing"]


def test_a_cycle_among_small_nouns_is_found(tmp_path: Path) -> None:
    files = {
        "tags/names.py": "import frontdesk.people\n",
        "people/roles.py": "import frontdesk.widgets\n\n\nimport frontdesk.tokens\n",
        "tokens/issue.py": "import frontdesk.tags\n",
    }
    assert cycle_among_small_nouns(write_tree(tmp_path, files)) == [
        "frontdesk/people/roles.py:4: people imports tokens, in a circle",
        "frontdesk/tags/names.py:1: tags imports people, in a circle",
        "frontdesk/tokens/issue.py:1: tokens imports tags, in a circle",
    ]


def test_empty_names_are_found_in_files_and_folders(tmp_path: Path) -> None:
    files = {"kit/utils.py": "", "tags/tag_service.py": "", "helpers/a.py": "", "kit/text.py": ""}
    assert empty_names(write_tree(tmp_path, files)) == [
        "helpers",
        "kit/utils.py",
        "tags/tag_service.py",
    ]


def test_a_module_past_the_limit_is_found(tmp_path: Path) -> None:
    files = {"kit/a.py": "x = 1\n" * LONGEST_MODULE, "kit/b.py": "x = 1\n" * (LONGEST_MODULE + 1)}
    assert long_modules(write_tree(tmp_path, files)) == ["kit/b.py: 501 lines"]
