"""The guarded client against real servers of this machine; what names mean, tests decide."""

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socket import EAI_NONAME, gaierror

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from frontdesk.kit.outbound import MOST_READ, OutboundAnswer, OutboundClient, OutboundFailure
from frontdesk.kit.outbound_target import TargetRefused
from frontdesk.kit.public_addresses import is_public


async def answer(request: web.Request) -> web.StreamResponse:
    match request.path:
        case "/redirect":
            return web.Response(status=302, headers={"Location": "/"})
        case "/long":
            return web.Response(body=b"x" * (MOST_READ * 3))
        case "/endless":
            endless = web.StreamResponse()
            await endless.prepare(request)
            while True:
                await endless.write(b"x" * 4096)
        case "/packed":
            body = gzip.compress(bytes(1_000_000))
            return web.Response(body=body, headers={"Content-Encoding": "gzip"})
        case "/slow":
            await asyncio.sleep(30)
        case "/cookie":
            said = request.headers.get("Cookie", "none")
            return web.Response(text=said, headers={"Set-Cookie": "a=b; Path=/"})
        case "/count":
            return web.Response(text=str(len(await request.read())))
        case _:
            pass
    return web.Response(text=f"{request.method} {request.path} {await request.text()}")


@asynccontextmanager
async def server(tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    app = web.Application(client_max_size=10_000_000)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with server() as number:
        yield number


@pytest.fixture
async def open_client() -> AsyncIterator[OutboundClient]:
    """One to which everything is allowed."""
    async with OutboundClient(allow_http=True, allow_private=True) as client:
        yield client


def names(**addresses: Sequence[str]) -> "Names":
    return Names({name: list(found) for name, found in addresses.items()})


class Names:
    """A name server; counts how often it is asked."""

    def __init__(self, addresses: dict[str, list[str]]) -> None:
        self._addresses = addresses
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        found = self._addresses.get(host.partition(".")[0])
        if found is None:
            raise gaierror(EAI_NONAME, "no such name")
        return found


def reason_of(outcome: OutboundAnswer | OutboundFailure) -> str:
    assert isinstance(outcome, OutboundFailure), outcome
    return outcome.reason


def answered(outcome: OutboundAnswer | OutboundFailure) -> OutboundAnswer:
    assert isinstance(outcome, OutboundAnswer), outcome
    return outcome


async def test_post_is_answered_with_its_timing(open_client: OutboundClient, port: int) -> None:
    found = answered(await open_client.post(f"http://127.0.0.1:{port}/a", b"body", {}))
    assert (found.status, found.start()) == (200, "POST /a body")
    assert found.timing.dns is None
    assert found.timing.tls is None
    assert found.timing.connect is not None
    assert found.timing.first_byte is not None
    assert found.timing.total >= found.timing.connect + found.timing.first_byte


@pytest.mark.parametrize("length", [300_000, 3_000_000])
async def test_a_large_body_arrives_whole(
    open_client: OutboundClient, port: int, length: int
) -> None:
    found = answered(await open_client.post(f"http://127.0.0.1:{port}/count", b"x" * length, {}))
    assert found.start() == str(length)


async def test_redirect_is_an_answer_and_not_followed(
    open_client: OutboundClient, port: int
) -> None:
    found = answered(await open_client.get(f"http://127.0.0.1:{port}/redirect", {}))
    assert (found.status, found.headers["location"]) == (302, "/")


@pytest.mark.parametrize("path", ["long", "endless"])
async def test_only_the_start_of_an_answer_is_read(
    open_client: OutboundClient, port: int, path: str
) -> None:
    found = answered(await open_client.get(f"http://127.0.0.1:{port}/{path}", {}))
    assert len(found.body) == MOST_READ
    assert found.start() == "x" * 4096


async def test_nothing_is_unpacked(open_client: OutboundClient, port: int) -> None:
    found = answered(await open_client.get(f"http://127.0.0.1:{port}/packed", {}))
    assert len(found.body) < 5000


async def test_cookies_are_not_kept(open_client: OutboundClient, port: int) -> None:
    for _ in range(2):
        found = answered(await open_client.get(f"http://127.0.0.1:{port}/cookie", {}))
        assert found.start() == "none"


async def test_proxies_of_the_environment_do_not_count(
    open_client: OutboundClient, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert answered(await open_client.get(f"http://127.0.0.1:{port}/", {})).status == 200


async def test_patience_ends(port: int) -> None:
    async with OutboundClient(allow_http=True, allow_private=True, seconds=0.2) as client:
        outcome = await client.get(f"http://127.0.0.1:{port}/slow", {})
    assert reason_of(outcome) == "no answer within 0.2 s"


async def test_slow_name_server_is_told_apart() -> None:
    async def never(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    async with OutboundClient(lookup=never, seconds=0.1) as client:
        outcome = await client.get("https://slow.example/", {})
    assert reason_of(outcome) == "the name did not resolve within 0.1 s"


async def test_nobody_listens_and_nothing_resolves(open_client: OutboundClient) -> None:
    assert reason_of(await open_client.get("http://127.0.0.1:1/", {})) == (
        "the connection was refused"
    )
    async with OutboundClient(lookup=names()) as client:
        outcome = await client.get("https://nowhere.example/", {})
    assert reason_of(outcome) == "the name does not resolve"


async def test_header_cannot_smuggle_a_line(open_client: OutboundClient, port: int) -> None:
    outcome = await open_client.get(f"http://127.0.0.1:{port}/", {"X-A": "b\r\nX-C: d"})
    assert reason_of(outcome) == "the request failed: ValueError"


# Where it may not go


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/", "the address must begin with https://, not http://"),
        ("ftp://example.com/", "the address must begin with https://"),
        ("//example.com/", "the address must begin with https://"),
        ("https:///x", "the address names no host"),
        ("https://me@example.com/", "the address must not hold a user name or a password"),
        ("https://example.com/#x", "the address must not hold a #"),
        ("https://example.com./", "the name must not end with a dot"),
        ("https://127.0.0.1/", "127.0.0.1 is not a public address"),
        ("https://127.0.0.1./", "127.0.0.1. is neither a name nor four decimal numbers"),
        ("https://127.1/", "127.1 is neither a name nor four decimal numbers"),
        ("https://0x7f.1/", "0x7f.1 is neither a name nor four decimal numbers"),
        ("https://0X7F000001/", "0x7f000001 is neither a name nor four decimal numbers"),
        ("https://2130706433/", "2130706433 is neither a name nor four decimal numbers"),
        ("https://0177.0.0.1/", "0177.0.0.1 is neither a name nor four decimal numbers"),
        ("https://[::1]/", "::1 is not a public address"),
        ("https://[::ffff:127.0.0.1]/", "::ffff:7f00:1 is not a public address"),
        ("https://[::ffff:8.8.8.8]/", "::ffff:808:808 is not a public address"),
        ("https://169.254.169.254/latest", "169.254.169.254 is not a public address"),
        ("https://[fd00:ec2::254]/", "fd00:ec2::254 is not a public address"),
    ],
)
async def test_address_is_refused_before_anything_is_asked(url: str, reason: str) -> None:
    lookup = names()
    async with OutboundClient(lookup=lookup) as client:
        assert reason_of(await client.get(url, {})) == f"refused: {reason}"
    assert lookup.asked == []


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.7"],
        ["93.184.216.34", "10.0.0.7"],
        ["10.0.0.7", "2606:2800:220:1::1"],
        ["2606:2800:220:1::1", "10.0.0.7"],
    ],
)
async def test_name_with_any_address_that_is_not_public_is_refused(addresses: list[str]) -> None:
    async with OutboundClient(lookup=names(both=addresses)) as client:
        outcome = await client.get("https://both.example/", {})
    assert reason_of(outcome) == "refused: 10.0.0.7 is not a public address"


