"""Russian news (NEREL): the place of attacks that the annotation places, and false alarms on the other
documents.

A placed attack is an event with an attack word that TAKES_PLACE_IN a linked city, division or country; it
is recalled when some violent incident of the document lies there: at the point that the gazetteer gives one
of its names, or under a name that sounds alike, since the gazetteer may have it in other letters. A suicide,
a plan or a threat is none, and a document that tells only of such is no other one either. A mention of an
attack is any annotated event or crime with a word of `MENTION`; it is told when its sentence tells an act of
some violent incident. A false alarm is a violent, current or earlier incident in a document without any
attack word in its events; "plain" are those of them where no event or crime has a word of `MENTION` either
(no beating, no stabbing).
Run: python -m benchmarks.quality.russian [--look] [--errors]
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from anyascii import anyascii
from rapidfuzz import fuzz

from benchmarks.quality.shared import DATA, VIOLENT, extract, extractor, lines, part, ratio, row
from incidents.article import draft_from_dict
from incidents.extraction import Extractor
from incidents.extraction.acts.mentions import is_violent
from incidents.extraction.assemble.chosen import likely_stories
from incidents.gazetteer import Gazetteer

ATTACK = re.compile(
    r"теракт|террористическ\w+ акт|взрыв|взорв|подрыв|обстрел|убит|убил|убий|захват|нападени|напал|стрельб"
    r"|застрел|расстрел"
    r"|поножовщин|резн|похищ|покушени|поджог|авиаудар|бомбардировк|бомбежк|смертник",
    re.IGNORECASE,
)
MENTION = re.compile(
    ATTACK.pattern + r"|ранил|ножом|обезглав|избил|избит|избиен|перестрел|зареза|отруб|драк|выстрел|стреля"
    r"|открыл\w* огонь|заложник|ограбл|бомб|задуш|удуш|диверси|штурм|погром|линчев|расправ",
    re.IGNORECASE,
)
# What the annotation marks with such a word, and is no attack that was made on somebody.
NO_MENTION = re.compile(
    r"самоуб|застрелил\w*сь|подготовк|планиров|призыв|картин|политическим|пресс|борьб|угроз|заговор|обвинени"
    r"|расследован",
    re.IGNORECASE,
)
ALIKE = 75  # of 100: as a name and its transcription are
LEVELS = {"CITY": "city", "STATE_OR_PROVINCE": "admin-1", "COUNTRY": "country"}


def by_wikidata() -> dict[str, str]:
    """ISO codes of countries and divisions by Wikidata id."""
    codes: dict[str, str] = {}
    with (DATA / "gazetteer" / "countries.csv").open(encoding="utf-8") as file:
        for record in csv.DictReader(file):
            codes[record["wikiDataId"]] = record["iso2"]
    with (DATA / "gazetteer" / "states.csv").open(encoding="utf-8") as file:
        for record in csv.DictReader(file):
            codes[record["wikiDataId"]] = (
                record.get("iso3166_2") or f"{record['country_code']}-{record['iso2']}"
            )
    return codes


def placed_attacks(record: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    """(level, Wikidata id, base forms) of the places of attacks in one document."""
    entities = {entity["id"]: entity for entity in record["entities"]}
    found: dict[tuple[str, str], set[str]] = {}
    for relation in record["relations"]:
        event, place = entities[relation["from"]], entities[relation["to"]]
        is_placed = relation["type"] == "TAKES_PLACE_IN" and place["type"] in LEVELS and place.get("wikidata")
        if is_placed and ATTACK.search(event["text"]) and not NO_MENTION.search(event["text"]):
            label = (place.get("label") or place["text"]).split(",")[0]  # "Нью-Йорк, Нью-Йорк" is one town
            found.setdefault((LEVELS[place["type"]], place["wikidata"]), set()).add(label)
    return [(*one, tuple(sorted(labels))) for one, labels in sorted(found.items())]


def has_attack_word(record: dict[str, Any]) -> bool:
    """Whether any event of the annotation carries an attack word."""
    return any(entity["type"] == "EVENT" and ATTACK.search(entity["text"]) for entity in record["entities"])


def mentions_told(tool: Extractor, article: dict[str, Any], record: dict[str, Any]) -> list[tuple[str, bool]]:
    """The sentence of each annotated mention of an attack, and whether it tells an act of an incident."""
    mentions = [
        one
        for one in record["entities"]
        if one["type"] in ("EVENT", "CRIME")
        and MENTION.search(one["text"])
        and not NO_MENTION.search(one["text"])
    ]
    found = tool.told(draft_from_dict(article)) if mentions else None
    if found is None:
        return []
    reading, stories, _ = found
    told = {
        mention.sentence.index
        for story, _ in likely_stories(reading, stories)
        if is_violent(story.kind)
        for mention in story.mentions
    }
    bodies = [sentence for sentence in reading.sentences if not sentence.in_title]
    return [
        (sentence.text, sentence.index in told)
        for one in mentions
        for sentence in bodies
        if sentence.span.start <= one["start"] < sentence.span.end
    ]


def mentions_none(record: dict[str, Any]) -> bool:
    """Whether no event or crime of the annotation tells of violence, in the wider words either."""
    return not any(
        one["type"] in ("EVENT", "CRIME") and MENTION.search(one["text"]) for one in record["entities"]
    )


def recalled(
    incidents: Iterable[dict[str, Any]],
    wanted: tuple[str, str, tuple[str, ...]],
    codes: dict[str, str],
    gazetteer: Gazetteer,
) -> bool:
    """Whether some violent incident lies in the wanted place."""
    level, wikidata, labels = wanted
    places = [i["place"] for i in incidents if i["type"] in VIOLENT and i["place"]]
    if level == "city":
        meant = {(entry.lat, entry.lon) for label in labels for entry in gazetteer.entries(label)}
        there = any((place["lat"], place["lon"]) in meant for place in places)
        # A town may be held in other letters only, or a namesake of it alone in these.
        return there or any(_sounds_like(place["name"], label) for place in places for label in labels)
    code = codes.get(wikidata)
    return any(code in (place["admin1_code"], place["country"]) for place in places)


def _sounds_like(name: str, label: str) -> bool:
    """Whether a Latin name is that of a Cyrillic label, by its letters: "Portapique", "Портапик"."""
    return fuzz.ratio(anyascii(label).lower(), anyascii(name).lower()) >= ALIKE


Gold = dict[str, Any]


def judge_mentions(tool: Extractor, article: Gold, record: Gold, count: Counter[str]) -> Iterator[str]:
    """Count the annotated mentions of attacks that are told; give lines on those that are not."""
    mentions = mentions_told(tool, article, record)
    count["mentions possible"] += len(mentions)
    count["mentions right"] += sum(told for _, told in mentions)
    for text in sorted({text for text, told in mentions if not told}):
        yield f"UNTOLD {article['id']} {text[:200]}"


def judge_places(
    found: Sequence[Gold],
    article: Gold,
    record: Gold,
    codes: dict[str, str],
    gazetteer: Gazetteer,
    count: Counter[str],
) -> Iterator[str]:
    """Count the placed attacks that are found; give lines on those that are not."""
    for one in placed_attacks(record):
        if one[0] != "city" and one[1] not in codes:
            continue
        hit = recalled(found, one, codes, gazetteer)
        count[f"{one[0]} possible"] += 1
        count[f"{one[0]} right"] += hit
        if not hit:
            told = [(i["type"], i["place"] and i["place"]["name"]) for i in found]
            yield f"MISSED {article['id']} {one} {told}"


def judge_others(found: Sequence[Gold], article: Gold, record: Gold, count: Counter[str]) -> Iterator[str]:
    """Count the alarms on a document without any attack; give a line on the first."""
    if placed_attacks(record) or has_attack_word(record):
        return
    violent = [i for i in found if i["type"] in VIOLENT]
    alarms = [i for i in violent if i["status"] != "background"]
    count["others"] += 1
    count["alarms"] += bool(alarms)
    count["plain"] += mentions_none(record)
    count["alarms, plain"] += bool(alarms) and mentions_none(record)
    count["alarms, current"] += any(i["status"] == "current" for i in alarms)
    count["alarms, any status"] += bool(violent)
    count["any incident"] += bool(found)
    if alarms:
        shown = alarms[0]["evidence"][0]
        words = article[shown["in"]][max(0, shown["start"] - 60) : shown["end"] + 60].replace("\n", " ")
        yield f"ALARM {article['id']} {alarms[0]['type']} {alarms[0]['status']} {words}"


def show(counts: dict[str, Counter[str]]) -> None:
    """Print the table."""

    def line(title: str, right: str, possible: str) -> None:
        row(title, [ratio(c[right], c[possible]) for c in counts.values()])

    def of(possible: str) -> None:
        row("   of", [str(c[possible]) for c in counts.values()])

    row("russian", list(counts))
    for level in LEVELS.values():
        line(f"recall of {level}", f"{level} right", f"{level} possible")
        of(f"{level} possible")
    line("mentions of attacks told", "mentions right", "mentions possible")
    of("mentions possible")
    for kind in ("alarms", "alarms, current", "alarms, any status", "any incident"):
        line(f"others: {kind}", kind, "others")
    of("others")
    line("plain: alarms", "alarms, plain", "plain")
    of("plain")


def main() -> None:
    """Extract every document once and print both parts."""
    tool, gazetteer, codes = extractor(), Gazetteer.open(), by_wikidata()
    annotations = {record["id"]: record for record in lines("russian/annotations.jsonl.gz")}
    only, errors = "--look" in sys.argv, "--errors" in sys.argv
    counts: dict[str, Counter[str]] = {"look": Counter(), "score": Counter()}
    for article in lines("russian/articles.jsonl"):
        name = part(article["id"])
        if only and name != "look":
            continue
        count, record = counts[name], annotations[article["id"]]
        found = extract(tool, article)
        said = [
            *judge_mentions(tool, article, record, count),
            *judge_places(found, article, record, codes, gazetteer, count),
            *judge_others(found, article, record, count),
        ]
        if errors and name == "look":
            print(*said, sep="\n", end="\n" if said else "")
    show(counts)


if __name__ == "__main__":
    main()
