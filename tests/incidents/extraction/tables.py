"""Our own sentences as tables: how a row is written and read. `test_sentences` judges them, the fits learn of
them.

A row is `type key=value … :: text`, or `… :: title ¶ paragraph ¶ paragraph`, `… :: ¶ paragraph ¶ paragraph` where there is no title, or `… :: title ¶`
where there is no text; "none" says that no violent incident is told as news.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import VIOLENT, Incident

TABLES = Path(__file__).parent / "sentences"
ARTICLES = Path(__file__).parent / "articles"
LESSONS = Path(__file__).parent / "lessons"
UNREAD = Path(__file__).parent / "unread"  # neither judged nor learnt of: `benchmarks/quality/unread.py`
SCENES = Path(__file__).parent / "scenes.txt"
PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)


def draft_of(text: str, language: str = "en", title: str = "") -> Draft:
    """A text as an article of the day on which all of ours are published."""
    return Draft("https://news.example/1", title, text, PUBLISHED, language, "news.example")


def is_news(incident: Incident) -> bool:
    """Whether an incident is a violent one of these days."""
    return incident.type in VIOLENT and incident.status != "background"


def tells_news(extractor: Extractor, draft: Draft) -> bool:
    """Whether such an incident is told of an article."""
    return any(map(is_news, extractor.extract(draft)))


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
        title, mark, text = f" {self.text} ".partition(" ¶ ")
        title, text = (title.strip(), text.strip().replace(" ¶ ", "\n\n")) if mark else ("", self.text)
        return draft_of(text, self.language, title)


@dataclass
class Article:
    """A headline, its text and the incidents expected of it."""

    language: str
    table: str
    title: str
    lines: list[str] = field(default_factory=list)
    expected: list[Row] = field(default_factory=list)

    @property
    def draft(self) -> Draft:
        text = "\n".join(self.lines).strip()
        return draft_of(text, self.language, self.title)

    @property
    def row(self) -> Row:
        """As one row: with the main incident, or as a trap."""
        text = " ¶ ".join([self.title, *(line for line in self.lines if line.strip())])
        main = self.expected[0] if self.expected else None
        return Row(
            self.language, main.kind if main else "none", main.fields if main else {}, text, self.table
        )


def holds_articles(table: Path) -> bool:
    """Whether a file outside `articles` holds blocks, not rows."""
    return "articles" in table.name or "several" in table.name


def articles_of(table: Path, language: str) -> list[Article]:
    """The articles of one file of blocks: `== headline`, paragraphs, and `-> type key=value …` for each
    incident.
    """
    found: list[Article] = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        if line.startswith("== "):
            found.append(Article(language, table.name, line[3:]))
        elif line.startswith("-> "):
            kind, *pairs = line[3:].split()
            found[-1].expected.append(Row(language, kind, dict(pair.split("=", 1) for pair in pairs), line))
        elif found:
            found[-1].lines.append(line)
    return found


def rows(language: str) -> list[Row]:
    """The rows of all tables of a language."""
    return [row for table in sorted(TABLES.glob(f"{language}*.txt")) for row in rows_of(table, language)]


def lessons(language: str) -> list[Row]:
    """What the fits learn of: the rows of all tables, the scenes, the whole articles, and those of `lessons`,
    which are not judged by field.
    """
    found = rows(language) + (scenes() if language == "en" else [])
    for table in sorted([*ARTICLES.glob(f"{language}*.txt"), *LESSONS.glob(f"{language}*.txt")]):
        whole = table.parent == ARTICLES or holds_articles(table)
        found += [one.row for one in articles_of(table, language)] if whole else rows_of(table, language)
    return found


def judged(language: str) -> frozenset[str]:
    """The names of the tables that are judged by field: the rules have been mended for them."""
    return frozenset(table.name for folder in (TABLES, ARTICLES) for table in folder.glob(f"{language}*.txt"))


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
