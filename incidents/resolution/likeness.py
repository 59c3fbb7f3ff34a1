"""How like is an incident seen to a known one? A score with its parts, each in words for people.

The score is a sum of weights (a log-odds, as in Fellegi and Sunter's record linkage, 1969): place, day, kind,
numbers, actors, targets, and the words that both reports use. `benchmarks/quality/weights.py` fits them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nlargest
from itertools import chain
from math import log
from operator import itemgetter
from typing import NamedTuple

from incidents.article import Draft
from incidents.incident import VIOLENT, Incident, KnownIncident, Toll
from incidents.resolution.hours import earliest
from incidents.resolution.phrases import is_age, is_person, is_phrase
from incidents.resolution.signs import (
    Part,
    actors,
    away,
    days,
    is_aftermath,
    least,
    order,
    others,
    place,
    place_words,
    published,
    seldom,
    since,
    targets,
    toll,
    types,
    undated,
    weapons,
)
from incidents.resolution.victims import is_victim
from incidents.resolution.words import Rarity, headline_words, languages, persons, single

ENOUGH = 1.0  # a score at or above it joins
CROWD_DAYS = 4  # other incidents in a place within so many days make the place tell less
LOCAL = 0.4  # how far a word that many candidates have (the town's, the paper's own) tells less of each
SOON = timedelta(hours=12)  # after a report: a second one without a day
AFTERMATH = timedelta(days=10)  # of an act, that one article tells beside the act
LOOKED_AT = 12  # candidates that are scored in full


@dataclass(frozen=True, slots=True)
class Score:
    """How like `known` is to what was seen: `total` is the sum of the values of `parts`."""

    known: KnownIncident
    total: float
    parts: tuple[Part, ...]

    def sentence(self) -> str:
        """What spoke for it and what against it, the strongest first; as written it adds up to the total."""
        values: dict[str, float] = {}
        for part in self.parts:
            if said := part.said:
                values[said] = values.get(said, 0.0) + part.value
        tenths = {said: round(10 * value) for said, value in values.items()}
        telling = sorted(tenths.items(), key=lambda item: (-abs(item[1]), item[0]))
        telling.append(("all else", round(10 * self.total) - sum(tenths.values())))
        return ", ".join(f"{said} ({value / 10:+.1f})" for said, value in telling if value)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is compared with every candidate."""

    incident: Incident
    draft: Draft
    origin: str
    words: frozenset[str]
    languages: frozenset[str]
    weights: Mapping[str, float]  # of its words: by rarity, shared out among the candidates that have them
    norm: float  # of the single words
    size: int
    headline: frozenset[str]
    persons: frozenset[str]
    victims: frozenset[str]
    aftermath: bool
    earliest: datetime | None  # when what it tells of can have happened


def rank(
    seen: Incident,
    draft: Draft,
    words: frozenset[str],
    candidates: Iterable[KnownIncident],
    *,
    origin: str,
    rarity: Rarity | None = None,
) -> list[Score]:
    """Score the likest candidates, the likest first; of equals the one first seen."""
    rarity = rarity or Rarity()
    spoken = languages(words)
    said = (word for word in words - spoken - place_words(seen.place) if not is_person(word))
    hit = frozenset(filter(is_victim, words))
    told = (word for word in said if word not in hit)
    weights = {word: rarity.weight(word) for word in told}
    norm = sum(weight**2 for word, weight in weights.items() if not is_phrase(word))
    candidates = list(candidates)
    own = frozenset(weights)
    shared = [own & known.words for known in candidates]
    common = Counter(chain.from_iterable(shared))
    shares = {word: weight / max(1, common[word]) ** LOCAL for word, weight in weights.items()}
    headline = own & headline_words(draft)
    people = persons(words)
    looked = _Seen(
        seen,
        draft,
        origin,
        own,
        spoken,
        shares,
        norm,
        single(own),
        headline,
        people,
        hit,
        is_aftermath(draft),
        earliest(seen, draft),
    )
    crowds = _crowds(candidates)
    squares = {word: weight**2 for word, weight in shares.items()}
    promises = (
        (_promise(looked, known, sum(map(squares.__getitem__, words))), known.incident_id, known)
        for known, words in zip(candidates, shared, strict=True)
    )
    promising = nlargest(LOOKED_AT, promises, key=itemgetter(0, 1))
    scores = [_likeness(looked, known, crowds.get(known.incident_id, 0)) for _, _, known in promising]
    return sorted(scores, key=lambda s: (-s.total, s.known.first_seen, s.known.incident_id))


