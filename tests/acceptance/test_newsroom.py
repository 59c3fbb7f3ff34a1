"""Routing from article to mail, with a clock that the test moves: real reader, store and delivery, real servers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from incidents.article import Draft
from tests.acceptance.newsroom import DAY, HOUR, MINUTE, Newsroom, newsroom

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
RUSSIA = "  - {name: Russia, regions: [Russia], notify: [desk]}"
OUTLETS = ("Harbour Post", "Ridge Observer", "Valley Post", "Coast Herald", "Hill Courier", "Lighthouse")
# Thirty reports of one attack, none a copy of another: who says it, what else is told, and a toll that rises.
LEADS = (
    "Gunmen opened fire on a bus station in Derbent, in Russia's republic of Dagestan, on Monday, killing {n} people, {who} said.",
    "{n} people were killed on Monday when gunmen opened fire on a bus station in Derbent, Dagestan, Russia, {who} said.",
    "A shooting at the bus station of Derbent in Russia's Dagestan left {n} people dead on Monday, according to {who}.",
)
SPEAKERS = (
    "the interior ministry",
    "the governor's office",
    "local officials",
    "investigators",
    "the health ministry",
)
ASIDES = (
    "Traffic on the coastal road was stopped for hours while officers searched the quarter.",
    "Shops near the market stayed shut, and schools sent their pupils home at noon.",
    "Witnesses spoke of a white car that left towards the north.",
    "The wounded were taken to the central hospital, where donors queued.",
    "A curfew for the night was considered and then not imposed.",
    "The head of the republic said that the families would receive help.",
)


def reports() -> Iterable[Draft]:
    """Three a minute, for ten minutes."""
    for number in range(30):
        toll = ("two", "three", "four", "five", "six", "seven")[number // 5]
        lead = LEADS[number % 3].format(n=toll, who=SPEAKERS[number % 5]).capitalize()
        text = (
            f"DERBENT, Russia - {lead}\n\n{ASIDES[number % 6]} {ASIDES[(number * 5 + number // 6 + 1) % 6]}"
        )
        title = (
            f"Gunmen kill {toll} at Derbent bus station",
            f"{toll.capitalize()} dead in Derbent shooting",
        )[number % 2]
        at = START + number * MINUTE / 3
        yield Draft(f"https://outlet{number}.example/derbent", title, text, at, "en", OUTLETS[number % 6])


def shooting(town: str, at: datetime, killed: str = "two") -> Draft:
    text = (
        f"{town.upper()}, Russia - Gunmen shot dead {killed} people in {town}, Russia, on Monday, police said.\n\n"
        f"The road to {town} was closed."
    )
    url = f"https://harbour.example/{town.lower()}-{killed}"
    return Draft(url, f"Gunmen kill {killed} in {town}", text, at, "en", "Harbour Post")


async def play(room: Newsroom, drafts: Iterable[Draft]) -> None:
    """Each article is read when it is published."""
    for draft in drafts:
        assert draft.published is not None
        if draft.published > room.clock.now():
            await room.wait(draft.published - room.clock.now())
        await room.read(draft)
        await room.deliver()


async def test_thirty_articles_on_one_attack_in_ten_minutes_are_one_alert_and_one_update_a_window(
    tmp_path: Path,
) -> None:
    """Acceptance case 16 of the demands."""
    receivers = "  desk: {email: {to: [desk@example.org]}, group: 2 min}"
    async with newsroom(tmp_path, START, receivers, RUSSIA) as room:
        await play(room, reports())
        await room.wait(HOUR)
        account = room.database.articles.account()
        mails = room.mails()
        assert room.database.incidents.count() == 1
    assert account["read"] == sum(account[name] for name in account if name not in ("read", "pending")) == 30
    assert not mails[0].subject.startswith("Toll")
    assert all(mail.subject.startswith("Toll ") for mail in mails[1:])
    assert 2 <= len(mails) <= 6
    times = [mail.at for mail in mails]
    assert all(later - first >= 2 * MINUTE for first, later in pairwise(times))
    assert "7 killed" in mails[-1].subject
    first = mails[0].mail["Message-ID"]  # type: ignore[index]
    assert {mail.mail["References"] for mail in mails[1:]} == {first}  # type: ignore[index]


async def test_each_watch_says_which_changes_alert_and_each_receiver_hears_its_own(tmp_path: Path) -> None:
    receivers = "  desk: {email: {to: [desk@example.org]}}\n  chief: {email: {to: [chief@example.org]}}"
    watches = (
        "  - {name: All, regions: [Russia], alert_on: [new, toll], notify: [desk]}\n"
        "  - {name: Grave, regions: [Russia], when: {killed: 5}, alert_on: [new], notify: [chief]}"
    )
    async with newsroom(tmp_path, START, receivers, watches) as room:
        await play(room, reports())
        await room.wait(HOUR)
        desk, chief = room.mails("desk@"), room.mails("chief@")
    assert not desk[0].subject.startswith("Toll")
    assert len(desk) > 2
    assert all(mail.subject.startswith("Toll ") for mail in desk[1:])
    # The first that the chief hears is new, when the threshold is met; and nothing after it.
    assert [mail.subject.split(",")[0] for mail in chief] == ["Derbent"]
    assert "5 killed" in chief[0].subject


async def test_a_night_of_quiet_hours_survives_restarts_and_comes_in_order_in_the_morning(
    tmp_path: Path,
) -> None:
    receivers = (
        "  desk: {email: {to: [desk@example.org]}, zone: Europe/Vienna, "
        'quiet: {from: "22:00", to: "07:00", except: {killed: 5}}}'
    )
    evening = START.replace(hour=20)
    towns = ("Derbent", "Grozny", "Nalchik")
    async with newsroom(tmp_path, evening, receivers, RUSSIA) as room:
        for hours, town in enumerate(towns):
            await play(room, [shooting(town, evening + (1.5 + hours) * HOUR)])
            room.boot(f"restart {hours}")
        await play(room, [shooting("Surgut", evening + 5 * HOUR, "nine")])
        await room.wait(8 * HOUR)
        told = [(mail.at, mail.subject.split(",")[0]) for mail in room.mails()]
        held = [row.state for row in room.database.outbox.notices.find()]
        why = [mail.text() for mail in room.mails()][1]
    morning = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
    assert told == [(evening + 5 * HOUR, "Surgut"), *((morning, town) for town in towns)]
    assert set(held) == {"routed"}
    assert "Timing: held for" in why


async def test_a_limit_holds_the_rest_and_sums_it_up(tmp_path: Path) -> None:
    receivers = (
        '  desk: {email: {to: [desk@example.org]}, limit: 3 per hour}\n  hook: {webhook: {url: "HOOK"}}'
    )
    watch = "  - {name: Russia, regions: [Russia], notify: [desk, hook]}"
    towns = ("Derbent", "Grozny", "Nalchik", "Surgut", "Kazan", "Samara", "Omsk", "Tomsk")
    async with newsroom(tmp_path, START, receivers, watch) as room:
        await play(room, [shooting(town, START + n * MINUTE) for n, town in enumerate(towns)])
        await room.wait(2 * HOUR)
        mails, posts = room.mails(), [one for one in room.arrived if one.to == "hook"]
    assert [round((mail.at - START) / MINUTE) for mail in mails] == [0, 1, 2, 60]
    assert mails[-1].subject.startswith("5 incidents: Surgut (RU) shooting, 2 killed; ")
    assert {town for town in towns if town in mails[-1].text()} == set(towns[3:])
    assert "limit: 3 messages in 1 h" in mails[-1].text()
    assert len(posts) == len(towns)
    assert all(post.at < START + HOUR for post in posts)


async def test_a_digest_tells_all_and_then_proves_silence(tmp_path: Path) -> None:
    receivers = '  desk: {email: {to: [desk@example.org]}, zone: Europe/Vienna, digest: {at: "07:30"}}'
    async with newsroom(tmp_path, START, receivers, RUSSIA) as room:
        await play(room, [shooting("Derbent", START), shooting("Grozny", START + HOUR)])
        await room.wait(2 * DAY, 10 * MINUTE)
        mails = room.mails()
    assert [mail.at.hour for mail in mails] == [6, 6]
    assert mails[0].subject.startswith("Digest: 2 incidents: Derbent (RU) shooting, 2 killed; Grozny (RU)")
    assert "\n2 articles read: " in mails[0].text()
    assert mails[1].subject == "Digest: 0 incidents"
    assert "0 of 3 sources healthy, 3 not read yet." in mails[1].text()


async def test_a_silence_ends_and_an_acknowledged_incident_can_be_kept_quiet(tmp_path: Path) -> None:
    receivers = "  desk: {email: {to: [desk@example.org]}}"
    async with newsroom(tmp_path, START, receivers, RUSSIA) as room:
        room.database.meta.add_silence({"places": ["Derbent"]}, START, START + HOUR, "exercise")
        await play(room, [shooting("Derbent", START), shooting("Grozny", START + MINUTE)])
        silenced = room.database.outbox.notices.find(state="silenced")
        grozny = next(
            k
            for k in room.database.incidents.each()
            if k.incident.place and k.incident.place.name == "Grozny"
        )
        room.database.meta.add_silence(
            {"incidents": [grozny.incident_id]}, room.clock.now(), START + DAY, "ours"
        )
        risen = replace(shooting("Grozny", START + 2 * HOUR, "four"), source="Ridge Observer")
        await play(room, [risen, shooting("Derbent", START + 3 * HOUR, "six")])
        await room.wait(HOUR)
        subjects = [mail.subject.split(":")[0] for mail in room.mails()]
        reasons = [row.state_reason for row in room.database.outbox.notices.find(state="silenced")]
    assert [row.state_reason.split(": ")[-1] for row in silenced] == ["exercise"]
    assert subjects[0].startswith("Grozny")
    assert "Grozny" not in " ".join(subjects[1:])
    assert sum("ours" in reason for reason in reasons) == 1


@pytest.mark.parametrize("zone", ["Europe/Vienna", "Asia/Kolkata"])
async def test_times_are_the_receivers(tmp_path: Path, zone: str) -> None:
    receivers = f"  desk: {{email: {{to: [desk@example.org]}}, zone: {zone}}}"
    async with newsroom(tmp_path, START, receivers, RUSSIA) as room:
        await play(room, [shooting("Derbent", START)])
        (mail,) = room.mails()
    assert {"Europe/Vienna": "10:00 CET", "Asia/Kolkata": "14:30 IST"}[zone] in mail.text()
