"""Cells of tables that carry what a narrow screen shows."""

from markupsafe import Markup

from frontdesk.inbox.table_cells import Column, name_cells

COLUMNS: list[Column] = ["Name", "Kind & size", ("Used", "is-number"), ("Actions", "is-actions")]


def test_each_cell_has_its_role_and_its_columns_heading() -> None:
    rows = Markup(
        '<tr>\n<th scope="row">A</th><td>&lt;td></td>'
        '<td class="is-number">3</td><td class="is-actions">Edit</td></tr><tr><td>B</td></tr>'
    )
    assert name_cells(rows, COLUMNS) == (
        '<tr role="row">\n<th role="rowheader" scope="row">A</th>'
        '<td role="cell" data-label="Kind &amp; size">&lt;td></td>'
        '<td role="cell" data-label="Used" class="is-number">3</td>'
        '<td role="cell" class="is-actions">Edit</td></tr>'
        '<tr role="row"><td role="cell" data-label="Name">B</td></tr>'
    )


def test_other_tags_and_cells_beyond_the_columns_are_left_alone() -> None:
    rows = Markup("<tr><td><time>1</time></td><td><track></td></tr>")
    assert name_cells(rows, [("When", "is-text")]) == (
        '<tr role="row"><td role="cell"><time>1</time></td><td role="cell"><track></td></tr>'
    )
