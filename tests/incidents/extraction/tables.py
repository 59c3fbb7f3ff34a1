"""Our own sentences as tables: how a row is written and read. `test_sentences` judges them, the fits learn of
them.

A row is `type key=value … :: text`, or `… :: title ¶ paragraph ¶ paragraph`; "none" says that no violent incident is told as news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from incidents.article import Draft

TABLES = Path(__file__).parent / "sentences"
SCENES = Path(__file__).parent / "scenes.txt"
PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One sentence with the values expected of it, and the name of its table."""

    language: str
    kind: str
    fields: dict[str, str]
    text: str
    table: str = ""

    @property
    def draft(self) -> Draft:
        """The row as an article."""
        title, mark, text = self.text.partition(" ¶ ")
        title, text = (title, text.replace(" ¶ ", "\n\n")) if mark else ("", title)
        return Draft("https://news.example/1", title, text, PUBLISHED, self.language, "news.example")


def rows(language: str) -> list[Row]:
    """The rows of all tables of a language."""
    return [row for table in sorted(TABLES.glob(f"{language}*.txt")) for row in rows_of(table, language)]


def scenes() -> list[Row]:
    """Our English reports that name several places each: of them only where they happened is asked."""
    return rows_of(SCENES, "en")


def rows_of(table: Path, language: str) -> list[Row]:
    """The rows of one table."""
    found = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        expected, text = line.split(" :: ", 1)
        kind, *pairs = expected.split()
        found.append(Row(language, kind, dict(pair.split("=", 1) for pair in pairs), text, table.name))
    return found
