"""`sources add` and `sources import`: what is printed can be pasted, and what it would collect is shown."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from crawler.sources import Source
from scheduler.commands.sourcing import flow, opml_lines
from tests.acceptance.world import NewsSite, Story

OPML = """<opml version="2.0"><body>
<outline text="Example &quot;Times&quot;: all" xmlUrl="https://times.example/feed"/>
<outline text="Example Wire" xmlUrl="https://wire.example/rss?a=1&amp;b=2"/>
<outline text="Example Wire" xmlUrl="https://other.example/rss"/>
</body></opml>"""


@pytest.fixture
def site() -> Iterator[NewsSite]:
    site = NewsSite()
    yield site
    site.close()


@pytest.fixture
def config(tmp_path: Path, site: NewsSite) -> Path:
    """A configuration that may speak to the site."""
    path = tmp_path / "config.yaml"
    path.write_text(
        "database: a.db\nwatches: [{name: A, regions: [Russia], notify: [log]}]\n"
        'sources: [{name: x, feed: "https://known.example/feed"}]\nreceivers: {log: {file: a.jsonl}}\n'
        f'network: {{delay: 0.01 s, allow_private: {{sources: ["127.0.0.1:{site.port}"]}}}}\n',
        encoding="utf-8",
    )
    return path


def sources(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scheduler", "sources", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_feed_that_a_page_names_is_found_previewed_and_printed_to_paste(
    site: NewsSite, config: Path
) -> None:
    site.publish("world", Story("bridge", "A bridge was closed today", "It was closed."))
    page = '<link rel="alternate" type="application/rss+xml" href="/world.rss"><p>Welcome</p>'
    site.files[""] = (200, "text/html", page.encode())
    result = sources("add", site.url(""), "--config", config)
    assert result.returncode == 0, result.stderr
    assert YAML(typ="safe").load(result.stdout) == {
        "sources": [{"name": "x 2", "feed": site.url("world.rss")}]
    }
    assert "lists 1 now" in result.stdout
    assert "A bridge was closed today" in result.stdout
    assert {v.path for v in site.visits} <= {"", "robots.txt", "world.rss", "sitemap.xml", "news-sitemap.xml",
                                             "sitemap-news.xml", "sitemap_news.xml"}  # fmt: skip
    assert not (config.parent / "a.db").exists()


def test_a_page_with_headlines_alone_is_a_section(site: NewsSite, config: Path) -> None:
    links = "".join(
        f'<a href="/news/the-bridge-closed-{n}">The bridge number {n} was closed today</a>' for n in range(3)
    )
    site.files["news"] = (200, "text/html", f"<title>Ministry</title>{links}".encode())
    result = sources("add", site.url("news"), "--config", config)
    [found] = YAML(typ="safe").load(result.stdout)["sources"]
    assert found == {"name": "Ministry", "section": site.url("news")}
    assert "bridge number 2" in result.stdout


def test_an_index_of_sitemaps_is_previewed_by_its_first(site: NewsSite, config: Path) -> None:
    site.files["index.xml"] = (
        200, "text/xml", f"<sitemapindex><sitemap><loc>{site.url('one.xml')}</loc></sitemap></sitemapindex>".encode()
    )  # fmt: skip
    site.files["one.xml"] = (
        200,
        "text/xml",
        f"<urlset><url><loc>{site.url('a')}</loc></url></urlset>".encode(),
    )
    result = sources("add", site.url("index.xml"), "--config", config)
    [found] = YAML(typ="safe").load(result.stdout)["sources"]
    assert found["sitemap"] == site.url("index.xml")
    assert site.url("a") in result.stdout


def test_a_page_that_names_a_feed_elsewhere_on_the_loopback_is_not_obeyed(
    site: NewsSite, config: Path
) -> None:
    other = NewsSite()
    other.publish("inner", Story("a", "A secret of the intranet", "x"))
    page = f'<link rel="alternate" type="application/rss+xml" href="{other.url("inner.rss")}"><p>x</p>'
    site.files[""] = (200, "text/html", page.encode())
    result = sources("add", site.url(""), "--config", config)
    other.close()
    assert result.returncode == 2
    assert "no feed" in result.stderr
    assert not other.visits


def test_what_cannot_be_fetched_is_told_in_a_line(site: NewsSite, config: Path) -> None:
    result = sources("add", site.url("nothing"), "--config", config)
    assert (result.returncode, result.stdout) == (2, "")
    assert "HTTP 404" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["add", "import"])
def test_an_opml_list_becomes_lines_with_names_of_their_own(
    tmp_path: Path, config: Path, command: str
) -> None:
    listed = tmp_path / "list.opml"
    listed.write_text(OPML, encoding="utf-8")
    result = sources(command, listed, "--config", config)
    assert YAML(typ="safe").load(result.stdout)["sources"] == [
        {"name": 'Example "Times": all', "feed": "https://times.example/feed"},
        {"name": "Example Wire", "feed": "https://wire.example/rss?a=1&b=2"},
        {"name": "Example Wire 2", "feed": "https://other.example/rss"},
    ]


def test_a_feed_that_is_configured_already_is_a_comment() -> None:
    known = Source("Mine", "feed", "https://times.example/feed")
    lines = list(opml_lines([Source("Theirs", "feed", known.url)], [known]))
    assert lines == ["sources:", f"  # {known.url} is configured already"]


@pytest.mark.parametrize("name", ["a: b", "# x", "'\"", "${HOME}", "yes", "{a}", "\\", "Кавказ", "- x"])
def test_no_title_can_be_anything_but_a_name(name: str) -> None:
    read = YAML(typ="safe").load(flow(Source(name, "feed", "https://times.example/${A}")))
    assert read["name"] == name.replace("${", "$ {")
    assert "${" not in read["feed"]
