"""What a report of the hours and days after an act says of its toll, its place and who did it, in Russian and
Ukrainian: the words of follow-ups, official releases and channels. Every field of every row of `follow-ups.txt` is
right; half of the rows are traps. Written from the languages, not from reports.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import Row
from tests.incidents.extraction.test_sentences import field_right

TABLE = Path(__file__).with_name("follow-ups.txt")


def rows() -> list[Row]:
    """A row is `language type key=value … :: text`, as in `tables`; `none` is for no incident at all."""
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            expected, text = line.split(" :: ", 1)
            language, kind, *pairs = expected.split()
            found.append(Row(language, kind, dict(pair.split("=", 1) for pair in pairs), text))
    return found


def judge(extractor: Extractor, row: Row) -> list[str]:
    """What is wrong about a row's main incident."""
    found = extractor.extract(row.draft)
    if not found or row.kind == "none":
        return [] if bool(found) == (row.kind != "none") else [f"found: {found}"]
    judged = {"type": found[0].type in row.kind.split("|")}
    judged |= {key: field_right(found[0], key, wanted) for key, wanted in row.fields.items()}
    return [f"{key}: {found[0]}" for key, right in judged.items() if not right]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.language}: {row.text[:50]}")
def test_a_follow_up_is_read_right(extractor: Extractor, row: Row) -> None:
    assert not judge(extractor, row)
