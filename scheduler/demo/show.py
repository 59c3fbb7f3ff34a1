"""Runs the demo: site, mail server, webhook and service; tells what happens as it happens; sums up."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from scheduler.demo.mail import mail_server
from scheduler.demo.site import Site, load_items
from store.database import Database

SECONDS = 120  # the whole demo, at the most, on a machine that has much else to do
QUIET = 2.5  # seconds without news after the last article, and it is over


class Stage:
    """What is told on the terminal, by several threads, one at a time."""

    def __init__(self, mails: Path) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._lock = threading.Lock()
        self._mails = mails
        self._began = time.monotonic()
        self.last_news = time.monotonic()
        self.counts = {"articles": 0, "mails": 0, "webhooks": 0}
        self.outcomes: dict[str, int] = {}
        self.primed = threading.Event()

    def say(self, text: str, style: str = "") -> None:
        with self._lock:
            clock = f"[dim]{time.monotonic() - self._began:5.1f} s[/dim] "
            self._console.print(clock + (f"[{style}]{text}[/{style}]" if style else text))

    def _block(self, text: str, style: str) -> None:
        with self._lock:
            self._console.print(textwrap.indent(escape(text), " " * 10), style=style)

    def on_mail(self, mail: EmailMessage) -> None:
        self.last_news = time.monotonic()
        self.counts["mails"] += 1
        (self._mails / f"mail-{self.counts['mails']}.eml").write_bytes(bytes(mail))
        self.say(f"mail to {escape(str(mail['to']))}: {escape(str(mail['subject']))}", "bold green")
        plain = mail.get_body(("plain",))
        if plain is not None:
            self._block(plain.get_content().strip(), "green")

    def on_post(self, body: dict[str, Any]) -> None:
        self.last_news = time.monotonic()
        self.counts["webhooks"] += 1
        incident = body["incident"]
        told = {
            "notice_id": body["notice_id"],
            "reason": body["reason"],
            "watches": body["watches"],
            "changes": [f"{c['field']}: {c['from']} -> {c['to']}" for c in body["changes"]],
            "incident": {k: incident[k] for k in ("incident_id", "type", "status", "killed", "origins")},
        }
        self.say("webhook:", "bold cyan")
        self._block(json.dumps(told, ensure_ascii=False, indent=1), "cyan")

    def on_log(self, event: dict[str, Any]) -> None:
        """A line of the service's log."""
        if event.get("event") == "article":
            self.last_news = time.monotonic()
            self.counts["articles"] += 1
            outcome = event["outcome"]
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
            primed = " [yellow](primed: stored, not alerted)[/yellow]" if event["primed"] else ""
            path = event["url"].rsplit("/", 1)[-1]
            reason = textwrap.shorten(event["reason"], 110, placeholder=" …")
            self.say(f"article [b]{escape(path)}[/b] -> {outcome}{primed}: {escape(reason)}")
        elif event.get("event") == "source primed":
            self.say(f"source {escape(event['source'])}: first poll, {event['entries']} entries primed")
        elif event.get("level") in ("warning", "error"):
            self.say(escape(json.dumps(event, ensure_ascii=False)), "red")


def show(keep: Path | None) -> int:
    """Run the demo; 0 when alerts arrived."""
    place = keep or Path(tempfile.mkdtemp(prefix="dateline-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    stage = Stage(place)
    stage.say("An invented news site, a mail server, a webhook and the service, all on this machine.", "bold")
    mail = mail_server(stage.on_mail)
    mail.start()
    try:
        with Site(load_items(datetime.now(UTC)), stage.on_post) as site:
            config = _write_config(place, site.port, mail.port)
            _run_service(config, site, stage)
    finally:
        mail.stop()
    _sum_up(config, stage)
    if keep is None:
        shutil.rmtree(place)
    else:
        stage.say(f"database, configuration and mails are in {place}")
    return 0 if stage.counts["mails"] and stage.counts["webhooks"] else 1


def _write_config(place: Path, site: int, smtp: int) -> Path:
    template = (files("scheduler.demo") / "demo.yaml").read_text("utf-8")
    path = place / "config.yaml"
    path.write_text(template.replace("SITE", str(site)).replace("SMTP", str(smtp)), encoding="utf-8")
    for old in place.glob("demo.db*"):
        old.unlink()
    return path


def _run_service(config: Path, site: Site, stage: Stage) -> None:
    """Start the service, let the articles appear, and end it when nothing more comes."""
    command = [sys.executable, "-m", "scheduler", "run", "--config", str(config), "--log", "json"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=_environment()) as service:
        assert service.stderr is not None
        threading.Thread(target=_follow, args=(service.stderr, stage), daemon=True).start()
        began = time.monotonic()
        while time.monotonic() - began < SECONDS and service.poll() is None:
            time.sleep(0.1)
            primed = stage.counts["articles"] >= len(site.visible())
            if primed and not site.begun:
                stage.say("what was there is primed; now news happens", "bold")
                site.begin()
            read_all = site.finished and stage.counts["articles"] >= len(site.visible())
            if read_all and time.monotonic() - stage.last_news > QUIET:
                break
        service.send_signal(signal.SIGTERM)
        service.wait(15)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def _follow(lines: Iterable[str], stage: Stage) -> None:
    for line in lines:
        try:
            stage.on_log(json.loads(line))
        except ValueError:
            stage.say(escape(line.rstrip()), "red")


def _sum_up(config: Path, stage: Stage) -> None:
    stage.say("the incidents that are known now (`dateline incidents`):", "bold")
    command = [sys.executable, "-m", "scheduler", "incidents", "--config", str(config)]
    subprocess.run(command, check=True)
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(stage.outcomes.items()))
    stage.say(f"{stage.counts['articles']} articles read: {outcomes}", "bold")
    sent = f"{stage.counts['mails']} mails and {stage.counts['webhooks']} webhooks arrived"
    if stage.counts["mails"] and stage.counts["webhooks"]:
        sent += (
            ", for one attack told by several articles; nothing for the anniversary, the derby, the airliner,"
            " caption or footer"
        )
    else:
        sent += f" within {SECONDS} s: this machine is slow, or something is wrong (see above)"
    stage.say(sent, "bold")
    for line in _waiting(config):
        stage.say(line, "bold")


def _waiting(config: Path) -> Iterator[str]:
    """What the service would still have sent: of one incident's changes it tells once in ten minutes."""
    with Database.open(config.parent / "demo.db", read_only=True) as db:
        for row in db.outbox.notices.find(state="planned"):
            if row.until is not None:
                yield (
                    f"an update ({row.notice.reason}) for {row.notice.receiver} waits until {row.until:%H:%M}"
                    " UTC: of changes of one incident a receiver hears once in ten minutes"
                )
