"""From stories to incidents: every field with the words that prove it, the main incident first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

from incidents.extraction.actors.attribution import (
    Said,
    attribute,
    claimed_by_kind,
    merge,
    told_by_kind,
)
from incidents.extraction.actors.doers import unclaimed
from incidents.extraction.actors.namings import Naming
from incidents.extraction.acts.anchors import NEXT_TO, compatible
from incidents.extraction.acts.answered import is_answered
from incidents.extraction.acts.means import weapon_of
from incidents.extraction.acts.mentions import Mention, is_violent
from incidents.extraction.harm.fates import Sum
from incidents.extraction.harm.tally import tally, told_of
from incidents.extraction.harm.targets import targets
from incidents.extraction.judging.confidence import confidence, signs
from incidents.extraction.judging.further import APART, Told, worth_telling
from incidents.extraction.judging.opening import least_recalled, likelihoods, suffices, surroundings
from incidents.extraction.judging.opening import signs as opening_signs
from incidents.extraction.judging.worth import may_open
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading
from incidents.extraction.scene import scene
from incidents.extraction.stories import Story
from incidents.extraction.timing.days import Dated, act_day, announced
from incidents.extraction.timing.old_case import of_old_case
from incidents.extraction.timing.status import status
from incidents.incident import Evidence, Incident, Status, Toll, Type, When, Where

_SAME_NEWS = timedelta(days=4)  # of acts that one article tells as news
MOST = 12  # incidents of one article


def assemble(
    reading: Reading,
    stories: Sequence[Story],
    namings: Mapping[Where, Sequence[Naming]],
    weights: Mapping[str, float] | None = None,
) -> tuple[Incident, ...]:
    """The incidents of an article; the main one comes first, the others as they are told. `weights` are
    those of `opening`, the stored ones unless others are given.
    """
    likely = likely_stories(reading, stories, weights)
    if not likely:
        return ()
    chance = {id(story): one for story, one in likely}
    ordered = order(reading, [story for story, _ in likely])
    one_by_one = {mention.sentence.index for story in ordered for mention in story.mentions}
    told = one_by_one | {
        mention.sentence.index for story in stories if story.survey for mention in story.mentions
    }
    told |= {sentence.index for story in ordered if story.taken_up for sentence in story.sentences}
    others = _told_of_others(ordered) if reading.several else set()
    arrests = {
        mention.sentence.index
        for story in ordered
        for mention in story.mentions
        if story.kind is Type.ARREST and is_violent(ordered[0].kind)
    }
    several = sum(is_violent(story.kind) for story in ordered) > 1
    listed = announced(reading, one_by_one) if several else None
    made: dict[int, Told] = {}
    before, town = listed, _town(ordered)
    for story in sorted(ordered[:MOST], key=lambda one: one.mentions[0].sentence.index):
        incident = build(
            reading,
            story,
            namings,
            main=story is ordered[0],
            likely=chance[id(story)],
            told=told,
            others=others - {sentence.index for sentence in story.sentences},
            arrests=arrests,
            listed=listed,
            before=before if several and reading.several else None,
            town=town,
            recalled=not suffices(chance[id(story)], story, reading, likely)
            or of_old_case(reading, story, stories),
        )
        of_all = _has_day_of(incident, listed)
        lent = reading.several and not of_all and _has_day_of(incident, before)
        made[id(story)] = Told(incident, story, of_all, lent)
        before = _day_of(incident, reading) or before
    return worth_telling([made[id(story)] for story in ordered[:MOST]])


def _told_of_others(stories: Sequence[Story]) -> set[int]:
    """The sentences of the stories beside the main one that are surely others: nobody of theirs is the main
    one's.
    """
    return {
        sentence.index
        for story in stories[1:]
        if is_violent(story.kind) and story.apart >= APART
        for sentence in story.sentences
        if not sentence.in_title
    }


def _town(stories: Sequence[Story]) -> Located | None:
    """The town of the stories that tell where they were, if it is one."""
    towns = [story.places[0] for story in stories if story.places]
    one = towns[0] if towns and towns[0].place.precision == "place" else None
    return one if one and all(compatible(one.place, other.place, NEXT_TO) for other in towns) else None


def _has_day_of(incident: Incident, listed: Dated | None) -> bool:
    """Whether an incident's day is one told for another, or for all."""
    if listed is None:
        return False
    words = Evidence("date", listed.sentence.passage.where, listed.day.start, listed.day.end)
    return words in incident.evidence


def _day_of(incident: Incident, reading: Reading) -> Dated | None:
    """The words of an incident's day, if it is one."""
    if incident.date is None or incident.date.precision != "day" or incident.status == "background":
        return None
    words = next(one for one in incident.evidence if one.field == "date")
    return next(
        (
            Dated(sentence, day)
            for sentence in reading.sentences
            for day in sentence.dates
            if (sentence.passage.where, day.start) == (words.where, words.start)
        ),
        None,
    )


