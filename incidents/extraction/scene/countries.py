"""Which of the countries that an article names is the scene's: not that of the victims' passports, of a
bureau, or of a conference that spoke of the act.

Every country of which a place, a people or the name stands in the article is a candidate, and what was chosen
as the scene is one sign of it. The weights are fitted (`ranking`). It resolves no names itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log1p

from incidents.extraction.places import Located
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_places import locative, was_there
from incidents.watch import Area

_BESIDE = 60  # characters
_REACH = 6  # words
_SURER = 0.1  # by how much another country must be likelier than that of what was chosen
_KINDS = {"place": "town", "admin": "division", "country": "country"}


@dataclass(slots=True)
class Country:
    """A country with all mentions of it and of its places, each with its sentence; a dateline has none."""

    code: str
    mentions: list[tuple[Sentence | None, Located]] = field(default_factory=list)


def countries(reading: Reading) -> list[Country]:
    """The countries that an article names, in order; not those where somebody only was before."""
    found: dict[str, Country] = {}
    everything: list[tuple[Sentence | None, Located]] = [(None, one) for one in reading.datelines]
    everything += [
        (sentence, one)
        for sentence in reading.sentences
        for one in sentence.places
        if one.kind != "dateline" and not was_there(sentence, one)
    ]
    for sentence, one in everything:
        if code := one.place.country:
            found.setdefault(code, Country(code)).mentions.append((sentence, one))
    return list(found.values())


def signs(
    found: Sequence[Country], reading: Reading, story: Story, chosen: Located
) -> list[dict[str, float]]:
    """The signs of each country by name, each about 0 to 3."""
    acts = {mention.sentence.index: mention.first for mention in story.mentions}
    most = max(len(one.mentions) for one in found)
    total = sum(len(one.mentions) for one in found)
    rows = []
    for one in found:
        own = [(sentence, place) for sentence, place in one.mentions if sentence is not None]
        row = {
            "often": log1p(len(one.mentions)),
            "share": len(one.mentions) / total,
            "most often": float(len(one.mentions) == most),
            "dateline": float(len(own) < len(one.mentions)),
            "dateline alone": float(not own),
            "adjectives alone": float(bool(own) and all(place.kind == "demonym" for _, place in own)),
            "in": log1p(sum(_placed(sentence, place) for sentence, place in own)),
            "towns": log1p(sum(place.place.precision != "country" for _, place in own)),
            "forum": sum(_of_forum(sentence, place) for sentence, place in own) / len(one.mentions),
            "abroad": sum(_abroad(sentence, place) for sentence, place in own) / len(one.mentions),
        }
        if one.code == chosen.place.country:
            row |= {"chosen": 1.0, f"chosen {_kind(chosen)}": 1.0}
        for sentence, place in own:
            for name, value in _around(sentence, place, acts).items():
                row[name] = max(row.get(name, 0.0), value)
        rows.append(row | ({f"{name}, shouted": row[name] for name in row} if reading.shouted else {}))
    return rows


def _kind(one: Located) -> str:
    return one.kind if one.kind != "mention" else _KINDS[one.place.precision]


def _placed(sentence: Sentence, one: Located) -> bool:
    return one.kind == "mention" and locative(sentence, one)


def _of_forum(sentence: Sentence, one: Located) -> bool:
    """Whether people meet or speak at a place: "the talks held in Havana", "the ministry in Oslo said"."""
    first = sentence.range_of(one)[0]
    return one.kind == "mention" and sentence.says("forums", first - _REACH, first)


def _abroad(sentence: Sentence, one: Located) -> bool:
    """Whether an adjective says whose somebody is: "Spanish priests", "the Spanish embassy"."""
    last = sentence.range_of(one)[1]
    return one.kind == "demonym" and (
        sentence.says("abroad", last, last + 1) or any(hit.first == last for hit in sentence.found("person"))
    )


def _around(sentence: Sentence, one: Located, acts: dict[int, int]) -> dict[str, float]:
    """What the sentence says of a mention."""
    row = {
        "title": float(sentence.in_title),
        "lead": float(sentence.lead),
        "early": 1 / (1 + sentence.index / 3),
    }
    if sentence.index in acts:
        away = abs(sentence.passage.starts[acts[sentence.index]] - one.start)
        row[f"act, {_kind(one)}"] = 1.0
        row["act, in"] = float(_placed(sentence, one))
        row["act, forum"] = float(_of_forum(sentence, one))
        row["act, abroad"] = float(_abroad(sentence, one))
        row["by the act"] = 1 / (1 + away / _BESIDE)
    else:
        row["beside an act"] = float(sentence.index - 1 in acts or sentence.index + 1 in acts)
    return row


def in_likeliest(reading: Reading, story: Story, chosen: Located) -> Located:
    """The chosen scene, or that of another country where that is surely likelier: the place that the act's
    own sentences name in it, else the country.
    """
    if "country" not in reading.lexicon.words("fitted"):
        return chosen
    found = countries(reading)
    if all(one.code == chosen.place.country for one in found):
        return chosen
    ranked = chances("country", signs(found, reading, story, chosen))
    own = sum(chance for one, chance in zip(found, ranked, strict=True) if one.code == chosen.place.country)
    best = max(range(len(found)), key=ranked.__getitem__)
    return _place_in(reading, found[best], story) if ranked[best] > own + _SURER else chosen


def _place_in(reading: Reading, country: Country, story: Story) -> Located:
    """The first town or division that an act's sentence names in a country, else the country."""
    acts = {mention.sentence.index for mention in story.mentions}
    named = [(sentence, one) for sentence, one in country.mentions if one.place.precision != "country"]
    for sentence, one in named:
        if sentence is not None and sentence.index in acts and one.kind == "mention":
            return one
    return whole(reading, country.mentions[0][1])


def whole(reading: Reading, one: Located) -> Located:
    """The country of a place, by the same words."""
    if one.place.precision == "country" or not one.place.country:
        return one
    return replace(one, place=reading.gazetteer.place(Area(one.place.country)))
