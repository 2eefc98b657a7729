"""A handler of the JSON surface: what is refused is told in the envelope."""

from litestar.types import HTTPScope, Receive

from frontdesk.api.envelope import failure
from frontdesk.errors import RequestError
from frontdesk.kit.handler import Answerer, Handler
from frontdesk.kit.handler import make_handler as make_bare_handler
from frontdesk.kit.http import HttpAnswer


def make_handler(path: str, answer: Answerer) -> Handler:
    """Serve every method of `path`; a RequestError becomes its envelope, HEAD loses its body."""
    return make_bare_handler(path, enveloping(answer))


def enveloping(answer: Answerer) -> Answerer:
    async def enveloped(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        try:
            return await answer(scope, receive)
        except RequestError as error:
            return failure(error)

    return enveloped
