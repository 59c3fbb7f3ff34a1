"""Which of the places that an article names is the scene of its main story: not where the victim is from, was
nursed, or where the suspect was caught.

Every town is a candidate, and what the rules of `scene` say is one sign of it; the others are the words
around its name, where and how often it stands, and how it lies to the others. The weights are fitted
(`ranking`). It resolves no names itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import log1p, log10

from incidents.extraction.place_context import context_words
from incidents.extraction.places import Located
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story, best_place
from incidents.geometry import kilometres
from incidents.incident import Place

Key = tuple[int | None, str | None, str]
_NEAR_KM = 25.0
_BESIDE = 60  # characters
_SURER = 0.1  # by how much another place must be likelier than what the rules chose
_LABELS = (
    *("act", "cue.occurred", "toll", "toll.killed", "toll.hospital", "toll.arrested", "cue.police"),
    *("status.legal", "status.trial", "status.history", "person.attacker", "person.victim", "target"),
)


@dataclass(slots=True)
class Named:
    """A place with all mentions of it, each with its sentence; a dateline has none."""

    place: Place
    mentions: list[tuple[Sentence | None, Located]] = field(default_factory=list)

    @property
    def first(self) -> Located:
        """The mention that shows it best: the first in the text's own sentences."""
        return next((one for sentence, one in self.mentions if sentence is not None), self.mentions[0][1])


def candidates(reading: Reading, rule: Located | None) -> list[Named]:
    """The towns that the article names, and whatever the rules chose."""
    found: dict[Key, Named] = {}
    everything: list[tuple[Sentence | None, Located]] = [(None, one) for one in reading.datelines]
    everything += [(sentence, one) for sentence in reading.sentences for one in sentence.places]
    for sentence, one in everything:
        chosen = rule is not None and _key(one.place) == _key(rule.place)
        if chosen or one.place.precision == "place" or _is_county(one.place):
            found.setdefault(_key(one.place), Named(one.place)).mentions.append((sentence, one))
    return list(found.values())


def chosen(reading: Reading, story: Story, rule: Located, taken: Set[int]) -> Located:
    """The likeliest of the candidates; `rule` is what the rules chose, `taken` are sentences that tell other
    stories.
    """
    found = candidates(reading, rule)
    if len(found) < 2:
        return rule
    ranked = chances("scene", signs(found, reading, story, rule, taken))
    at = max(range(len(found)), key=ranked.__getitem__)
    own = next(n for n, one in enumerate(found) if _key(one.place) == _key(rule.place))
    return found[at].first if ranked[at] > ranked[own] + _SURER else rule


def _is_county(place: Place) -> bool:
    """Whether it is a part of a division: "Harris County"."""
    return place.precision == "admin" and place.name != place.admin1


def _key(place: Place) -> Key:
    return place.geonameid, place.admin1_code, place.name


def signs(
    found: Sequence[Named], reading: Reading, story: Story, rule: Located | None, taken: Set[int]
) -> list[dict[str, float]]:
    """The signs of each candidate by name, each about 0 to 3."""
    acts = {mention.sentence.index: mention.first for mention in story.mentions}
    best = {
        index: best_place(mention.sentence, reading.lexicon, mention.sentence.passage.starts[mention.first])
        for index, mention in ((mention.sentence.index, mention) for mention in story.mentions)
    }
    said = Counter(one.place.admin1_code for one in found for _ in one.mentions)
    most = max((len(one.mentions) for one in found), default=0)
    opening = min((one.first.start for one in found if one.first.where == "text"), default=0)
    rows = []
    for one in found:
        row = {"rule": float(rule is not None and _key(rule.place) == _key(one.place))}
        row["often"] = log1p(len(one.mentions))
        row["most often"] = float(len(one.mentions) == most)
        row["alone"] = float(len(one.mentions) == 1)
        row["only one"] = float(len(found) == 1)
        row["county"] = float(_is_county(one.place))
        row["sentences"] = log1p(len({s.index for s, _ in one.mentions if s is not None}))
        row["first"] = float(one.first.where == "text" and one.first.start == opening)
        row["dateline"] = float(any(sentence is None for sentence, _ in one.mentions))
        row["division"] = said[one.place.admin1_code] / max(1, said.total())
        row["score"] = max(located.score for _, located in one.mentions)
        row["town"] = float(one.place.precision == "place")
        row["picked"] = log1p(
            sum(pick is not None and _key(pick.place) == _key(one.place) for pick in best.values())
        )
        row |= _lying(one, rule, found, reading)
        for sentence, located in one.mentions:
            if sentence is not None:
                for name, value in _around(sentence, located, acts, taken).items():
                    row[name] = max(row.get(name, 0.0), value)
        rows.append(row)
    return rows


