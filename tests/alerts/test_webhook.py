"""Webhooks against real servers on loopback."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import aiohttp
import pytest
from aiohttp import web
from standardwebhooks.webhooks import Webhook as Verifier

from alerts.receivers import Outgoing, Secret
from alerts.webhook import ANSWER_BYTES, WebhookReceiver, retry_after
from tests.alerts.invented import NOW, draft, hook, notice
from tests.alerts.servers import HOST, OpenPorts, tcp_server, web_server

SECRET = Secret("whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
SHORT = aiohttp.ClientTimeout(total=0.5)


def receiver(url: str, *ports: int, timeout: aiohttp.ClientTimeout = SHORT, **fields: object):
    return WebhookReceiver(hook(url, **fields), OpenPorts(*ports), timeout=timeout)


def outgoing(url: str = "http://x.example/") -> Outgoing:
    subject, payload = WebhookReceiver(hook(url), OpenPorts()).compose(draft(recipient="hook"))
    return Outgoing("msg_1", "hook", subject, payload)


async def send(url: str, *ports: int, **fields: object):
    hooked = receiver(url, *ports, **fields)
    try:
        return await hooked.send(outgoing())
    finally:
        await hooked.close()


async def test_a_post_is_signed_and_verifies():
    async with web_server() as server:
        reply = await send(server.url, server.port, secret=SECRET, headers={"X-Key": Secret("canary-1")})
    assert reply.kind == "done"
    headers, body = server.requests[0]
    Verifier(SECRET.reveal()).verify(body, headers)
    assert headers["webhook-id"] == "msg_1"
    assert headers["X-Key"] == "canary-1"
    assert headers["Content-Type"] == "application/json"
    assert list(json.loads(body)) == ["notice_id", "at", "reason", "watches", "changes", "incident"]


async def test_the_id_and_body_stay_the_same_at_every_attempt_and_the_time_does_not():
    now = [datetime.now(UTC)]
    async with web_server() as server:
        hooked = WebhookReceiver(
            hook(server.url, secret=SECRET), OpenPorts(server.port), now=lambda: now[0], timeout=SHORT
        )
        message = outgoing()
        await hooked.send(message)
        now[0] += timedelta(seconds=30)
        await hooked.send(message)
        await hooked.close()
    (first, body), (second, again) = server.requests
    assert (first["webhook-id"], body) == (second["webhook-id"], again)
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 30


async def test_without_a_secret_nothing_is_signed():
    async with web_server() as server:
        await send(server.url, server.port)
    assert "webhook-signature" not in server.requests[0][0]


@pytest.mark.parametrize("secret", ["whsec_", "whsec_a", "not base64 at all!"])
def test_a_secret_that_cannot_sign_is_refused_without_being_shown(secret):
    with pytest.raises(ValueError, match="Base64") as refused:
        receiver("http://x.example/", secret=Secret(secret))
    assert secret.removeprefix("whsec_") not in str(refused.value) or secret in ("whsec_", "whsec_a")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, "done"),
        (202, "done"),
        (204, "done"),
        (301, "temporary"),
        (307, "temporary"),
        (400, "temporary"),
        (401, "temporary"),
        (404, "temporary"),
        (410, "gone"),
        (429, "temporary"),
        (500, "temporary"),
        (503, "temporary"),
    ],
)
async def test_2xx_alone_is_success_and_410_is_the_end(status, kind):
    async with web_server() as server:
        server.status = status
        reply = await send(server.url, server.port)
    assert reply.kind == kind
    assert reply.text.startswith(str(status))


async def test_a_redirect_is_not_followed():
    async with web_server() as other, web_server() as server:
        server.status, server.headers = 307, {"Location": other.url}
        reply = await send(server.url, server.port, other.port)
    assert reply.kind == "temporary"
    assert reply.text.endswith("redirects are not followed; configure where it leads (to 127.0.0.1)")
    assert other.requests == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
async def test_no_spelling_of_a_blocked_address_is_reached(host):
    async with web_server() as server:
        reply = await send(f"http://{host}:{server.port}/")
    assert (reply.kind, reply.whole) == ("temporary", True)
    assert server.requests == []


async def test_a_gate_that_opens_one_port_opens_no_other():
    async with web_server() as server, web_server() as other:
        reply = await send(other.url, server.port)
    assert "is blocked: not public" in reply.text
    assert other.requests == []


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    async with web_server() as server, web_server() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        reply = await send(server.url, server.port)
    assert reply.kind == "done"
    assert proxy.requests == []


async def test_a_refused_connection_is_temporary():
    async with web_server() as server:
        url, port = server.url, server.port
    reply = await send(url, port)
    assert (reply.kind, reply.whole) == ("temporary", True)


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "http://", "file:///etc/passwd", "http://x.example:99999/"]
)
async def test_an_address_that_is_no_web_address_is_said_to_be_none(url):
    reply = await send(url)
    assert reply.kind == "temporary"


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1", b"HTTP/1.1 200 OK\r\nContent-Le", b"not http at all\r\n\r\n"]
)
async def test_cut_before_the_status_is_ambiguous(answer):
    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()

    async with tcp_server(serve) as port:
        reply = await send(f"http://{HOST}:{port}/", port)
    assert reply.kind == "ambiguous"


async def test_no_answer_in_time_is_ambiguous():
    async def serve(reader, writer):
        await asyncio.sleep(3600)

    async with tcp_server(serve) as port:
        reply = await send(f"http://{HOST}:{port}/", port)
    assert (reply.kind, reply.whole) == ("ambiguous", True)


@pytest.mark.parametrize(("status", "kind"), [(200, "done"), (500, "temporary")])
async def test_an_endless_answer_is_cut_off(status, kind):
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(status=status)
        await response.prepare(request)
        while True:
            await response.write(b"x" * 8192)
            sent += 8192

    async with web_server() as server:
        server.answer = answer
        reply = await send(server.url, server.port, timeout=aiohttp.ClientTimeout(total=5))
    assert reply.kind == kind
    assert len(reply.text) <= 500
    assert sent < 100 * ANSWER_BYTES


async def test_endless_headers_are_cut_off():
    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-Filler: " + b"x" * 100 + b"\r\n")
            await writer.drain()

    async with tcp_server(serve) as port:
        reply = await send(f"http://{HOST}:{port}/", port)
    assert reply.kind == "ambiguous"


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_passed_on(status):
    async with web_server() as server:
        server.status, server.headers = status, {"Retry-After": "120"}
        reply = await send(server.url, server.port)
    assert reply.retry_after == 120


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("0", 0),
        (" 7 ", 7),
        ("9" * 400, 999999999999),
        ("٣", None),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0),
        ("Monday, 02-Mar-26 14:06:00 GMT", 60),
        ("Mon Mar  2 14:06:00 2026", 60),
        ("Mon, 99 Mar 2026 14:06:00 GMT", None),
    ],
)
def test_retry_after_of_every_shape(value, seconds):
    assert retry_after(value, NOW) == seconds


async def test_what_a_server_echoes_shows_no_secret():
    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(status=400, text=f"bad key {request.headers['X-Key']}\r\nX: y\x1b[31m")

    async with web_server() as server:
        server.answer = echo
        reply = await send(server.url, server.port, headers={"X-Key": Secret("canary-1")})
    assert reply.text.startswith("400 Bad Request: bad key ***")
    assert "\x1b" not in reply.text


def test_a_machine_gets_the_subject_and_the_contracts_body():
    of = notice()
    subject, payload = receiver("http://x.example/").compose(draft(of, recipient="hook"))
    body = json.loads(payload)
    assert subject.startswith("Kaspiysk, Dagestan (RU): stabbing")
    assert body["notice_id"] == of.notice_id
    assert body["at"] == "2026-03-02T14:05:00Z"
    assert body["incident"]["origins"] == 2
