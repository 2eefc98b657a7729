"""Names that strangers give to files."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.file_names import MOST_BYTES, clean_file_name


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\Users\\bill\\list.pdf", "list.pdf"),
        ("..", "file"),
        ("", "file"),
        (None, "file"),
        ("folder/", "file"),
        (".\u200bhtaccess", "htaccess"),
        ("\u200b.htaccess", "htaccess"),
        (".htaccess\u200b", "htaccess"),
        (".\u3164htaccess", "htaccess"),
        ("..\u200b/..\u200b/x", "x"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\u2066b\u2069.txt", "ab.txt"),
        ("\ufeffname\u00ad.txt", "name.txt"),
        ("a\x00b\x1bc.txt", "abc.txt"),
        ("two\r\nlines.txt", "two lines.txt"),
        (' a  "b" <c>.txt ', "a _b_ _c_.txt"),
        ("shell.php. . .", "shell.php"),
        ("x:stream", "x_stream"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
        ("Прайс-лист 価格.pdf", "Прайс-лист 価格.pdf"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
        ("ü" * 300 + ".pdf", "ü" * 125 + ".pdf"),
        ("." + "y" * 300, "y" * 255),
    ],
)
def test_names(given_name: str | None, name: str) -> None:
    assert clean_file_name(given_name) == name


@given(st.text())
def test_any_name_becomes_a_harmless_one_that_stays(given_name: str) -> None:
    name = clean_file_name(given_name)
    assert name
    assert not set(name) & set('/\\<>:"|?*')
    assert name.strip(". ") == name
    assert len(name.encode()) <= MOST_BYTES
    assert not {unicodedata.category(sign) for sign in name} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl"}
    assert clean_file_name(name) == name
