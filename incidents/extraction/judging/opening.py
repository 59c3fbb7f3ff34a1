"""Is a story surely enough an incident? A logistic model over named signs of the story and of its article.

The weights come from `benchmarks/quality/fit_opening.py` and are stored as small numbers in
`incidents/data/opening.toml`; they carry no text. Signs are counted the same in every language; where a
language has weights for words, what those of the acts' sentences (`telling`) and of the whole article
(`topic`) say is weighed against the signs: otherwise in a text in capitals than in a plain one, and where
words are declined, by those of the whole article alone.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from math import exp, log1p

from incidents.extraction.acts.mentions import Mention, is_violent, tier_of
from incidents.extraction.acts.telling import together
from incidents.extraction.judging.plainly import told_plainly
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story

WORDS, ALL_WORDS, TOPIC = "words", "all words", "topic"  # of the story, of all stories, of the whole article
SHORT = "short"  # how far a text falls short of a paragraph: its few words say little
SPOKEN = (WORDS, ALL_WORDS, TOPIC, SHORT)  # what is weighed against the signs, with no weight among them
PLAINLY = "plainly"  # the lead tells the act in plain words: no word of the article speaks against it
ENTRY = "entry"  # it is one of several acts: what the article is about speaks against none of them

_PARAGRAPH = 40  # words
_REPORT = 1.5  # what the words of most articles say whose lead tells the act

_WEIGHED = [
    "toll",
    "count",
    "weapon",
    "attacker",
    "victim",
    "target",
    "day",
    "new",
    "place",
    "police",
    "title",
    "negated",
    "supposed",
    "foiled",
    "threatened",
    "summary",
    "habitual",
    "listed",
    "attribute",
    "animal",
    "legal",
    "report",
    "sport",
    "film",
    "market",
    "drill",
    "travel",
    "metaphor",
    "steeped",
    "future",
]
_CUES = [
    "status.anniversary",
    "status.history",
    "status.legal",
    "status.report",
    "status.earlier",
    "status.quotation",
    "mod.attempt",
    "person.official",
    "person.force",
    "person.victim",
    "person.attacker",
    "target.security",
    "target.civil",
    "target.state",
    "target.infrastructure",
    "actor",
    "claim",
    "cue.another",
]
_TOLD_BESIDE = [
    "person.victim",
    "person.official",
    "person.force",
    "person.attacker",
    "target",
    "weapon",
    "toll",
    "claim",
    "status.history",
    "status.legal",
    "mod.hypothetical",
    "mod.negation",
    "cue.police",
]
_QUOTES = '"“«'


def surroundings(reading: Reading, stories: Sequence[Story]) -> dict[str, float]:
    """The signs that all stories of an article share: in how many sentences each kind of thing is spoken of.

    A report tells one act in many sentences, with its day, place and people; a speech, a summary or a history
    names many kinds once.
    """
    labels = Counter(chain.from_iterable(sentence.labels for sentence in reading.sentences))
    labels["toll.none"] += labels.pop("toll.untold", 0)  # a report of an act says either
    counts = {label: count for label, count in labels.items() if label.count(".") < 2}
    acts = [sentence for sentence in reading.sentences if _tells_act(sentence)]
    labels = Counter(chain.from_iterable(sentence.labels for sentence in acts))
    counts |= {f"acts {label}": labels[label] for label in _TOLD_BESIDE}
    days, towns = [_has_day(one) for one in acts], [_has_town(one) for one in acts]
    counts |= {
        "acts": len(acts),
        "acts day": sum(days),
        "acts town": sum(towns),
        "acts day and town": sum(day and town for day, town in zip(days, towns, strict=True)),
        "acts count": sum(bool(one.counts) for one in acts),
        "acts lead": sum(one.lead for one in acts),
        "sentences": len(reading.sentences),
        "stories": len(stories),
        "questions": reading.draft.text.count("?"),
        "quotes": sum(reading.draft.text.count(mark) for mark in _QUOTES),
    }
    named = {f"all {name}": log1p(count) for name, count in counts.items() if count}
    odds = _odds(mention for story in stories for mention in story.mentions)
    if odds is not None:
        named[ALL_WORDS] = odds
    if reading.about is not None:
        words = sum(sentence.span.last - sentence.span.first for sentence in reading.sentences)
        # Where no sentence has words to weigh, it would speak for each of the stories alike: only against.
        topic = min(0.0, reading.about) if odds is None else reading.about
        named |= {TOPIC: topic, SHORT: max(0.0, 1 - words / _PARAGRAPH)}
    return named


def _odds(mentions: Iterable[Mention]) -> float | None:
    """What the sentences of some acts say together by their words; each sentence counts once."""
    odds = {mention.sentence.index: mention.told for mention in mentions if mention.told is not None}
    return together(odds.values()) if odds else None


def _tells_act(sentence: Sentence) -> bool:
    return sentence.has("act") and any(tier_of(hit) in ("strong", "medium") for hit in sentence.found("act"))


def _has_day(sentence: Sentence) -> bool:
    return any(day.when.precision == "day" for day in sentence.dates)


def _has_town(sentence: Sentence) -> bool:
    return any(place.place.precision != "country" for place in sentence.places)


def signs(story: Story, reading: Reading) -> dict[str, float]:
    """The story's own signs by name, each between 0 and about 3."""
    best = max(story.mentions, key=lambda mention: mention.score)
    found = {f"why {name}": 1.0 for name in _WEIGHED if name in best.why}
    found |= {f"has {cue}": 1.0 for cue in _CUES if best.sentence.has(cue)}
    found[f"type {story.kind}"] = 1.0
    found[f"tier {best.tier}"] = 1.0
    found["mentions"] = log1p(len(story.mentions))
    found["score"] = min(story.score, 10.0) / 5
    found["lead"] = float(story.lead)
    found["depth"] = log1p(best.sentence.index) / 2
    found["first"] = float(story.first)
    found["fine place"] = float(any(one.place.precision == "place" for one in story.places))
    found["any place"] = float(bool(story.places))
    found["anchored"] = float(any(mention.anchor is not None for mention in story.mentions))
    found["forces only"] = float(_forces_only(best))
    found["opinion"] = float(_opinion(reading))
    found |= _age(story, reading)
    odds = _odds(story.mentions)
    if told_plainly(story, reading):
        found[PLAINLY] = 1.0
    elif _is_entry(story, reading):
        found[ENTRY] = 1.0
    return found if odds is None else found | {WORDS: odds}


