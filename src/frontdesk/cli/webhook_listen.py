"""`frontdesk webhook listen`: an endpoint to try webhooks with, an integrator's first tool."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

import typer
from aiohttp import web
from rich.console import Console
from rich.json import JSON
from rich.markup import escape
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from frontdesk.cli.options import DataDir
from frontdesk.errors import OperatorError

_HOW: Final = """\
Listening on [bold]{url}[/] until Ctrl-C. To have it told of new tickets:

  FRONTDESK_WEBHOOKS_ALLOW_HTTP=true FRONTDESK_WEBHOOKS_ALLOW_PRIVATE=true \\
  frontdesk webhook create --community SHORT_NAME --url {url} \\
    --verify-token {token} --event ticket_create

The server needs both settings too: without them it sends to public https addresses only.
{signatures}"""
_UNSIGNED: Final = "Signatures are not checked: start again with --secret whsec_… for that."
_SIGNED: Final = "Signatures are checked; a delivery with a wrong one is answered with 401."


@dataclass
class Endpoint:
    """Answers challenges and takes deliveries; `count` is how many it has had, `most` after how
    many it has had `enough`."""

    console: Console
    verify_token: str | None
    verifiers: list[Verifier]
    status: int
    delay: float
    most: int | None = None
    count: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    seen: set[str] = field(default_factory=set)

    async def answer_challenge(self, request: web.Request) -> web.Response:
        challenge = request.query.get("challenge", "")
        if self.verify_token not in (None, request.query.get("verifyToken")):
            self.console.print("[red]challenge with another verify token: 403[/]")
            return web.Response(status=403, text="wrong verifyToken")
        self.console.print(f"challenge {escape(challenge)} answered")
        return web.Response(text=challenge)

    async def take_delivery(self, request: web.Request) -> web.Response:
        body = await request.read()
        fault = self.check(body, dict(request.headers))
        self.count += 1
        self._show(body, dict(request.headers), fault)
        await asyncio.sleep(self.delay)
        if self.count == self.most:
            self.enough.set()
        if fault is not None:
            return web.Response(status=401, text=fault)
        return web.Response(status=self.status, text="taken")

    def check(self, body: bytes, headers: dict[str, str]) -> str | None:
        """What is wrong with the signature; None: nothing, or no secret to check it with."""
        fault = None
        for verifier in self.verifiers:
            try:
                verifier.verify(body, headers, json_parse=False)
            except (WebhookVerificationError, ValueError) as error:
                fault = str(error)
            else:
                return None
        return fault

    def _show(self, body: bytes, headers: dict[str, str], fault: str | None) -> None:
        named = {name.lower(): value for name, value in headers.items()}
        message_id = named.get("webhook-id", "without an id")
        again = " [yellow]again[/]" if message_id in self.seen else ""
        self.seen.add(message_id)
        self.console.rule(f"{self.count}: {escape(message_id)}{again}")
        for name in ("webhook-timestamp", "webhook-signature"):
            self.console.print(f"{name}: {escape(named.get(name, '-'))}", style="dim")
        if fault is not None:
            self.console.print(f"[red]signature: {escape(fault)}: 401[/]")
        elif self.verifiers:
            self.console.print("[green]signature: valid[/]")
        self._show_body(body)

    def _show_body(self, body: bytes) -> None:
        try:
            parsed: Any = json.loads(body)  # Any: JSON
        except ValueError:
            self.console.print(escape(body.decode(errors="replace")))
        else:
            self.console.print(JSON.from_data(parsed))


def listen(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 9000,
    secret: Annotated[
        list[str] | None,
        typer.Option("--secret", help="Checks signatures with it; twice during a rotation."),
    ] = None,
    verify_token: Annotated[
        str | None, typer.Option("--verify-token", help="Refuses challenges with another one.")
    ] = None,
    status: Annotated[
        int, typer.Option("--status", min=200, max=599, help="Status to answer deliveries with.")
    ] = 200,
    delay: Annotated[
        float, typer.Option("--delay", min=0, max=3600, help="Seconds to wait before answering.")
    ] = 0,
    count: Annotated[
        int | None, typer.Option("--count", min=1, help="Stop after so many deliveries.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Start a local endpoint that answers challenges, checks signatures and shows deliveries."""
    endpoint = Endpoint(
        console=Console(),
        verify_token=verify_token,
        verifiers=[_verifier(each) for each in secret or ()],
        status=status,
        delay=delay,
        most=count,
    )
    asyncio.run(_listen(endpoint, host, port))


def _verifier(secret: str) -> Verifier:
    try:
        return Verifier(secret)
    except Exception:  # whatever the library says, it is about this text
        raise OperatorError("--secret: expected whsec_ and base64, as it was shown once") from None


async def _listen(endpoint: Endpoint, host: str, port: int) -> None:
    app = web.Application()
    app.router.add_get("/{path:.*}", endpoint.answer_challenge)
    app.router.add_post("/{path:.*}", endpoint.take_delivery)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise OperatorError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    try:
        url = f"http://{host}:{runner.addresses[0][1]}/"
        signatures = _SIGNED if endpoint.verifiers else _UNSIGNED
        token = escape(endpoint.verify_token or "TOKEN")
        endpoint.console.print(_HOW.format(url=url, token=token, signatures=signatures))
        await endpoint.enough.wait()
    finally:
        await runner.cleanup()
