"""HTTP answers as the load generator reads them: where they end, and whether they are right."""

LONGEST_ANSWER = 1024 * 1024

_RIGHT_START = b"HTTP/1.1 200 "
RIGHT_END = b',"errorCode":-1,"errorText":null}'
_LENGTH = b"\r\ncontent-length: "


def answer_length(buffer: bytearray, filled: int) -> int:
    """Bytes of the whole answer; 0 while its head is incomplete, -1 when it declares no length
    or one that is too long."""
    head_end = buffer.find(b"\r\n\r\n", 0, filled)
    if head_end < 0:
        return 0
    found = buffer.find(_LENGTH, 0, head_end)
    if found < 0:
        return -1
    begin = found + len(_LENGTH)
    length = head_end + 4 + int(buffer[begin : buffer.find(b"\r", begin)])
    return length if length <= LONGEST_ANSWER else -1


def is_right(buffer: bytearray, filled: int, end: bytes = RIGHT_END) -> bool:
    return buffer.startswith(_RIGHT_START) and buffer.endswith(
        end, max(0, filled - len(end)), filled
    )