def _is_entry(story: Story, reading: Reading) -> bool:
    """Whether the words of an article are for the most part those of other acts than a story's."""
    return reading.several and not story.titled


def _forces_only(mention: Mention) -> bool:
    """Two armed sides and nobody else."""
    sentence = mention.sentence
    armed = sentence.has_any("person.force", "target.security")
    return armed and not sentence.has_any("person.victim", "person.official", "target.civil", "target.state")


def _opinion(reading: Reading) -> bool:
    return any(sentence.has("status.quotation") for sentence in reading.sentences[:2])


def _age(story: Story, reading: Reading) -> dict[str, float]:
    """How long before publication the story's day lies."""
    if story.when is None:
        return {"no day": 1.0}
    if reading.today is None:
        return {"day of unknown age": 1.0}
    days = (reading.today - story.when.end).days
    return {"day old": min(3.0, log1p(max(0, days)) / 2), "day fresh": float(days <= 3)}


@cache
def _weights() -> Mapping[str, float]:
    """The stored weights: of signs, of signs and words together in each manner, and the least chances."""
    text = (files("incidents") / "data" / "opening.toml").read_text(encoding="utf-8")
    found: Mapping[str, float] = tomllib.loads(text)["weights"]
    return found


def manner(found: Mapping[str, float]) -> str | None:
    """The name of the balance of signs and words: that of a plain text, of one in capitals, or of one whose
    words are declined; None where there are no words to weigh.
    """
    if WORDS not in found:
        return "declined" if TOPIC in found else None
    return "plain" if TOPIC in found else "capitals"


def spoken(found: Mapping[str, float]) -> dict[str, float]:
    """What the words say, as it is weighed: none against an act that the lead tells in plain words."""
    said = {name: found[name] for name in SPOKEN if name in found}
    if PLAINLY not in found and ENTRY not in found:
        return said
    least = {TOPIC: _REPORT if WORDS in found else 0.0}
    if PLAINLY in found:
        least |= dict.fromkeys(SPOKEN, 0.0) | least
    return {name: max(least.get(name, value), value) for name, value in said.items()}


def likelihoods(
    found: Mapping[str, float], weights: Mapping[str, float] | None = None
) -> tuple[float, float]:
    """The probability that a story with these signs, its own and its surroundings', is an incident: by the
    signs alone, which tell news from what is recalled, and with what the words say; by the stored weights
    unless others are given.
    """
    weights, kind = weights or _weights(), manner(found)
    total = weights["bias"] + sum([weights.get(name, 0.0) * value for name, value in found.items() if value])
    by_signs = _probability(total)
    if kind is None:
        return by_signs, by_signs
    total = weights[f"{kind} bias"] + weights[f"{kind} signs"] * total
    total += sum(weights[f"{kind} {name}"] * value for name, value in spoken(found).items())
    return by_signs, _probability(total)


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


_LEAST_WHOLE, _LEAST_RECALLED = 0.10, 0.03


_SURE, _LEAST_BESIDE = 0.5, 0.15


def suffices(
    chance: float, story: Story, reading: Reading, chances: Iterable[tuple[Story, float]] = ()
) -> bool:
    """Whether a probability is enough for a story to open; `chances` are all stories with theirs."""
    if is_violent(story.kind) and _is_beside_sure(story, reading, chances):
        return chance >= _LEAST_BESIDE
    return chance >= least(story, reading)


def _is_beside_sure(story: Story, reading: Reading, chances: Iterable[tuple[Story, float]]) -> bool:
    """Whether a story is told apart, in an article of several acts, as an entry of a list or beside an act
    that is surely an incident.
    """
    if not reading.several or reading.about is None or story.apart < _SURE:
        return False
    return story.section > 0 or any(
        one is not story and is_violent(one.kind) and chance >= _SURE for one, chance in chances
    )


def least(story: Story, reading: Reading) -> float:
    """The probability from which a story opens; other than violent ones must be surer, and one that gives
    place, day and a number of victims is a report, whatever surrounds it, unless the words of the whole
    article are weighed too.
    """
    if not is_violent(story.kind):
        return _weights()["least_other"]
    words = any(mention.told is not None for mention in story.mentions)
    if reading.about is not None:
        return _weights()["least_plain" if words else "least_declined"]
    whole = any("toll" in one.why and "count" in one.why for one in story.mentions)
    if whole and story.places and story.dates:
        return _LEAST_WHOLE
    return _weights()["least_capitals" if words else "least"]


def least_recalled(story: Story) -> float:
    """The probability, by signs alone, from which a story that is told as history is kept as background: it
    alarms nobody. With a place or day of its own it needs less.
    """
    if not is_violent(story.kind):
        return _weights()["least_other"]
    return _LEAST_RECALLED if story.places or story.dates else _weights()["least"]
