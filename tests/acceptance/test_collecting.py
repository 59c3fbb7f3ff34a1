"""What is collected, in the real service: a user's spider, a poisonous body, and the acceptance cases of sources."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.acceptance.test_service import attack
from tests.acceptance.world import Story, World

SPIDER = """
from scrapy import Request, Spider


class Ministry(Spider):
    name = "ministry"
    custom_settings = {settings}

    async def start(self):
        yield Request("{index}")

    def parse(self, response):
        for link in response.css("a"):
            yield response.follow(link, self.article)

    def article(self, response):
        yield {{
            "url": response.url,
            "title": response.css("h1::text").get(),
            "text": response.css("p::text").getall(),
            "published": "{published}",
        }}
"""
NOW = datetime.now(UTC)


def with_spider(world: World, settings: str = "None") -> None:
    world.configure("none")
    index, published = world.site.url("index"), (NOW - timedelta(hours=1)).isoformat()
    code = SPIDER.format(settings=settings, index=index, published=published)
    (world.place / "my_spiders.py").write_text(code, encoding="utf-8")
    text = world.config.read_text(encoding="utf-8")
    feed = text[text.index("  - {name: none") : text.index("receivers:\n")]
    own = "  - {name: Own, spider: my_spiders.Ministry, every: 1 s}\n"
    world.config.write_text(text.replace(feed, own), encoding="utf-8")


def listed(world: World, what: str) -> list[dict[str, Any]]:
    result = world.command(what, "--json", "--config", str(world.config))
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_items_of_a_users_spider_are_alerted_like_any_other(world: World) -> None:
    world.site.files["index"] = (200, "text/html", b"<p>nothing yet</p>")
    world.site.feeds["pages"] = [attack("first")]
    with_spider(world)
    with world.running():
        world.wait("a poll", lambda: [v for v in world.site.visits if v.path == "index"])
        world.wait("priming", lambda: any(e["event"] == "source primed" for e in world.log()))
        world.site.files["index"] = (200, "text/html", b'<a href="/first">Gunmen</a>')
        world.wait("the alert", lambda: world.site.posts)
    [(_, alert)] = world.site.posts
    assert alert["incident"]["articles"][0]["url"] == world.site.url("first")
    assert alert["incident"]["articles"][0]["source"] == "Own"


def test_a_spider_that_would_go_its_own_way_is_refused(world: World) -> None:
    with_spider(world, '{"ROBOTSTXT_OBEY": False}')
    for command in ("check", "run"):
        result = world.command(command, "--config", str(world.config))
        assert result.returncode == 2
        assert "source 'Own': spider my_spiders.Ministry: its custom_settings" in result.stderr
    assert not world.site.visits


def test_ten_sources_with_one_agency_text_are_one_origin(world: World) -> None:
    """Acceptance case 7: ten articles, one origin; a single-origin incident is alerted, labelled as such."""
    names = [f"wire{number}" for number in range(10)]
    for name in names:
        world.site.feeds[name] = []
    world.configure(*names)
    with world.running():
        world.wait("priming", lambda: len({v.path for v in world.site.visits if ".rss" in v.path}) == 10)
        for name in names:
            world.site.publish(name, attack(f"{name}-story"))
        world.wait("ten articles", lambda: len(world.articles()) == 10)
        world.wait("the alert", lambda: world.site.posts and world.mail.mails)
    assert len(world.site.posts) == 1
    [incident] = listed(world, "incidents")
    assert len(incident["articles"]) == 10
    assert incident["origins"] == 1
    assert len({article["origin"] for article in incident["articles"]}) == 1
    assert "unconfirmed" in str(world.mail.mails[0][1]).lower()


def test_one_agency_in_other_words_on_three_sites_is_one_origin_and_a_paper_of_its_own_another(
    world: World,
) -> None:
    """Credited at its start, at its end and in the byline; in words so different that no text is a copy."""
    names = ["start", "end", "byline", "own"]
    told = {
        "start": "DERBENT, Russia (Reuters) - Gunmen shot dead two policemen in Derbent, Dagestan, on {day}, officials "
        "said. The attackers fled in a car that was found burnt out near the sea.",
        "end": "Two police officers were killed when gunmen opened fire on them in Derbent in Russia's Dagestan on "
        "{day}, according to the interior ministry, which has begun an investigation.\n\n(Reuters)",
        "byline": "In the Dagestani town of Derbent, Russia, gunmen killed two policemen on {day}. Roads out of the "
        "town were closed for hours and cars searched, residents told the agency by telephone.",
        "own": "Our correspondent in Derbent, Dagestan, Russia, spoke to neighbours who saw how gunmen shot two "
        "policemen dead on {day}. One had been married for a year, they said in tears.",
    }
    for name in names:
        world.site.feeds[name] = []
    world.configure(*names)
    with world.running():
        world.wait("priming", lambda: len({v.path for v in world.site.visits if ".rss" in v.path}) == 4)
        for number, name in enumerate(names):
            text = told[name].format(day=f"{NOW:%A}")
            author = '<meta name="author" content="Reuters">' if name == "byline" else ""
            body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
            title = f"Two policemen shot dead in Derbent {name}"
            page = f"<html lang='en'><head><title>{title}</title>{author}</head><body><article>{body}</article></body></html>"
            world.site.files[name] = (200, "text/html", page.encode())
            world.site.publish(name, Story(name, title, text, published=NOW - timedelta(minutes=number)))
            world.wait(name, lambda name=name: name in world.articles())
    [incident] = listed(world, "incidents")
    assert len(incident["articles"]) == 4
    origins = {article["source"]: article["origin"] for article in incident["articles"]}
    assert origins["start"] == origins["end"] == origins["byline"] != origins["own"]
    assert incident["origins"] == 2


def test_duplicates_inside_one_feed_and_a_changed_title_open_nothing_again(world: World) -> None:
    """Acceptance cases 4 and 17: the same URL with a new title is a revision, also after a restart; what a feed
    lists twice does not flip-flop; 18: articles in are the sum of outcomes."""
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("priming", lambda: any(e["event"] == "source primed" for e in world.log()))
        world.site.publish("one", attack("first"))
        world.site.publish("one", attack("first"))
        world.wait("the alert", lambda: world.site.posts)
    changed = attack("first")
    changed.title, changed.published = f"UPDATED: {changed.title}", changed.published + timedelta(minutes=5)
    world.site.feeds["one"] = [changed, changed]
    with world.running():
        world.wait("the revision", lambda: len([e for e in world.log() if e["event"] == "article"]) == 2)
        seen = len(world.site.visits)
        world.wait("two more polls", lambda: len(world.site.visits) >= seen + 2)
    outcomes = [e["outcome"] for e in world.log() if e["event"] == "article"]
    assert outcomes == ["opened", "revision"]
    assert len(world.site.posts) == 1


def test_an_entry_without_a_date_never_gets_that_of_now(world: World) -> None:
    """Acceptance case 3: what has no date that can be, unreadable or far in the future, ends as undated."""
    world.configure("one")
    ahead = format_datetime(NOW + timedelta(days=400))
    items = "".join(
        f"<item><link>{world.site.url(name)}</link><title>Gunmen open fire in {town}</title>"
        f"<pubDate>{date}</pubDate></item>"
        for name, town, date in (("undated", "Derbent", "next Thursday-ish"), ("future", "Grozny", ahead))
    )
    feed = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    world.site.files["one.rss"] = (200, "application/rss+xml", feed.encode())
    other = Story(
        "future", "Gunmen open fire in Grozny", "A policeman was shot dead in a street of Grozny, Russia."
    )
    world.site.feeds["pages"] = [attack("undated"), other]
    assert world.command("run", "--once", "--config", str(world.config)).returncode == 0
    found = {a["url"].rsplit("/", 1)[1]: a for a in listed(world, "articles")}
    assert {name: (a["outcome"], a["published"]) for name, a in found.items()} == {
        "undated": ("undated", None),
        "future": ("undated", None),
    }
    assert any("date" in note for note in found["future"]["notes"])
    assert not world.site.posts


def test_the_poll_before_bounds_what_nobody_dates_and_is_no_date_of_publication(world: World) -> None:
    """Later, an undated entry is alerted, for it was not there an hour ago; `published` stays null."""
    feed = '<rss version="2.0"><channel><title>x</title>{0}</channel></rss>'
    item = f"<item><link>{world.site.url('undated')}</link><title>Gunmen open fire in Derbent</title></item>"
    world.site.files["one.rss"] = (200, "application/rss+xml", feed.format("").encode())
    world.site.feeds["pages"] = [attack("undated")]
    world.configure("one")
    with world.running():
        world.wait("priming", lambda: any(e["event"] == "source primed" for e in world.log()))
        world.site.files["one.rss"] = (200, "application/rss+xml", feed.format(item).encode())
        world.wait("the alert", lambda: world.site.posts)
    [(_, alert)] = world.site.posts
    assert [article["published"] for article in alert["incident"]["articles"]] == [None]
    assert alert["incident"]["date"]["basis"] == "relative"
    [article] = listed(world, "articles")
    assert (article["outcome"], article["published"]) == ("opened", None)
    assert "appeared after the poll of" in article["notes"][0]


def test_a_first_run_on_forty_feeds_is_no_flood_and_says_how_much_was_there(world: World) -> None:
    """Acceptance cases 15 and 18: what is already there is primed, and articles in = the sum of outcomes."""
    names = [f"paper{number}" for number in range(40)]
    for number, name in enumerate(names):
        world.site.publish(name, attack(f"{name}-story", town=("Derbent", "Kaspiysk", "Grozny")[number % 3]))
    world.configure(*names)
    result = world.command("run", "--once", "--config", str(world.config))
    assert result.returncode == 0, result.stderr
    assert not world.site.posts
    assert not world.mail.mails
    assert "primed" in result.stdout
    told = world.command("articles", "--limit", "1", "--config", str(world.config)).stdout.splitlines()[-1]
    read, _, outcomes = told.partition(" articles read: ")
    assert int(read) == 40 == sum(int(part.rsplit(" ", 1)[1]) for part in outcomes.split(", "))


def test_the_owner_hears_of_a_source_that_is_empty_and_of_one_without_dates(world: World) -> None:
    """Read without fault, and yet of no use: told once each, and again when they are well."""
    undated = "".join(
        f"<item><link>{world.site.url(f'u{n}')}</link><title>Day {n}</title></item>" for n in range(5)
    )
    feed = f'<rss version="2.0"><channel><title>x</title>{undated}</channel></rss>'
    world.site.files["dateless.rss"] = (200, "application/rss+xml", feed.encode())
    world.site.feeds.update(empty=[], well=[Story("w", "A bridge was opened", "It was opened by the mayor.")])
    world.configure("empty", "dateless", "well", extra="service: {owner: hook, silent_after: 4 s}\n")

    def told(words: str) -> list[str]:
        subjects = ((str(body.get("subject")), str(body.get("note"))) for _, body in world.site.posts)
        return [note for subject, note in subjects if words in subject]

    with world.running():
        world.wait("the empty one", lambda: any("empty, empty since" in n for n in told("too little")))
        world.wait("the undated one", lambda: any("dateless, undated since" in n for n in told("too little")))
        world.site.publish("empty", Story("e", "A road was opened", "It was opened by the mayor."))
        world.wait("the relief", lambda: any("empty, which was empty" in n for n in told("well again")))
    assert sum("empty, empty since" in note for note in told("too little")) == 1
    assert not any("well, " in note for note in told("too little"))


def test_who_wrote_it_and_where_the_feed_puts_it_are_kept_with_the_article(world: World) -> None:
    world.configure("one")
    item = (
        "<item><guid>{0}</guid><title>Story {0}</title><dc:creator>A. Reporter</dc:creator>"
        "<georss:point>42.98 47.50</georss:point>{1}</item>"
    )
    stories = item.format(1, f"<link>{world.site.url('page')}</link>") + item.format(2, "")
    spaces = "xmlns:georss='http://www.georss.org/georss' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    feed = f"<rss version='2.0' {spaces}><channel><title>x</title>{stories}</channel></rss>"
    world.site.files["one.rss"] = (200, "application/rss+xml", feed.encode())
    text = "<p>" + "The bridge over the river was closed for repairs, the mayor said on Monday. " * 5 + "</p>"
    byline = '<meta name="author" content="B. Writer">'
    page = f"<html><head><title>Story</title>{byline}</head><body><article>{text}</article></body></html>"
    world.site.files["page"] = (200, "text/html", page.encode())
    assert world.command("run", "--once", "--config", str(world.config)).returncode == 0
    exported = world.command("export", "articles", "--config", str(world.config)).stdout
    kept = {(*article["authors"], *article["point"]) for article in map(json.loads, exported.splitlines())}
    assert kept == {("B. Writer", 42.98, 47.5), ("A. Reporter", 42.98, 47.5)}
