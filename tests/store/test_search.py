"""Search finds words and phrases in any script, and no input can break it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database import MEMORY, Database
from store.search import quoted
from tests.store.invented import DAY, HOUR, NOW, add_article, draft

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "blns.json"


@pytest.fixture
def filled(db: Database) -> Database:
    add_article(db, draft(1, title="Blast in Kaspiysk", text="A bomb went off at a market."))
    add_article(
        db, draft(2, title="Взрыв в Каспийске", text="На рынке взорвалась бомба."), first_seen=NOW + HOUR
    )
    add_article(db, draft(3, title="Café in Zürich", text="Bomb squad drill; the market was open."))
    while db.search.index(2):
        pass
    return db


def found(db: Database, query: str, **more: object) -> list[int]:
    return [article.id for article in db.search.find(query, **more)]  # type: ignore[arg-type]


def test_all_words_must_occur(filled: Database) -> None:
    assert found(filled, "bomb market") == [3, 1]
    assert found(filled, "bomb kaspiysk") == [1]
    assert found(filled, "bomb surgut") == []


def test_a_phrase_is_found_in_order(filled: Database) -> None:
    assert found(filled, '"bomb went"') == [1]
    assert found(filled, '"went bomb"') == []


def test_case_accents_and_scripts_are_no_obstacle(filled: Database) -> None:
    assert found(filled, "ВЗРЫВ") == [2]
    assert found(filled, "zurich CAFE") == [3]
    assert found(filled, "взор*") == [2]


def test_operators_are_words(filled: Database) -> None:
    assert found(filled, "bomb OR surgut") == []
    assert found(filled, "title:bomb") == []
    assert quoted('a AND "b c" (d) NEAR/3 e* - ^f') == '"a" "AND" "b c" "(d)" "NEAR/3" "e"* "^f"'


def test_the_time_and_the_number_of_hits_are_bounded(filled: Database) -> None:
    assert found(filled, "b*", since=NOW + HOUR) == []
    assert found(filled, "взрыв", since=NOW + HOUR) == [2]
    assert found(filled, "bomb", until=NOW) == []
    assert found(filled, "bomb", limit=1) == [3]


def test_each_text_is_indexed_once(filled: Database) -> None:
    assert filled.search.index() == 0
    add_article(filled, draft(9, title="Blast in Kaspiysk", text="A bomb went off at a market."))
    assert filled.search.index() == 0
    assert found(filled, "kaspiysk") == [4, 1]


def test_what_is_purged_is_not_found(filled: Database) -> None:
    filled.purge(NOW, NOW + DAY)
    assert filled._c.rows("SELECT rowid FROM text_index WHERE text_index MATCH 'bomb'") == []
    add_article(filled, draft(5, title="Bomb again", text="after the purge"))
    assert filled.search.index() == 1
    assert found(filled, "bomb") == [4]
    filled._c.run("INSERT INTO text_index (text_index) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    "query", ["", " ", '"', '""', "*", "***", "'", "\0", "\ud800", "(", "- -", '"q', "a" * 9999]
)
def test_nothing_to_find_is_no_error(filled: Database, query: str) -> None:
    assert found(filled, query) == []


@settings(max_examples=200, deadline=None)
@given(query=st.text())
def test_any_input_is_safe(query: str) -> None:
    with Database.open(MEMORY) as db:
        db.search.find(query)


def test_the_naughty_strings_are_safe(filled: Database) -> None:
    if not NAUGHTY.exists():
        pytest.skip("shared/data is not here")
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        filled.search.find(text)
