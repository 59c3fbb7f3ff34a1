"""The daemon as its operator meets it: priming, polling, failing sources, second instances, stopping."""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.acceptance.world import Story, World

NOW = datetime.now(UTC)
YESTERDAY = (NOW - timedelta(days=1)).strftime("%A")


def attack(path: str, town: str = "Derbent", killed: str = "Two people were", **more: object) -> Story:
    title = f"Gunmen open fire at market in {town}"
    republic = "Chechnya" if town == "Grozny" else "Dagestan"
    text = (
        f"Gunmen opened fire at a market in {town}, {republic}, Russia, on {YESTERDAY}. {killed} killed in the shooting, "
        "the interior ministry said. The attackers fled in a white car and a search for them is under way."
    )
    return Story(path, title, text, **more)  # type: ignore[arg-type]


def test_the_first_poll_primes_and_a_later_change_goes_out_as_new(world: World) -> None:
    world.site.publish("one", attack("first", published=NOW - timedelta(hours=3)))
    world.configure("one")
    with world.running():
        world.wait("priming", lambda: "first" in world.articles())
        assert world.articles()["first"]["primed"]
        assert world.articles()["first"]["outcome"] == "opened"
        world.site.publish("one", attack("second", killed="Four people were now counted"))
        world.wait("the alert", lambda: world.site.posts and world.mail.mails)
    assert [body["reason"] for _, body in world.site.posts] == ["new"]
    assert world.site.posts[0][1]["incident"]["killed"]["best"] == 4
    assert len(world.mail.mails) == 1


def test_an_unchanged_feed_is_asked_conditionally_and_costs_no_article(world: World) -> None:
    world.site.publish("one", attack("first"))
    world.configure("one")
    with world.running():
        polls = lambda: [v for v in world.site.visits if v.path == "one.rss"]  # noqa: E731
        world.wait("three polls", lambda: len(polls()) >= 3)
    assert [v.status for v in polls()[1:]] == [304] * (len(polls()) - 1)
    assert len([v for v in world.site.visits if v.path == "first"]) == 1
    assert len(world.articles()) == 1


def test_a_broken_source_is_a_state_and_the_others_go_on(world: World) -> None:
    world.site.files["gone.rss"] = (404, "text/plain", b"not here")
    world.site.files["page.rss"] = (200, "text/html", b"<html><body>not a feed</body></html>")
    world.site.publish("good", attack("first"))
    world.configure("gone", "page", "good")
    result = world.command("run", "--once", "--config", str(world.config))
    assert result.returncode == 0, result.stderr
    listed = world.command("sources", "--config", str(world.config)).stdout
    assert "404" in listed
    assert "failing: 2" in result.stdout
    assert "1 primed" in result.stdout or "2 primed" in result.stdout
    assert not world.site.posts


def test_a_page_that_cannot_be_read_leaves_the_entrys_own_text_and_says_so(world: World) -> None:
    story = attack("missing", full=True)
    story.text = story.text[:150]
    world.site.publish("one", story)
    world.configure("one")
    assert world.command("run", "--once", "--config", str(world.config)).returncode == 0
    listed = world.command("articles", "--json", "--config", str(world.config)).stdout
    assert "the page could not be read" in listed
    assert "404" in listed


def test_a_second_instance_is_refused_and_the_first_goes_on(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("the start", lambda: world.site.visits)
        second = world.command("run", "--config", str(world.config))
        assert second.returncode == 73
        assert "dateline.db" in second.stderr
        assert world.process is not None
        assert world.process.poll() is None


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(world: World, how: int) -> None:
    world.site.publish("one", attack("first"))
    world.configure("one")
    world.start()
    world.wait("work", lambda: world.site.visits)
    began = time.monotonic()
    assert world.stop(how) == 0
    assert time.monotonic() - began < 10
    assert world.log()[-1]["event"] == "stopped"


@pytest.mark.parametrize("content", [b"", b"this is no database at all, but a text file of some length" * 40])
def test_a_database_that_is_not_ours_is_refused_untouched(world: World, content: bytes) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    database = world.place / "dateline.db"
    database.write_bytes(content)
    result = world.command("run", "--config", str(world.config))
    assert result.returncode == 74
    assert str(database) in result.stderr
    assert database.read_bytes() == content


def test_all_problems_of_a_configuration_are_told_at_once_with_their_lines(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one", extra="nettwork: {}\n", watches="  - {name: A, regions: [Rusia], notify: [dsek]}")
    result = world.command("check", "--config", str(world.config))
    assert result.returncode == 2
    for told in ("nettwork", "Rusia", "dsek", "config.yaml:4:"):
        assert told in result.stderr


def test_what_was_alerted_stays_alerted_after_a_restart(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.site.publish("one", attack("first"))
        world.wait("the alert", lambda: world.site.posts and world.mail.mails)
    with world.running():
        seen = len(world.site.visits)
        world.wait("two more polls", lambda: len(world.site.visits) >= seen + 2)
    assert len(world.site.posts) == 1
    assert len(world.mail.mails) == 1


def test_the_second_report_with_a_higher_toll_is_an_update_in_the_same_thread(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.site.publish("one", attack("first"))
        world.wait("the alert", lambda: world.site.posts and world.mail.mails)
        world.site.publish("one", attack("second", killed="Five people were now confirmed"))
        world.wait("the update", lambda: len(world.site.posts) == 2 and len(world.mail.mails) == 2)
    assert [body["reason"] for _, body in world.site.posts] == ["new", "toll"]
    (_, first), (_, second) = world.mail.mails
    assert second["References"] == first["Message-ID"]
    assert world.site.posts[1][1]["changes"][0]["to"]["best"] == 5