def likely_stories(
    reading: Reading, stories: Sequence[Story], weights: Mapping[str, float] | None = None
) -> list[tuple[Story, float]]:
    """The stories that are incidents, each with its probability."""
    shared = surroundings(reading, stories)
    weighed = [
        (story, shared | opening_signs(story, reading)) for story in stories if may_open(story, reading)
    ]
    recalled = _recalled(reading, [story for story, _ in weighed])
    told: list[tuple[Story, float]] = []
    history: set[int] = set()
    for story, found in weighed:
        if story.survey:
            continue
        by_signs, with_words = likelihoods(found, weights)
        told.append((story, with_words if is_violent(story.kind) else by_signs))
        if id(story) in recalled and by_signs >= least_recalled(story):
            history.add(id(story))
    opened = [
        (story, chance)
        for story, chance in told
        if id(story) in history or suffices(chance, story, reading, told)
    ]
    titled = [story for story, _ in opened if story.titled]
    if reading.several and 0 < 2 * len(titled) <= len(opened):
        return [(story, chance) for story, chance in opened if story not in titled]
    return [(story, chance) for story, chance in opened if not _announced(story, opened)]


def _announced(story: Story, opened: Sequence[tuple[Story, float]]) -> bool:
    """Whether the headline alone tells a story, and the text tells acts: they are what it means, also where
    it says no more than that people were killed, and not where, or in a town of the same division.
    """
    if not story.titled:
        return False
    mere = story.kind is Type.ARMED_ATTACK and all(one.tier != "strong" for one in story.mentions)
    anchors = {one.anchor.place.admin1_code for one in story.mentions if one.anchor}
    return any(
        other.kind in (story.kind, Type.RIOT)
        or (mere and is_violent(other.kind) and anchors <= {one.place.admin1_code for one in other.places})
        for other, _ in opened
        if not other.titled
    )


def _recalled(reading: Reading, stories: Sequence[Story]) -> set[int]:
    """The stories that are told as history: they alarm nobody."""
    today = _today(reading)
    newest = _newest(reading)
    return {
        id(story)
        for story in stories
        if status(story.mentions, story.when, today, main=False, newest=newest) == "background"
    }


def order(reading: Reading, stories: Sequence[Story]) -> list[Story]:
    """The main story first, the others as they are told."""
    main = max(stories, key=lambda story: _prominence(story, reading), default=None)
    return [story for story in stories if story is main] + [story for story in stories if story is not main]


def _prominence(story: Story, reading: Reading) -> float:
    points = story.score
    points += 2.0 if is_violent(story.kind) else 0.0
    points += 2.0 if any(mention.sentence.in_title for mention in story.mentions) else 0.0
    if sum(sentence.in_title for sentence in reading.sentences) > 1:  # what a headline tells first
        points += 4.0 if any(not mention.sentence.index for mention in story.mentions) else 0.0
    points += 1.5 if story.lead else 0.0
    points -= 4.0 if all(map(is_answered, story.mentions)) else 0.0
    if reading.published and story.when and (reading.published.date() - story.when.end).days > 60:
        points -= 4.0
    return points


def build(
    reading: Reading,
    story: Story,
    namings: Mapping[Where, Sequence[Naming]],
    *,
    main: bool,
    likely: float,
    told: Set[int] = frozenset(),
    others: Set[int] = frozenset(),
    arrests: Set[int] = frozenset(),
    listed: Dated | None = None,
    before: Dated | None = None,
    town: Located | None = None,
    recalled: bool = False,
) -> Incident:
    """The incident of one story, which is one with the probability `likely`; `told` are the sentences that
    tell acts, `others` those that tell more of other acts, `arrests` those of `told` that tell who was
    caught; `listed` is the day that a round-up announces, `before` that of the act told before, `town` that
    of all acts. What is only sure enough to be `recalled` is background, also where nothing else is told.
    """
    kind = story.kind
    own = {mention.sentence.index for mention in story.mentions}
    own |= {sentence.index for sentence in story.sentences if story.taken_up}
    whole = main and not story.section  # whether all of the article may be about it
    place = scene(reading, story, main=whole, taken=told - own)
    place = place or (town if not main and story.apart >= APART else None)
    day = act_day(reading, story, main=whole, taken=told - own, listed=listed, before=before)
    when = day.day.when if day else None
    state: Status = "background"
    if not recalled:
        lent = day is not None and day in (listed, before)
        news = lent or _is_news(reading, story, when)
        state = status(story.mentions, when, _today(reading), main=main, newest=_newest(reading), listed=news)
    facts = told_of(reading, story, main=whole, when=when, taken=(told - own - arrests) | others)
    sums = tally(facts)
    said = _attributions(reading, story, namings, main=main)
    best = max(story.mentions, key=lambda mention: (mention.kind == kind, mention.score))
    hit = targets(story, facts.told) if kind is not Type.ARREST else []
    free = [one for one in reading.sentences if whole and one.index not in told - own]
    weapon = weapon_of(kind, [mention.sentence for mention in story.mentions], story.sentences, free)
    evidence = [_words("type", best), _state_words(best), *_evidence(day, place, said, sums)]
    evidence.extend(Evidence(f"targets.{n}", *target[1:]) for n, target in enumerate(hit))
    evidence.extend([Evidence("weapon", *weapon[1:])] if weapon else [])
    incident = Incident(
        type=kind,
        status=state,
        date=when,
        place=reading.gazetteer.city(place.place) if place else None,
        attribution=tuple(one.attribution for one in said),
        killed=_toll(sums, "killed"),
        injured=_toll(sums, "injured"),
        abducted=_toll(sums, "abducted"),
        arrested=_toll(sums, "arrested"),
        perpetrators_killed=_toll(sums, "perpetrators_killed"),
        targets=tuple(target[0] for target in hit),
        weapon=weapon[0] if weapon else None,
        evidence=tuple(evidence),
    )
    found = signs(incident, likely=likely, main=main, lead=story.lead, shouted=reading.shouted)
    return replace(incident, confidence=confidence(found))


