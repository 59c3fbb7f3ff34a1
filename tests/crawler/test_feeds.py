"""Entries out of feeds of every kind; texts here are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds import Entry, Feed, NotAFeed, parse_feed

URL = "https://times.example/feed"
GUID = "<item><guid isPermaLink='false'>1</guid>"
MSK = timezone(timedelta(hours=3))


def feed(body: str | bytes, known: tuple[str, ...] = ()) -> Feed:
    found = parse_feed(body if isinstance(body, bytes) else body.encode(), URL, None, known)
    assert isinstance(found, Feed), found
    return found


def rss(items: str, channel: str = "") -> str:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:georss="http://www.georss.org/georss">
      <channel><title>Example Times</title><link>https://times.example/</link>{channel}{items}</channel></rss>"""


def entry(items: str) -> Entry:
    (only,) = feed(rss(items)).entries
    return only


def test_an_rss_entry_is_read_whole() -> None:
    found = entry(
        """<item><guid isPermaLink="false">a-1</guid><link>/news/1?storyId=7</link>
        <title>Bridge &amp;amp; road</title><author>Ann Writer</author>
        <description>&lt;p&gt;The bridge closed.&lt;/p&gt;&lt;p&gt;The road too.&lt;/p&gt;</description>
        <pubDate>Tue, 17 Feb 2026 15:00:00 +0300</pubDate></item>"""
    )
    assert found == Entry(
        key="a-1",
        url="https://times.example/news/1?storyId=7",
        title="Bridge & road",
        text="The bridge closed.\n\nThe road too.",
        published=datetime(2026, 2, 17, 15, 0, tzinfo=MSK),
        author="Ann Writer",
    )
    assert found.published is not None
    assert found.published.utcoffset() == timedelta(hours=3)


def test_atom_and_rdf_and_old_rss_are_read() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Пример</title>
      <entry><id>urn:1</id>
      <title type="html">Мост &lt;b&gt;закрыт&lt;/b&gt;</title><link href="https://times.example/1"/>
      <updated>2026-02-17T15:00:00+03:00</updated><summary>Коротко.</summary></entry></feed>"""
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="u"><title>Example</title></channel>
      <item rdf:about="https://times.example/1"><title>Bridge</title><link>https://times.example/1</link>
      <dc:date>2026-02-17T12:00:00Z</dc:date></item></rdf:RDF>"""
    old = """<rss version="0.91"><channel><title>Example</title><item><title>Bridge</title>
      <link>https://times.example/1</link></item></channel></rss>"""
    for body, language, dated in ((atom, "ru", True), (rdf, None, True), (old, None, False)):
        (found,) = feed(body).entries
        assert found.url == "https://times.example/1"
        assert found.language == language
        assert (found.published == datetime(2026, 2, 17, 12, 0, tzinfo=UTC)) is dated
    assert feed(atom).entries[0].title == "Мост закрыт"


def test_a_russian_date_is_read() -> None:
    found = entry("<item><guid>1</guid><pubDate>Вт, 17 фев 2026 15:00:00 +0300</pubDate></item>")
    assert found.published == datetime(2026, 2, 17, 15, 0, tzinfo=MSK)


def test_a_date_is_read_in_the_configured_language_else_in_the_feeds_own() -> None:
    item = "<item><guid>1</guid><pubDate>3. listopada 2031. 14:05</pubDate></item>"
    stated = feed(rss(item, "<language>hr</language>")).entries[0].published
    configured = parse_feed(rss(item).encode(), URL, language="hr")
    assert isinstance(configured, Feed)
    assert stated == configured.entries[0].published == datetime(2031, 10, 3, 14, 5, tzinfo=UTC)


def test_a_json_feed_is_read() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Example",
            "language": "en-GB",
            "items": [
                {
                    "id": "1",
                    "url": "/1",
                    "title": "Bridge",
                    "content_html": "<p>It closed.</p><script>x</script>",
                    "date_published": "2026-02-17T15:00:00+03:00",
                    "authors": [{"name": "Ann"}],
                },
                {"id": 2, "content_text": "No page."},
                "not an object",
            ],
        }
    )
    first, second = feed(body).entries
    assert (first.url, first.text, first.author, first.language) == (
        "https://times.example/1", "It closed.", "Ann", "en",
    )  # fmt: skip
    assert first.published == datetime(2026, 2, 17, 15, 0, tzinfo=MSK)
    assert (second.key, second.full) == ("2", True)