async def test_name_is_resolved_once_and_that_is_where_it_connects(port: int) -> None:
    """A name server that tells something else the second time gains nothing."""
    lookup = names(rebind=["127.0.0.1"])
    async with OutboundClient(allow_http=True, allow_private=True, lookup=lookup) as client:
        found = answered(await client.get(f"http://rebind.example:{port}/", {}))
    assert found.timing.dns is not None
    assert lookup.asked == ["rebind.example"]


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0",  # noqa: S104 # nobody binds to it
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:220:1::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.8",
        "93.184.216.34",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
    ],
)
def test_address_is_public(text: str) -> None:
    assert is_public(ip_address(text))


# Certificates


class Authority:
    """Signs certificates for servers of these tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test authority")])
        constraint = x509.BasicConstraints(ca=True, path_length=None)
        self._certificate = (
            _builder(self._name, self._name, self._key, days=(-10, 10))
            .add_extension(constraint, critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def trust(self) -> ssl.SSLContext:
        pem = self._certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)

    def context(self, name: str, *, days: tuple[int, int] = (-5, 5)) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        certificate = (
            _builder(subject, self._name, key, days=days)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        file = self._folder / f"{name}.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(file)
        return context


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: tuple[int, int]
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


async def get_securely(
    context: ssl.SSLContext, trust: ssl.SSLContext | None
) -> OutboundAnswer | OutboundFailure:
    async with (
        server(context) as port,
        OutboundClient(allow_private=True, lookup=names(hooks=["127.0.0.1"]), tls=trust) as client,
    ):
        return await client.get(f"https://hooks.example:{port}/", {})


async def test_valid_certificate_is_taken_and_timed(authority: Authority) -> None:
    outcome = await get_securely(authority.context("hooks.example"), authority.trust())
    timing = answered(outcome).timing
    assert None not in (timing.dns, timing.connect, timing.tls, timing.first_byte)


async def test_kept_connection_needs_no_name_and_no_handshake(authority: Authority) -> None:
    lookup = names(hooks=["127.0.0.1"])
    async with (
        server(authority.context("hooks.example")) as port,
        OutboundClient(allow_private=True, lookup=lookup, tls=authority.trust()) as client,
    ):
        for _ in range(2):
            found = answered(await client.get(f"https://hooks.example:{port}/", {}))
    assert (found.timing.dns, found.timing.connect, found.timing.tls) == (None, None, None)
    assert found.timing.first_byte is not None
    assert lookup.asked == ["hooks.example"]


@pytest.mark.parametrize(
    ("name", "days", "trusted", "reason"),
    [
        ("hooks.example", (-5, -1), True, "the certificate has expired"),
        ("hooks.example", (1, 5), True, "the certificate is not valid yet"),
        ("other.example", (-5, 5), True, "the certificate is for another name"),
        (
            "hooks.example",
            (-5, 5),
            False,
            "the certificate is signed by an authority that is not known here",
        ),
    ],
)
async def test_other_certificates_are_refused_in_words(
    authority: Authority, name: str, days: tuple[int, int], trusted: bool, reason: str
) -> None:
    context = authority.context(name, days=days)
    assert reason_of(await get_securely(context, authority.trust() if trusted else None)) == reason


async def test_server_without_encryption_is_told_apart(port: int) -> None:
    async with OutboundClient(allow_private=True) as client:
        outcome = await client.get(f"https://127.0.0.1:{port}/", {})
    assert reason_of(outcome).startswith("no secure connection could be agreed on: ")


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",  # noqa: S104 -- refused, not bound to
        "100.100.100.200",
        "168.63.129.16",
        "169.254.169.254",
        "224.0.0.1",
        "[::]",
        "[::ffff:169.254.169.254]",
        "[2002:a9fe:a9fe::1]",
        "[64:ff9b::a9fe:a9fe]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[ff02::1]",
    ],
)
async def test_what_is_nobodys_own_is_refused_though_private_is_allowed(
    open_client: OutboundClient, host: str
) -> None:
    address = str(ip_address(host.strip("[]")))
    with pytest.raises(TargetRefused) as refused:
        open_client.check(f"http://{host}/")
    assert str(refused.value) == f"{address} is link-local, multicast or a cloud's own"


async def test_a_name_of_a_metadata_service_is_refused_though_private_is_allowed() -> None:
    lookup = names(hooks=["10.0.0.7", "169.254.169.254"])
    async with OutboundClient(allow_http=True, allow_private=True, lookup=lookup) as client:
        answer = await client.get("http://hooks/", {})
    assert isinstance(answer, OutboundFailure)
    assert "169.254.169.254 is link-local, multicast or a cloud's own" in answer.reason
