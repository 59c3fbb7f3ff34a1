"""Certificates are verified; what goes wrong is told as a TLS failure."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import trustme
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.responses import Failure, FailureKind, Response
from crawler.settings import NetworkSettings
from crawler.sources import Source

HOST = "times.example"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that OpenSSL trusts during the test."""
    made = trustme.CA()
    file = tmp_path / "authority.pem"
    made.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return made


def self_signed(host: str) -> Any:
    """A server's certificate that nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return trustme.LeafCert(secret, made.public_bytes(serialization.Encoding.PEM), [])


@pytest_asyncio.fixture
async def ask() -> AsyncIterator[Callable[[trustme.LeafCert], object]]:
    """Serves a page under a certificate, and asks for it by name."""
    runners: list[web.AppRunner] = []
    engines: list[Engine] = []

    async def asking(certificate: trustme.LeafCert) -> Response | Failure:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(context)
        application = web.Application()

        async def page(request: web.Request) -> web.Response:
            return web.Response(body=b"here")

        application.router.add_get("/feed", page)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        port = runner.addresses[0][1]

        async def lookup(host: str, port: int) -> list[str]:
            return ["127.0.0.1"]

        engine = Engine(NetworkSettings(delay=0.0, timeout=2.0), Gate.allowing([f"127.0.0.1:{port}"]), lookup)
        await engine.start()
        engines.append(engine)
        source = Source("Example Times", "feed", f"https://{HOST}:{port}/feed")
        return await engine.fetch(source.url, origin=source)

    yield asking
    for engine in engines:
        await engine.stop()
    for runner in runners:
        await runner.cleanup()
    await asyncio.sleep(0)


async def test_a_certificate_of_a_trusted_authority_for_the_host_is_accepted(
    authority: trustme.CA, ask
) -> None:
    answer = await ask(authority.issue_cert(HOST))
    assert isinstance(answer, Response), answer
    assert answer.body == b"here"


@pytest.mark.parametrize("fault", ["other host", "unknown authority", "signed by itself", "expired"])
async def test_a_certificate_that_is_not_right_is_a_tls_failure(
    authority: trustme.CA, ask, fault: str
) -> None:
    certificate = {
        "other host": lambda: authority.issue_cert("other.example"),
        "unknown authority": lambda: trustme.CA().issue_cert(HOST),
        "signed by itself": lambda: self_signed(HOST),
        "expired": lambda: authority.issue_cert(HOST, not_after=datetime(2021, 1, 1, tzinfo=UTC)),
    }[fault]()
    answer = await ask(certificate)
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.TLS


async def test_a_handshake_that_stalls_is_a_time_out() -> None:
    """The connection stands, and the server never says a word."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    engine = Engine(NetworkSettings(delay=0.0, timeout=0.5), Gate.allowing([f"127.0.0.1:{port}"]))
    await engine.start()
    source = Source("Example Times", "feed", f"https://127.0.0.1:{port}/feed")
    answer = await engine.fetch(source.url, origin=source)
    await engine.stop()
    server.close()
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.TIMEOUT
