"""Every spelling of `ssrf.txt` at the four places where an address comes in: feed, redirect, article, webhook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from aiohttp import ClientTimeout

from alerts.receivers import Outgoing, ReceiverSettings, Webhook
from alerts.webhook import WebhookReceiver
from crawler.engine import Engine
from crawler.feeds import Feed, parse_feed
from crawler.gate import Gate
from crawler.responses import Failure, Response
from crawler.sources import Source
from tests.hostile.server import RawServer

PLACES = ("feed", "redirect", "article page", "webhook", "webhook's redirect")


class Names:
    """The name server of the `dns:` lines. A name that it does not know does not exist."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked[host] += 1
        if host == "mixed.example":
            return ["93.184.216.34", "::1"]
        if host in ("private.example", "rebind.example"):
            return ["93.184.216.34" if host == "rebind.example" and self.asked[host] == 1 else "127.0.0.1"]
        if re.fullmatch(r"[\d.]+|[\da-fA-F:]+", host):
            return [host]
        raise OSError("no such name")


async def addresses(data: Path, site: RawServer, trap: RawServer, engine: Engine) -> dict[str, Counter[str]]:
    """What became of each address at each place, by kind of failure; "let through" is what must not be."""
    lines = (data / "hostile" / "ssrf.txt").read_text("utf-8").splitlines()
    whats = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    plain = [what for what in whats if not what.startswith(("redirect:", "dns:"))]
    # the same again with the port on which the trap listens
    plain += [re.sub(r"(127\.0\.0\.1|localhost|\[::1\])(?=/)", rf"\1:{trap.port}", what) for what in plain]
    plain += [f"http://{name}.example/" for name in ("private", "mixed", "rebind")]
    found = {place: Counter[str]() for place in PLACES}
    source = Source("Example Times", "feed", site.url("/feed"))
    for number, url in enumerate(dict.fromkeys(plain)):
        found["feed"][_kind(await engine.fetch(url, origin=Source("x", "feed", url)))] += 1
        away = site.give(f"/away{number}", b"", b"text/plain", 302, (b"Location: " + _line(url),))
        found["redirect"][_kind(await engine.fetch(away, origin=source))] += 1
        found["article page"][await _article(url, source, engine)] += 1
        found["webhook"][await _hook(url)] += 1
        hook = site.give(f"/hook{number}", b"", b"text/plain", 307, (b"Location: " + _line(url),))
        found["webhook's redirect"][await _hook(hook, f"127.0.0.1:{site.port}")] += 1
    for number, what in enumerate(what for what in whats if what.startswith("redirect:")):
        first = _chain(what, number, site)
        found["redirect"][_kind(await engine.fetch(first, origin=source), first)] += 1
    return found


def _line(url: str) -> bytes:
    return url.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")


def _kind(answer: Response | Failure, own: str = "") -> str:
    """A page at our `own` site that asks to go on, and is not obeyed, comes back itself."""
    if isinstance(answer, Failure):
        return str(answer.kind)
    return "not followed" if own and answer.url == own else "let through"


async def _article(url: str, source: Source, engine: Engine) -> str:
    """As the link of a feed's entry, the way it goes in the service."""
    item = f"<item><guid>1</guid><title>x</title><link>{escape(url)}</link></item>"
    feed = parse_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), source.url)
    if not isinstance(feed, Feed) or not feed.entries or feed.entries[0].url.startswith(source.url):
        return "no address"
    return _kind(await engine.fetch(feed.entries[0].url, origin=source))


async def _hook(url: str, *allowed: str) -> str:
    receiver = WebhookReceiver(
        ReceiverSettings("hook", Webhook(url)), Gate.allowing(allowed), timeout=ClientTimeout(total=2.0)
    )
    reply = await receiver.send(Outgoing("msg_1", "hook", "subject", b"{}"))
    await receiver.close()
    if reply.kind == "done":
        return "let through"
    return "blocked" if "blocked" in reply.text else "redirect" if reply.text.startswith("30") else "refused"


def _chain(what: str, number: int, site: RawServer) -> str:
    """Serve a chain such as "302 http://news.example/a -> http://[::1]/"; its first address."""
    code, _, hops = what.removeprefix("redirect:").partition(" ")
    urls = [
        re.sub(r"https?://news\.example(/\w*)", lambda m: site.url(f"/chain{number}{m[1]}"), hop.strip())
        for hop in hops.split("->")
    ]
    for here, there in pairwise(urls):
        path = here.removeprefix(site.url(""))
        if code == "refresh":
            body = f'<html><head><meta http-equiv="refresh" content="0; url={there}"></head></html>'.encode()
            site.give(path, body, b"text/html", 200, (b"Refresh: 0; url=" + _line(there),))
        else:
            status = int(code) if code.isdigit() else 302
            site.give(path, b"", b"text/plain", status, (b"Location: " + _line(there),))
    return urls[0]
