"""Is a story surely enough an incident? A logistic model over few, named signs of the story.

The weights come from `benchmarks/quality/fit_opening.py` and are stored as small numbers in
`incidents/data/opening.toml`; they carry no text. Signs are counted the same in every language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp, log1p

from incidents.extraction.acts import Mention, is_violent
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story

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


def signs(story: Story, reading: Reading) -> dict[str, float]:
    """The story's signs by name, each between 0 and about 3."""
    best = max(story.mentions, key=lambda mention: mention.score)
    found = {f"why {name}": float(name in best.why) for name in _WEIGHED}
    found |= {f"has {cue}": float(best.sentence.has(cue)) for cue in _CUES}
    found[f"type {story.kind}"] = 1.0
    found[f"tier {best.tier}"] = 1.0
    found["mentions"] = log1p(len(story.mentions))
    found["score"] = min(story.score, 10.0) / 5
    found["lead"] = float(story.lead)
    found["depth"] = log1p(best.sentence.index) / 2
    found["first"] = float(story.first)
    found["fine place"] = float(any(one.place.precision == "place" for one in story.places))
    found["any place"] = float(bool(story.places))
    found["forces only"] = float(_forces_only(best))
    found["opinion"] = float(_opinion(reading))
    found |= _age(story, reading)
    return found


def _forces_only(mention: Mention) -> bool:
    """Two armed sides and nobody else."""
    sentence = mention.sentence
    armed = sentence.has("person.force") or sentence.has("target.security")
    return armed and not any(
        sentence.has(label) for label in ("person.victim", "person.official", "target.civil", "target.state")
    )


def _opinion(reading: Reading) -> bool:
    return any(sentence.has("status.quotation") for sentence in reading.sentences[:2])


def _age(story: Story, reading: Reading) -> dict[str, float]:
    """How long before publication the story's day lies."""
    if story.when is None:
        return {"no day": 1.0}
    if reading.published is None:
        return {"day of unknown age": 1.0}
    days = (reading.published.date() - story.when.end).days
    return {"day old": min(3.0, log1p(max(0, days)) / 2), "day fresh": float(days <= 3)}


@cache
def _weights() -> Mapping[str, float]:
    text = (files("incidents") / "data" / "opening.toml").read_text(encoding="utf-8")
    weights: Mapping[str, float] = tomllib.loads(text)["weights"]
    return weights


def likelihood(story: Story, reading: Reading) -> float:
    """The probability that a story is an incident of its own."""
    weights = _weights()
    total = weights["bias"] + sum(
        weights.get(name, 0.0) * value for name, value in signs(story, reading).items()
    )
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def least(story: Story) -> float:
    """The probability from which a story opens; other than violent ones must be surer."""
    return _weights()["least"] if is_violent(story.kind) else _weights()["least_other"]
