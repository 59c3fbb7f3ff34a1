"""Who is said to have done it: groups named beside an act or a claim, with the basis on which it is said.

A group that is merely named elsewhere in the article is no attribution. Configured groups are found by
their names; others only where the text itself says that they claimed, or are blamed for, the act.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anyascii import anyascii
from rapidfuzz import fuzz

from incidents.extraction.doers import (
    casts_doubt,
    claims,
    claims_in_capitals,
    is_agent,
    is_guess,
    negated,
    points_at,
    says_own,
)
from incidents.extraction.lexicon import Hit
from incidents.extraction.reading import Sentence
from incidents.incident import Attribution, AttributionBasis, Where
from incidents.names import Doubt, Name, Names
from incidents.watch import Group

Kind = Literal["alias", "weak", "media", "part"]

_CLAIMS: tuple[AttributionBasis, ...] = ("denied", "claimed", "suspected", "blamed")
_STRENGTH: dict[AttributionBasis, int] = {"claimed": 0, "blamed": 1, "suspected": 2, "stated": 3, "denied": 4}


@dataclass(frozen=True, slots=True)
class Naming:
    """A group's name found in a sentence; `part` and `outlet` where that is what was named."""

    group: str
    kind: Kind
    label: str
    start: int
    end: int
    doubt: Doubt

    @property
    def doubtful(self) -> bool:
        return self.doubt is not None


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution as one sentence makes it, with the words of the group."""

    attribution: Attribution
    sentence: Sentence
    start: int
    end: int

    @property
    def where(self) -> Where:
        return self.sentence.passage.where


class Groups:
    """The configured groups, compiled into one automaton."""

    def __init__(self, groups: Iterable[Group]) -> None:
        names: list[Name[tuple[str, Kind, str]]] = []
        for group in groups:
            for alias in dict.fromkeys((group.name, *group.aliases)):
                names.append(Name(alias, (group.name, "alias", alias)))
            names.extend(Name(alias, (group.name, "weak", alias), weak=True) for alias in group.weak)
            names.extend(
                Name(outlet, (group.name, "media", group_outlet(group, outlet))) for outlet in group.media
            )
            for part, aliases in group.parts.items():
                names.extend(
                    Name(alias, (group.name, "part", part)) for alias in dict.fromkeys((part, *aliases))
                )
        self._names = Names(names)

    def find(self, text: str, *, shouted: bool) -> list[Naming]:
        """Every naming in a text, in order."""
        return [
            Naming(*span.payload, span.start, span.end, span.doubt)
            for span in self._names.find(text, shouted=shouted)
        ]


_LATIN = re.compile(r"[A-Za-z]")
_ALIKE = 60.0  # of 100: "Amak" and "Amaq"
_SAME = 75.0  # "al-Naba" and "an-Naba"


def group_outlet(group: Group, outlet: str) -> str:
    """The first configured Latin spelling of the outlet: "Amaq" for "Amaq News Agency" and for "Амак"."""
    latin = [other for other in group.media if _LATIN.search(other)]
    sound = anyascii(outlet).lower()
    for other in latin:
        first = other.lower()
        if set(first.split()) <= set(sound.split()) or fuzz.ratio(sound, first) >= _SAME:
            return other
    if _LATIN.search(outlet) or not latin:
        return outlet
    best = max(latin, key=lambda other: fuzz.ratio(sound, other.lower()))
    return best if fuzz.ratio(sound, best.lower()) >= _ALIKE else outlet


def attribute(
    sentence: Sentence, namings: Sequence[Naming], *, act: Hit | None, signs: frozenset[str]
) -> list[Said]:
    """What a sentence says about who did it.

    `namings` are those inside the sentence, `act` its act if it tells one, `signs` the groups that the
    article names beyond doubt (a weak alias counts only for one of these, or beside its outlet).
    """
    bases = {basis: sentence.found(f"claim.{basis}") for basis in _CLAIMS}
    avowed = {**bases, "claimed": [*bases["claimed"], *sentence.found("claim.avowed")]}
    outlets = [naming for naming in namings if naming.kind == "media"]
    said: list[Said] = []
    counting = [
        n
        for n in _own_names(sentence, namings)
        if not n.doubtful
        or n.group in signs
        or any(o.group == n.group for o in outlets)
        or (n.doubt == "case" and _looks_like_actor(sentence, n))
        or (n.doubt == "weak" and claims_in_capitals(sentence, n.start, n.end))
    ]
    for group in dict.fromkeys(naming.group for naming in counting):
        own = [naming for naming in counting if naming.group == group]
        named = [naming for naming in own if naming.kind != "media"]
        via = next((naming.label for naming in own if naming.kind == "media"), None)
        basis = _basis(sentence, named or own, avowed, act)
        if basis is None and via and _reports(sentence, own):
            basis = "claimed"
        if basis is None or (not named and basis != "claimed"):
            continue
        part = next((naming.label for naming in named if naming.kind == "part"), None)
        shown = (named or own)[0]
        found = Attribution(group, part, basis, via if basis == "claimed" else None)
        said.append(Said(found, sentence, shown.start, shown.end))
    if not said:
        others = itertools.chain(_unconfigured(sentence, bases, act), _by_kind(sentence, bases, act))
        said.extend(itertools.islice((one for one in others if not _covered(one, counting)), 1))
    return said


def _covered(one: Said, namings: Iterable[Naming]) -> bool:
    """Whether it is a part of a configured name: "army" in "Army of National Liberation"."""
    return any(one.start < naming.end and naming.start < one.end for naming in namings)


def _own_names(sentence: Sentence, namings: Sequence[Naming]) -> Sequence[Naming]:
    """Without the groups that only say to whom another one belongs ("the al-Qaeda affiliate JNIM")."""
    affiliates = sentence.lexicon.words("affiliates")
    own = [
        one
        for one in namings
        if affiliates.isdisjoint(sentence.words(at := _words_of(sentence, one)[1], at + 1))
    ]
    return own if any(one.kind != "media" for one in own) else namings


def _reports(sentence: Sentence, namings: Sequence[Naming]) -> bool:
    """Whether a group speaks of the attack through its outlet: "a message on Amaq said the bomber …"."""
    media = any(naming.kind == "media" for naming in namings)
    return media and sentence.has("person.attacker") and not sentence.has("claim.denied")


def _basis(
    sentence: Sentence,
    named: Sequence[Naming],
    bases: dict[AttributionBasis, list[Hit]],
    act: Hit | None,
) -> AttributionBasis | None:
    """On what basis the sentence names the group; None when it only mentions it."""
    first, last = _words_of(sentence, named[0])
    if any(claims(sentence, hit, first) for hit in bases["claimed"]):
        return "claimed"
    if (act or bases["blamed"]) and any(first <= hit.first for hit in bases["denied"]):
        return "denied"
    blames = [hit for hit in bases["blamed"] if points_at(sentence, hit, first)]
    if blames:
        unsure = all(any(is_guess(one, hit, first) for one in bases["suspected"]) for hit in blames)
        return "suspected" if unsure else "blamed"
    if act is None and not (bases["claimed"] or sentence.has("claim.suspected.deed")):
        return None
    if act and says_own(sentence, last, act):
        return "claimed"
    if any(casts_doubt(sentence, hit, first) for hit in bases["suspected"]):
        return "suspected"
    return "stated" if act and is_agent(sentence, first, last, act) else None


def _words_of(sentence: Sentence, naming: Naming) -> tuple[int, int]:
    """The half-open range of words of a name."""
    return bisect_left(sentence.passage.ends, naming.start + 1), bisect_left(
        sentence.passage.ends, naming.end
    ) + 1


def _looks_like_actor(sentence: Sentence, naming: Naming) -> bool:
    """Whether an acronym whose capitals say nothing stands where an actor stands: "by ELN", "ELN
    guerrillas".
    """
    at = bisect_left(sentence.passage.ends, naming.start + 1)
    near = sentence.words(at - 3, at)
    fighters = any(
        (hit.label == "person.attacker" and at < hit.first <= at + 2) or hit.label.startswith("claim.")
        for hit in sentence.hits
    )
    doers = sentence.lexicon.words("by") | sentence.lexicon.words("members")
    return fighters or not doers.isdisjoint(near)


def _describes(sentence: Sentence, actor: Hit) -> bool:
    """Whether an actor only says what somebody was: "*Army* veteran John Lee opened fire"."""
    text, starts = sentence.passage.text, sentence.passage.starts
    at = actor.last
    if at + 1 >= sentence.span.last or any(sentence.passage.borders[at : at + 2]):
        return False
    return not sentence.text.isupper() and text[starts[at]].islower() and text[starts[at + 1]].isupper()


def _by_kind(sentence: Sentence, bases: dict[AttributionBasis, list[Hit]], act: Hit | None) -> Iterator[Said]:
    """An actor named by what it is ("the army", "death squads") where it is told as the doer, in the
    text's words.
    """
    passage = sentence.passage
    for hit in sentence.found("actor.org"):
        start, end = _with_country(sentence, hit), passage.ends[hit.last - 1]
        words = passage.text[start:end]
        if _describes(sentence, hit):
            continue
        basis = _basis(sentence, [Naming(words, "alias", words, start, end, None)], bases, act)
        if basis in ("stated", "suspected") and _speaks(sentence, hit):
            basis = None
        if basis == "blamed" and not (sentence.has("act") and _follows(sentence, bases["blamed"], hit)):
            basis = None
        if (
            basis == "claimed"
            and bases["claimed"]
            and hit.first > bases["claimed"][0].first
            and passage.words[bases["claimed"][0].last - 1] not in sentence.lexicon.words("by")
        ):
            basis = None
        if basis is not None:
            yield _said(sentence, basis, start, end)


def _with_country(sentence: Sentence, actor: Hit) -> int:
    """Where an actor's words begin with the country that it is of: "the *Sudanese army*"."""
    start, text = sentence.passage.starts[actor.first], sentence.passage.text
    gaps = ((one, text[one.end : start]) for one in sentence.places if one.end < start)
    return next((one.start for one, gap in gaps if gap in (" ", "'s ", "’s ")), start)


