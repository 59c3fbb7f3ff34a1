"""Incidents come back as they were put in, and are found by place, time and words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from incidents.incident import Incident, Toll, Type
from incidents.resolution import neighbourhood
from store.database import Database
from store.incidents import IncidentFilter
from store.words import EXACT, NEWEST, SAMPLE
from tests.store.invented import DAY, HOUR, NOW, change, draft, incident, known, notice, on, place, report


def near(db: Database, seen: Incident, *words: str) -> set[str]:
    telling = frozenset(words)
    hood = neighbourhood(seen, draft(), telling, NOW, db.incidents.rarity(telling))
    return {k.incident_id for k in db.incidents.near(hood)}


def test_an_incident_comes_back_as_it_was(db: Database, path: Path) -> None:
    made = known(history=(change(1), change(2)), reports=(report(1), report(2, published=None)))
    db.incidents.save(made)
    with Database.open(path, read_only=True) as reader:
        assert reader.incidents.get("i1") == made
    assert db.incidents.get("i1") == made
    assert db.incidents.get("i2") is None


def test_an_incident_of_which_little_is_known_comes_back(db: Database, path: Path) -> None:
    bare = Incident(type=Type.OTHER, status="earlier")
    made = known(incident=bare, words=frozenset(), reports=())
    db.incidents.save(made)
    with Database.open(path, read_only=True) as reader:
        assert reader.incidents.get("i1") == made


def test_reports_and_history_are_appended(db: Database, path: Path) -> None:
    made = known()
    db.incidents.save(made)
    for number in range(2, 30):
        made = replace(
            made,
            incident=replace(made.incident, killed=Toll.exactly(number)),
            reports=(*made.reports, report(number)),
            history=(*made.history, change(number)),
            words=made.words | {f"word{number}"},
            last_changed=NOW + number * HOUR,
        )
        db.incidents.save(made)
    with Database.open(path, read_only=True) as reader:
        assert reader.incidents.get("i1") == made


@pytest.mark.parametrize("reports", [(3, 2, 1), (2,), (1, 2, 4), (4, 5, 6, 7), ()])
def test_reports_may_be_rearranged(db: Database, path: Path, reports: tuple[int, ...]) -> None:
    db.incidents.save(known(reports=(report(1), report(2), report(3)), history=(change(1), change(2))))
    made = known(reports=tuple(map(report, reports)), history=(change(2),))
    db.incidents.save(made)
    with Database.open(path, read_only=True) as reader:
        assert reader.incidents.get("i1") == made


def test_the_place_bounds_what_is_near(db: Database) -> None:
    db.incidents.save(known("same town", words=frozenset()))
    db.incidents.save(
        known("same area", incident=incident(place=place("Derbent", geonameid=566532)), words=frozenset())
    )
    db.incidents.save(
        known("far", incident=incident(place=place("Surgut", "RU-KHM", 1490624)), words=frozenset())
    )
    assert near(db, incident()) == {"same town", "same area"}


def test_days_bound_what_is_near(db: Database) -> None:
    for day in ("2026-02-10", "2026-02-26", "2026-03-01", "2026-03-04", "2026-03-20"):
        db.incidents.save(known(day, incident=incident(date=on(day)), words=frozenset()))
    assert near(db, incident(date=on("2026-03-01"))) == {"2026-03-01", "2026-02-26", "2026-03-04"}


def test_a_long_period_is_near_each_of_its_days(db: Database) -> None:
    db.incidents.save(known("month", incident=incident(date=on("2026-02-01", "2026-02-28"))))
    assert near(db, incident(date=on("2026-02-27"))) == {"month"}


def test_an_incident_without_a_day_is_found_by_its_first_report(db: Database) -> None:
    db.incidents.save(known("undated", incident=incident(date=None), words=frozenset()))
    assert near(db, incident(date=on("2026-03-02"))) == {"undated"}
    assert near(db, incident(date=None)) == {"undated"}
    assert near(db, incident(date=on("2026-01-02"))) == set()


def test_a_country_is_near_all_its_places_and_they_to_it(db: Database) -> None:
    whole = replace(place(), name="Russia", admin1=None, admin1_code=None, geonameid=None)
    db.incidents.save(known("town", words=frozenset()))
    db.incidents.save(known("country", incident=incident(place=whole), words=frozenset()))
    assert near(db, incident(place=whole)) == {"town", "country"}
    assert near(db, incident()) == {"town", "country"}


def test_words_join_what_has_no_place_and_no_day(db: Database) -> None:
    bare = incident(place=None, date=None)
    db.incidents.save(
        known(
            "named",
            incident=bare,
            words=frozenset({"kaspiysk", "abuhafs"}),
            reports=(report(published=NOW - 90 * DAY),),
        )
    )
    assert near(db, bare, "abuhafs") == {"named"}
    assert near(db, incident(), "kaspiysk", "other") == {"named"}
    assert near(db, bare, "unheard") == set()


def test_rare_words_lead_where_common_ones_cannot(db: Database) -> None:
    bare = incident(place=None, date=None)
    old = (report(published=NOW - 300 * DAY),)
    for number in range(NEWEST * 3):
        words = frozenset({"police", f"name{number}"})
        db.incidents.save(known(f"i{number}", incident=bare, words=words, reports=old))
    assert "i7" in near(db, bare, "police", "name7")
    assert len(near(db, bare, "police", "name7")) <= 60


def test_words_are_counted_once_an_incident(db: Database) -> None:
    for number in range(3):
        made = known(f"i{number}", words=frozenset({"police", f"name{number}"}))
        db.incidents.save(made)
        db.incidents.save(replace(made, words=made.words | {"again"}))
    rarity = db.incidents.rarity({"police", "name1", "again", "unheard"})
    assert rarity.counts == {"police": 3, "name1": 1, "again": 3}
    assert rarity.total == 3


def test_the_survivor_stands_for_a_merged_incident(db: Database) -> None:
    db.incidents.save(known("i1"))
    db.incidents.save(known("i2", merged_into="i1"))
    db.incidents.save(known("i3", merged_into="i2"))
    assert near(db, incident(), "kaspiysk") == {"i1"}
    survivor, merged = db.incidents.get("i3", follow=True), db.incidents.get("i3")
    assert survivor is not None
    assert merged is not None
    assert (survivor.incident_id, merged.merged_into) == ("i1", "i2")
    assert db.incidents.merged_into("i1") == ["i2"]
    assert db.incidents.count() == 1
    assert [k.incident_id for k in db.incidents.each(batch=2)] == ["i1", "i2", "i3"]


def test_what_is_remembered_follows_a_rollback(db: Database) -> None:
    db.incidents.save(known())
    with pytest.raises(RuntimeError), db.transaction():
        db.incidents.save(known(retracted=True))
        raise RuntimeError
    assert db.incidents.get("i1") == known()


def test_what_is_remembered_follows_other_writers(db: Database, path: Path) -> None:
    db.incidents.save(known())
    with Database.open(path) as other:
        other.incidents.save(known(retracted=True))
    assert db.incidents.get("i1") == known(retracted=True)


def test_incidents_are_found_by_filter(db: Database) -> None:
    db.incidents.save(known("a", last_changed=NOW))
    db.incidents.save(
        known("b", last_changed=NOW + HOUR, incident=incident(type=Type.SHOOTING, killed=Toll.exactly(5)))
    )
    db.incidents.save(
        known("c", last_changed=NOW + DAY, incident=incident(place=place("Dikwa", "NG-BO"), attribution=()))
    )
    db.incidents.save(known("d", merged_into="a"))
    db.outbox.add([notice(1, known=known("b"))])

    def ids(**wanted: object) -> list[str]:
        return [k.incident_id for k in db.incidents.find(IncidentFilter(**wanted))]  # type: ignore[arg-type]

    assert ids() == ["c", "b", "a"]
    assert ids(merged=True) == ["c", "b", "d", "a"]
    assert ids(since=NOW + timedelta(minutes=1), until=NOW + DAY) == ["b"]
    assert ids(country="NG") == ["c"]
    assert ids(admin1_code="RU-DA", type=Type.SHOOTING) == ["b"]
    assert ids(killed=5) == ["b"]
    assert ids(group="Islamic State") == ["b", "a"]
    assert ids(watch="Attacks in Russia") == ["b"]
    assert ids(status="background") == []
    assert ids(limit=1) == ["c"]
    assert ids(limit=None, merged=True) == ["c", "b", "d", "a"]


def test_incidents_are_found_by_their_days_and_the_injured(db: Database) -> None:
    db.incidents.save(known("a", incident=incident(date=on("2026-03-01"), injured=Toll(4, None, None))))
    db.incidents.save(known("b", incident=incident(date=on("2026-02-01"), injured=Toll.exactly(1))))

    def ids(**wanted: object) -> list[str]:
        return [k.incident_id for k in db.incidents.find(IncidentFilter(**wanted))]  # type: ignore[arg-type]

    assert ids(injured=2) == ["a"]
    assert ids(first_day=date(2026, 2, 2)) == ["a"]
    assert ids(last_day=date(2026, 2, 28)) == ["b"]
    assert ids(first_day=date(2026, 2, 1), last_day=date(2026, 3, 1)) == ["b", "a"]


def test_very_common_words_are_counted_by_a_sample(db: Database) -> None:
    many = 2 * EXACT
    with db.transaction():
        for number in range(many):
            db.incidents.save(known(f"i{number}", words=frozenset({"police", f"name{number}"})))
    counted = db.incidents.rarity({"police"}).counts["police"]
    assert counted > EXACT
    assert abs(counted - many) < 6 * SAMPLE
