"""Reading on text that the weights have not seen: the look parts of MUC and of the Russian documents by
folds, our own tables by folds of whole tables.

The rules have seen both; only the first figure of a new table says how they fare. Everything that is fitted
for the opening is fitted here without the article, or without the table, that it judges.
Run: python -m benchmarks.quality.unseen
"""

from __future__ import annotations

from typing import Any

from benchmarks.quality import muc, russian
from benchmarks.quality.fit_opening import ALL, balance, chances, fitting, gather, judged, names_of, spoken
from benchmarks.quality.fit_telling import fold_of
from benchmarks.quality.shared import VIOLENT, extractor, lines, part, row
from incidents.article import Draft, draft_from_dict
from incidents.extraction.assemble import assemble
from incidents.incident import Incident, incident_to_dict
from tests.incidents.extraction import tables

Found = tuple[Incident, ...]


class Folds:
    """The extractor with weights that have not seen what it reads."""

    def __init__(self) -> None:
        self.tool = extractor()
        self.words = spoken(self.tool)
        stories = gather(self.tool, self.words)
        names = names_of(fitting(stories))
        both = balance(stories, names, judged())
        self.signs = {fold: one | both for fold, one in chances(fitting(stories), names).items()}

    def extract(self, draft: Draft, fold: int) -> Found:
        """The incidents of an article of a fold."""
        told = self.tool.told(draft)
        if told is None:
            return ()
        reading, stories, namings = told
        self.words.tell_anew(reading, stories, fold)
        return assemble(reading, stories, namings, self.signs[fold])


def on_muc(folds: Folds) -> None:
    """Print the figures of the look part."""
    keys = {record["id"]: record["templates"] for record in lines("muc/incidents.jsonl")}
    found: dict[str, list[dict[str, Any]]] = {}
    for record in lines("muc/articles.jsonl.gz"):
        if record["id"].startswith("TST1") or part(record["id"]) != "look":
            continue
        incidents = map(incident_to_dict, folds.extract(draft_from_dict(record), fold_of(record["id"])))
        found[record["id"]] = [
            i for i in incidents if i["type"] in muc.ATTACKS and i["status"] != "background"
        ]
    muc.report("muc look, unseen folds", found, keys)


def on_russian(folds: Folds) -> None:
    """Print on how many documents of the look part without any attack an alarm is given, and on how many with
    a placed one none is.
    """
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    count = [0] * 4
    for record in lines("russian/articles.jsonl"):
        annotation = annotations[record["id"]]
        attacked = bool(russian.placed_attacks(annotation))
        if part(record["id"]) != "look" or (not attacked and russian.has_attack_word(annotation)):
            continue
        told = news(folds.extract(draft_from_dict(record), fold_of(record["id"])))
        count[0 if attacked else 2] += attacked != told
        count[1 if attacked else 3] += 1
    row("russian look, unseen folds", map(str, count))


def news(found: Found) -> bool:
    """Whether a violent incident is told as news."""
    return any(one.type in VIOLENT and one.status != "background" for one in found)


def on_tables(folds: Folds) -> None:
    """Print how many reports are missed and how many traps alarm, by table."""
    count: dict[str, list[int]] = {}
    for one in (one for language in ALL for one in tables.lessons(language)):
        told = news(folds.extract(one.draft, fold_of(one.table)))
        if one.kind == "none" or (one.kind in VIOLENT and one.fields.get("status") != "background"):
            trap = one.kind == "none"
            for name in (one.table, f"all of {one.language}"):
                here = count.setdefault(name, [0, 0, 0, 0])
                here[2 * trap] += told if trap else not told
                here[2 * trap + 1] += 1
    row("", ("missed", "reports", "alarms", "traps"))
    for name, numbers in sorted(count.items()):
        row(name, map(str, numbers))


def main() -> None:
    """Fit without each fold, and print."""
    folds = Folds()
    on_muc(folds)
    on_russian(folds)
    on_tables(folds)


if __name__ == "__main__":
    main()
