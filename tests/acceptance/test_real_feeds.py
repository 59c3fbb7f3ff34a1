"""Captured news feeds, served on loopback: nothing of them is lost, and what is there is primed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.world import World

NEWS = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "news"
pytestmark = pytest.mark.skipif(not NEWS.is_dir(), reason="shared/data is not here")


def configure(world: World) -> dict[str, int]:
    """Serve the feeds; how many entries each has."""
    index = [json.loads(line) for line in (NEWS / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    counts: dict[str, int] = {}
    for record in index:
        name = Path(record["file"]).stem if "file" in record else record["name"].removesuffix(".xml")
        counts[name] = record["entries"]
        world.site.files[f"{name}.rss"] = (200, "application/xml", (NEWS / f"{name}.xml").read_bytes())
    world.configure(*counts)
    return counts


def articles(world: World) -> list[dict[str, str]]:
    listed = world.command("articles", "--json", "--limit", "1000", "--config", str(world.config)).stdout
    return [json.loads(line) for line in listed.splitlines()]


def test_all_entries_are_stored_none_alerts_and_the_second_poll_is_all_304(world: World) -> None:
    counts = configure(world)
    first = world.command("run", "--once", "--config", str(world.config))
    assert first.returncode == 0, first.stderr[-2000:]
    assert f"entries listed: {sum(counts.values())}, new: {sum(counts.values())}" in first.stdout
    listed = world.command("sources", "--json", "--config", str(world.config)).stdout
    rows = {row["name"]: row for row in map(json.loads, listed.splitlines())}
    assert set(rows) == set(counts)
    # They were captured months ago: read without fault, and silent since.
    assert {row["status"] for row in rows.values()} <= {"ok", "silent"}
    assert all(row["failures"] == 0 and row["last_ok"] for row in rows.values())
    read = {row["source"] for row in articles(world)}
    assert read == set(counts)
    assert not world.site.posts
    assert not world.mail.mails

    world.site.visits.clear()
    second = world.command("run", "--once", "--config", str(world.config))
    assert second.returncode == 0, second.stderr[-2000:]
    polls = [visit for visit in world.site.visits if visit.path.endswith(".rss")]
    assert {visit.status for visit in polls} == {304}
    assert len(polls) == len(counts)
    assert "new: 0" in second.stdout
    assert not world.site.posts
