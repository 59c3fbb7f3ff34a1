"""An incident that may be one already told is kept apart, and told when a second origin tells of it, too."""

from __future__ import annotations

from scheduler.commands.options import load_config
from store.database import Database
from tests.scheduler.desk import Desk

EVENING = {
    "url": "https://coast.example/evening",
    "title": "Four wounded as gunmen open fire in Derbent",
    "text": "Four people were wounded when gunmen opened fire from a car in Derbent, in the Russian republic of Dagestan, "
    "on Monday evening, the interior ministry said. The car was found burnt outside the town.",
    "published": "2026-03-03T09:00:00Z",
    "source": "Coast Herald",
}
TEACHER = {
    "url": "https://valley.example/teacher",
    "title": "Teacher shot in Derbent school yard",
    "text": "A teacher was shot and wounded in the yard of a school in Derbent, Dagestan, Russia, on Tuesday, prosecutors "
    "said. A former pupil with a hunting rifle was seen running towards the harbour.",
    "published": "2026-03-03T15:00:00Z",
    "source": "Valley Post",
}
COPIED = {
    **TEACHER,
    "url": "https://copied.example/wire",
    "source": "Copied",
    "published": "2026-03-03T16:00:00Z",
}
PUPIL = {
    "url": "https://slow.example/pupil",
    "title": "Derbent teacher shot by former pupil with hunting rifle",
    "text": "A teacher is in hospital after a former pupil with a hunting rifle shot her in a school yard in Derbent, "
    "Dagestan, Russia, on Tuesday. She was wounded, prosecutors said; the harbour was searched.",
    "published": "2026-03-03T19:00:00Z",
    "source": "Slow Weekly",
}
GUNMEN = "\n  - {name: Both, regions: [Russia], notify: [desk]}\n  - {name: Teachers, exclude: [gunmen], notify: [chief]}\n"


def urls(lines: list[dict[str, str]], receiver: str = "desk") -> list[str]:
    return [line["url"] for line in lines if line["receiver"] == receiver]


def test_it_is_told_as_soon_as_a_second_origin_tells_of_it(desk: Desk) -> None:
    assert urls(desk.replay(EVENING, TEACHER, COPIED, PUPIL)) == [EVENING["url"], PUPIL["url"]]


def test_a_copy_is_no_second_origin(desk: Desk) -> None:
    assert urls(desk.replay(EVENING, TEACHER, COPIED)) == [EVENING["url"]]


def test_it_is_told_at_once_to_one_who_knows_nothing_like_it(desk: Desk) -> None:
    desk.config = desk.configure("both.yaml", GUNMEN)
    told = desk.replay(EVENING, TEACHER)
    assert (urls(told), urls(told, "chief")) == ([EVENING["url"]], [TEACHER["url"]])


def test_what_waits_is_explained(desk: Desk) -> None:
    (first,) = desk.replay(EVENING, TEACHER)
    like = first["incident_id"]
    (waits,) = (i["incident_id"] for i in desk.lines("incidents", "--json") if i["incident_id"] != like)
    why = f"it may be {like}, of which desk was told"
    assert f"{why}; it waits for a second origin" in desk.text("explain", "article", str(TEACHER["url"]))
    text = desk.text("explain", "incident", waits)
    assert f"and is not told: {why}; it waits for a second origin" in text
    assert f"doubt: incident_id {waits} -> {like}" in text


def test_when_it_was_told_in_the_end_is_explained(desk: Desk) -> None:
    later = desk.replay(EVENING, TEACHER, PUPIL)[1]["notice_id"]
    text = desk.text("explain", "article", str(TEACHER["url"]))
    assert f"it waits for a second origin; notice {later} told of it then" in text


def test_a_backtest_lets_it_wait_as_well(desk: Desk) -> None:
    desk.replay(EVENING, TEACHER, PUPIL)
    found = desk.lines("backtest", "--json", config=desk.config)
    assert [(line["change"], line["url"]) for line in found] == [
        ("same", EVENING["url"]),
        ("same", PUPIL["url"]),
    ]


def silence(desk: Desk, notice_id: str) -> None:
    """As the router does with what a silence matches."""
    with Database.open(load_config(desk.config).database) as db:
        db.outbox.silence([notice_id], "silenced: matches")


def test_it_is_told_at_once_where_the_alert_of_the_other_was_silenced(desk: Desk) -> None:
    (first,) = [line for line in desk.replay(EVENING) if line["receiver"] == "desk"]
    silence(desk, first["notice_id"])
    assert urls(desk.replay(EVENING, TEACHER)) == [TEACHER["url"]]
    text = desk.text("explain", "article", "1")
    assert "not told: silenced as new by notice" in text


def test_what_was_silenced_is_new_when_it_changes(desk: Desk) -> None:
    (first,) = [line for line in desk.replay(EVENING) if line["receiver"] == "desk"]
    silence(desk, first["notice_id"])
    dead = {
        **EVENING,
        "url": "https://slow.example/dead",
        "title": "One of four wounded in Derbent dies after gunmen opened fire",
        "text": "One person died and four were wounded when gunmen opened fire from a car in Derbent, Dagestan, Russia, on "
        "Monday evening, the interior ministry said. The car was found burnt outside the town.",
        "published": "2026-03-04T09:00:00Z",
    }
    assert [line["reason"] for line in desk.replay(EVENING, dead)] == ["new"]
