"""Mail as it is received, and webhook bodies, as files and pictures to look at.

    python -m tests.acceptance.pictures DIRECTORY [--chromium PATH]

Each message is written as `.eml` (or `.json`) and, where Chromium is found, as `.png`: light and dark, wide and
as wide as a phone. The news is invented and goes through the real reader, pipeline, routing and delivery.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from alerts.message import render
from incidents.article import Draft
from incidents.incident import Report
from incidents.notices import Quote
from scheduler.corrections import Corrector
from tests.acceptance.newsroom import DAY, HOUR, MINUTE, Arrived, Newsroom, newsroom
from tests.alerts.invented import REPORTS, draft, known, notice

START = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)  # a Monday
RECEIVERS = """
  desk: {email: {to: [desk@example.org]}, zone: Europe/Vienna}
  batch: {email: {to: [batch@example.org]}, zone: Europe/Vienna, quiet: {from: "16:00", to: "23:00"}, group: 5 min}
  morning: {email: {to: [morning@example.org]}, zone: Europe/Vienna, digest: {at: "07:30"}}
  hook: {webhook: {url: "HOOK"}}
"""
WATCHES = """
  - {name: Attacks in Russia, regions: [Russia], alert_on: [new, toll, claim, place, merged, retracted], notify: [desk, batch, morning, hook]}
  - {name: Middle East and South Asia, regions: [Iraq, Pakistan, Syria], alert_on: [new, toll, merged], notify: [desk, batch, morning, hook]}
  - {name: The group anywhere, groups: [Islamic State], notify: [desk, morning]}
"""
FIRST = Draft(
    "https://harbour.example/kaspiysk",
    "Officer killed in knife attack on police post in Kaspiysk",
    "KASPIYSK, Russia - Two men with knives attacked a traffic police post in Kaspiysk, in Russia's republic of "
    "Dagestan, on Monday, killing one officer and wounding another, the interior ministry said.\n\n"
    "Both attackers were shot dead at the scene. Residents said that the road to the port was closed.",
    START - 20 * MINUTE,
    "en",
    "Harbour Post",
)
SECOND = Draft(
    "https://vestnik.example/kaspiysk",
    "В Каспийске двое мужчин с ножами напали на полицейских",
    "В дагестанском Каспийске в понедельник двое мужчин с ножами напали на сотрудников дорожной полиции. Один "
    "полицейский погиб, ещё один ранен, сообщили в МВД по республике.\n\nНападавшие были застрелены на месте.",
    START + 25 * MINUTE,
    "ru",
    "Прибрежный вестник",
)
CLAIMED = Draft(
    "https://ridge.example/claim",
    "Islamic State claims knife attack on police in Kaspiysk",
    "The Islamic State group claimed responsibility for Monday's knife attack on police in Kaspiysk, in Russia's "
    "Dagestan, in a statement carried by its Amaq news agency.\n\nOne officer was killed and another was wounded "
    "in the attack. Both attackers were shot dead.",
    START + 2 * HOUR,
    "en",
    "Ridge Observer",
)
RISEN = Draft(
    "https://harbour.example/second-officer",
    "Second officer dies after Kaspiysk knife attack",
    "A second police officer died in hospital after Monday's knife attack in Kaspiysk, Dagestan, Russia. Two officers "
    "were killed in the stabbing at the police post, the interior ministry said on Tuesday.",
    START + DAY,
    "en",
    "Harbour Post",
)
OTHERS = (
    Draft(
        "https://ridge.example/lahore",
        "Bomb kills at least three at market in Lahore",
        "A bomb exploded at a crowded market in Lahore, Pakistan, on Monday. At least three people were killed and ten "
        "were injured in the bombing, police said. No group has claimed it.",
        START + 4 * HOUR,
        "en",
        "Ridge Observer",
    ),
    Draft(
        "https://sahifa.example/mosul",
        "Gunmen kill two soldiers near Mosul",
        "Gunmen shot dead two soldiers at a checkpoint near Mosul, Iraq, on Monday, the army said. Officials blamed "
        "the Islamic State group.",
        START + 4 * HOUR,
        "en",
        "صحيفة الميناء",
    ),
    Draft(
        "https://vestnik.example/belgorod",
        "При обстреле Белгорода ранены четыре человека",
        "При обстреле Белгорода в понедельник ранены четыре человека, сообщил губернатор.",
        START + 5 * HOUR,
        "ru",
        "Прибрежный вестник",
    ),
)


async def _day(room: Newsroom) -> None:
    """A Monday and a Tuesday."""
    timeline = sorted((FIRST, SECOND, CLAIMED, RISEN, *OTHERS), key=lambda one: one.published or START)
    for article in timeline:
        arrives = (article.published or START) + 5 * MINUTE
        if arrives > room.clock.now():
            await room.wait(arrives - room.clock.now())
        settled = await room.read(article)
        print(
            f"{room.clock.now():%d %H:%M} {settled.outcome}: {article.title}: {[n.reason for n in settled.notices]}"
        )
        await room.deliver()
    await room.wait(HOUR, 5 * MINUTE)
    corrector = Corrector(room.database, room.config.watches, room.config.receivers)
    lahore, mosul = (_incident(room, name) for name in ("Lahore", "Mosul"))
    corrector.retract(lahore, "the explosion was a gas bottle", room.clock.now())
    corrector.merge(_incident(room, "Kaspiysk"), mosul, "one attack told twice", room.clock.now())
    await room.delivery.tell_owner(
        "failing:hook",
        "receiver hook does not work",
        "It has failed since 2026-03-03 11:00 UTC: 503 busy\nNothing is lost: what is meant for it waits.",
    )
    await room.wait(2 * DAY, 5 * MINUTE)


def _incident(room: Newsroom, place: str) -> str:
    found = (known for known in room.database.incidents.each() if known.incident.place)
    return next(k.incident_id for k in found if k.incident.place and k.incident.place.name == place)


def _chosen(room: Newsroom) -> Iterator[tuple[str, Arrived]]:
    """The messages worth a picture, by name."""
    desk = room.mails("desk@")
    yield "new", desk[0]
    yield "claim", next(one for one in desk if one.subject.startswith("Now claimed"))
    yield "toll", next(one for one in desk if one.subject.startswith("Toll"))
    yield "retracted", next(one for one in desk if one.subject.startswith("Retracted"))
    yield "merged", next(one for one in desk if one.subject.startswith("Merged"))
    yield "service", next(one for one in desk if one.subject.startswith("Dateline:"))
    yield "batch", max(room.mails("batch@"), key=lambda one: len(one.page()))
    morning = room.mails("morning@")
    yield "digest", morning[0]
    yield "digest-empty", morning[-1]


async def play(place: Path) -> tuple[list[tuple[str, Arrived]], list[Arrived]]:
    """The invented days; the messages to look at, and everything that arrived."""
    async with newsroom(place, START, RECEIVERS.strip("\n"), WATCHES.strip("\n")) as room:
        await _day(room)
        for one in room.arrived:
            print(f"{one.at:%d %H:%M} {one.to}: {one.subject}")
        return list(_chosen(room)), room.arrived


def right_to_left() -> str:
    """An Arabic report's sentence in a message, as no extraction of ours reads Arabic."""
    url = "https://mina.example/1"
    quote = Quote(
        "هاجم رجلان بالسكاكين نقطة للشرطة في مدينة كاسبيسك يوم الاثنين.",
        ((0, 4), (11, 20)),
        "صحيفة الميناء",
        url,
    )
    reports = (*REPORTS, Report(url, "صحيفة الميناء", START, "o3"))
    page = render(draft(notice(known(reports=reports), quotes=(quote,))), "Europe/Vienna").html
    assert page is not None
    return page


