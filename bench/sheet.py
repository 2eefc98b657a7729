"""Tables for the terminal and for documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table


@dataclass(frozen=True)
class Sheet:
    """The first `texts` columns hold words, the others figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    texts: int = 1

    def rich(self) -> Table:
        table = Table(
            title=self.title,
            caption=self.caption or None,
            box=SIMPLE_HEAD,
            padding=0,
            show_edge=False,
            title_justify="left",
            caption_justify="left",
        )
        for number, heading in enumerate(self.columns):
            justify = "left" if number < self.texts else "right"
            table.add_column(heading, justify=justify, no_wrap=number > 0)  # type: ignore[arg-type] # a literal
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        rules = ["---"] * self.texts + ["---:"] * (len(self.columns) - self.texts)
        table = "\n".join(_line(row) for row in (self.columns, rules, *self.rows))
        parts = [f"**{self.title}**", table, self.caption.replace("\n", "; ")]
        return "\n\n".join(part for part in parts if part)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
