"""One incident of one story: every field with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from incidents.extraction.actors.attribution import Said
from incidents.extraction.actors.namings import Naming
from incidents.extraction.actors.of_story import attributions
from incidents.extraction.acts.means import weapon_of
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.harm.corrected import corrected
from incidents.extraction.harm.fates import Sum
from incidents.extraction.harm.tally import tally, told_of
from incidents.extraction.harm.targets import targets
from incidents.extraction.judging.confidence import confidence, signs
from incidents.extraction.places import Located
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.scene import scene
from incidents.extraction.stories import Story
from incidents.extraction.timing.days import Dated, act_day
from incidents.extraction.timing.news import is_news, newest_day
from incidents.extraction.timing.status import status
from incidents.incident import Evidence, Incident, Status, Toll, Type, When, Where


@dataclass(frozen=True, slots=True)
class Beside:
    """What an article tells beside one story: `told` are the sentences that tell acts, `arrests` those of
    them that tell who was caught, `others` those that tell more of acts that are surely others, `totals`
    those whose numbers are of several acts together; `listed` is the day that a round-up announces, `town`
    the one of all acts that give any; `claims` are the sentences that speak of who did it apart from the
    stories, by story.
    """

    told: Set[int] = frozenset()
    arrests: Set[int] = frozenset()
    others: Set[int] = frozenset()
    totals: Set[int] = frozenset()
    listed: Dated | None = None
    town: Located | None = None
    claims: Mapping[int, Sequence[Sentence]] = field(default_factory=dict)


ALONE = Beside()


def build(
    reading: Reading,
    story: Story,
    namings: Mapping[Where, Sequence[Naming]],
    beside: Beside = ALONE,
    *,
    main: bool,
    likely: float,
    before: Dated | None = None,
    recalled: bool = False,
) -> Incident:
    """The incident of one story; `likely` is how likely it is one, `before` the day of the act told before.
    What is only sure enough to be `recalled` is background, also where the article tells nothing else.
    """
    kind = story.kind
    whole = main and not story.section  # whether all of the article may be about it
    taken = beside.told - _own(story)
    place = scene(reading, story, main=whole, taken=taken)
    place = place or (beside.town if story.told_apart else None)
    others = beside.others - {sentence.index for sentence in story.sentences}
    listed = beside.listed
    day = act_day(reading, story, main=whole, taken=taken, others=others, listed=listed, before=before)
    when = day.day.when if day else None
    lent = day is not None and day in (listed, before)
    apart = (taken - beside.arrests) | others
    facts = told_of(reading, story, main=whole, when=when, taken=apart, totals=beside.totals)
    sums = tally(facts)
    said = attributions(story, namings, beside.claims.get(id(story), ()))
    hit = targets(story, facts.told) if kind is not Type.ARREST else []
    free = [one for one in reading.sentences if whole and one.index not in taken]
    weapon = weapon_of(kind, [mention.sentence for mention in story.mentions], story.sentences, free)
    evidence = [*_of_act(story), *_evidence(day, place, said, sums)]
    evidence.extend(Evidence(f"targets.{n}", *target[1:]) for n, target in enumerate(hit))
    evidence.extend([Evidence("weapon", *weapon[1:])] if weapon else [])
    incident = Incident(
        type=kind,
        another=main and reading.another,
        status="background" if recalled else _status(reading, story, when, main=main, lent=lent),
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
        corrects=corrected(sums) | ({"type"} if kind is Type.DISASTER and story.no_bomb else set()),
    )
    found = signs(incident, likely=likely, main=main, lead=story.lead, shouted=reading.shouted)
    return replace(incident, confidence=confidence(found))


def _own(story: Story) -> set[int]:
    """The sentences that tell the act itself."""
    own = {mention.sentence.index for mention in story.mentions}
    return own | {sentence.index for sentence in story.sentences if story.taken_up}


def _status(reading: Reading, story: Story, when: When | None, *, main: bool, lent: bool) -> Status:
    """How an act is told; `lent`: its day is that of others told as news."""
    news = lent or is_news(reading, story, when)
    return status(story.mentions, when, reading.today, main=main, newest=newest_day(reading), listed=news)


def _of_act(story: Story) -> Iterator[Evidence]:
    """The words of the type and of the status."""
    best = max(story.mentions, key=lambda mention: (mention.kind == story.kind, mention.score))
    yield _words("type", best)
    yield _state_words(best)


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
    for harm, total in sums.items():
        persons, passage = total.told.persons, total.told.sentence.passage
        yield Evidence(harm, passage.where, persons.start, persons.end)


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