def _lying(one: Named, rule: Located | None, found: Sequence[Named], reading: Reading) -> dict[str, float]:
    """How large a place is, and how it lies to what the rules chose and to the other candidates."""
    people = _people(one.place, reading)
    row = {"people": log10(people + 10) / 3}
    others = [other for other in found if other is not one and _apart(one.place, other.place) < _NEAR_KM]
    row["beside a larger"] = float(any(_people(other.place, reading) > 4 * people for other in others))
    row["beside a smaller"] = float(any(4 * _people(other.place, reading) < people for other in others))
    if rule is not None and _key(rule.place) != _key(one.place):
        row["near the rule's"] = float(_apart(one.place, rule.place) < _NEAR_KM)
        row["inside the rule's"] = float(
            rule.place.precision == "admin" and rule.place.admin1_code == one.place.admin1_code
        )
        row["other division"] = float(rule.place.admin1_code != one.place.admin1_code)
    row["no rule"] = float(rule is None)
    return row


def _people(place: Place, reading: Reading) -> int:
    return max(
        (e.population for e in reading.gazetteer.entries(place.name) if e.geonameid == place.geonameid),
        default=0,
    )


def _apart(one: Place, other: Place) -> float:
    """Kilometres between two places; far where either is not known."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return 1e6
    return kilometres(one.lat, one.lon, other.lat, other.lon)  # type: ignore[arg-type]


def _around(sentence: Sentence, located: Located, acts: dict[int, int], taken: Set[int]) -> dict[str, float]:
    """What the sentence and the words beside a name say of it."""
    words, passage = sentence.lexicon, sentence.passage
    first, last = sentence.word_at(located.start), sentence.word_at(located.end - 1) + 1
    before, after = sentence.words(first - 3, first), sentence.words(last, last + 2)
    parted = last < sentence.span.last and passage.borders[last] > 0
    row = {f"with {label}": 1.0 for label in _LABELS if label in sentence.labels}
    row["title"] = float(sentence.in_title)
    row["lead"] = float(sentence.lead)
    row["early"] = 1 / (1 + sentence.index / 3)
    row["other story"] = float(sentence.index in taken)
    row["demonym"] = float(located.kind == "demonym")
    row["in"] = float(bool(before) and before[-1] in words.words("locative"))
    row["behind in"] = float(any(word in words.words("locative") for word in before))
    row["from"] = float(bool(before) and before[-1] in words.words("origin"))
    row["struck"] = float(bool(before) and before[-1] in context_words(words.language).struck)
    row["care"] = float(any(word in words.words("care") for word in sentence.words(first - 7, first)))
    if after and not parted:
        row["before police"] = float(after[0] in words.words("police_words"))
        row["before speech"] = float(after[0] in words.words("speaks"))
        row["before care"] = float(any(word in words.words("care") for word in after))
        row["before a name's part"] = float(any(word in words.words("name_parts") for word in after))
        row["before a person"] = float(any(last <= hit.first <= last + 1 for hit in sentence.found("person")))
    if sentence.index in acts:
        away = abs(passage.starts[acts[sentence.index]] - located.start)
        row["act's sentence"] = 1.0
        row["by the act"] = 1 / (1 + away / _BESIDE)
        row["behind the act"] = float(located.start > passage.starts[acts[sentence.index]])
    else:
        row["beside an act"] = float(sentence.index - 1 in acts or sentence.index + 1 in acts)
    return row
