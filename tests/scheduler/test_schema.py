"""The published JSON Schemas are current, and what the program reads and writes is as they say."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource
from ruamel.yaml import YAML

from alerts.message import webhook_body
from incidents.article import Draft, Outcome, draft_to_dict
from incidents.incident import (
    Attribution,
    Change,
    Evidence,
    Incident,
    KnownIncident,
    Place,
    Report,
    Toll,
    Type,
    When,
    incident_to_dict,
    known_to_dict,
)
from incidents.notices import Notice
from incidents.watch import Reason
from scheduler.config.schema import config_schema
from scheduler.replay import Replay, notice_line

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "schema"
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.schema.json")}
NOW = datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)
INCIDENT = Incident(
    type=Type.STABBING,
    status="current",
    date=When(date(2031, 3, 3), date(2031, 3, 3), "day", "relative"),
    place=Place("Kaspiysk", "Dagestan", "RU-DA", "RU", 42.9, 47.6, "place", 551847),
    attribution=(Attribution("Islamic State", None, "claimed", "Amaq"),),
    killed=Toll.exactly(1),
    injured=Toll(24, 24, None),
    targets=("police officers",),
    confidence=0.875,
    evidence=(Evidence("attribution.0", "text", 3, 9),),
)
KNOWN = KnownIncident(
    incident_id="i-1",
    incident=INCIDENT,
    first_seen=NOW,
    last_changed=NOW,
    reports=(Report("https://a.example/1", "A", NOW, "o1"), Report("https://b.example/1", "B", None, "o2")),
    history=(Change(NOW, "toll", "killed", None, {"low": 1, "best": 1, "high": 1}, "https://a.example/1"),),
)
NOTICE = Notice(
    notice_id="n-1",
    at=NOW,
    reason="toll",
    version=2,
    receiver="desk",
    watches=("Attacks",),
    known=KNOWN,
    changes=KNOWN.history,
    why="region Russia",
    url="https://a.example/1",
)


def validator(name: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(
        (key, Resource.from_contents(schema)) for key, schema in SCHEMAS.items()
    )
    return Draft202012Validator(SCHEMAS[f"{name}.schema.json"], registry=registry)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_a_schema_under_its_own_name(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == name


def test_the_schema_of_the_config_is_the_one_that_the_models_make() -> None:
    assert SCHEMAS["config.schema.json"] == json.loads(json.dumps(config_schema()))


@pytest.mark.parametrize("path", ["config.yaml", "tests/config/whole/config.yaml"])
def test_a_good_config_is_good_to_an_editor(path: str) -> None:
    data = YAML(typ="safe", pure=True).load((ROOT / path).read_text(encoding="utf-8"))
    validator("config").validate(data)


@pytest.mark.parametrize(
    "name", ["unknown-key", "unknown-key-deep", "unknown-type", "durations", "language-no", "wrong-types"]
)
def test_a_bad_config_is_bad_to_an_editor(name: str) -> None:
    text = (ROOT / "tests" / "config" / "bad" / f"{name}.yaml").read_text(encoding="utf-8")
    with pytest.raises(ValidationError):
        validator("config").validate(YAML(typ="safe", pure=True).load(text))


def test_the_shipped_config_refers_to_its_schema_where_it_is() -> None:
    first = (ROOT / "config.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert (ROOT / first.split("$schema=")[1]).resolve() == FOLDER / "config.schema.json"


def test_an_article_is_as_its_schema_says() -> None:
    validator("article").validate(
        draft_to_dict(Draft("https://a.example/1", "Title", "Text", NOW, "en", "A"))
    )
    validator("article").validate(draft_to_dict(Draft("https://a.example/1", "", "")))
    validator("article").validate({"url": "https://a.example/1", "published": "2031-03-04"})
    with pytest.raises(ValidationError):
        validator("article").validate({"title": "no url"})


def test_an_incident_is_as_its_schema_says_whether_full_or_bare() -> None:
    for incident in (INCIDENT, Incident(Type.OTHER, "background")):
        validator("incident").validate(incident_to_dict(incident))
    assert list(SCHEMAS["incident.schema.json"]["properties"]) == list(incident_to_dict(INCIDENT))


def test_a_stored_incident_is_as_its_schema_says() -> None:
    record = known_to_dict(KNOWN)
    validator("stored-incident").validate(record)
    with pytest.raises(ValidationError):
        validator("stored-incident").validate(incident_to_dict(INCIDENT))


def test_a_webhook_and_a_replayed_notice_are_as_their_schemas_say() -> None:
    validator("webhook").validate(webhook_body(NOTICE))
    validator("replay-notice").validate(notice_line(NOTICE))
    assert list(SCHEMAS["webhook.schema.json"]["properties"]) == list(webhook_body(NOTICE))
    assert list(SCHEMAS["replay-notice.schema.json"]["properties"]) == list(notice_line(NOTICE))


def test_a_replay_writes_articles_and_notices_as_their_schemas_say() -> None:
    replay, told = Replay(None, None), []
    text = "Two men with knives attacked police in Kaspiysk, Dagestan, on Monday. One officer was killed."
    drafts = [
        Draft(
            f"https://a.example/{n}", "Officer killed in Kaspiysk knife attack", text, NOW, "en", "A", str(n)
        )
        for n in range(2)
    ]
    replay.play(drafts, told.append)
    assert len(replay.articles) == 2
    for line in replay.articles:
        validator("replay-article").validate(line)
    for line in told:
        validator("replay-notice").validate(line)
    for record in replay.incidents():
        validator("stored-incident").validate(record)


def test_the_schemas_name_the_same_types_outcomes_and_reasons_as_the_code() -> None:
    incident, article = SCHEMAS["incident.schema.json"], SCHEMAS["replay-article.schema.json"]
    assert incident["properties"]["type"]["enum"] == [str(one) for one in Type]
    assert article["properties"]["outcome"]["enum"] == [str(one) for one in Outcome]
    for name in ("webhook", "replay-notice"):
        assert SCHEMAS[f"{name}.schema.json"]["properties"]["reason"]["enum"] == list(get_args(Reason))
