"""A server process that is killed at a chosen moment of a request with an Idempotency-Key.

`python -m tests.api.crashing PORT FOLDER OWNER SERVICE MOMENT`
"""

import os
import signal
import sys
from pathlib import Path

import uvicorn
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from pydantic import SecretStr

from frontdesk.api import idempotency
from frontdesk.app import create_app
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Connection
from frontdesk.logs import configure_logs
from frontdesk.tokens.first_answers import Claim, keep_answer
from tests.desk import NOON

SECRET = "the same in every process of this test"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def keep_and_die(
    connection: Connection, claim: Claim, *, status: int, answer: bytes, entity_tag: str | None
) -> None:
    await keep_answer(connection, claim, status=status, answer=answer, entity_tag=entity_tag)
    die()


def die_before_answering(app: ASGIApp) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_or_die(message: Message) -> None:
            if scope.get("path") == "/tickets":
                die()
            await send(message)

        await app(scope, receive, send_or_die)

    return serve


def main(port: str, folder: str, owner: str, service: str, moment: str) -> None:
    settings = Settings(data_dir=Path(folder), secret_key=SecretStr(SECRET), log_level="error")
    configure_logs(settings)
    app = create_app(settings, DatabaseAddress(owner, service), clock=lambda: NOON)
    if moment == "before commit":
        idempotency.keep_answer = keep_and_die  # type: ignore[attr-defined] # imported there
    if moment == "after commit":
        app = die_before_answering(app)
    uvicorn.run(app, port=int(port), log_config=None, access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
