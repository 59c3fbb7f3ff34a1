"""Fit how mentions of acts join stories (`incidents/extraction/stories/joining.py`) on the look parts.

Which incident a sentence tells is known where it names what the key or the record names: MUC's templates by
their places, people, targets and days, our own articles by place, day and numbers; in reports of a shooting
every violent act that is news is the one. Sentences that fit several, or none, teach nothing, but are
joined as the rules would. A mention is right with its incident's story, or opens it. Conditional logit, as in
`fit_ranking`. The weights for texts in capitals are kept from 29 November: fitted anew, on MUC alone or with
all, they found fewer of its templates. Run: python -m benchmarks.quality.fit_joining [--write]
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.quality import muc
from benchmarks.quality.fit_ranking import FOLDS, OUT, Choice, fit, named, table, written
from benchmarks.quality.shared import extractor, lines, part
from incidents.article import Draft, draft_from_dict
from incidents.extraction.acts import find_mentions
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.extraction.stories.grouping import group
from incidents.extraction.stories.joining import by_rules
from incidents.extraction.stories.signs import signs
from incidents.extraction.stories.situated import Context, Situated
from incidents.incident import Type
from tests.incidents.extraction import tables
from tests.incidents.extraction.test_sentences import plain

Label = Callable[[Reading, Mention], int | None]  # the number of the incident that a mention tells


class Teacher:
    """Joins as the labels say, and writes down every choice that they teach."""

    def __init__(self, label: Label, source: str, event: str, weight: float) -> None:
        self.choices: list[Choice] = []
        self._label, self._source, self._event, self._weight = label, source, event, weight
        self._known: dict[int, int] = {}  # story -> incident

    def __call__(
        self, act: Situated, stories: Sequence[Story], active: Story | None, context: Context
    ) -> tuple[Story | None, float]:
        rule = by_rules(act, stories, active, context)
        wanted = self._label(context.reading, act.mention)
        if wanted is None or not stories:
            if not stories and wanted is not None:
                self._known[0] = wanted
            return rule, 1.0
        right = [self._known.get(n) == wanted for n in range(len(stories))]
        if not any(right) and any(n not in self._known for n in range(len(stories))):
            loose = [n for n in range(len(stories)) if n not in self._known]
            at = next((n for n in loose if stories[n] is rule), None)
            if at is not None:  # nobody knows what that story is: it may be the same
                self._known[at] = wanted
                return rule, 1.0
        rows = signs(act, stories, active, context, rule)
        self.choices.append(
            Choice("story", self._source, self._event, rows, [*right, not any(right)], self._weight)
        )
        if any(right):
            return stories[right.index(True)], 0.0
        self._known[len(stories)] = wanted
        return None, 1.0


def choices_of(tool: Any, draft: Draft, label: Label, source: str, event: str, weight: float) -> list[Choice]:
    """What one article teaches."""
    told = tool.told(draft)
    if told is None:
        return []
    teacher = Teacher(label, source, event, weight)
    group(told[0], find_mentions(told[0]), teacher)
    return teacher.choices


def best_of(points: Sequence[float], least: float) -> int | None:
    """The one number with the most points, if they are enough and no other has as many."""
    if not points or max(points) < least:
        return None
    return points.index(max(points)) if points.count(max(points)) == 1 else None


def by_template(reading: Reading, mention: Mention, templates: Sequence[dict[str, Any]]) -> int | None:
    """The template whose places, people, targets and day a sentence names."""
    if not is_violent(mention.kind):
        return None
    told = f" {muc.folded(mention.sentence.text)} "
    days = mention.sentence.dates
    points = []
    for template in templates:
        found = 0.0
        for target in template["targets"]:
            names = [*target["text"], *(target.get("description") or [])]
            found += 2.0 * any(
                len(muc.folded(name)) > 3 and f" {muc.folded(name)} " in told for name in names
            )
        finest = [name for name in template["place"][1:] if isinstance(name, str)][-1:]
        found += 1.5 * any(f" {muc.folded(name)} " in told for name in finest)
        when = template["date"]
        found += 1.0 * any(
            bool(when and when["start"])
            and one.when.precision == "day"
            and when["start"] <= one.when.start.isoformat() <= when["end"]
            for one in days
        )
        found += 0.5 * (muc.KINDS.get(mention.kind.value, "ATTACK") == template["type"]) if found else 0
        points.append(found)
    if mention.kind in _NO_TEMPLATE and mention.tier == "strong" and not any(points):
        return OTHER
    return best_of(points, 2.0)


_NO_TEMPLATE = (Type.CLASH, Type.RAID)  # MUC leaves out fights of two armed sides
OTHER = -1  # an incident that the key does not hold


def by_expected(reading: Reading, mention: Mention, expected: Sequence[tables.Row]) -> int | None:
    """The expected incident whose place, day and numbers a sentence and its paragraph tell."""
    if not is_violent(mention.kind):
        return None
    sentence = mention.sentence
    around = " ".join(
        one.text
        for one in reading.sentences
        if not sentence.in_title
        and not one.in_title
        and one.span.paragraph == sentence.span.paragraph
        and one.index <= sentence.index
    )
    own, whole = words_of(sentence.text), words_of(around)
    numbers = {str(one.toll.best) for one in sentence.counts}
    points = []
    for one in expected:
        found = 0.0
        if "place" in one.fields:
            wanted = words_of(one.fields["place"])
            found += 3.0 * (wanted <= own) + 2.0 * (wanted <= whole)
        found += 1.5 * any(d.when.start.isoformat() == one.fields.get("day") for d in sentence.dates)
        tolls = {one.fields[key] for key in ("killed", "injured", "abducted") if key in one.fields}
        found += 1.0 * len((tolls - {"0", "1"}) & numbers)
        found += 1.0 * (one.kind == mention.kind.value)
        stems = [one.fields[key] for key in ("target", "weapon") if one.fields.get(key, "-") != "-"]
        found += 1.0 * any(word.startswith(stem) for stem in stems for word in whole)
        points.append(found)
    return best_of(points, 2.0)


def words_of(text: str) -> set[str]:
    """Its words in plain letters."""
    return {word.strip(".,;:!?()\"'") for word in plain(text)}


def by_sole(reading: Reading, mention: Mention) -> int | None:
    """The one incident of an article: every violent act in it that is news."""
    sentence = mention.sentence
    other = ("status.history", "status.earlier", "status.report", "status.anniversary", "cue.another")
    if not is_violent(mention.kind) or any(sentence.has(label) for label in other):
        return None
    return 0


def from_muc(tool: Any) -> Iterator[Choice]:
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    for record in lines("muc/articles.jsonl.gz"):
        if record["id"].startswith("TST1") or part(record["id"]) != "look":
            continue
        label = partial(by_template, templates=keys[record["id"]])
        yield from choices_of(tool, draft_from_dict(record), label, "muc", record["id"], 1.0)


def from_shootings(tool: Any) -> Iterator[Choice]:
    gold = {a: record for record in lines("shootings/incidents.jsonl") for a in record["articles"]}
    for record in lines("shootings/articles.jsonl.gz"):
        if len(record["text"]) < 200 or part(record["id"]) != "look":
            continue
        event = gold[record["id"]]["incident_id"]
        yield from choices_of(tool, draft_from_dict(record), by_sole, "shootings", event, 0.12)


def from_articles(tool: Any, files: Sequence[Path], source: str) -> Iterator[Choice]:
    """Our own articles: those of several incidents, and those of one."""
    for article in (one for file in files for one in tables.articles_of(file, file.name[:2])):
        if not article.expected:
            continue
        label: Label = partial(by_expected, expected=article.expected)
        if len(article.expected) == 1:
            label = by_sole
        yield from choices_of(tool, article.draft, label, source, f"{source} {article.title}", 3.0)


def gather(tool: Any) -> list[Choice]:
    """What all sets teach."""
    whole = sorted([*tables.ARTICLES.glob("*.txt"), *tables.LESSONS.glob("*-articles*.txt")])
    several = sorted(tables.LESSONS.glob("*-several.txt"))
    return [
        *from_muc(tool),
        *from_shootings(tool),
        *from_articles(tool, whole, "articles"),
        *from_articles(tool, several, "several"),
    ]


def validate(choices: Sequence[Choice]) -> None:
    """Print the share of right choices on folds that the weights have not seen, those of the rules, and of
    the choices whether a story is new.
    """
    count: dict[str, Counter[str]] = {}
    for fold in range(FOLDS):
        seen = [one for one in choices if one.fold != fold]
        names = named(seen)
        place = {name: n for n, name in enumerate(names)}
        weights = fit(seen, names)
        for one in choices:
            if one.fold != fold:
                continue
            scores = table(one, place) @ weights
            here = count.setdefault(one.source, Counter())
            ours = int(scores.argmax())
            rule = next((n for n, s in enumerate(one.signs) if s.get("rule") or s.get("new rule")), 0)
            here["all"] += 1
            here["rule"] += one.right[rule]
            here["ours"] += one.right[ours]
            here["new"] += one.right[-1]
            for name, at in (("rule", rule), ("ours", ours)):
                here[f"{name} new"] += at == len(one.right) - 1
                here[f"{name} new right"] += at == len(one.right) - 1 and one.right[-1]
    for source, here in count.items():
        print(source, dict(here))


def main() -> None:
    """Fit, print, and store with --write."""
    choices = gather(extractor())
    validate(choices)
    if "--write" in sys.argv:
        stored = tomllib.loads(OUT.read_text(encoding="utf-8"))
        names = named(choices)
        stored["story"] = dict(zip(names, map(float, fit(choices, names)), strict=True))
        OUT.write_text(written(stored), encoding="utf-8")


if __name__ == "__main__":
    main()
