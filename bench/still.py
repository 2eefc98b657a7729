"""A server with one ready answer, the size of a full page: shows what the load generator can do.

python -m bench.still PORT
"""

import sys

import uvloop
from litestar.types import Receive, Scope, Send

from bench.asgi import send_json, serve

ANSWER = b'{"data":["' + b"x" * 60_000 + b'"],"errorCode":-1,"errorText":null}'


async def answer(_: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send_json(send, ANSWER)


if __name__ == "__main__":
    uvloop.run(serve(answer, int(sys.argv[1])))
