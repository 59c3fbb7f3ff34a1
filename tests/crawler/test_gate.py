"""Which addresses pass. The spellings here are public facts about IP addresses and URLs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.engine import Engine
from crawler.gate import Gate, literal_address, origin_of, read_target
from crawler.responses import Failure, FailureKind
from crawler.settings import NetworkSettings
from incidents.errors import BadInput
from tests.crawler.conftest import Serve

PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "2606:2800:220:1:248:1893:25c8:1946",
    "64:ff9b::5db8:d822",
    "::ffff:8.8.8.8",
]
PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1:0:0:80ff:fffe", "fe80::1",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "5f00::1", "fe80::1%lo",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert Gate().check_address(address, 80) is None


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused_with_its_reason(address: str) -> None:
    assert address in (Gate().check_address(address, 80) or "")


def test_a_permission_holds_for_its_network_and_port_alone() -> None:
    gate = Gate.allowing(["127.0.0.1:8025", "10.1.0.0/16", "[fd00::1]:80", "intranet.example:8080"])
    assert gate.check_address("127.0.0.1", 8025) is None
    assert gate.check_address("::ffff:127.0.0.1", 8025) is None
    assert gate.check_address("127.0.0.1", 8026)
    assert gate.check_address("127.0.0.2", 8025)
    assert gate.check_address("10.1.255.1", 1) is None
    assert gate.check_address("10.2.0.1", 1)
    assert gate.check_address("fd00::1", 80) is None
    assert gate.check_address("192.168.0.9", 8080, "intranet.example") is None
    assert gate.check_address("192.168.0.9", 8080, "other.example")
    assert gate.check_address("192.168.0.9", 80, "intranet.example")


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1:0", "127.0.0.1:99999", "10.0.0.1/8", "1.2.3.4.5", "a b", "[::1", "::g:1:2"]
)
def test_a_permission_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_target(text)


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "127。0。0。1", "①②⑦.⓪.⓪.①"]
)
def test_every_spelling_of_loopback_is_seen_through(host: str) -> None:
    assert str(literal_address(host)) == "127.0.0.1"
    assert Gate().check_url(f"http://{host}/")


@pytest.mark.parametrize(
    "url", ["https://news.example/feed", "http://news.example:8080/a?b=c#d", "https://новости.example/лента"]
)
def test_ordinary_urls_pass(url: str) -> None:
    assert Gate().check_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "", "news.example", "/feed", "http:///feed", "http:news.example", "ftp://news.example/", "file:///etc/hostname",
        "http://user:word@news.example/", "http://news.example\\@127.0.0.1/", "http://news.example /", "http://a\tb/",
        "http://news%2eexample/", "http://[::1/", "http://news.example:99999/", "http://localhost/",
        "http://printer.local/", "http://metadata.google.internal/",
    ],
)  # fmt: skip
def test_odd_urls_are_refused(url: str) -> None:
    assert Gate().check_url(url)


@given(st.text(max_size=60))
def test_no_text_makes_the_gate_raise(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://[{text}]/"):
        Gate().check_url(url)
        origin_of(url)


def test_origins_fill_in_the_port() -> None:
    assert origin_of("https://News.example/a") == origin_of("https://news.example:443/b")
    assert origin_of("http://news.example/") != origin_of("https://news.example/")
    assert origin_of("mailto:a@example.org") is None


def spellings(shared: Path) -> list[str]:
    lines = (shared / "hostile" / "ssrf.txt").read_text("utf-8").splitlines()
    urls = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return [url for url in urls if not url.startswith(("redirect:", "dns:"))]


async def test_no_spelling_of_a_private_place_is_connected_to(shared: Path, serve: Serve) -> None:
    """As a source, as a page, and as the target of a redirect; a trap listens on loopback.

    A target that is relative (`http:127.0.0.1/`) leads back to the site itself, and to its 404.
    """
    trap, site = await serve(), await serve()
    gate = Gate.allowing([f"127.0.0.1:{site.port}"])
    engine = Engine(NetworkSettings(delay=0.0, timeout=1.0), gate)
    await engine.start()
    tried = 0
    for spelling in spellings(shared):
        for url in {spelling, spelling.replace("127.0.0.1/", f"127.0.0.1:{trap.port}/")}:
            site.pages["/away"] = (302, {"Location": url.encode().decode("latin-1")}, b"")
            for answer in (
                await engine.fetch(url),
                await engine.fetch(url, origin=site.source()),
                await engine.fetch(site.url("/away"), origin=site.source()),
            ):
                tried += 1
                assert isinstance(answer, Failure), url
                assert answer.kind in (FailureKind.BLOCKED, FailureKind.DNS, FailureKind.HTTP), (url, answer)
    await engine.stop()
    assert tried >= 3 * 85
    assert trap.asked == []
