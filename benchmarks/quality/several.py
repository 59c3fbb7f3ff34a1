"""Our own articles that tell several incidents, or only look so: how many are found apart, how many fields
are right, and how many incidents are told that are none.

Run: python -m benchmarks.quality.several [--wrong] [FILE …]; --wrong prints what is missed, unexpected or
wrong in the files given or in `lessons`, never in those of which nothing is to be learnt.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.quality.shared import extractor, row
from tests.incidents.extraction.apart import Aligned, align, counts, judged
from tests.incidents.extraction.tables import LESSONS, UNREAD, articles_of

SHOWN = ("articles", "exact", "expected", "found", "unexpected", "right", "of found", "fields")


def tables(names: list[str]) -> list[Path]:
    """The files named, else all of ours that tell several incidents."""
    if names:
        return [Path(name) for name in names]
    return [path for folder in (LESSONS, UNREAD) for path in sorted(folder.glob("*-several*.txt"))]


def tell(one: Aligned) -> None:
    """Print what is wrong in an article."""
    wrong = [
        f"   {pair.type} {pair.place and pair.place.name}: "
        + ", ".join(k for k, r in fields.items() if not r)
        for pair, expected in one.pairs
        if not all((fields := judged(pair, expected)).values())
    ]
    wrong += [f"   MISSED {expected.text}" for expected in one.missed]
    wrong += [
        f"   UNEXPECTED {extra.type} {extra.status} {extra.place and extra.place.name}"
        f" {extra.date and extra.date.start} killed={extra.killed and extra.killed.best} {extra.targets}"
        for extra in one.unexpected
    ]
    if wrong:
        print(f"== {one.article.title}", *wrong, sep="\n")


def main() -> None:
    """Print a line for each table."""
    wrong = sys.argv[1:2] == ["--wrong"]
    tool = extractor()
    row("", SHOWN)
    for table in tables(sys.argv[1 + wrong :]):
        aligned = [align(tool, one) for one in articles_of(table, table.name[:2])]
        if wrong and table.parent != UNREAD:
            for one in aligned:
                tell(one)
        count = counts(aligned)
        row(table.name, (str(count[name]) for name in SHOWN))


if __name__ == "__main__":
    main()
