"""Which incident found is which expected one, where an article tells several: aligned one to one, best first.

An expected incident is found where at least half of what tells it from its neighbours (kind, place, day and
tolls) is right. What is told as news beside those expected is unexpected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from incidents.extraction import Extractor
from incidents.incident import Incident
from tests.incidents.extraction.tables import Article, Row, is_news
from tests.incidents.extraction.test_sentences import field_right

_TELLING = ("type", "place", "country", "day", "killed", "injured", "abducted", "arrested")


@dataclass
class Aligned:
    """An article with the pairs of incidents found and expected, and what has no partner."""

    article: Article
    pairs: list[tuple[Incident, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    unexpected: list[Incident] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether it holds the incidents expected, and no others."""
        return not (self.missed or self.unexpected)


def judged(incident: Incident, row: Row) -> dict[str, bool]:
    """Each field that is expected, and whether it is right."""
    return {"type": incident.type == row.kind} | {
        key: field_right(incident, key, wanted) for key, wanted in row.fields.items()
    }


def align(extractor: Extractor, article: Article) -> Aligned:
    """The incidents of an article beside those expected."""
    found = list(extractor.extract(article.draft))
    fit = {(n, m): _fit(one, row) for n, one in enumerate(found) for m, row in enumerate(article.expected)}
    left, right, aligned = set(range(len(found))), set(range(len(article.expected))), Aligned(article)
    for n, m in sorted(fit, key=lambda pair: (-fit[pair][0], -fit[pair][1], pair)):
        if n in left and m in right and fit[n, m][0] >= 0.5:
            left.remove(n)
            right.remove(m)
            aligned.pairs.append((found[n], article.expected[m]))
    aligned.missed = [article.expected[m] for m in sorted(right)]
    aligned.unexpected = [found[n] for n in sorted(left) if is_news(found[n])]
    return aligned


def _fit(incident: Incident, row: Row) -> tuple[float, int]:
    """The share right of what tells incidents apart, and how many fields are right."""
    right = judged(incident, row)
    telling = [value for key, value in right.items() if key in _TELLING]
    return sum(telling) / len(telling), sum(right.values())


def counts(articles: Sequence[Aligned]) -> Counter[str]:
    """Incidents expected, found and unexpected, articles that are exact, and fields right, of those of the
    found, of all expected.
    """
    count: Counter[str] = Counter()
    for one in articles:
        count["articles"] += 1
        count["exact"] += one.exact
        count["expected"] += len(one.article.expected)
        count["found"] += len(one.pairs)
        count["unexpected"] += len(one.unexpected)
        right = [judged(incident, row) for incident, row in one.pairs]
        count["right"] += sum(sum(fields.values()) for fields in right)
        count["of found"] += sum(len(fields) for fields in right)
        count["fields"] += sum(len(row.fields) + 1 for row in one.article.expected)
    return count
