"""What speaks for each place that an article names being the scene of its main story: the words around its
name, where and how often it stands, and how it lies to the others.

Each sign is a number of about 0 to 3; what they weigh is fitted (`ranking`), and chosen in `whereabouts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from math import log1p, log10

from incidents.extraction.acts.anchors import identity, with_adjective
from incidents.extraction.places import Located
from incidents.extraction.places.resolving import WITH_STATE
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_places import best_place, is_at_exit, is_in_care
from incidents.extraction.words.lexicon import Lexicon
from incidents.gazetteer import Gazetteer
from incidents.geometry import kilometres
from incidents.incident import Place

_NEAR_KM = 25.0
_INSIDE_KM = 12.0
_FAR_KM = 80.0
_CITY = 100_000
_BESIDE = 60  # characters
_REACH = 3  # words from a name to the act that it names: "the Tulsa bar shooting"
_LABELS = (
    *("act", "cue.occurred", "toll", "toll.killed", "toll.hospital", "toll.arrested", "cue.police"),
    *("status.legal", "status.trial", "status.history", "person.attacker", "person.victim", "target"),
)


@dataclass(slots=True)
class Named:
    """A place of so many people with all mentions of it, each with its sentence; a dateline has none."""

    place: Place
    people: int
    mentions: list[tuple[Sentence | None, Located]] = field(default_factory=list)

    @property
    def first(self) -> Located:
        """The mention that shows it best: the first in the text's own sentences."""
        return next((one for sentence, one in self.mentions if sentence is not None), self.mentions[0][1])


def is_county(place: Place) -> bool:
    """Whether it is a part of a division: "Harris County"."""
    return place.precision == "admin" and place.name != place.admin1


def signs(
    found: Sequence[Named], reading: Reading, story: Story, rule: Located | None, taken: Set[int]
) -> list[dict[str, float]]:
    """The signs of each candidate by name, each about 0 to 3."""
    acts = {mention.sentence.index: mention.first for mention in story.mentions}
    best = {
        index: best_place(mention.sentence, mention.sentence.passage.starts[mention.first])
        for index, mention in ((mention.sentence.index, mention) for mention in story.mentions)
    }
    said = Counter(one.place.admin1_code for one in found for _ in one.mentions)
    most = max((len(one.mentions) for one in found), default=0)
    opening = min((one.first.start for one in found if one.first.where == "text"), default=0)
    divisions = (place.place for sentence in reading.sentences for place in sentence.places)
    named = {place.admin1_code for place in divisions if place.name == place.admin1}
    rooted = [one for one in found if _is_rooted(one)]
    rows = []
    for one in found:
        row = {"rule": float(rule is not None and identity(rule.place) == identity(one.place))}
        row["often"] = log1p(len(one.mentions))
        row["most often"] = float(len(one.mentions) == most)
        row["alone"] = float(len(one.mentions) == 1)
        row["only one"] = float(len(found) == 1)
        row["county"] = float(is_county(one.place))
        row["sentences"] = log1p(len({s.index for s, _ in one.mentions if s is not None}))
        row["first"] = float(one.first.where == "text" and one.first.start == opening)
        row |= _dateline(one, reading)
        row["division"] = said[one.place.admin1_code] / max(1, said.total())
        row["score"] = max(located.score for _, located in one.mentions)
        row["town"] = float(one.place.precision == "place")
        row["picked"] = log1p(
            sum(pick is not None and identity(pick.place) == identity(one.place) for pick in best.values())
        )
        row |= _lying(one, rule, found)
        row |= _strange(one, found, named, rooted)
        for sentence, located in one.mentions:
            if sentence is not None:
                for name, value in _around(sentence, located, acts, taken).items():
                    if value > row.get(name, 0.0):
                        row[name] = value
        rows.append(row)
    return rows


