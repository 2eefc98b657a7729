"""The tables of a run."""

import io

from rich.console import Console

from bench.sheet import Sheet

SHEET = Sheet("Lists", ["list", "10,000"], [["tag | status", "0.5"]], caption="one\ntwo")


def test_a_table_is_markdown() -> None:
    assert SHEET.markdown() == (
        "**Lists**\n\n| list | 10,000 |\n| --- | ---: |\n| tag \\| status | 0.5 |\n\none; two"
    )


def test_a_table_without_a_caption_ends_with_its_last_line() -> None:
    sheet = Sheet("Lists", ["list", "kind", "ms"], [["a", "b", "1"]], texts=2)
    assert sheet.markdown().endswith("| --- | --- | ---: |\n| a | b | 1 |")


def test_a_table_is_printed() -> None:
    console = Console(file=io.StringIO(), width=60)
    console.print(SHEET.rich())
    assert isinstance(console.file, io.StringIO)
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[0] == ["Lists"]
    assert ["tag", "|", "status", "0.5"] in lines
