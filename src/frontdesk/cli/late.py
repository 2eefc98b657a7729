"""Commands whose modules are imported when they are run: nobody who starts one waits for what the
others stand on."""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


def enter(group: typer.Typer, command: str, place: str) -> None:
    """Of a group of the class LateGroup. `place`: a module here, and the function in it whose
    docstring says what the command does."""

    class StandIn(_StandIn):
        module, function = place.split(".")

    def run() -> None:
        raise AssertionError("what it stands for is run")

    group.command(command, cls=StandIn)(run)


class _StandIn(TyperCommand):
    module: ClassVar[str]
    function: ClassVar[str]

    def load(self) -> Any:
        functions = import_module(f"{__package__}.{self.module}")
        only = typer.Typer(add_completion=False)
        only.command(self.name)(getattr(functions, self.function))
        return get_command(only)


class LateGroup(TyperGroup):
    # Any: typer keeps the types of contexts and commands to itself.

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = super().get_command(ctx, cmd_name)
        if isinstance(command, _StandIn):
            command.help = _docstrings(command.module)[command.function]
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """What is run, or completed."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, _StandIn) else command, rest


@cache
def _docstrings(module: str) -> dict[str, str | None]:
    """Those of its functions, without importing it."""
    source = Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return {each.name: ast.get_docstring(each) for each in functions}
