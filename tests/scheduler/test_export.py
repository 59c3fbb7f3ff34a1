"""What is exported other programs read: JSON Lines, CSV with ACLED's columns, GeoJSON; and which is chosen."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate

from incidents.article import draft_from_dict
from incidents.codes import CODES
from incidents.errors import DatelineError
from incidents.incident import Attribution, Type
from scheduler import export
from scheduler.commands.narrowing import moment
from store.database import Database
from tests.scheduler.desk import ARTICLES, BOMBING, COPIED, RECIPE, RISEN, STABBING, Desk
from tests.store.invented import NOW, incident, known, place

FORMULA = tuple("=+-@\t\r")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_articles_come_out_as_they_can_go_in_whatever_became_of_them(filled: Desk) -> None:
    exported = filled.lines("export", "articles")
    assert [article["url"] for article in exported] == [a["url"] for a in reversed(ARTICLES)]
    keys = {"url", "title", "text", "published", "language", "source", "id", "authors", "point"}
    assert set(exported[0]) == keys
    assert draft_from_dict(exported[-1]) == draft_from_dict({**STABBING, "language": "en"})


def test_incidents_come_out_in_the_shape_of_the_contract(filled: Desk) -> None:
    exported = filled.lines("export", "incidents")
    assert [known["type"] for known in exported] == ["bombing", "stabbing"]
    assert exported == filled.lines("incidents", "--json")


def test_csv_columns_bear_acleds_names(filled: Desk) -> None:
    bombing, stabbing = rows(filled.text("export", "incidents", "--format", "csv"))
    assert bombing["event_type"] == "Explosions/Remote violence"
    assert bombing["sub_event_type"] == "Remote explosive/landmine/IED"
    assert (bombing["event_date"], bombing["country"], bombing["fatalities"]) == (
        "2026-03-05",
        "Pakistan",
        "3",
    )
    assert stabbing["actor1"] == "Islamic State"
    assert stabbing["fatalities"] == "4", "ACLED counts the attackers among the dead"
    assert stabbing["killed_best"] == "2"
    assert stabbing["source"] == "Coast Herald; Copied; Valley Post"
    assert (stabbing["event_type"], stabbing["gtd_attack_type"]) == (
        "Violence against civilians",
        "Armed Assault",
    )


def test_articles_as_csv_say_what_became_of_each(filled: Desk) -> None:
    by_url = {row["url"]: row for row in rows(filled.text("export", "articles", "--format", "csv"))}
    assert by_url[str(COPIED["url"])]["outcome"] == "copy"
    assert by_url[str(COPIED["url"])]["incident_ids"] == by_url[str(STABBING["url"])]["incident_ids"]


def test_geojson_is_a_collection_of_points(filled: Desk) -> None:
    for what in ("incidents", "articles"):
        collection = json.loads(filled.text("export", what, "--format", "geojson"))
        validate(collection, GEOJSON)
    located = [f for f in collection["features"] if f["geometry"]]
    assert {feature["properties"]["url"] for feature in located} == {
        a["url"] for a in ARTICLES if a is not RECIPE
    }


GEOJSON: dict[str, Any] = {
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "properties": {"type": "object"},
                    "geometry": {
                        "anyOf": [
                            {"type": "null"},
                            {
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "type": {"const": "Point"},
                                    "coordinates": {
                                        "type": "array",
                                        "items": {"type": "number"},
                                        "minItems": 2,
                                        "maxItems": 2,
                                    },
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def test_nothing_stored_is_a_header_and_an_empty_collection(desk: Desk) -> None:
    desk.replay()
    assert desk.text("export", "incidents") == ""
    assert desk.text("export", "incidents", "--format", "csv").startswith("incident_id,event_date,")
    assert json.loads(desk.text("export", "incidents", "--format", "geojson"))["features"] == []


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x","y")'])
def test_no_cell_is_run_as_a_formula(attack: str) -> None:
    assert export.cell(attack) == f"'{attack}"
    text = "".join(export.as_csv([{"a": attack, "b": None}], ("a", "b")))
    assert rows(text) == [{"a": f"'{attack}", "b": ""}]


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.none(), st.booleans()))
def test_whatever_a_cell_holds_it_begins_with_no_sign_of_a_formula(value: object) -> None:
    assert not export.cell(value).startswith(FORMULA)


def test_a_place_south_of_the_equator_stays_a_number() -> None:
    row = export.incident_row(known(incident=incident(place=place("Pemba"))))
    assert float(export.cell({**row, "latitude": -12.97}["latitude"])) == -12.97


def test_who_only_denies_it_is_no_actor() -> None:
    denied, blamed = Attribution("One", None, "denied", None), Attribution("Two", "Part", "blamed", None)
    row = export.incident_row(known(incident=incident(attribution=(denied, blamed))))
    assert (row["actor1"], row["assoc_actor_1"], row["attribution_basis"]) == ("Two", "Part", "blamed")
    assert export.incident_row(known(incident=incident(attribution=(denied,))))["actor1"] is None


def test_every_type_is_mapped() -> None:
    assert set(CODES) == set(Type)
    assert all(codes.event_type for kind, codes in CODES.items() if kind is not Type.DISASTER)


def test_a_file_appears_whole(filled: Desk) -> None:
    output = filled.place / "out.csv"
    assert filled.text("export", "incidents", "--format", "csv", "--output", str(output)) == ""
    assert len(rows(output.read_text(encoding="utf-8"))) == 2
    assert [path.name for path in filled.place.glob("*.part")] == []
    unwritable = filled.run("export", "incidents", "--output", str(filled.place / "none" / "out"))
    assert "cannot be written" in str(unwritable.exception)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--country", "PK"], {"bombing"}),
        (["--region", "Russia"], {"stabbing"}),
        (["--region", "RU/Dagestan"], {"stabbing"}),
        (["--region", "Sahel"], set()),
        (["--group", "Islamic State"], {"stabbing"}),
        (["--type", "bombing"], {"bombing"}),
        (["--killed", "3"], {"bombing"}),
        (["--injured", "10"], {"bombing"}),
        (["--watch", "Russia"], {"stabbing"}),
        (["--watch", "Large"], set()),
        (["--from", "2026-03-03"], {"bombing"}),
        (["--to", "2026-03-03"], {"stabbing"}),
        (["--since", "2026-03-05"], {"bombing"}),
        (["--until", "2026-03-05T00:00:00Z"], {"stabbing"}),
        (["--status", "earlier"], set()),
    ],
)
def test_incidents_are_chosen(filled: Desk, options: list[str], found: set[str]) -> None:
    for command in (["export", "incidents"], ["incidents", "--json"]):
        assert {known["type"] for known in filled.lines(*command, *options)} == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--outcome", "copy"], [COPIED]),
        (["--source", "Valley Post"], [BOMBING, RISEN]),
        (["--region", "Russia"], [RISEN, COPIED, STABBING]),
        (["--watch", "Russia"], [RISEN, COPIED, STABBING]),
        (["--country", "PK"], [BOMBING]),
        (["--group", "Islamic State"], [RISEN, COPIED, STABBING]),
        (["--type", "bombing"], [BOMBING]),
        (["--since", "2026-03-05", "--until", "2026-03-05T12:30:00Z"], [BOMBING]),
    ],
)
def test_articles_are_chosen(filled: Desk, options: list[str], found: list[dict[str, Any]]) -> None:
    for command in (["export", "articles"], ["articles", "--json"]):
        chosen = filled.lines(*command, *options)
        assert [article["url"] for article in chosen] == [article["url"] for article in found]


def test_a_region_does_not_shorten_what_the_limit_allows(filled: Desk) -> None:
    (article,) = filled.lines("articles", "--json", "--region", "RU/Dagestan", "--limit", "1")
    assert article["url"] == RISEN["url"]


def test_an_unknown_region_or_time_is_refused_with_what_is_near(filled: Desk) -> None:
    assert isinstance(filled.run("incidents", "--region", "Dagestan").exception, DatelineError)
    assert "did you mean 'RU/Dagestan'" in str(filled.run("incidents", "--region", "Dagestan").exception)
    result = filled.run("incidents", "--since", "yesterdayish")
    assert result.exit_code == 2
    assert "is no time" in result.output


def test_a_moment_is_a_span_a_day_or_an_instant() -> None:
    assert moment("2026-03-01").isoformat() == "2026-03-01T00:00:00+00:00"
    assert moment("2026-03-01T12:00:00+03:00").isoformat() == "2026-03-01T12:00:00+03:00"
    assert moment("7") < moment("6 days") < moment("12h")


def test_more_than_a_batch_comes_out_whole(desk: Desk) -> None:
    with Database.open(desk.place / "dateline.db") as db, db.transaction():
        for number in range(1200):
            db.incidents.save(known(f"i{number}", last_changed=NOW))
    assert len(desk.lines("export", "incidents")) == 1200
