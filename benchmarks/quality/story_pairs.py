"""Two articles, one story or not (tgcontest, en and ru): F1 of "same" by the signs that resolution has.

A pair is the same when the second is a copy of the first, or one of its incidents joins one of those, or
where the words in common alone say so. Run: python -m benchmarks.quality.story_pairs [--errors]
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from benchmarks.quality.shared import extractor, f1, lines, part, row
from incidents.article import Draft
from incidents.duplicates import Candidate, Copy, decide, origin_of, sketch
from incidents.extraction import Extractor
from incidents.incident import Background, Incident, KnownIncident, Opened, Report, Type
from incidents.resolution import Rarity, key_words, rank, resolve

NOW = datetime(2020, 1, 1, tzinfo=UTC)
ENOUGH = 1.1  # of words alone; chosen on the look part
BARE = Incident(Type.OTHER, "current")


def draft_of(side: dict[str, Any], language: str) -> Draft:
    """One side of a pair."""
    return Draft(side["url"], side["title"], side["text"], NOW, language, "paper")


def is_copy(a: Draft, b: Draft) -> bool:
    """Whether the texts are one."""
    mine, theirs = sketch(b), sketch(a)
    shared = len(set(mine) & set(theirs))
    known = Candidate(1, a.url, a.url, a.content_hash(), "o", shared, len(theirs), NOW, "")
    return isinstance(decide(b, b.url, b.content_hash(), len(mine), [known]), Copy)


def known_of(draft: Draft, seen: tuple[Incident, ...]) -> list[KnownIncident]:
    """What is known after one article."""
    known: list[KnownIncident] = []
    for index, incident in enumerate(seen):
        verdict = resolve(
            incident,
            draft,
            known,
            NOW,
            origin=origin_of(draft.content_hash()),
            index=index,
            taken=[k.incident_id for k in known],
        )
        if isinstance(verdict, Opened):
            known.append(verdict.known)
    return known


def is_same(tool: Extractor, a: Draft, b: Draft, rarity: Rarity) -> bool:
    """Whether the second article tells of what the first told."""
    if is_copy(a, b):
        return True
    first, second = tool.extract(a), tool.extract(b)
    known = known_of(a, first)
    origin = origin_of(b.content_hash())
    for index, incident in enumerate(second):
        verdict = resolve(incident, b, known, NOW, origin=origin, index=index, rarity=rarity)
        if not isinstance(verdict, Opened | Background):
            return True
    report = Report(a.url, a.source, NOW, origin_of(a.content_hash()))
    bare = KnownIncident("i", BARE, NOW, NOW, (report,), words=key_words(a, BARE))
    (score,) = rank(BARE, b, key_words(b, BARE), [bare], origin=origin, rarity=rarity)
    return score.total >= ENOUGH


def main() -> None:
    """Print precision, recall and F1 of "same" by language and part."""
    tool = extractor()
    pairs = list(lines("russian/story_pairs.jsonl"))
    drafts = {p["id"]: (draft_of(p["a"], p["language"]), draft_of(p["b"], p["language"])) for p in pairs}
    words = Counter(w for pair in drafts.values() for side in pair for w in key_words(side, BARE))
    rarity = Rarity(words, 2 * len(pairs))
    counts: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        same = is_same(tool, *drafts[pair["id"]], rarity)
        for key in (pair["language"], f"{pair['language']} {part(str(pair['id']))}"):
            counts[key, "right"] += same and pair["same"]
            counts[key, "said"] += same
            counts[key, "true"] += pair["same"]
        if "--errors" in sys.argv and same != pair["same"] and part(str(pair["id"])) == "look":
            print("SAID" if same else "MISSED", pair["a"]["title"], "|", pair["b"]["title"])
    row("story pairs", ("P", "R", "F1"))
    for key in sorted({key for key, _ in counts}):
        row(key, f1(counts[key, "right"], counts[key, "said"], counts[key, "true"]))


if __name__ == "__main__":
    main()
