"""The campaign itself, over a few files of our own: clean it finds nothing, and broken builds it sees."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.hostile.campaign import strays, traced

FEED = "<rss version='2.0'><channel><title>x</title><item><title>A bridge was closed</title></item></channel></rss>"
LOOP = '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&b;">]><rss><channel><title>&b;</title></channel></rss>'
ADDRESSES = """# what, why
http://127.0.0.1/\tloopback
http://0x7f.1/\thexadecimal
http://[::ffff:127.0.0.1]/\tmapped
file:///etc/hostname\ta file
redirect:302 http://news.example/a -> http://news.example/b -> http://10.0.0.1/\tprivate at the second hop
"""

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in the form of the shared data."""
    files = {
        "feeds/news/good.xml": FEED,
        "feeds/cut.xml": FEED[:80],
        "hostile/libxml2/loop.xml": LOOP,
        "hostile/json/y_array.json": "[1]",
        "hostile/json/n_nan.json": "[NaN]",
        "hostile/blns.json": json.dumps(
            ["", "null", "a\r\nX-Injected: yes", "\u202etest", "../../etc/passwd"]
        ),
        "hostile/headers.txt": '"a\\r\\nBcc: victim@example.org"\n',
        "hostile/csv.txt": '"=1+1"\n',
        "hostile/ssrf.txt": ADDRESSES,
    }
    for name, text in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "data"


@needs_strace
def test_nothing_is_uncaught_hung_or_connected_to(data: Path) -> None:
    faults, printed = traced([str(data), "--limit", "2"])
    assert faults == []
    assert "address: feed" in printed
    assert "let through" not in printed


@needs_strace
@pytest.mark.parametrize("flaw", ["gate open", "no guard"])
def test_a_build_with_a_flaw_is_seen(data: Path, flaw: str) -> None:
    faults, _ = traced([str(data), "--limit", "2"], flaw)
    assert faults
    assert "did not end" not in faults[0]


def test_connections_and_files_of_the_bait_are_told_from_our_own() -> None:
    trace = """1 connect(3, {sa_family=AF_INET, sin_port=htons(4000), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
1 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.2")}, 16) = 0
1 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.1")}, 16) = 0
1 connect(3, {sa_family=AF_INET, sin_port=htons(4001), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
1 openat(AT_FDCWD, "/data/x.dtd", O_RDONLY) = 4
1 openat(AT_FDCWD, "x.dtd", O_RDONLY) = -1 ENOENT
1 openat(AT_FDCWD, "/tmp/canary.txt", O_RDONLY) = 4"""
    found = strays(trace, 4000, Path("/tmp/canary.txt"), Path("/data"))
    assert [line.split(", ")[1] for line in found[:2]] == ["{sa_family=AF_INET"] * 2
    assert len(found) == 4
