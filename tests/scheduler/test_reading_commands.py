"""`read`, `extract` and `replay` as others script against them: lines in, lines out, exit codes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scheduler.cli import dateline

ATTACK: dict[str, Any] = {
    "id": "a1",
    "url": "https://news.example/derbent",
    "title": "Gunmen kill two at market in Derbent",
    "text": "Gunmen opened fire at a market in Derbent, Dagestan, Russia, on Monday and killed two people, the interior "
    "ministry said. The attackers fled in a white car.",
    "published": "2026-03-03T12:00:00+03:00",
    "language": "en",
    "source": "News",
}
LATER = {
    **ATTACK,
    "id": "a2",
    "url": "https://other.example/toll",
    "source": "Other",
    "title": "Toll of Derbent market shooting rises to four",
    "text": "Four people have now died of Monday's shooting at the market in Derbent, Dagestan, doctors said. Police are "
    "looking for the gunmen, who fled in a white car.",
    "published": "2026-03-03T18:00:00Z",
}
QUIET = {
    **ATTACK,
    "id": "q",
    "url": "https://news.example/q",
    "title": "Library opens",
    "text": "A library opened. " * 9,
}

PAGE = """<html lang="en"><head><title>Market fire in Derbent put out - The Paper</title>
<meta property="article:published_time" content="2026-03-03T12:00:00+03:00">
<meta property="og:site_name" content="The Paper"></head><body><nav>Home Sport</nav><article>
<h1>Market fire in Derbent put out</h1>
<p>A fire at the market of Derbent was put out on Monday evening, the emergency service said in a statement.</p>
<p>Nobody was hurt, and the traders were let back to their stalls on the next morning after an inspection.</p>
</article><footer>About us</footer></body></html>"""


def run(*arguments: str, lines: list[Any] | str = "") -> Result:
    given = lines if isinstance(lines, str) else "".join(json.dumps(line) + "\n" for line in lines)
    return CliRunner().invoke(dateline, list(arguments), input=given, catch_exceptions=False)


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_prints_a_line_for_each_article_in_input_order() -> None:
    result = run("extract", "-", lines=[LATER, QUIET, ATTACK])
    assert result.exit_code == 0
    assert [(r["id"], r["url"], r["language"]) for r in records(result)] == [
        (a["id"], a["url"], "en") for a in (LATER, QUIET, ATTACK)
    ]
    assert [len(r["incidents"]) for r in records(result)] == [1, 0, 1]


def test_evidence_points_into_the_unchanged_input() -> None:
    odd = {
        **ATTACK,
        "title": "  Gunmen kill two\tin Derbent ",
        "text": "\u2003" + ATTACK["text"].replace(" ", "  "),
    }
    (record,) = records(run("extract", lines=[odd]))
    (incident,) = record["incidents"]
    for piece in incident["evidence"]:
        words = odd[piece["in"]][piece["start"] : piece["end"]]
        assert words
        assert words == words.strip()
        if piece["field"] == "place" and piece["in"] == "text":
            assert "Derbent" in words


def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on() -> None:
    text = "not json\n" + json.dumps(ATTACK) + "\n" + json.dumps({"title": "no url"}) + "\n[1]\n"
    result = run("extract", lines=text)
    assert result.exit_code == 1
    assert len(records(result)) == 1
    for number in (1, 3, 4):
        assert f"standard input:{number}:" in result.stderr


@pytest.mark.parametrize("field", ["title", "text", "published", "language", "source", "id"])
def test_a_missing_key_equals_null(field: str) -> None:
    assert run("extract", lines=[{k: v for k, v in ATTACK.items() if k != field}]).exit_code == 0


def test_a_file_that_is_not_there_is_a_usage_error() -> None:
    result = run("extract", "nowhere.jsonl")
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


def test_a_packed_file_is_read_and_a_damaged_one_is_a_usage_error(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(ATTACK).encode())
    (tmp_path / "articles.jsonl.gz").write_bytes(packed)
    assert len(records(run("extract", str(tmp_path / "articles.jsonl.gz")))) == 1
    for damaged in (packed[:-9], b"no archive"):
        (tmp_path / "articles.jsonl.gz").write_bytes(damaged)
        result = run("extract", str(tmp_path / "articles.jsonl.gz"))
        assert result.exit_code == 2
        assert "articles.jsonl.gz: cannot be read (" in result.stderr


def test_replay_orders_by_time_tells_once_and_accounts_for_all(tmp_path: Path) -> None:
    articles, incidents = tmp_path / "articles", tmp_path / "incidents"
    undated = {
        **QUIET,
        "id": "u",
        "url": "https://news.example/u",
        "published": None,
        "text": "No day here. " * 9,
    }
    result = run(
        "replay", "--articles", str(articles), "--incidents", str(incidents), lines=[undated, LATER, ATTACK]
    )
    assert result.exit_code == 0
    assert [(n["reason"], n["url"]) for n in records(result)] == [
        ("new", ATTACK["url"]),
        ("toll", LATER["url"]),
    ]
    told = [json.loads(line) for line in articles.read_text().splitlines()]
    assert [(a["id"], a["outcome"]) for a in told] == [("a1", "opened"), ("a2", "updated"), ("u", "undated")]
    (known,) = [json.loads(line) for line in incidents.read_text().splitlines()]
    assert known["killed"]["best"] == 4
    assert known["origins"] == 2
    assert told[0]["incident_ids"] == told[1]["incident_ids"] == [known["incident_id"]]
    assert "3 articles read = 3 settled" in result.stderr


def test_two_replays_are_the_same_to_the_byte(tmp_path: Path) -> None:
    def once(name: str) -> tuple[str, bytes, bytes]:
        articles, incidents = tmp_path / f"{name}.a", tmp_path / f"{name}.i"
        result = run(
            "replay", "--articles", str(articles), "--incidents", str(incidents), lines=[ATTACK, LATER, QUIET]
        )
        return result.stdout, articles.read_bytes(), incidents.read_bytes()

    assert once("first") == once("second")


def test_replay_into_a_database_leaves_it_there(tmp_path: Path) -> None:
    database = tmp_path / "replayed.db"
    assert run("replay", "--db", str(database), lines=[ATTACK]).exit_code == 0
    assert database.stat().st_size > 0


def test_read_prints_the_article_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    result = run("read", str(page), "--url", "https://paper.example/fire")
    (article,) = records(result)
    assert article["url"] == "https://paper.example/fire"
    assert article["title"] == "Market fire in Derbent put out"
    assert article["published"] == "2026-03-03T09:00:00Z"
    assert article["source"] == "The Paper"
    assert article["text"].count("\n\n") == 1
    assert "About us" not in article["text"]
    keys = ["url", "title", "text", "published", "language", "source", "id", "authors", "point"]
    assert list(article) == keys


def test_read_takes_a_list_and_keeps_its_order(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.html").write_text(PAGE, encoding="utf-8")
    listed = tmp_path / "list.jsonl"
    rows = [{"file": f"{name}.html", "url": f"https://paper.example/{name}"} for name in ("two", "one")]
    rows.insert(1, {"file": "missing.html", "url": "https://paper.example/missing"})
    listed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = run("read", "--list", str(listed))
    assert result.exit_code == 1
    assert [(r["url"], r["title"] != "") for r in records(result)] == [
        ("https://paper.example/two", True),
        ("https://paper.example/missing", False),
        ("https://paper.example/one", True),
    ]
    assert "missing.html" in result.stderr


NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "blns.json"


@pytest.mark.parametrize("command", ["extract", "replay"])
def test_no_text_breaks_a_command(command: str) -> None:
    odd = ["\ud800", "a\udfffb", "\x00", "1'000.00 dead", "9" * 400 + " dead", "\u202e" * 9, "( " * 999, ""]
    fields = ("title", "text", "source", "id", "url")
    lines = [{**ATTACK, field: text} for text in odd for field in fields if text or field != "url"]
    days = (
        "9999-12-31",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2026-02-28T23:00:00",
    )
    lines += [{**ATTACK, "url": f"https://news.example/{day}", "published": day} for day in days]
    result = run(command, lines=lines)
    assert result.exit_code == 0, result.stderr
    if command == "extract":
        assert len(records(result)) == len(lines)


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="shared/data is not here")
def test_no_naughty_string_breaks_a_replay() -> None:
    texts = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    lines = [{**ATTACK, field: text} for text in texts for field in ("title", "text", "source", "id") if text]
    result = run("replay", lines=lines)
    assert result.exit_code == 0
    assert f"{len(lines)} articles read = {len(lines)} settled" in result.stderr
