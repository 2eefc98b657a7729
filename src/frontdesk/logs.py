"""Structured logs: one line an event, JSON for machines and colour for a terminal."""

import logging
import re
import sys
from contextvars import ContextVar
from typing import Final

import msgspec
import structlog

from frontdesk.config import Settings

REQUEST_ID: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)
"""The request under way, for every line that is logged meanwhile."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{40,}")
"""Of the form of random tokens (`accounts.random_tokens`), which are longer than a UUID."""

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def configure_logs(settings: Settings) -> None:
    """Lines go to stderr; those of libraries pass only from warning upwards."""
    readable = settings.log_format == "text" or (
        settings.log_format == "auto" and sys.stderr.isatty()
    )
    structlog.configure(
        processors=[
            _add_request_id,
            _mask_secrets,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            *(_for_people() if readable else _for_machines()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[settings.log_level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr)
        if readable
        else structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")


def _add_request_id(
    _: object, __: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    request_id = REQUEST_ID.get()
    return event if request_id is None else {**event, "request_id": request_id}


def _mask_secrets(
    _: object, __: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Whoever has the address of a set-up link may use it; the small letters of one are still a
    help."""
    path = event.get("path")
    return {**event, "path": _SECRET.sub("…", path)} if isinstance(path, str) else event


def _for_people() -> list[structlog.typing.Processor]:
    return [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # the other one shows secrets
        )
    ]


def _for_machines() -> list[structlog.typing.Processor]:
    return [structlog.processors.JSONRenderer(serializer=_encode)]


def _encode(event: object, **_: object) -> bytes:
    return msgspec.json.encode(event, enc_hook=repr)