def test_declared_content_is_the_full_text_unless_it_is_cut() -> None:
    long = "<p>" + "A sentence of the report. " * 40 + "</p>"
    item = (
        "<item><guid>1</guid><link>https://times.example/1</link><description>Teaser.</description>{}</item>"
    )
    content = "<content:encoded><![CDATA[{}]]></content:encoded>"
    assert entry(item.format(content.format(long))).full
    assert entry(item.format(content.format(long))).text.startswith("A sentence of the report.")
    assert not entry(item.format(content.format(long + "<p>Read more</p>"))).full
    assert not entry(item.format(content.format("<p>Short.</p>"))).full
    assert not entry(item.format("")).full


def test_an_entry_without_a_page_is_all_there_is() -> None:
    found = entry("<item><title>Bridge closed</title><description>It closed.</description></item>")
    assert found.full
    assert found.url.startswith(URL + "#")
    assert found.key


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/hostname", "mailto:a@example.org", "http://[::1"]
)
def test_a_link_that_is_not_http_is_no_address(link: str) -> None:
    assert entry(f"<item><guid isPermaLink='false'>1</guid><link>{link}</link></item>").url.startswith(
        URL + "#"
    )


def test_duplicates_collapse_to_the_first() -> None:
    found = feed(rss("".join(f"{GUID}<title>{title}</title></item>" for title in "AB")))
    assert [e.title for e in found.entries] == ["A"]
    assert [e.key for e in found.entries] == ["1"]


