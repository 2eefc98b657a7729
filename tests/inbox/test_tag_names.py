"""Tags in one field are read as they were written there."""

import pytest

from frontdesk.inbox.tag_names import read_tag_names, write_tag_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        (" , ,", []),
        ("urgent", ["urgent"]),
        ("urgent, b2b ,urgent", ["urgent", "b2b"]),
        ('"a, b", c', ["a, b", "c"]),
        ('c,"a, ""b"""', ["c", 'a, "b"']),
        ('5" screen, b2b', ['5" screen', "b2b"]),
        ('"half, open', ['"half', "open"]),
        ('"a" b, c', ['"a" b', "c"]),
    ],
)
def test_names_in_a_field(text: str, names: list[str]) -> None:
    assert read_tag_names(text) == names


@pytest.mark.parametrize("names", [["a, b", "c"], ['"a"', "b"], ['5" screen', 'x, "y"'], []])
def test_names_come_back_as_they_were(names: list[str]) -> None:
    assert read_tag_names(write_tag_names(names)) == names
