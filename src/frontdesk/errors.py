"""Every error that frontdesk raises on purpose.

    FrontdeskError
    ├── OperatorError       the installation is at fault: commands print it and exit with 1
    └── RequestError        the caller is at fault, or cannot be served now: contract section 6
        ├── BodyNotJson, InvalidMember, RangeNotSatisfiable
        ├── NotAuthorized, NotPermitted, NotFound
        │   └── SignInRefused
        ├── StateConflict, PreconditionFailed
        ├── BodyTooLarge, UnsupportedMediaType, MethodNotAllowed
        └── RateLimited, Unavailable
            ├── TooManyAttempts
            └── Collision

A message is one sentence for the person who reads it and names the culprit.
Only `api.envelope` turns a RequestError into an HTTP answer.
"""

from collections.abc import Mapping
from typing import ClassVar


class FrontdeskError(Exception):
    """Something that we expected might go wrong; `str()` is the sentence to show."""


class OperatorError(FrontdeskError):
    """The installation, a setting or a command's argument is wrong."""


class RequestError(FrontdeskError):
    """A request that cannot be carried out; `code` and `status` are those of contract section 6."""

    code: ClassVar[int]
    status: ClassVar[int]

    def headers(self) -> Mapping[str, str]:
        """Headers that the HTTP answer must carry beside the envelope."""
        return {}


class BodyNotJson(RequestError):
    code, status = 1, 400


class InvalidMember(RequestError):
    """A member is unknown, missing, of a wrong type or out of range."""

    code, status = 2, 400

    def __init__(self, member: str, problem: str) -> None:
        super().__init__(f"{member}: {problem}" if member else problem)
        self.member = member
        self.problem = problem


class RangeNotSatisfiable(RequestError):
    """A part of a file is asked for that lies behind its end."""

    code, status = 2, 416

    def __init__(self, problem: str, *, size: int) -> None:
        super().__init__(f"Range: {problem}")
        self.size = size

    def headers(self) -> Mapping[str, str]:
        return {"Content-Range": f"bytes */{self.size}"}


class NotAuthorized(RequestError):
    code, status = 3, 401

    def headers(self) -> Mapping[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class SignInRefused(NotAuthorized):
    """A login, password, code or ticket that does not let anybody in; it never says which."""

    def headers(self) -> Mapping[str, str]:
        return {}  # people are not asked for a bearer token


class NotPermitted(RequestError):
    code, status = 4, 403


class NotFound(RequestError):
    code, status = 5, 404


class StateConflict(RequestError):
    code, status = 6, 409


class PreconditionFailed(RequestError):
    code, status = 6, 412


class BodyTooLarge(RequestError):
    code, status = 7, 413


class UnsupportedMediaType(RequestError):
    code, status = 8, 415


class MethodNotAllowed(RequestError):
    code, status = 9, 405

    def __init__(self, method: str, allowed: list[str]) -> None:
        super().__init__(f"{method} is not possible here; possible: {', '.join(allowed)}")
        self.allowed = allowed

    def headers(self) -> Mapping[str, str]:
        return {"Allow": ", ".join(self.allowed)}


class RateLimited(RequestError):
    code, status = 10, 429

    def __init__(self, message: str, *, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self._headers = headers

    def headers(self) -> Mapping[str, str]:
        return self._headers


class TooManyAttempts(RateLimited):
    """`wait_seconds` until one more attempt is heard."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            f"too many attempts: try again in {wait_seconds} seconds",
            headers={"Retry-After": str(wait_seconds)},
        )
        self.wait_seconds = wait_seconds


class Unavailable(RequestError):
    code, status = 11, 503

    def headers(self) -> Mapping[str, str]:
        return {"Retry-After": "2"}


class Collision(Unavailable):
    """Two changes waited for each other, and the database undid this one: it can be made again."""