def items(*numbers: int, title: str = "T") -> str:
    return "".join(f"{GUID.replace('1', str(n))}<title>{title}{n}</title></item>" for n in numbers)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title>{}</feed>"""
ATOM_ENTRY = "<entry><id>urn:{}</id><title>T{}</title><link href='https://times.example/{}'/></entry>"


def test_what_is_listed_as_before_is_counted_and_left_out() -> None:
    before = feed(rss(items(1, 2, 3)))
    assert before.total == 3
    after = feed(rss(items(4, 1, 2, 3)), known=before.prints)
    assert [e.title for e in after.entries] == ["T4"]
    assert after.total == 4
    again = feed(rss(items(4, 1, 2, 3), "<ttl>7</ttl>"), known=after.prints)
    assert (again.entries, again.total, again.ttl) == ((), 4, 420.0)


def test_a_changed_entry_is_read_again() -> None:
    before = feed(rss(items(1, 2)))
    after = feed(rss(items(1) + items(2, title="New ")), known=before.prints)
    assert [e.title for e in after.entries] == ["New 2"]


@pytest.mark.parametrize("kind", ["atom", "json", "doctype", "utf-16", "tags in cdata"])
def test_entries_are_left_out_whatever_the_form(kind: str) -> None:
    def body(*numbers: int) -> bytes:
        if kind == "atom":
            return ATOM.format("".join(ATOM_ENTRY.format(n, n, n) for n in numbers)).encode()
        if kind == "json":
            listed = [{"id": f"{n}", "title": f"T{n}"} for n in numbers]
            return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": listed}).encode()
        if kind == "utf-16":
            return rss(items(*numbers)).replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
        if kind == "tags in cdata":
            text = "<item><guid>9</guid><description><![CDATA[<p>a</item>b</p>]]></description></item>"
            return rss(items(*numbers) + text).encode()
        return b"<!DOCTYPE rss>" + rss(items(*numbers)).split("?>", 1)[1].encode()

    before = feed(body(1, 2))
    after = feed(body(3, 1, 2), known=before.prints)
    assert [e.title for e in after.entries] == ["T3"]
    assert after.total == before.total + 1


def test_leaving_out_the_known_changes_nothing_in_the_rest(shared: Path) -> None:
    for path in sorted((shared / "feeds" / "news").glob("*.xml")):
        body = path.read_bytes()
        whole = feed(body)
        part = feed(body, known=whole.prints[3:])
        assert part.entries == whole.entries[:3]
        assert part.prints == whole.prints


@pytest.mark.parametrize(
    ("channel", "seconds"),
    [
        ("<ttl>15</ttl>", 900.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800.0),
        ("<ttl>many</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>1e300</ttl>", None),
        ("", None),
    ],
)
def test_the_feeds_wish_to_be_left_alone_is_in_seconds(channel: str, seconds: float | None) -> None:
    assert feed(rss("", channel)).ttl == seconds


def test_coordinates_are_kept() -> None:
    item = "<item><guid>1</guid><georss:point>{}</georss:point></item>"
    assert entry(item.format("42.98 47.50")).point == (42.98, 47.5)
    assert entry(item.format("142.98 47.50")).point is None
    assert entry(item.format("north")).point is None
    simple = "<item><guid>1</guid><georss:{0}>{1}</georss:{0}></item>"
    assert entry(simple.format("box", "42 46 44 48")).point == (43, 47)
    assert entry(simple.format("line", "42 46 44 48")).point == (43, 47)
    assert entry(simple.format("polygon", "42 46 44 46 44 48 42 48")).point == (43, 47)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><head><title>News</title></head></html>", "web page"),
        (b"<?xml version='1.0'?><svg/>", "no feed"),
        (b'{"a": 1}', "no JSON Feed"),
        (b"{broken", "not valid JSON"),
        (b"just text", "no feed"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, reason: str) -> None:
    found = parse_feed(body, URL)
    assert isinstance(found, NotAFeed)
    assert reason in found.reason


def test_a_body_that_names_a_file_or_a_url_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(rss("<item><guid>secret</guid></item>"))
    for body in (str(secret).encode(), secret.as_uri().encode()):
        assert isinstance(parse_feed(body, URL), NotAFeed)
    bomb = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + rss("<item><title>&x;</title></item>")
    assert "secret" not in repr(parse_feed(bomb.encode(), URL))


@pytest.mark.parametrize(
    "reference", ["&#xD800;", "&#55296;", "&#xDFFF;", "&#0;", "&#x110000;", "&#99999999999;"]
)
def test_impossible_characters_do_not_break_an_entry(reference: str) -> None:
    found = entry(f"<item><guid>1</guid><title>A {reference} B</title></item>")
    assert found.title.encode("utf-8").startswith(b"A ")


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "utf-16", "utf-8"])
def test_declared_encodings_are_read(encoding: str) -> None:
    body = rss("<item><guid>1</guid><title>Мост закрыт</title></item>").replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{encoding}"?>'
    )
    assert feed(body.encode(encoding)).entries[0].title == "Мост закрыт"


@given(st.binary(max_size=300))
def test_no_bytes_raise(noise: bytes) -> None:
    for body in (
        noise,
        b"<rss><channel><item>" + noise,
        b'{"version":"https://jsonfeed.org/version/1","items":[' + noise,
    ):
        found = parse_feed(body, URL)
        if isinstance(found, Feed):
            for e in found.entries:
                (e.key + e.url + e.title + e.text).encode("utf-8")


def test_every_hostile_and_odd_file_ends_in_a_value(shared: Path) -> None:
    files = [p for folder in ("feeds", "hostile") for p in (shared / folder).rglob("*") if p.is_file()]
    assert len(files) > 1000
    for path in files:
        found = parse_feed(path.read_bytes(), URL)
        assert isinstance(found, Feed | NotAFeed), path.name
        for e in found.entries if isinstance(found, Feed) else ():
            (e.key + e.url + e.title + e.text).encode("utf-8")
            assert e.url.startswith(("http://", "https://"))


def test_the_news_feeds_give_every_entry_that_feedparser_counts(shared: Path) -> None:
    total = 0
    for path in sorted((shared / "feeds" / "news").glob("*.xml")):
        with path.open("rb") as stream:
            counted = len(feedparser.parse(stream).entries)
        found = feed(path.read_bytes())
        assert found.total == len(found.entries) == counted
        assert all(e.published and e.title and e.url.startswith("https://") for e in found.entries)
        total += counted
    assert total == 436


def test_entries_agree_with_the_recorded_expectations(shared: Path) -> None:
    lines = (shared / "feeds" / "integration" / "expected.jsonl").read_text("utf-8").splitlines()
    same = total = 0
    for record in map(json.loads, lines):
        found = parse_feed((shared / "feeds" / "integration" / record["file"]).read_bytes(), URL)
        assert isinstance(found, Feed), record["file"]
        for ours, theirs in zip(found.entries, record["entries"], strict=False):
            total += 1
            same += ours.url == theirs["link"] or ours.key == theirs["id"]
    assert same / total > 0.97