def told_by_kind(sentence: Sentence, first: int, last: int, group: str) -> Said | None:
    """The attribution of an act in words `[first, last)` to a group that the sentence calls by its kind ("the
    guerrillas"); None where they are not told as the doers.
    """
    kinds = sentence.lexicon.words("fighters")
    passage = sentence.passage
    act = next((hit for hit in sentence.hits if hit.first == first and hit.last == last), None)
    if act is None:
        return None
    for hit in sentence.found("person.attacker"):
        own = says_own(sentence, hit.last, act)
        if passage.words[hit.last - 1] in kinds and (own or is_agent(sentence, hit.first, hit.last, act)):
            doubted = any(casts_doubt(sentence, one, hit.first) for one in sentence.found("claim.suspected"))
            basis: AttributionBasis = "claimed" if own else "suspected" if doubted else "stated"
            start, end = passage.starts[hit.first], passage.ends[hit.last - 1]
            return Said(Attribution(group, None, basis, None), sentence, start, end)
    return None


def claimed_by_kind(sentence: Sentence, group: str) -> Said | None:
    """The claim or blame of a group that the sentence calls "the group" or "the rebels"; None where it has
    neither.
    """
    passage, kinds = sentence.passage, sentence.lexicon.words("groups")
    articles = sentence.lexicon.words("articles")
    for at in range(sentence.span.first + 1, sentence.span.last):
        if passage.words[at] not in kinds or passage.words[at - 1] not in articles:
            continue
        basis: AttributionBasis | None = None
        if any(claims(sentence, hit, at) for hit in sentence.found("claim.claimed")):
            basis = "claimed"
        elif any(points_at(sentence, hit, at) for hit in sentence.found("claim.blamed") if hit.last <= at):
            basis = "blamed"
        if basis is not None and not sentence.has("claim.denied"):
            return Said(Attribution(group, None, basis, None), sentence, passage.starts[at], passage.ends[at])
    return None


