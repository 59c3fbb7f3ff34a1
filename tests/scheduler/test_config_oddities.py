"""What is allowed and hardly meant is warned of, with its line; what looks like it and is meant is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.config import load

CONFIG = """\
database: d.db
languages: [en, ru, uk]
watches: [{name: A, notify: [log]WATCH}]
sources: [{name: S, feed: "https://a.example/rss"SOURCE}]
receivers: {log: {RECEIVER}}
regions: {Here: {REGION}}
network: {allow_private: {sources: [PRIVATE]}}
service: {owner: logSERVICE}
"""
PLAIN = {"RECEIVER": "file: alerts.jsonl", "REGION": "places: [RU]"}


def warnings(tmp_path: Path, text: str = CONFIG, **parts: str) -> list[str]:
    for part in ("WATCH", "SOURCE", "RECEIVER", "REGION", "PRIVATE", "SERVICE"):
        text = text.replace(part, {**PLAIN, **parts}.get(part, ""))
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return list(load(path, environ={}).warnings)


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        (
            "SOURCE",
            ", every: 1 s",
            "config.yaml:4:52: sources[0].every: asks the site more than once a minute",
        ),
        (
            "SOURCE",
            ", every: {min: 30 s, max: 1 h}",
            "sources[0].every: asks the site more than once a minute",
        ),
        ("SOURCE", ", language: fr", "sources[0].language: 'fr': incidents are read in en, ru, uk only"),
        (
            "RECEIVER",
            'webhook: {url: "https://a.example/", secret: ""}',
            "secret: is empty, so messages are not signed",
        ),
        ("WATCH", ', exclude: ["film.*review"]', "watches[0].exclude[0]: 'film.*review' is taken as it is"),
        ("WATCH", ', exclude: ["^Review"]', "is taken as it is"),
        ("WATCH", ", exclude: ['\\bfilm\\b']", "is taken as it is"),
        ("WATCH", ', exclude: ["film|play"]', "is taken as it is"),
        ("WATCH", ', exclude: ["[Ff]ilm"]', "is taken as it is"),
        ("WATCH", ', exclude: ["[a-z]+ review"]', "is taken as it is"),
        ("WATCH", ', exclude: ["review$"]', "is taken as it is"),
        ("WATCH", ", exclude: [\u201cfilm review\u201d]", "the quotes \u201c \u201d are part of the text"),
        (
            "SERVICE",
            ", backup: {to: $BACKUPS}",
            "service.backup.to: is taken as it is; a variable of the environment",
        ),
        (
            "SERVICE",
            ', listen: "0.0.0.0:8200"',
            "service.listen: anybody who reaches this machine can read the page",
        ),
        ("SERVICE", ', listen: "[::]:8200"', "anybody who reaches this machine"),
        ("PRIVATE", '"0.0.0.0/0"', "network.allow_private.sources[0]: allows nearly every address"),
        ("PRIVATE", '"::/0"', "allows nearly every address"),
        (
            "REGION",
            'near: "0.0, -30.0", within: 60 km',
            "regions.Here.near: no town lies in this circle; the nearest is",
        ),
        ("REGION", 'near: "47.5, 42.98", within: 5 km', "latitude comes first: did you mean '42.98, 47.5'?"),
    ],
)
def test_what_is_hardly_meant_is_warned_of(tmp_path: Path, part: str, value: str, said: str) -> None:
    (warning,) = warnings(tmp_path, **{part: value})
    assert said in warning
    assert warning.startswith("config.yaml:")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("SOURCE", ", every: 1 min"),
        ("SOURCE", ", every: {min: 5 min, max: 1 h}, language: uk"),
        ("RECEIVER", 'webhook: {url: "https://a.example/"}'),
        ("RECEIVER", 'webhook: {url: "https://a.example/", secret: "${NONE:-}"}'),
        (
            "WATCH",
            ', exclude: ["film review", "U.S. Open", "Who is who?", "A. B. Smith", "C++", "$100", "100$", "a (b)", "[video]", "a [sic] b"]',
        ),
        ("SERVICE", ', listen: "127.0.0.1:8200"'),
        ("WATCH", ", exclude: ['\u201cThe Raid\u201d and its sequel', '$NAME\\'s']".replace("\\'", "''")),
        ("SERVICE", ', listen: "[::1]:8200"'),
        ("PRIVATE", '"10.0.0.0/8", "127.0.0.1:80", "fd00::/32", "intranet.example"'),
        ("REGION", 'near: "42.98, 47.5", within: 5 km'),
        ("REGION", "near: RU-KHM/Surgut, within: 60 km"),
    ],
)
def test_what_may_well_be_meant_is_not(tmp_path: Path, part: str, value: str) -> None:
    assert warnings(tmp_path, **{part: value}) == []


def test_a_language_that_is_not_expected_is_warned_of(tmp_path: Path) -> None:
    told = warnings(tmp_path, CONFIG.replace("[en, ru, uk]", "[en, de]"), SOURCE=", language: ru")
    assert told == [
        "config.yaml:2:17: languages[1]: 'de': incidents are read in en, ru, uk only; articles in it are stored, "
        "never alerted",
        "config.yaml:4:52: sources[0].language: 'ru' is not among `languages`, so no incident is read there; add it "
        "to that list",
    ]


def test_a_site_of_ones_own_may_be_asked_often(tmp_path: Path) -> None:
    own = CONFIG.replace("https://a.example/rss", "http://127.0.0.1:80/rss")
    assert warnings(tmp_path, own, SOURCE=", every: 1 s", PRIVATE='"127.0.0.1:80"') == []
