"""Every kind of source, added as docs/sources.md tells a newcomer: found, pasted, checked, read."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import UTC, datetime

from ruamel.yaml import YAML

from tests.acceptance.world import World

STAMP = datetime.now(UTC).isoformat(timespec="seconds")
WORDS = ("The bridge", "The harbour", "The school", "The road", "The market", "The theatre")
KINDS = (
    "rss",
    "atom",
    "rdf",
    "json",
    "wellknown",
    "sitemap",
    "section",
    "chosen",
    "channel",
    "spider",
    "opml",
)
SPIDER = """
from scrapy import Request, Spider


class Own(Spider):
    name = "own"

    async def start(self):
        yield Request("{url}")

    def parse(self, response):
        for box in response.css(".card"):
            yield {{"url": response.urljoin(box.css("a::attr(href)").get()), "title": box.css("a::text").get()}}
"""


def title(kind: str, number: int) -> str:
    return f"{WORDS[number]} in the town of {kind} was closed"


def text(kind: str, number: int) -> str:
    sentence = f"{title(kind, number)} on Monday for repairs that will take {number + 2} weeks, the mayor of {kind} said. "
    return f"<p>{sentence * 3}</p><p>Nobody in {kind} had been told of it before, {number * 7 + 3} neighbours complained.</p>"


def fill(world: World) -> None:
    """A site that offers something of each kind, each with three articles of its own."""
    files, url = world.site.files, world.site.url
    for kind in KINDS:
        for n in range(3):
            page = (
                f"<html lang='en'><head><title>{title(kind, n)} | Paper</title>"
                f"<meta property='article:published_time' content='{STAMP}'></head>"
                f"<body><article><h1>{title(kind, n)}</h1>{text(kind, n)}</article></body></html>"
            )
            files[f"{kind}/the-story-of-{n}00"] = (200, "text/html", page.encode())

    def listed(kind: str, form: str) -> str:
        pairs = ((url(f"{kind}/the-story-of-{n}00"), title(kind, n)) for n in range(3))
        return "".join(form.format(url=page, title=words, stamp=STAMP) for page, words in pairs)

    item = "<item><title>{title}</title><link>{url}</link></item>"
    for kind, path in (("rss", "rss/feed.xml"), ("wellknown", "feed"), ("opml", "opml/list.xml")):
        body = f"<rss version='2.0'><channel><title>{kind}</title>{listed(kind, item)}</channel></rss>"
        files[path] = (200, "application/rss+xml", body.encode())
    alternate = "<link rel='alternate' type='application/rss+xml' href='/rss/feed.xml'>"
    files["rss"] = (200, "text/html", f"<html><head>{alternate}</head><body>Welcome</body></html>".encode())
    atom = "<entry><id>{url}</id><title>{title}</title><link href='{url}'/><updated>{stamp}</updated></entry>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>atom</title>{listed('atom', atom)}</feed>"
    files["atom"] = (200, "application/atom+xml", feed.encode())
    rdf = "<item rdf:about='{url}'><title>{title}</title><link>{url}</link></item>"
    spaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    body = (
        f"<rdf:RDF {spaces}><channel rdf:about='x'><title>rdf</title></channel>{listed('rdf', rdf)}</rdf:RDF>"
    )
    files["rdf"] = (200, "application/rdf+xml", body.encode())
    entries = [
        {"id": str(n), "url": url(f"json/the-story-of-{n}00"), "title": title("json", n)} for n in range(3)
    ]
    record = {"version": "https://jsonfeed.org/version/1.1", "title": "json", "items": entries}
    files["json"] = (200, "application/feed+json", json.dumps(record).encode())
    files["robots.txt"] = (200, "text/plain", f"User-agent: *\nSitemap: {url('sitemap.xml')}\n".encode())
    index = f"<sitemapindex><sitemap><loc>{url('news.xml.gz')}</loc></sitemap></sitemapindex>"
    files["sitemap.xml"] = (200, "application/xml", index.encode())
    news = "<url><loc>{url}</loc><news><publication><name>sitemap</name></publication><title>{title}</title></news></url>"
    packed = gzip.compress(f"<urlset>{listed('sitemap', news)}</urlset>".encode())
    files["news.xml.gz"] = (200, "application/x-gzip", packed)
    card = "<div class='card'><a class='headline' href='{url}'>{title}</a></div>"
    for kind in ("section", "chosen", "spider"):
        page = f"<title>{kind}</title><nav><a href='/about-us-and-more'>All about us and our paper</a></nav>{listed(kind, card)}"
        files[kind] = (200, "text/html", page.encode())
    posts = "".join(
        f"<div class='tgme_widget_message js-widget_message' data-post='channel/{n + 1}'>"
        f"<div class='tgme_widget_message_text js-message_text'>{text('channel', n)}</div><time datetime='{STAMP}'></time></div>"
        for n in range(3)
    )
    files["s/channel"] = (200, "text/html", f"<title>channel</title>{posts}".encode())


def test_what_is_found_is_pasted_checked_and_read(world: World) -> None:
    fill(world)
    world.configure("none")
    found, url = [], world.site.url

    def add(*arguments: str) -> None:
        told = world.command("sources", *arguments, "--config", str(world.config))
        assert told.returncode == 0, told.stderr
        found.extend(YAML(typ="safe").load(told.stdout)["sources"])

    for path in ("rss", "atom", "rdf", "json", "s/channel", "section"):
        add("add", url(path))
    assert found[-1]["feed"] == url("feed"), "the site's feed is better than its page"
    found[-1]["name"] = "wellknown"
    del world.site.files["feed"]
    add("add", url("section"))
    assert found[-1] == {"name": "sitemap", "sitemap": url("sitemap.xml")}
    world.site.files["feed"] = (200, "text/html", b"moved away")
    del world.site.files["robots.txt"]
    sitemap = world.site.files.pop("sitemap.xml")
    add("add", url("section"))
    world.site.files["sitemap.xml"] = sitemap
    found[-1]["name"] = "section"
    (world.place / "list.opml").write_text(
        f'<opml><outline text="opml" xmlUrl="{url("opml/list.xml")}"/></opml>'
    )
    add("import", str(world.place / "list.opml"))
    found.append({"name": "chosen", "section": url("chosen"), "follow": ".card"})
    (world.place / "own.py").write_text(SPIDER.format(url=url("spider")))
    found.append({"name": "spider", "spider": "own.Own"})
    rss, well = world.site.files["rss/feed.xml"], "wellknown"
    world.site.files["feed"] = (
        *rss[:2],
        rss[2].replace(b"/rss/", b"/wellknown/").replace(b"of rss", b"of " + well.encode()),
    )

    written = world.config.read_text(encoding="utf-8")
    old = next(line for line in written.splitlines() if "name: none" in line)
    world.config.write_text(written.replace(old, "\n".join(f"  - {json.dumps(one)}" for one in found)))
    for command in (("check",), ("check", "--live"), ("run", "--once")):
        done = world.command(*command, "--config", str(world.config))
        assert done.returncode == 0, (done.stdout, done.stderr)
    articles = world.command("export", "articles", "--config", str(world.config)).stdout.splitlines()
    counts = Counter(json.loads(line)["source"] for line in articles)
    assert counts == dict.fromkeys(KINDS, 3)
    titles = {(one["source"], one["title"]) for one in map(json.loads, articles)}
    assert {(kind, title(kind, 0)) for kind in KINDS if kind != "channel"} <= titles