_SPEECH_REACH = 5


def _speaks(sentence: Sentence, actor: Hit) -> bool:
    """Whether an actor reports rather than acts: "the army also maintained", "army spokesmen"."""
    words = sentence.lexicon.words("speaks") | sentence.lexicon.words("speech")
    return not words.isdisjoint(sentence.words(actor.last, actor.last + _SPEECH_REACH))


def _follows(sentence: Sentence, cues: Sequence[Hit], actor: Hit) -> bool:
    """Whether the actor stands within some words after a word of blame."""
    return any(0 <= actor.first - cue.last <= 6 for cue in cues)


_WORD = r"[A-ZА-ЯЁЇІЄҐ][\w'’.-]*"
_JOINED = r"of the|for the|of|de la|de|del|for|al|and|el|los"
_NAME_RUN = re.compile(rf"(?:[Tt]he |THE )?({_WORD}(?:[ -](?:{_JOINED})?[ -]?{_WORD}){{0,6}})")
_FULL_STOP = re.compile(r"(?<=\w\w\w)[.’']+$")
_QUOTED = re.compile(r"[\"“«]([^\"”»\n]{3,60})[\"”»]")


def _unconfigured(
    sentence: Sentence, bases: dict[AttributionBasis, list[Hit]], act: Hit | None
) -> Iterator[Said]:
    """A group of the text's own words: one that "calls itself" so, the name before "claimed responsibility"
    or after "blamed"/"claimed by", or a front, army or brigade told as the doer.
    """
    told_of: tuple[AttributionBasis, ...] = ("claimed", "blamed")
    for basis in told_of:
        for hit in bases[basis]:
            if negated(sentence, hit) or (basis == "blamed" and not _blames(sentence, hit)):
                continue
            after = _names_behind(sentence, hit, basis)
            found = _self_named(sentence, hit) or _inside(sentence, hit)
            found = found or _nearest(sentence, hit, after=after)
            if found is None or _is_place_or_day(sentence, *found) or _is_bystander(sentence, *found):
                continue
            if basis == "claimed" or _is_organised(sentence, *found):
                yield _said(sentence, basis, *found)
    if act is None:
        return
    for start, end in _organised(sentence):
        told = _basis(sentence, [Naming("", "alias", "", start, end, None)], bases, act)
        if told in ("stated", "suspected"):
            yield _said(sentence, told, start, end)