class Browser:
    """A headless Chromium that takes pictures of whole pages, over its DevTools protocol."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line, self._number = line, 0

    async def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """One call, and what it gives back."""
        self._number += 1
        call = {"id": self._number, "method": method, "params": parameters}
        await self._line.send_json(call | ({"sessionId": session} if session else {}))
        while (answer := await self._line.receive_json(timeout=30)).get("id") != self._number:
            pass
        return dict(answer["result"])

    async def picture(self, page: Path, target: Path, width: int, *, dark: bool) -> None:
        """The page in a window of `width`, as tall as it is."""
        opened = await self.ask("Target.createTarget", url="about:blank")
        session = (await self.ask("Target.attachToTarget", targetId=opened["targetId"], flatten=True))[
            "sessionId"
        ]
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.ask("Emulation.setEmulatedMedia", session, features=[scheme])
        size = {"width": width, "height": 300, "deviceScaleFactor": 1, "mobile": width < 500}
        await self.ask("Emulation.setDeviceMetricsOverride", session, **size)
        await self.ask("Page.navigate", session, url=page.absolute().as_uri())
        await asyncio.sleep(0.3)
        taken = await self.ask("Page.captureScreenshot", session, format="png", captureBeyondViewport=True)
        target.write_bytes(base64.b64decode(taken["data"]))
        await self.ask("Target.closeTarget", targetId=opened["targetId"])


async def take_pictures(chromium: str, directory: Path) -> None:
    """Each HTML file of the directory: light and dark, wide and as wide as a phone."""
    with tempfile.TemporaryDirectory() as profile:
        options = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
        )
        process = await asyncio.create_subprocess_exec(
            *(chromium, *options, f"--user-data-dir={profile}"), stderr=asyncio.subprocess.PIPE
        )
        assert process.stderr is not None
        while b"DevTools listening on" not in (said := await process.stderr.readline()):
            assert said, "Chromium ended before it listened"
        address = said.decode().rsplit(" ", 1)[-1].strip()
        async with (
            aiohttp.ClientSession(trust_env=False) as http,
            http.ws_connect(address, max_msg_size=0) as line,
        ):
            browser = Browser(line)
            for page in sorted(directory.glob("*.html")):
                for dark in (False, True):
                    for width in (760, 390):
                        name = f"{page.stem}-{'dark' if dark else 'light'}-{width}.png"
                        await browser.picture(page, directory / name, width, dark=dark)
        process.terminate()
        await process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        chosen, arrived = asyncio.run(play(Path(place)))
    for name, one in chosen:
        assert one.mail is not None
        (options.directory / f"{name}.eml").write_bytes(bytes(one.mail))
        (options.directory / f"{name}.txt").write_text(
            f"Subject: {one.subject}\n\n{one.text()}", encoding="utf-8"
        )
        (options.directory / f"{name}.html").write_text(one.page(), encoding="utf-8")
    (options.directory / "arabic.html").write_text(right_to_left(), encoding="utf-8")
    if options.chromium:
        asyncio.run(take_pictures(options.chromium, options.directory))
    for one in arrived:
        if one.body:
            name = f"hook-{one.body.get('reason', 'other')}-{one.at:%d%H%M}.json"
            (options.directory / name).write_text(
                json.dumps(one.body, ensure_ascii=False, indent=1), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