def is_echo(seen: Incident, sibling: Incident, published: date | None = None) -> bool:
    """Whether one article tells of `sibling` a second time: `seen` says nothing that is other or more.

    An act in the very place that is dated by no more than the day of the report, `published`, is one too
    where the sibling has a day before it: what happened today of an earlier act is its aftermath.
    """
    where, when = place(seen.place, sibling.place).key, days(_undated(seen, sibling, published), sibling).key
    if where not in _AT_HAND or not {where, when} & {"same place", "same day"}:
        return False
    return adds_nothing(seen, sibling, published) and _no_more(
        seen.perpetrators_killed, sibling.perpetrators_killed
    )


def adds_nothing(seen: Incident, sibling: Incident, published: date | None = None) -> bool:
    """Whether, the place apart, all that `seen` says may be said of `sibling`, told by the same article.

    A hospital's town, a quarter that bears a town's name or a body found elsewhere make one act look like
    two; so would two acts of one day and kind, of which the second hurt no more people than the first.
    """
    seen = _undated(seen, sibling, published)
    signs = {days(seen, sibling).key, types(seen.type, sibling.type).key, actors(seen, sibling).key}
    return signs <= _AS_GOOD and all(
        _no_more(getattr(seen, name), getattr(sibling, name)) for name in ("killed", "injured", "abducted")
    )


def is_again(seen: Incident, sibling: Incident) -> bool:
    """Whether an act of that kind is told in that very town on that day, or some days later."""
    if seen.date is None or sibling.date is None:
        return False
    late = seen.date.start - sibling.date.start
    signs = {place(seen.place, sibling.place).key, types(seen.type, sibling.type).key}
    return timedelta(0) <= late <= AFTERMATH and signs <= _ONE_TOWN


def _undated(seen: Incident, sibling: Incident, published: date | None) -> Incident:
    """`seen` without its day where that is the report's, some days after the sibling's."""
    if seen.date is None or sibling.date is None or sibling.date.precision != "day":
        return seen
    late = seen.date.start - sibling.date.start
    is_late = seen.date.start == published and timedelta(0) < late <= AFTERMATH
    return replace(seen, date=None) if is_late else seen


def _no_more(toll: Toll | None, of: Toll | None) -> bool:
    """Whether a toll may be that of some of the same people: one of the four who were shot."""
    few, all_ = least(toll), least(of)
    return few is None or (all_ is not None and (few == all_ or few == 1 <= all_))


_AT_HAND = frozenset({"same place", "within 12 km", "same division", "same country", "place unknown"})
_ONE_TOWN = frozenset({"same place", "within 12 km", "same kind", "near kind"})
_AS_GOOD = frozenset(
    {
        *("same day", "1 days apart", "days overlap", "day unknown"),
        *("same kind", "near kind", "loose kind"),
        *("same group", "actors unknown"),
    }
)


def _promise(seen: _Seen, known: KnownIncident, shared: float) -> float:
    """A quick look, to leave out what cannot be it: words in common, and the very place and day.

    `shared` is the sum of the squared weights of the words in common.
    """
    mine, theirs = seen.incident, known.incident
    near = mine.place is not None and theirs.place is not None and mine.place.name == theirs.place.name
    day = mine.date is not None and theirs.date is not None and mine.date.start == theirs.date.start
    return 24 * shared / (seen.norm or 1.0) + 1.5 * near + 2 * day


