"""Texts of ours that neither the fits nor the rules have learnt of: fields right, traps that alarm,
reports missed. Look at the figures, not at the texts: who has read one moves it to `lessons`.

Run: python -m benchmarks.quality.unread
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.quality.shared import VIOLENT, extractor, row
from incidents.extraction import Extractor
from tests.incidents.extraction import tables, test_articles, test_sentences

Judged = list[tuple[str, bool]]


def judged(tool: Extractor) -> Iterator[tuple[tables.Row, Judged]]:
    """Each text as a row, with its fields, whether each is right; a table's name begins with its language."""
    for table in sorted(tables.UNREAD.glob("*.txt")):
        language = table.name.partition("-")[0]
        if tables.holds_articles(table):
            for article in tables.articles_of(table, language):
                yield article.row, test_articles.judge(tool, article)
        else:
            for one in tables.rows_of(table, language):
                yield one, test_sentences.judge(tool, one)


def main() -> None:
    """Print a line for each table."""
    tool = extractor()
    count: dict[str, list[int]] = {}
    for one, fields in judged(tool):
        here = count.setdefault(one.table, [0] * 6)
        here[0] += sum(right for _, right in fields)
        here[1] += len(fields)
        found = tool.extract(one.draft)
        news = any(incident.type in VIOLENT and incident.status != "background" for incident in found)
        if one.kind not in VIOLENT or one.fields.get("status") == "background":
            here[2] += news
            here[3] += 1
        else:
            here[4] += not news
            here[5] += 1
    row("", ("right", "fields", "alarms", "traps", "missed", "reports"))
    for name, numbers in count.items():
        row(name, map(str, numbers))


if __name__ == "__main__":
    main()
