"""Answers as the contract wraps them (rule 1.3 and section 6)."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from frontdesk.errors import RequestError
from frontdesk.kit.http import HttpAnswer

JSON: Final = "application/json"

_PREFIX: Final = b'{"data":'
_SUFFIX: Final = b',"errorCode":-1,"errorText":null}'
_encoder = msgspec.json.Encoder()


encode: Final = _encoder.encode
"""Ready JSON of whatever msgspec encodes."""


def success(data: Any, headers: Mapping[str, str] | None = None) -> HttpAnswer:
    """`data` (whatever msgspec encodes; ready JSON as `msgspec.Raw`) in the envelope."""
    return success_of_bytes(_encoder.encode(data), headers)


def success_of_list(documents: list[bytes], headers: Mapping[str, str]) -> HttpAnswer:
    """A list of ready JSON texts in the envelope, joined and never parsed."""
    return success_of_bytes(b"[" + b",".join(documents) + b"]", headers)


def success_of_bytes(data: bytes, headers: Mapping[str, str] | None = None) -> HttpAnswer:
    return HttpAnswer(200, JSON, b"".join((_PREFIX, data, _SUFFIX)), headers or {})


def failure(error: RequestError) -> HttpAnswer:
    return failure_of(error.status, error.code, str(error), error.headers())


def internal_failure(request_id: str) -> HttpAnswer:
    """A fault of ours: the log has the rest under this request id (contract code 0)."""
    return failure_of(500, 0, f"internal error; request id {request_id}", {})


def failure_of(status: int, code: int, text: str, headers: Mapping[str, str]) -> HttpAnswer:
    body = _encoder.encode({"data": None, "errorCode": code, "errorText": text})
    return HttpAnswer(status, JSON, body, headers)


DONE: Final = success_of_bytes(b"{}")
"""The answer of a call that has nothing to return."""