def _likeness(seen: _Seen, known: KnownIncident, crowd: int) -> Score:
    """Score one candidate. `crowd`: how many other candidates are in its place in those days."""
    mine, theirs = seen.incident, known.incident
    where, when = place(mine.place, theirs.place), days(mine, theirs)
    shared = _shared(seen, known.words)
    after = _named(order(mine, known, seen.earliest, aftermath=seen.aftermath), shared)
    if after.key.startswith("happened after report"):
        when = Part("day of aftermath", when.values)
    killed, injured = (
        toll(name, getattr(mine, name), getattr(theirs, name)) for name in ("killed", "injured")
    )
    against = others(mine, seen.victims, theirs, known.words, when, aftermath=seen.aftermath)
    hit = targets(mine, seen.victims, theirs, known.words)
    gap = since(seen.draft.published, known)
    parts = (
        Part("any"),
        where,
        _named(away(where, mine, seen.words, theirs, known.words), shared),
        when,
        undated(mine, seen.draft, known),
        Part("only words" if (where.key, when.key) == ("place unknown", "day unknown") else ""),
        after,
        published(gap),
        _mixed(types(mine.type, theirs.type), hit, when),
        killed,
        injured,
        actors(mine, theirs),
        hit,
        seldom(
            mine,
            theirs,
            where,
            when,
            soon=gap is not None and gap <= SOON,
            against=bool(against or after.key),
        ),
        *against,
        weapons(mine.weapon, theirs.weapon),
        *_words(seen, shared, known.words, late=after.key.startswith("happened after report")),
        _same_text(seen, known) if _agree(where, killed, injured) else Part("other text"),
        Part("crowd", (crowd,), log(1 + crowd)),
        Part("aftermath" if seen.aftermath else ""),
        Part(f"told as {mine.status}" if mine.status != "current" else ""),
    )
    return Score(known, sum(part.value for part in parts), parts)


def _agree(where: Part, *tolls: Part) -> bool:
    """Whether nothing speaks against a copy: a bulletin in the same words on another town is none."""
    return where.key in _AT_ONE and all(
        part.key.split()[0] == "same" or "unknown" in part.key for part in tolls
    )


_AT_ONE = frozenset({"same place", "same division", "same country", "place unknown"})


def _crowds(candidates: Sequence[KnownIncident]) -> dict[str, int]:
    """For each candidate with a place and day, how many others lie in its very place about the same days."""
    at: dict[int, list[tuple[int, str]]] = {}
    for known in candidates:
        where, when = known.incident.place, known.incident.date
        if where is not None and where.geonameid is not None and when is not None:
            at.setdefault(where.geonameid, []).append((when.start.toordinal(), known.incident_id))
    crowds = {}
    for there in at.values():
        ordered = sorted(day for day, _ in there)
        for day, identity in there:
            near = bisect_right(ordered, day + CROWD_DAYS) - bisect_left(ordered, day - CROWD_DAYS)
            crowds[identity] = near - 1
    return crowds


def _words(seen: _Seen, shared: _Shared, known: frozenset[str], *, late: bool) -> tuple[Part, ...]:
    """The weighted share of words in common (cosine, with the known words taken to be as rare as these).

    Between languages only what is shared can speak; in a `late` report, of a trial or an anniversary, rare
    words, the names of people above all, must stand for the day.
    """
    size = single(known)
    if not seen.norm or size < 1:
        return (Part("words unknown"),)
    weights = [seen.weights[word] for word in shared.words]
    common = sum([weight * weight for weight in weights])
    ratio = size / seen.size
    cosine = common / (seen.norm * ratio**0.5)
    said = (_Rarest(seen.weights, shared.words),)
    rare = min(sum([weight - 4.0 for weight in weights if weight > 4.0]), 15.0)
    if not seen.languages & known:
        return (Part("words across", said, min(cosine, 0.2)), *_names(seen, shared))
    return (
        *_names(seen, shared),
        Part("words", said),
        Part("cosine", said, min(cosine, 0.1)),
        Part("cosine over 0.1", said, min(max(cosine - 0.1, 0.0), 0.15)),
        Part("cosine over 0.25", said, max(cosine - 0.25, 0.0)),
        Part("inside", said, common / (seen.norm * min(1.0, ratio))),
        Part("headline", said, _headline(seen, shared)),
        Part("rare", said, rare),
        Part("rare and late", said, rare if late else 0.0),
    )