def _blames(sentence: Sentence, cue: Hit) -> bool:
    """Whether words of blame are of an act and of whom they name; who is "accused of" it is a person."""
    lexicon = sentence.lexicon
    accused = sentence.passage.words[cue.last - 1] in lexicon.words("blames") and not lexicon.words(
        "of"
    ).isdisjoint(sentence.words(cue.last, cue.last + 1))
    return sentence.has("act") and not accused


def _names_behind(sentence: Sentence, cue: Hit, basis: AttributionBasis) -> bool:
    """Whether the one that a claim or blame is of stands behind its words: "claimed by X", "blamed X", but "X
    claimed", "X was behind the attack".
    """
    lexicon, last = sentence.lexicon, sentence.passage.words[cue.last - 1]
    if basis != "blamed":
        return last in lexicon.words("by")
    opens = sentence.passage.words[cue.first]
    return last not in lexicon.words("blamed_before") and opens not in lexicon.words("auxiliary")


def _said(sentence: Sentence, basis: AttributionBasis, start: int, end: int) -> Said:
    return Said(Attribution(sentence.passage.text[start:end], None, basis, None), sentence, start, end)


def _self_named(sentence: Sentence, claim: Hit) -> tuple[int, int] | None:
    """What a group calls itself, between those words and its claim."""
    passage = sentence.passage
    for hit in sentence.found("cue.self_named"):
        if hit.last < claim.first <= hit.last + _NAME_REACH:
            first = hit.last + (passage.words[hit.last] in sentence.lexicon.words("articles"))
            found = _SEPARATOR.search(passage.text, passage.starts[first], passage.starts[claim.first])
            end = found.start() if found else passage.ends[claim.first - 1]
            return passage.starts[first], end
    return None


def _inside(sentence: Sentence, cue: Hit) -> tuple[int, int] | None:
    """The name of a group that words of blame embrace: "hold the *Fifth of May Front* responsible"."""
    starts = sentence.passage.starts
    inside = range(starts[cue.first], starts[cue.last - 1])
    return next((name for name in _organised(sentence) if name[0] in inside and name[1] - 1 in inside), None)


_NAME_REACH = 9
_SEPARATOR = re.compile(r"[\"”»,(\[]")