def _lying(one: Named, rule: Located | None, found: Sequence[Named]) -> dict[str, float]:
    """How large a place is, and how it lies to what the rules chose and to the other candidates."""
    people = one.people
    uncounted = one.place.precision == "place" and one.place.geonameid is None
    row = {"people": log10(people + 10) / 3, "uncounted": float(uncounted)}
    for other in found:
        if other is one or other.place.precision != "place":
            continue
        away, theirs = _apart(one.place, other.place), other.people
        if away < _NEAR_KM:
            row["beside a larger"] = max(row.get("beside a larger", 0.0), float(theirs > 4 * people))
            row["beside a smaller"] = max(row.get("beside a smaller", 0.0), float(4 * theirs < people))
        if away < _INSIDE_KM and theirs > 10 * people:
            row["inside a larger"] = 1.0
        if away < _INSIDE_KM and people > 10 * theirs:
            row["around a smaller"] = 1.0
        if away < _NEAR_KM and theirs > 2 * people > _CITY:
            row["a city inside a larger"] = 1.0
    if rule is not None and identity(rule.place) != identity(one.place):
        row["near the rule's"] = float(_apart(one.place, rule.place) < _NEAR_KM)
        row["inside the rule's"] = float(
            rule.place.precision == "admin" and rule.place.admin1_code == one.place.admin1_code
        )
        apart = rule.place.admin1_code != one.place.admin1_code and one.place.country in WITH_STATE
        row["other division"] = float(apart)
    row["no rule"] = float(rule is None)
    return row


def _dateline(one: Named, reading: Reading) -> dict[str, float]:
    """Whether a dateline names the place: a bureau's city, often a capital, if no more is said of it."""
    if all(sentence is not None for sentence, _ in one.mentions):
        return {"dateline": 0.0}
    alone = all(sentence is None for sentence, _ in one.mentions)
    capital = is_capital(one.place, reading.gazetteer)
    return {
        "dateline": 1.0,
        "dateline alone": float(alone),
        "dateline of a capital": float(capital),
        "dateline alone, of a capital": float(capital and alone),
    }


def _strange(
    one: Named, found: Sequence[Named], named: Set[str | None], rooted: Sequence[Named]
) -> dict[str, float]:
    """Whether a town stands alone: nothing else lies near it and its division is never named, as of one that
    only bears the name of a quarter or a person. `rooted` are the cities of lead and dateline.
    """
    others = [other for other in found if other is not one]
    near = any(_apart(one.place, other.place) < _FAR_KM for other in others)
    inside = any(other.place.admin1_code == one.place.admin1_code for other in others)
    told = one.place.admin1_code in named
    alone = one.place.country in WITH_STATE and bool(others) and not (told or near or inside)
    return {
        "division named": float(told),
        "near another": float(near),
        "stranger": float(alone),
        "stranger beside a city": float(alone and any(city is not one for city in rooted)),
    }


def _is_rooted(one: Named) -> bool:
    """Whether a city is named in the lead, the title or a dateline."""
    return one.people > _CITY and any(sentence is None or sentence.lead for sentence, _ in one.mentions)


def population(place: Place, gazetteer: Gazetteer) -> int:
    """How many people the gazetteer counts in a place; 0 where it does not know."""
    same = (e for e in gazetteer.entries(place.name) if e.geonameid == place.geonameid)
    return max((e.population for e in same if (e.kind == "place") == (place.precision == "place")), default=0)


def is_capital(place: Place, gazetteer: Gazetteer) -> bool:
    """Whether a town is its country's capital."""
    return any(one.capital and one.geonameid == place.geonameid for one in gazetteer.entries(place.name))


