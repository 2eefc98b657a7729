"""The three forms of a file, in any pieces, and what is none of them."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.errors import OperatorError
from frontdesk.transfer import reading
from frontdesk.transfer.reading import SourceRecord, open_source, read_records


class Trickle(io.RawIOBase):
    """A source that gives a few bytes at a time, as a slow pipe does."""

    def __init__(self, content: bytes, size: int) -> None:
        self._content = io.BytesIO(content)
        self._size = size

    def read(self, size: int = -1, /) -> bytes:
        return self._content.read(self._size)


def records(content: bytes) -> list[tuple[int, bytes]]:
    return [(record.line, record.text) for record in read_records(io.BytesIO(content))]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b" \n\n", []),
        (b'{"id":1}', [(1, b'{"id":1}')]),
        (b'{"id":1}\n\n{"id":2}\n', [(1, b'{"id":1}'), (3, b'{"id":2}')]),
        (b'{"id":1}\r\n{"id":2}', [(1, b'{"id":1}\r'), (2, b'{"id":2}')]),
        (b'\xef\xbb\xbf{"id":1}\n', [(1, b'{"id":1}')]),
        (b'{"id":1}\nnot json\n', [(1, b'{"id":1}'), (2, b"not json")]),
        (b"[]", []),
        (b'\xef\xbb\xbf [{"id":1},\n\n {"id":2}]\n', [(1, b'{"id":1}'), (3, b'{"id":2}')]),
        (b'[{"a":\n1},{"b":2}]', [(1, b'{"a":\n1}'), (2, b'{"b":2}')]),
        (b'["\\ud83d\\udc31 ]"]', [(1, b'"\\ud83d\\udc31 ]"')]),
        (b'{"data":[],"errorCode":-1,"errorText":null}', []),
        (b'{"errorText":null,"errorCode":-1,"data":[{"id":1}]}', [(1, b'{"id":1}')]),
        (b'{\n "Data": [\n{"Id":1}\n],\n"ErrorCode": -1}', [(3, b'{"Id":1}')]),
    ],
)
def test_form_is_recognised_and_each_ticket_has_its_line(
    content: bytes, expected: list[tuple[int, bytes]]
) -> None:
    assert records(content) == expected


@settings(deadline=None, derandomize=False, max_examples=50)
@given(
    texts=st.lists(st.text(alphabet='a"\\{}[],:\n猫', max_size=8), max_size=6),
    form=st.sampled_from(("array", "answer", "lines")),
    size=st.integers(1, 7),
)
def test_pieces_of_any_size_give_the_same_tickets(texts: list[str], form: str, size: int) -> None:
    tickets = [encoded({"title": text}) for text in texts]
    content = {
        "array": b"[" + b" ,\n".join(tickets) + b"]",
        "answer": b'{"data":[' + b",".join(tickets) + b'],"errorCode":-1}',
        "lines": b"\n".join(tickets),
    }[form]
    found = read_records(Trickle(b"\n" * 300 + content, size))  # type: ignore[arg-type] # only read
    assert [record.text for record in found] == tickets


def encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'[{"id":1}', "line 1: expected ',', found the end"),
        (b'[{"id":1},\n{"id":2,}]', "line 2: "),
        (b'[{"id":1}\n{"id":2}]', "line 2: expected ',', found '{'"),
        (b'[{"id":1},\n]', "line 2: "),
        (b'[{"id":1}]\n[{"id":2}]', "line 2: expected the end, found '['"),
        (b'{"data":[]}\n{"data":[]}', "line 2: expected the end, found '{'"),
        (b'[{"id":\xff}]', "line 1 or soon after: not UTF-8"),
        (b'[{"id":1', "line 1: "),
        (b'{"data":[{"id":1}', "line 1: expected ',', found the end"),
        (b'{"data":{"id":1},"errorCode":-1}', "line 1: this answer has no array data"),
        (b'{"errorCode":-1,"errorText":null}', "line 1: this answer has no array data"),
        (b'{"data":null,"errorCode":3}', "line 1: this answer is an error, its errorCode is 3"),
        (b"[" + b"[" * 100_000, "line 1: nested too deeply"),
    ],
)
def test_file_that_is_none_of_the_forms_names_the_line(content: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        records(content)
    assert str(refusal.value).startswith(problem)


def test_line_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 100)
    source = Trickle(b'{"id":1}\n' + b"x" * 1000, 50)
    found: Iterator[SourceRecord] = read_records(source)  # type: ignore[arg-type] # only read
    assert next(found) == SourceRecord(1, b'{"id":1}')
    with pytest.raises(ValueError, match="line 2: longer than 100 bytes"):
        next(found)


def test_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "tickets.json.gz"
    path.write_bytes(gzip.compress(b"[1]", mtime=0))
    with open_source(str(path)) as source:
        assert source.read() == b"[1]"


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip",
        gzip.compress(b"x" * 9000, mtime=0)[:-9],
        gzip.compress(b"x" * 9000, mtime=0)[:12] + b"\xff" * 20,
    ],
)
def test_packed_file_that_is_broken_names_itself(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tickets.json.gz"
    path.write_bytes(content)
    with pytest.raises(OperatorError, match=r"tickets\.json\.gz: cannot be read: "):
        read_all(path)


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_file_that_cannot_be_read_names_itself(tmp_path: Path, name: str) -> None:
    with pytest.raises(OperatorError, match=r": cannot be read: [NI]"):
        read_all(tmp_path / name)


def read_all(path: Path) -> None:
    with open_source(str(path)) as source:
        source.read()
