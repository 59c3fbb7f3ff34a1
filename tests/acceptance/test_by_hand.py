"""What an operator does by hand, before the service runs and beside it; and what it keeps to itself."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.test_operations import events
from tests.acceptance.test_service import attack
from tests.acceptance.world import World

# --- before it runs


def test_the_live_check_asks_every_source_and_tells_every_receiver(world: World) -> None:
    world.site.publish("one", attack("first"))
    world.site.files["broken.rss"] = (404, "text/plain", b"none")
    world.configure("one", "broken")
    done = world.command("check", "--live", "--config", str(world.config))
    assert done.returncode == 1
    lines = done.stdout.splitlines()[1:]
    assert sorted(line.split(":")[0] for line in lines) == [
        "FAULT  broken", "good  desk -> desk@example.org", "good  hook -> hook", "good  one"
    ]  # fmt: skip
    assert "lists 1" in next(line for line in lines if "one" in line)
    assert len(world.mail.mails) == len(world.site.posts) == 1
    assert not (world.place / "dateline.db").exists()


def test_four_answers_make_a_configuration_that_works_and_overwrites_nothing(world: World) -> None:
    path = world.place / "mine.yaml"
    answers = (
        "--regions",
        "Russia, Sahel",
        "--languages",
        "en",
        "--feeds",
        "https://a.example/rss",
        "--receiver",
        "",
    )
    made = world.command("init", *answers, str(path))
    assert made.returncode == 0, made.stderr
    assert world.command("check", "--config", str(path)).returncode == 0
    written = path.read_bytes()
    again = world.command("init", *answers, str(path))
    assert again.returncode == 2
    assert path.read_bytes() == written


def test_init_asks_again_where_an_answer_cannot_be(world: World) -> None:
    typed = "Rusia\nRussia\nen, ru\nnot a feed\nhttps://a.example/rss\ndesk@example.org\n"
    made = world.command("init", str(world.place / "mine.yaml"), input=typed)
    assert made.returncode == 0, made.stderr
    assert "did you mean 'Russia'" in made.stdout
    text = (world.place / "mine.yaml").read_text(encoding="utf-8")
    assert 'sender: "desk@example.org"' in text


# --- what a person decides


def test_what_is_silenced_is_not_sent_and_says_why(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    config = ("--config", str(world.config))
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        added = world.command(
            "silence",
            "add",
            *config,
            "--country",
            "RU",
            "--receiver",
            "hook",
            "--for",
            "1 h",
            "--comment",
            "exercise",
        )
        assert added.returncode == 0, added.stderr
        world.site.publish("one", attack("first"))
        world.wait("the mail", lambda: world.mail.mails)
        assert "countries: RU" in world.command("silence", "list", *config).stdout
        assert world.command("silence", "end", *config, "1").returncode == 0
        world.site.publish("one", attack("second", town="Grozny"))
        world.wait("the alert", lambda: world.site.posts)
        incident = world.site.posts[0][1]["incident"]["incident_id"]
        assert world.command("ack", *config, incident, "--comment", "ours").returncode == 0
    assert [body["incident"]["place"]["name"] for _, body in world.site.posts] == ["Grozny"]
    assert "ours" in world.command("explain", "incident", *config, incident).stdout


def test_no_secret_comes_into_the_log_or_the_database(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "s3cr3t-of-the-feed")
    world.configure("one")
    text = world.config.read_text(encoding="utf-8")
    world.config.write_text(text.replace('one.rss"', 'one.rss?key=${KEY}"'), encoding="utf-8")
    assert world.command("run", "--once", "--log", "json", "--config", str(world.config)).returncode == 0
    with world.running():
        world.wait("the failure", lambda: world.site.visits)
        world.wait("the start", lambda: events(world, "started"))
    assert "s3cr3t" not in (world.place / "daemon.log").read_text(encoding="utf-8")
    listed = world.command("sources", "--json", "--config", str(world.config)).stdout
    assert "s3cr3t" not in json.loads(listed.splitlines()[0])["fault"]