NAME_RARE = 4.0  # the weight of a name that hardly any other incident has


class _Shared(NamedTuple):
    """What two reports have in common: single words, names and addresses, ages; `telling`: the rare names;
    `persons`: whose age one of the two tells; `others`: both tell of such people, and of none in common.
    """

    words: list[str]
    names: list[str]
    ages: list[str]
    telling: list[str]
    persons: frozenset[str]
    others: bool


def _shared(seen: _Seen, known: frozenset[str]) -> _Shared:
    mine, theirs = seen.persons, persons(known)
    people = (mine & known) | (theirs & seen.words) | (mine & theirs)
    found = _Shared([], [], [], [], people, bool(mine and theirs and not people))
    for word in seen.words & known:
        if " " in word:
            found.names.append(word)
            if seen.weights[word] > NAME_RARE:
                found.telling.append(word)
        elif is_age(word):
            found.ages.append(word)
        else:
            found.words.append(word)
    return found


def _names(seen: _Seen, shared: _Shared) -> tuple[Part, ...]:
    """Names, addresses and ages in common."""
    rare = min(sum([seen.weights[word] - NAME_RARE for word in shared.telling]), 15.0)
    count = next((str(n) for n in (0, 1, 2, 4, 8) if len(shared.telling) <= n), "many")
    ages = ", ".join(sorted(word[1:] for word in shared.ages))
    return (
        Part("names", (_Rarest(seen.weights, shared.names),), rare),
        Part(f"names {count}"),
        Part(
            "ages" if shared.telling or shared.persons else "ages alone",
            (ages,),
            float(min(len(shared.ages), 3)),
        ),
        _people(shared),
    )


def _people(shared: _Shared) -> Part:
    """People whose age is told: the very same, or others."""
    if shared.others:
        return Part("other people")
    count = next((str(n) for n in (0, 1, 2) if len(shared.persons) <= n), "more")
    return Part(f"people {count}" if shared.persons else "", (", ".join(sorted(shared.persons)),))


def _named(part: Part, shared: _Shared) -> Part:
    """A sign against two reports that name the same people is as often a slip of the reader."""
    if part.key not in _SLIPS or not (shared.telling or shared.persons):
        return part
    return part._replace(key=f"{part.key}, same {'people' if shared.persons else 'names'}")


def _mixed(kind: Part, hit: Part, when: Part) -> Part:
    """A bomb at the gate and gunmen in the hotel are one attack, told by the one or by the other."""
    at_one = (hit.key, when.key) == ("same target", "same day")
    if kind.key == "other kind" and at_one and set(kind.values) <= VIOLENT:
        return kind._replace(key="other kind, same target")
    return kind


_SLIPS = frozenset({"place not named", "only named there", "news after report"})


def _headline(seen: _Seen, shared: _Shared) -> float:
    """How much of the headline's words, by weight, is shared; a half where it tells nothing."""
    all_ = sum([seen.weights[word] for word in seen.headline])
    return sum([seen.weights[word] for word in shared.words if word in seen.headline]) / all_ if all_ else 0.5


class _Rarest(NamedTuple):
    """The rarest of shared words, put in order only when they are read."""

    weights: Mapping[str, float]
    shared: Sequence[str]

    def __format__(self, spec: str) -> str:
        return ", ".join(sorted(self.shared, key=lambda w: (-self.weights[w], w))[:4]) or "none"


def _same_text(seen: _Seen, known: KnownIncident) -> Part:
    for report in known.reports:
        if report.url == seen.draft.url:
            return Part("same page")
        if report.origin == seen.origin:
            return Part("same text")
    return Part("other text")
