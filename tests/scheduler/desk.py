"""A configuration in a file, articles of our own, and the command line over both: what the commands' tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from scheduler.cli import dateline

WATCHES = """
  - {name: Russia, regions: [Russia], notify: [desk]}
  - {name: Large, when: {killed: 5}, notify: [chief]}
"""
RECEIVERS = "{desk: {file: desk.jsonl}, chief: {file: chief.jsonl}}"

STABBING = {
    "url": "https://coast.example/stabbing",
    "title": "Policeman dies as knifemen strike traffic post in Kaspiysk",
    "text": "KASPIYSK, Russia - Two men with knives attacked traffic police in Kaspiysk, in the Russian republic of "
    "Dagestan, on Monday. One officer was killed and another was injured, the interior ministry said. Both "
    "attackers were shot dead.\n\nThe Islamic State group claimed responsibility through Amaq.\n\n"
    "The same outlet had spoken of Surgut and of Sochi before.",
    "published": "2026-03-03T09:00:00Z",
    "source": "Coast Herald",
}
COPIED = {
    **STABBING,
    "url": "https://copied.example/wire",
    "source": "Copied",
    "published": "2026-03-03T10:00:00Z",
}
RISEN = {
    "url": "https://valley.example/second",
    "title": "Second policeman dies after Kaspiysk knife attack",
    "text": "A second police officer died in hospital after Monday's knife attack in Kaspiysk, Dagestan, Russia. Two "
    "officers were killed in the stabbing at the traffic post, the interior ministry said on Wednesday.",
    "published": "2026-03-04T15:00:00Z",
    "source": "Valley Post",
}
BOMBING = {
    "url": "https://valley.example/market",
    "title": "Bomb kills three at a market in Lahore",
    "text": "A bomb exploded at a crowded market in Lahore, Pakistan, on Thursday. Three people were killed and ten "
    "were injured in the bombing, police said.",
    "published": "2026-03-05T12:00:00Z",
    "source": "Valley Post",
}
RECIPE = {
    "url": "https://coast.example/soup",
    "title": "Five soups for a cold evening",
    "text": "Soup is what the season asks for. Peel the carrots, chop the onions, and let them simmer for an hour.",
    "published": "2026-03-05T13:00:00Z",
    "source": "Coast Herald",
}
BOMBED = {
    "url": "https://slow.example/bombed",
    "title": "Bomb kills seven at a station in Volgograd",
    "text": "A bomb exploded at the railway station in Volgograd, Russia, on Thursday. Seven people were killed in the "
    "bombing, police said.",
    "published": "2026-03-05T18:00:00Z",
    "source": "Slow Weekly",
}
ARTICLES = (STABBING, COPIED, RISEN, BOMBING, RECIPE)


class Desk:
    """A directory with a configuration and a database, and the commands run in it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.config = self.configure("config.yaml")

    def configure(self, name: str, watches: str = WATCHES, extra: str = "") -> Path:
        """Write a configuration under this name; its database is the directory's one."""
        path = self.place / name
        path.write_text(
            f"database: dateline.db\nlanguages: [en, ru]\nwatches:{watches}\n"
            'sources: [{name: Coast Herald, feed: "https://coast.example/rss"}]\n'
            f"receivers: {RECEIVERS}\n{extra}",
            encoding="utf-8",
        )
        return path

    def run(self, *arguments: str, config: Path | None = None) -> Result:
        """Run a command with a configuration."""
        return CliRunner().invoke(dateline, [*arguments, "--config", str(config or self.config)])

    def text(self, *arguments: str, config: Path | None = None) -> str:
        """The standard output of a command that must succeed."""
        result = self.run(*arguments, config=config)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    def lines(self, *arguments: str, config: Path | None = None) -> list[dict[str, Any]]:
        """The JSON lines that a command prints."""
        return [json.loads(line) for line in self.text(*arguments, config=config).splitlines()]

    def replay(self, *articles: dict[str, Any]) -> list[dict[str, Any]]:
        """Settle articles into the database with the configuration; the notices that were planned."""
        path = self.place / "articles.jsonl"
        path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        return self.lines("replay", "--db", str(self.place / "dateline.db"), str(path))