def _nearest(sentence: Sentence, cue: Hit, *, after: bool) -> tuple[int, int] | None:
    """The name next to words of claim or blame, on the side where it belongs."""
    passage = sentence.passage
    start = passage.ends[cue.last - 1] if after else sentence.span.start
    end = sentence.span.end if after else passage.starts[cue.first]
    text = passage.text[start:end]
    runs = [match.span(1) for match in _QUOTED.finditer(text)]
    if not runs and not text.isupper():
        runs = [match.span(1) for match in _NAME_RUN.finditer(text) if len(match[1]) > 3]
    if not runs:
        return None
    first, last = runs[0 if after else -1]
    ended = _FULL_STOP.search(text, first, last)
    return start + first, start + (ended.start() if ended else last)


def _organised(sentence: Sentence) -> list[tuple[int, int]]:
    """Names that say that a group is meant: in quotation marks or with capitals, with a word such as
    "front" or "brigade".
    """
    if not sentence.has("cue.group_noun"):
        return []
    passage, span = sentence.passage, sentence.span
    pattern = _QUOTED if sentence.text.isupper() else _NAME_RUN
    runs = [match.span(1) for match in pattern.finditer(passage.text, span.start, span.end)]
    nouns = [passage.starts[hit.first] for hit in sentence.found("cue.group_noun")]
    persons = {passage.starts[hit.first] for hit in sentence.hits if hit.label in _OFFICES}
    return [
        (start, end)
        for start, end in runs
        if " " in passage.text[start:end]
        and start not in persons
        and any(start <= one < end for one in nouns)
    ]


_OFFICES = ("person.force", "person.official")  # "Captain Ann Lee of the … Command" is a person


_ACRONYM = re.compile(r"\b[A-ZА-ЯЁЇІЄҐ]{3,}\b")


def _is_organised(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name is one of a group by its own look: in quotation marks, an acronym, or with a word such
    as "front". Who is blamed is a person as often ("blamed John Smith"), or what merely stands next.
    """
    text = sentence.passage.text
    quoted = text[max(0, start - 1) : start] in _OPENING_QUOTES and text[end : end + 1] in _CLOSING_QUOTES
    nouns = [sentence.passage.starts[hit.first] for hit in sentence.found("cue.group_noun")]
    if sentence.text.isupper():
        return any(start - _BESIDE <= noun < end + _BESIDE for noun in nouns)
    if quoted:  # a name, not what somebody said
        return text[start].isupper() and text[end - 1].isalnum()
    return bool(_ACRONYM.search(text, start, end)) or any(start <= noun < end for noun in nouns)


_BESIDE = 12  # characters from a name to the noun of a group
_OPENING_QUOTES, _CLOSING_QUOTES = ('"', "“", "«"), ('"', "”", "»")


def _is_bystander(sentence: Sentence, start: int, end: int) -> bool:
    """Whether it is who tells of any act: "gang-related, Police claimed"."""
    words = sentence.words(sentence.word_at(start), sentence.word_at(end - 1) + 1)
    return sentence.lexicon.words("bystanders").issuperset(words)


def _is_place_or_day(sentence: Sentence, start: int, end: int) -> bool:
    inside = [(p.start, p.end) for p in sentence.places] + [(d.start, d.end) for d in sentence.dates]
    return any(s <= start and end <= e for s, e in inside)


def merge(said: Iterable[Said]) -> list[Said]:
    """One attribution a group and basis: a claim stands for the bare statement; denial stands beside a
    claim.
    """
    best: dict[str, Said] = {}
    denials: dict[str, Said] = {}
    for one in said:
        group = one.attribution.group
        if one.attribution.basis == "denied":
            denials.setdefault(group, one)
            continue
        held = best.get(group)
        if held is None or _STRENGTH[one.attribution.basis] < _STRENGTH[held.attribution.basis]:
            best[group] = _fill(one, held)
        else:
            best[group] = _fill(held, one)
    return [*best.values(), *(one for group, one in denials.items() if group not in best)]


def _fill(one: Said, other: Said | None) -> Said:
    """`one`, with the part and outlet that only `other` names."""
    if other is None:
        return one
    mine, theirs = one.attribution, other.attribution
    via = mine.via or (theirs.via if mine.basis == theirs.basis else None)
    filled = Attribution(mine.group, mine.part or theirs.part, mine.basis, via)
    return Said(filled, one.sentence, one.start, one.end)
