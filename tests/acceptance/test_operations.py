"""The daemon as it lives for months: reloaded, backed up and restored, watched, short of disk, cut off."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_service import NOW, attack
from tests.acceptance.world import World


def events(world: World, name: str) -> list[dict[str, Any]]:
    return [line for line in world.log() if line["event"] == name]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def reload(world: World) -> Any:
    return world.command("reload", "--config", str(world.config))


# --- reload


def test_a_broken_configuration_is_refused_with_its_line_and_the_old_one_goes_on(world: World) -> None:
    """Acceptance case 14."""
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.configure("one", extra="nettwork: {}\n")
        checked = world.command("check", "--config", str(world.config))
        assert checked.returncode == 2
        assert re.search(r"config\.yaml:\d+:\d+: nettwork: unknown key 'nettwork'", checked.stderr)
        refused = reload(world)
        assert refused.returncode == 2
        assert "config.yaml:" in refused.stderr
        assert "nettwork" in refused.stderr
        world.config.write_text(
            world.config.read_text(encoding="utf-8") + "keep: {articles: [\n", encoding="utf-8"
        )
        assert reload(world).returncode == 2
        world.site.publish("one", attack("first"))
        world.wait("the alert", lambda: world.site.posts)
    told = events(world, "not reloaded: the old configuration stays in force")
    assert [line["problems"][0].split(":")[0] for line in told] == ["config.yaml"] * 2
    assert "nettwork" in told[0]["problems"][0]


def test_a_new_source_primes_and_its_later_news_is_alerted(world: World) -> None:
    world.site.feeds["one"] = []
    world.site.publish("two", attack("old", published=NOW - timedelta(hours=5)))
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.configure("one", "two")
        assert reload(world).returncode == 0
        world.wait("priming", lambda: "old" in world.articles())
        assert world.articles()["old"]["primed"]
        world.site.publish("two", attack("fresh", town="Grozny"))
        world.wait("the alert", lambda: world.site.posts)
    assert [body["incident"]["place"]["name"] for _, body in world.site.posts] == ["Grozny"]


def test_a_new_watch_tells_nothing_of_what_is_known_and_all_of_what_comes(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one", watches="  - {name: Mali, regions: [Mali], notify: [hook]}")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.site.publish("one", attack("known"))
        world.wait("reading", lambda: "known" in world.articles())
        world.configure("one")
        assert reload(world).returncode == 0
        assert events(world, "reloaded")[0]["primed"] == 2
        world.site.publish("one", attack("again", killed="Two people were reported"))
        world.wait("reading", lambda: "again" in world.articles())
        world.site.publish("one", attack("other", town="Grozny"))
        world.wait("the alert", lambda: world.site.posts and world.mail.mails)
    assert [body["incident"]["place"]["name"] for _, body in world.site.posts] == ["Grozny"]
    assert world.articles()["again"]["notices"] == 0


def test_a_watch_that_came_while_the_service_was_down_is_primed_at_its_start(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one", watches="  - {name: Mali, regions: [Mali], notify: [hook]}")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.site.publish("one", attack("known"))
        world.wait("reading", lambda: "known" in world.articles())
    world.configure("one")
    with world.running():
        seen = len(world.site.visits)
        world.wait("a poll", lambda: len(world.site.visits) > seen)
        world.site.publish("one", attack("again", killed="Two people were reported"))
        world.wait("reading", lambda: "again" in world.articles())
    assert world.articles()["again"]["notices"] == 0
    assert not world.site.posts


def test_what_waits_for_a_removed_receiver_is_held_listed_and_sent_when_it_is_back(world: World) -> None:
    world.site.feeds["one"] = []
    world.site.answer_hook = lambda count: 500
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        world.site.publish("one", attack("first"))
        world.wait("a failed attempt", lambda: world.site.posts and world.mail.mails)
        text = world.config.read_text(encoding="utf-8")
        without = "\n".join(line for line in text.splitlines() if not line.startswith("  hook:"))
        world.config.write_text(without.replace("[desk, hook]", "[desk]") + "\n", encoding="utf-8")
        done = reload(world)
        assert done.returncode == 0, done.stderr
        assert "'hook'" in done.stdout
        assert "1 messages" in done.stdout
        tried = len(world.site.posts)
        world.site.answer_hook = lambda count: 204
        world.config.write_text(text, encoding="utf-8")
        assert reload(world).returncode == 0
        world.wait("the attempt", lambda: len(world.site.posts) > tried)
    assert len({headers["webhook-id"] for headers, _ in world.site.posts}) == 1
    assert len(world.mail.mails) == 1


def test_what_a_running_service_cannot_change_refuses_the_whole(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        text = world.config.read_text(encoding="utf-8")
        world.config.write_text(text.replace("delay: 0.01 s", "delay: 2 s"), encoding="utf-8")
        refused = reload(world)
    assert refused.returncode == 2
    assert "network" in refused.stderr
    assert not events(world, "reloaded")


def test_a_change_of_the_database_says_that_a_running_service_keeps_its_own(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        text = world.config.read_text(encoding="utf-8")
        world.config.write_text(text.replace("dateline.db", "another.db"), encoding="utf-8")
        refused = reload(world)
    assert refused.returncode == 2
    assert "a running service keeps its database" in refused.stderr


def test_reload_without_a_service_says_so(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    refused = reload(world)
    assert refused.returncode == 2
    assert "no service runs" in refused.stderr


# --- watching it


def test_the_page_the_metrics_and_the_health_say_how_it_stands(world: World) -> None:
    port = free_port()
    world.site.files["broken.rss"] = (404, "text/plain", b"none")
    world.site.publish("one", attack("first", published=NOW - timedelta(hours=3)))
    world.configure("one", "broken", extra=f'service: {{listen: "127.0.0.1:{port}"}}\n')
    with world.running():
        world.wait("reading", lambda: "first" in world.articles())
        world.wait("readiness", lambda: fetched(port, "readyz")[0] == 200)
        world.wait(
            "the failure", lambda: 'dateline_sources{state="failing"} 1.0' in fetched(port, "metrics")[1]
        )
        assert fetched(port, "healthz") == (200, "ok\n")
        figures = fetched(port, "metrics")[1]
        page = fetched(port, "")[1]
        assert fetched(port, "nothing")[0] == 404
    lines = set(figures.splitlines())
    assert {
        'dateline_articles_total{outcome="opened"} 1.0',
        "dateline_articles_read_total 1.0",
        'dateline_sources{state="failing"} 1.0',
        "dateline_storage_works 1.0",
        'dateline_notices{state="primed"} 2.0',
    } <= lines
    assert "The account adds up." in page
    assert "Derbent" in page
    assert "404" in page
    assert "<script" not in page


def test_the_supervisor_hears_of_start_progress_reload_and_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    supervisor.bind(str(world.place / "notify"))
    supervisor.settimeout(20)
    monkeypatch.setenv("NOTIFY_SOCKET", str(world.place / "notify"))
    monkeypatch.setenv("WATCHDOG_USEC", "1500000")
    world.site.feeds["one"] = []
    world.configure("one")
    heard: list[str] = []

    def hear(wanted: str, count: int = 1) -> None:
        while sum(line == wanted for line in heard) < count:
            heard.extend(supervisor.recv(4096).decode().splitlines())

    with world.running():
        hear("READY=1")
        hear("WATCHDOG=1", 3)
        assert reload(world).returncode == 0
        hear("RELOADING=1")
        hear("READY=1", 2)
    hear("STOPPING=1")
    supervisor.close()


def test_the_dead_mans_address_is_asked_while_all_is_well(world: World) -> None:
    world.site.files["alive"] = (200, "text/plain", b"ok")
    world.site.feeds["one"] = []
    world.configure("one", extra=f'service: {{heartbeat_url: "{world.site.url("alive")}"}}\n')
    with world.running():
        world.wait("the ping", lambda: any(visit.path == "alive" for visit in world.site.visits))


def test_the_owner_hears_that_nothing_is_read_and_that_it_is_read_again(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one", extra="service: {owner: hook, silent_after: 2 s}\n")
    with world.running():
        world.wait("the complaint", lambda: world.site.posts)
        world.site.publish("one", attack("first"))
        world.wait(
            "the relief", lambda: any("again" in str(body.get("subject")) for _, body in world.site.posts)
        )
    subjects = [body["subject"] for _, body in world.site.posts if body.get("kind") == "service"]
    assert "nothing read for" in subjects[0]


def test_the_owner_hears_once_of_a_source_that_fails_for_long_and_again_when_it_is_well(world: World) -> None:
    world.site.feeds.update(one=[attack("first")], broken=[attack("second")])
    world.configure("one", "broken", extra="service: {owner: hook, silent_after: 3 s}\n")

    def told(words: str) -> list[dict[str, Any]]:
        return [body for _, body in world.site.posts if words in str(body.get("subject"))]

    with world.running():
        world.wait("polls", lambda: len(world.site.visits) > 6)
        world.site.files["broken.rss"] = (500, "text/plain", b"none")
        world.wait("the complaint", lambda: told("cannot be read"))
        del world.site.files["broken.rss"]
        world.wait("the relief", lambda: told("is well again"))
    assert len(told("cannot be read")) == 1
    assert "broken" in told("cannot be read")[0]["note"]


# --- outages and disks


def test_an_outage_of_the_whole_network_counts_against_no_source(world: World) -> None:
    """Acceptance case 12; that back-off is bounded and no source given up is in tests/crawler/test_sources.py."""
    dead = [f"http://127.0.{n}.1:{free_port()}/feed.rss" for n in range(1, 5)]
    world.configure()
    sources = "\n".join(
        f'  - {{name: s{n}, feed: "{url}", every: {{min: 1 s, max: 1 s}}}}' for n, url in enumerate(dead)
    )
    text = world.config.read_text(encoding="utf-8").replace("sources:\n\n", f"sources:\n{sources}\n")
    world.config.write_text(
        text.replace('sources: ["127.0.0.1:', 'sources: ["127.0.0.0/8", "127.0.0.1:'), encoding="utf-8"
    )
    with world.running():
        world.wait(
            "the outage", lambda: events(world, "nothing can be reached; the sources are not to blame")
        )
        time.sleep(3)
        listed = world.command("sources", "--json", "--config", str(world.config)).stdout
    assert [json.loads(line)["failures"] for line in listed.splitlines()] == [0] * 4
    assert len(events(world, "nothing can be reached; the sources are not to blame")) == 1


@pytest.mark.skipif(
    os.system("unshare --mount true 2>/dev/null") != 0, reason="this machine allows no private mounts"
)
def test_a_full_disk_stops_new_work_is_said_once_and_its_end_starts_it_again(world: World) -> None:
    small = world.place / "small"
    small.mkdir()
    world.site.feeds["one"] = []
    world.configure("one", extra="service: {owner: hook}\n")
    text = world.config.read_text(encoding="utf-8")
    world.config.write_text(text.replace("database: ", "database: small/"), encoding="utf-8")
    mounted = f"mount -t tmpfs -o size=4m small {small} && exec {sys.executable} -m scheduler run --log json --config"
    with (world.place / "daemon.log").open("ab") as log:
        world.process = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", f"{mounted} {world.config}"], stderr=log
        )
    try:
        world.wait("a poll", lambda: world.site.visits)
        world.wait("priming", lambda: events(world, "source primed"))
        ballast = Path(f"/proc/{world.process.pid}/root{small}/ballast")
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        world.site.publish("one", attack("first"))
        world.wait("the trouble", lambda: events(world, "storage does not take writes; no new work is begun"))
        visits = len(world.site.visits)
        time.sleep(5)
        assert len(world.site.visits) - visits <= 1
        assert not world.site.posts
        ballast.unlink()
        world.wait("the alert", lambda: any("incident" in body for _, body in world.site.posts))
        world.wait(
            "the owner's message", lambda: any(b.get("kind") == "service" for _, b in world.site.posts)
        )
    finally:
        assert world.stop() == 0
    assert len(events(world, "storage does not take writes; no new work is begun")) == 1
    assert len(events(world, "storage takes writes again")) == 1
    assert len([body for _, body in world.site.posts if "incident" in body]) == 1


def test_a_log_that_takes_nothing_costs_lines_and_not_the_service(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    (world.place / "daemon.log").touch()
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "scheduler", "run", "--log", "json", "--config", str(world.config)]
        world.process = subprocess.Popen(command, stderr=full)
    world.wait("two polls", lambda: len(world.site.visits) > 2)
    world.site.publish("one", attack("first"))
    world.wait("the alert", lambda: world.site.posts and world.mail.mails)
    assert world.stop() == 0


def test_sixty_four_open_files_are_enough(world: World) -> None:
    for name in "abcdefgh":
        world.site.feeds[name] = []
    world.configure(*"abcdefgh", extra=f'service: {{listen: "127.0.0.1:{free_port()}"}}\n')
    with (world.place / "daemon.log").open("ab") as log:
        command = f"ulimit -n 64; exec {sys.executable} -m scheduler run --log json --config {world.config}"
        world.process = subprocess.Popen(["sh", "-c", command], stderr=log)
    world.wait("priming", lambda: len(events(world, "source primed")) == 8)
    for number, name in enumerate("abcdefgh"):
        world.site.publish(name, attack(f"first-{number}", town=("Grozny", "Derbent")[number % 2]))
    world.wait("reading", lambda: len(world.articles()) == 8)
    world.wait("the alerts", lambda: world.site.posts and world.mail.mails)
    assert world.stop() == 0


def test_a_database_that_fails_while_it_runs_ends_the_service_for_the_supervisor_to_start_again(
    world: World,
) -> None:
    world.site.feeds["one"] = []
    world.configure("one")
    world.start()
    assert world.process is not None
    world.wait("priming", lambda: events(world, "source primed"))
    for path, kept in ((world.place / "dateline.db", 4096), (world.place / "dateline.db-wal", 32)):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(kept)
            file.write(b"\xa5" * (size - kept))
    world.site.publish("one", attack("first"))
    assert world.process.wait(30) == 75
    assert "dateline.db" in (world.place / "daemon.log").read_text(encoding="utf-8").splitlines()[-1]


# --- copies


def test_a_backup_is_made_by_itself_checked_and_rotated(world: World) -> None:
    world.site.publish("one", attack("first"))
    world.configure("one", extra="service: {backup: {to: copies, keep: 2}}\n")
    with world.running():
        world.wait("the nightly copy", lambda: events(world, "backed up"))
        for _ in range(2):
            time.sleep(1.1)
            done = world.command("backup", "--config", str(world.config))
            assert done.returncode == 0, done.stderr
            assert "checked" in done.stdout
    assert len(list((world.place / "copies").glob("dateline-*.db"))) == 2
    assert not list((world.place / "copies").glob("*.part"))


def test_a_restored_backup_alerts_nothing_again_and_says_what_it_skipped(world: World) -> None:
    world.site.feeds["one"] = []
    world.configure("one", extra="service: {owner: hook}\n")
    with world.running():
        world.wait("a poll", lambda: world.site.visits)
        copied = world.command("backup", "--config", str(world.config), "--to", str(world.place / "copies"))
        assert copied.returncode == 0, copied.stderr
        world.site.publish("one", attack("first"))
        world.wait("the alert", lambda: world.site.posts and world.mail.mails)
    (copy,) = (world.place / "copies").glob("dateline-*.db")
    for leftover in world.place.glob("dateline.db*"):
        leftover.unlink()
    Path(copy).rename(world.place / "dateline.db")
    once = world.command("run", "--once", "--after-restore", "--config", str(world.config))
    assert once.returncode == 0, once.stderr
    with world.running():
        world.wait(
            "the owner's message", lambda: any(b.get("kind") == "service" for _, b in world.site.posts)
        )
        world.site.publish("one", attack("fresh", town="Grozny"))
        world.wait("the alert", lambda: len(world.mail.mails) == 2)
    places = [b["incident"]["place"]["name"] for _, b in world.site.posts if "incident" in b]
    assert places == ["Derbent", "Grozny"]