def _apart(one: Place, other: Place) -> float:
    """Kilometres between two places; far where either is not known."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return 1e6
    return kilometres(one.lat, one.lon, other.lat, other.lon)  # type: ignore[arg-type]


def _around(sentence: Sentence, located: Located, acts: dict[int, int], taken: Set[int]) -> dict[str, float]:
    """What the sentence and the words beside a name say of it."""
    passage = sentence.passage
    first, last = sentence.range_of(located)
    row = {f"with {label}": 1.0 for label in _LABELS if label in sentence.labels}
    row["title"] = float(sentence.in_title)
    row["lead"] = float(sentence.lead)
    row["early"] = 1 / (1 + sentence.index / 3)
    row["other story"] = float(sentence.index in taken)
    row["demonym"] = float(located.kind == "demonym")
    row |= _before(sentence, first)
    row |= _behind(sentence, last)
    if sentence.index in acts:
        away = abs(passage.starts[acts[sentence.index]] - located.start)
        row["act's sentence"] = 1.0
        row["by the act"] = 1 / (1 + away / _BESIDE)
        row["behind the act"] = float(located.start > passage.starts[acts[sentence.index]])
    else:
        row["beside an act"] = float(sentence.index - 1 in acts or sentence.index + 1 in acts)
    return row | _together(row)


def _together(row: dict[str, float]) -> dict[str, float]:
    """Signs of one mention that say more together than each for itself."""
    placed, act = row["in"], row.get("act's sentence", 0.0)
    return {
        "in, in the title": placed * row["title"],
        "in, in the lead": placed * row["lead"],
        "in, with the act": placed * act,
        "in, with the toll": placed * row.get("with toll", 0.0),
        "person, in the title": row.get("before a person", 0.0) * row["title"],
        "police, in the lead": row.get("before police", 0.0) * row["lead"],
        "names the act, in the title": row.get("names an act", 0.0) * row["title"],
        "of, with the victim": row["of"] * row.get("with person.victim", 0.0),
        "title, no person": row["title"] * (1 - row.get("before a person", 0.0)),
    }


def _before(sentence: Sentence, first: int) -> dict[str, float]:
    """What the words before a name say."""
    words, context = sentence.lexicon, context_words(sentence.lexicon.language)
    opens = first == sentence.span.first
    first = with_adjective(sentence, first) if context.spaced else first
    before = sentence.words(first - 3, first)
    last = before[-1] if before else ""
    locative = _within(words)
    said = len(before) > 1 and before[-2] in words.words("speech")
    beyond = not words.words("suburb").isdisjoint(before)
    exits = is_at_exit(sentence, first)
    part = last in words.words("of") and not locative.isdisjoint(sentence.words(first - 5, first - 2))
    return {
        "in": float((last in locative and not said) or (part and not beyond) or exits),
        "said in": float(last in locative and said),
        "behind in": float(not locative.isdisjoint(before)),
        "from": float(last in words.words("origin") and not exits),
        "of": float(last in words.words("of")),
        "around": float(last in words.words("around")),
        "suburb of": float(last in words.words("of") and beyond),
        "struck": float(last in context.struck),
        "care": float(is_in_care(sentence, first)),
        "opens": float(opens),
    }


@cache
def _within(words: Lexicon) -> Set[str]:
    """The words of place that say that it is there, not near it."""
    return words.words("locative") - words.words("around")


def _behind(sentence: Sentence, last: int) -> dict[str, float]:
    """What the words behind a name say, up to a comma or stop."""
    words, passage = sentence.lexicon, sentence.passage
    after = sentence.words(last, last + 2)
    if not after or (last < sentence.span.last and passage.borders[last] > 0):
        return {"parted": 1.0}
    quarter = context_words(words.language).quarter
    return {
        "before police": float(after[0] in words.words("police_words")),
        "before speech": float(after[0] in words.words("speaks")),
        "before care": float(not words.words("care").isdisjoint(after)),
        "before a name's part": float(not words.words("name_parts").isdisjoint(after)),
        "before a person": float(any(last <= hit.first <= last + 1 for hit in sentence.found("person"))),
        "before a person at once": float(any(last == hit.first for hit in sentence.found("person"))),
        "names an act": float(any(last <= hit.first < last + _REACH for hit in sentence.found("act"))),
        "quarter": float(not quarter.isdisjoint(after)),
        "before a suburb": float(after[0] in words.words("suburb")),
    }