def _is_news(reading: Reading, story: Story, when: When | None) -> bool:
    """Whether a further incident is told as news, too: as an entry of a list, or as another one of these days
    in an article of several.
    """
    if story.section or (story.beside and when is None):
        return True
    today = _today(reading)
    fresh = not (when and today) or today - when.end <= _SAME_NEWS
    headed = any(mention.sentence.in_title for mention in story.mentions)
    return fresh and reading.several and (headed or story.apart >= APART)


def _evidence(
    day: Dated | None, place: Located | None, said: Sequence[Said], sums: Mapping[str, Sum]
) -> Iterator[Evidence]:
    """The words of day, place, attributions and tolls."""
    if day:
        yield Evidence("date", day.sentence.passage.where, day.day.start, day.day.end)
    if place:
        yield Evidence("place", place.where, place.start, place.end)
    for number, one in enumerate(said):
        yield Evidence(f"attribution.{number}", one.where, one.start, one.end)
    for field, total in sums.items():
        persons, passage = total.told.persons, total.told.sentence.passage
        yield Evidence(field, passage.where, persons.start, persons.end)


def _toll(sums: Mapping[str, Sum], field: str) -> Toll | None:
    return sums[field].toll if field in sums else None


def _words(field: str, mention: Mention) -> Evidence:
    passage = mention.sentence.passage
    return Evidence(field, passage.where, passage.starts[mention.first], passage.ends[mention.last - 1])


def _state_words(mention: Mention) -> Evidence:
    """The words that show the status: a cue of it where one stands, else the act's own."""
    sentence = mention.sentence
    for hit in sentence.hits:
        if hit.label.startswith("status.") and hit.label != "status.quotation":
            passage = sentence.passage
            return Evidence("status", passage.where, passage.starts[hit.first], passage.ends[hit.last - 1])
    return _words("status", mention)


def _today(reading: Reading) -> date | None:
    return reading.published.date() if reading.published else None


def _newest(reading: Reading) -> date | None:
    days = [
        day.when.end
        for sentence in reading.sentences
        if sentence.lead
        for day in sentence.dates
        if day.when.precision == "day"
    ]
    return max(days, default=None)


def _attributions(
    reading: Reading, story: Story, namings: Mapping[Where, Sequence[Naming]], *, main: bool
) -> list[Said]:
    """What the story's own sentences, and for the main story any claim, say about who did it."""
    signs = frozenset(naming.group for found in namings.values() for naming in found if not naming.doubtful)
    acts = {mention.sentence.index: mention for mention in story.mentions}
    said: list[Said] = []
    for sentence in story.sentences:
        inside = [
            naming
            for naming in namings[sentence.passage.where]
            if sentence.span.start <= naming.start < sentence.span.end
        ]
        claim = sentence.has("claim")
        mention = acts.get(sentence.index)
        if not inside and not claim and not mention:
            continue
        hit = None
        if mention:
            hit = next(
                (h for h in sentence.hits if h.first == mention.first and h.label.startswith("act.")), None
            )
        found = attribute(sentence, inside, act=hit, signs=signs)
        if mention and story.kind not in _BOTH_SIDES and _strikes_back(mention):
            found = [one for one in found if one.attribution.group in signs]
        said.extend(found)
    return merge(said) or _resolved(story, signs)


_BOTH_SIDES = (Type.RAID, Type.CLASH, Type.AIRSTRIKE, Type.SHELLING)
_STRUCK = 6  # words from an act to the attackers whom it hit


def _strikes_back(mention: Mention) -> bool:
    """Whether an act hit the attackers: "the army said that it had killed thirty of *the attackers*"."""
    behind = range(mention.last, mention.last + _STRUCK)
    return mention.answer or any(hit.first in behind for hit in mention.sentence.found("person.attacker"))


def _resolved(story: Story, signs: frozenset[str]) -> list[Said]:
    """Who "the rebels" are that did it, where the article names one armed group alone, and does not say that
    nobody has claimed it.
    """
    if len(signs) != 1 or any(unclaimed(sentence) for sentence in story.sentences):
        return []
    group = next(iter(signs))
    said = [claimed_by_kind(sentence, group) for sentence in story.sentences]
    said += [told_by_kind(one.sentence, one.first, one.last, group) for one in story.mentions]
    return [one for one in said if one is not None][:1]
