"""Who is said to have done it: groups named beside an act or a claim, with the basis on which it is said.

A group that is merely named elsewhere in the article is no attribution. Configured groups are found by
their names; others only where the text itself says that they claimed, or are blamed for, the act.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from incidents.extraction.actors.doers import (
    casts_doubt,
    claims,
    is_agent,
    is_guess,
    negated,
    points_at,
    says_own,
    spoken_of_in_capitals,
)
from incidents.extraction.actors.namings import Naming
from incidents.extraction.actors.own_names import (
    blames_act,
    is_bound_to,
    is_near,
    is_organised,
    named_beside,
    of_bands,
    organised_names,
    quoted_names,
)
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Attribution, AttributionBasis, Where

_CLAIMS: tuple[AttributionBasis, ...] = ("denied", "claimed", "suspected", "blamed")
_STRENGTH: dict[AttributionBasis, int] = {"claimed": 0, "blamed": 1, "suspected": 2, "stated": 3}
_UNKNOWN: tuple[AttributionBasis, ...] = ("claimed", "suspected", "blamed", "denied")  # in this order
_CLAIMED_OF_ANYBODY = ("claimed", "blamed")  # in any words: the others only where they speak of the act


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


def _claims(sentence: Sentence, naming: Naming, claims: Sequence[Hit]) -> bool:
    """Whether a name stands right before the words of a claim: "*ИГ* взяло на себя ответственность"."""
    end = sentence.word_at(naming.end - 1) + 1
    return any(hit.first == end for hit in claims)


_ACRONYM = 3  # letters of one that stands for nothing else


def _acts_in_capitals(sentence: Sentence, naming: Naming, namings: Sequence[Naming], act: Hit) -> bool:
    """Whether an acronym is told as the doer, beside no other group whose it may be: "the *RSF* had shelled a
    market", but not "the Ambazonia Defence Forces (ADF)".
    """
    name = sentence.passage.text[naming.start : naming.end]
    if len(name) < _ACRONYM or not name.isupper() or sentence.text.isupper():
        return False
    if any(not one.doubtful and one.group != naming.group for one in namings):
        return False
    return is_agent(sentence, *words_of(sentence, naming), act)


def attribute(
    sentence: Sentence, namings: Sequence[Naming], *, act: Hit | None, signs: frozenset[str]
) -> list[Said]:
    """What a sentence says about who did it.

    `namings` are those inside the sentence, `act` its act if it tells one, `signs` the groups that the
    article names beyond doubt (a weak alias counts only for one of these, or beside its outlet).
    """
    bases = {basis: sentence.found(f"claim.{basis}") for basis in _CLAIMS}
    avowed = {**bases, "claimed": [*bases["claimed"], *sentence.found("claim.avowed")]}
    if bound := _beside_patrons(sentence, namings, bases, act):
        return bound
    outlets = [naming for naming in namings if naming.kind == "media"]
    said: list[Said] = []
    counting = [
        n
        for n in _own_names(sentence, namings)
        if not n.doubtful
        or n.group in signs
        or any(o.group == n.group for o in outlets)
        or (n.doubt == "case" and _looks_like_actor(sentence, n))
        or (n.doubt == "weak" and spoken_of_in_capitals(sentence, n.start, n.end))
        or (n.doubt == "weak" and _claims(sentence, n, bases["claimed"]))
        or (n.doubt == "weak" and act is not None and _acts_in_capitals(sentence, n, namings, act))
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
    """Without the groups that only say to whom another one belongs ("the al-Qaeda affiliate JNIM", "the ADF,
    which pledged allegiance to Islamic State").
    """
    own = [one for one in namings if not _is_patron(sentence, one)]
    return own if any(one.kind != "media" for one in own) else namings


def _beside_patrons(
    sentence: Sentence,
    namings: Sequence[Naming],
    bases: Mapping[AttributionBasis, Sequence[Hit]],
    act: Hit | None,
) -> list[Said]:
    """The group of the text's own words, where those named are only whose it is: "the *Ansar Brigade*, which
    is allied with Islamic State, claimed it".
    """
    if not namings or not all(_is_patron(sentence, one) for one in namings):
        return []
    others = _unconfigured(sentence, bases, act)
    return [one for one in others if is_organised(sentence, one.start, one.end)][:1]


def _is_patron(sentence: Sentence, naming: Naming) -> bool:
    """Whether a name says only to whom somebody belongs."""
    first, last = words_of(sentence, naming)
    return sentence.says("affiliates", last, last + 1) or is_bound_to(sentence, first)


def _reports(sentence: Sentence, namings: Sequence[Naming]) -> bool:
    """Whether a group speaks of the attack through its outlet: "a message on Amaq said the bomber …"."""
    media = any(naming.kind == "media" for naming in namings)
    return media and sentence.has("person.attacker") and not sentence.has("claim.denied")


def _basis(
    sentence: Sentence,
    named: Sequence[Naming],
    bases: Mapping[AttributionBasis, Sequence[Hit]],
    act: Hit | None,
) -> AttributionBasis | None:
    """On what basis the sentence names the group; None when it only mentions it."""
    first, last = words_of(sentence, named[0])
    if any(claims(sentence, hit, first) for hit in bases["claimed"]):
        return "claimed"
    tells = act or bases["blamed"] or sentence.has("claim.denied.deed")
    if tells and any(first <= hit.first and not _denies_harm(sentence, hit) for hit in bases["denied"]):
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


_HARMED = 6  # words from a denial to the harm that it denies


def _denies_harm(sentence: Sentence, denial: Hit) -> bool:
    """Whether it is only denied whom an act hurt: "the army denied that *civilians were killed*"."""
    for label in ("toll.killed", "toll.injured"):
        for hit in sentence.found(label):
            if 0 < hit.first - denial.last <= _HARMED and sentence.says(
                "many_were|one_was", hit.first - 2, hit.first
            ):
                return not sentence.says("denied_own", denial.last, hit.first)
    return False


def words_of(sentence: Sentence, naming: Naming) -> tuple[int, int]:
    """The half-open range of words of a name."""
    passage = sentence.passage
    return bisect_left(passage.ends, naming.start + 1), bisect_left(passage.starts, naming.end)


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
    doers = sentence.lexicon.words("by|members")
    return fighters or not doers.isdisjoint(near)


def _describes(sentence: Sentence, actor: Hit) -> bool:
    """Whether an actor only says what somebody was, or whose something is: "*Army* veteran John Lee opened
    fire", "an *army* convoy hit a mine".
    """
    things = (hit for hit in sentence.found("target") if hit.label != "target.security")
    if any(hit.first in (actor.first, actor.last) and hit.last > actor.last for hit in things):
        return True
    text, starts = sentence.passage.text, sentence.passage.starts
    at = actor.last
    if at + 1 >= sentence.span.last or any(sentence.passage.borders[at : at + 2]):
        return False
    return not sentence.text.isupper() and text[starts[at]].islower() and text[starts[at + 1]].isupper()


def _by_kind(
    sentence: Sentence, bases: Mapping[AttributionBasis, Sequence[Hit]], act: Hit | None
) -> Iterator[Said]:
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
    """The claim or blame of a group that a sentence calls "the group" or "the rebels", or opens with as "it";
    None where it has neither.
    """
    passage, kinds = sentence.passage, sentence.lexicon.words("groups")
    articles, first = sentence.lexicon.words("articles"), sentence.span.first
    for at in range(first, sentence.span.last):
        called = passage.words[at] in kinds and at > first and passage.words[at - 1] in articles
        if not (called or (at == first and _opens_a_claim(sentence))):
            continue
        basis: AttributionBasis | None = None
        if any(claims(sentence, hit, at) for hit in sentence.found("claim.claimed")):
            basis = "claimed"
        elif any(points_at(sentence, hit, at) for hit in sentence.found("claim.blamed") if hit.last <= at):
            basis = "blamed"
        if basis is not None and not sentence.has("claim.denied"):
            return Said(Attribution(group, None, basis, None), sentence, passage.starts[at], passage.ends[at])
    return None


_PRONOUN = 2  # words from "it" to the claim


def _opens_a_claim(sentence: Sentence) -> bool:
    """Whether a sentence opens with a pronoun right before words of claim: "*It claimed* the attack"."""
    first = sentence.span.first
    if not sentence.says("claimants", first, first + 1):
        return False
    return any(
        0 < hit.first - first <= _PRONOUN and not sentence.says("auxiliary", hit.last, hit.last + 2)
        for hit in sentence.found("claim.claimed")
    )


_SPEECH_REACH = 5


def _speaks(sentence: Sentence, actor: Hit) -> bool:
    """Whether an actor reports rather than acts: "the army also maintained", "army spokesmen"."""
    words = sentence.lexicon.words("speaks|speech")
    return not words.isdisjoint(sentence.words(actor.last, actor.last + _SPEECH_REACH))


def _follows(sentence: Sentence, cues: Sequence[Hit], actor: Hit) -> bool:
    """Whether the actor stands within some words after a word of blame."""
    return any(0 <= actor.first - cue.last <= 6 for cue in cues)


def _unconfigured(
    sentence: Sentence, bases: Mapping[AttributionBasis, Sequence[Hit]], act: Hit | None
) -> Iterator[Said]:
    """A group of the text's own words."""
    declined = bool(sentence.lexicon.words("bands"))
    return (_called_so if declined else _beside_cues)(sentence, bases, act)


def _called_so(
    sentence: Sentence, bases: Mapping[AttributionBasis, Sequence[Hit]], act: Hit | None
) -> Iterator[Said]:
    """One called a band ("группировка «Чёрные драконы»"), or what is quoted beside a claim or denial: where
    words are declined, their order says nothing.
    """
    bands = of_bands(sentence)
    for start, end in [*bands, *(one for one in quoted_names(sentence) if one not in bands)]:
        basis = _basis(sentence, [Naming("", "alias", "", start, end, None)], bases, act)
        if basis is not None and ((start, end) in bands or basis in ("claimed", "denied")):
            yield _said(sentence, basis, start, end)


def _beside_cues(
    sentence: Sentence, bases: Mapping[AttributionBasis, Sequence[Hit]], act: Hit | None
) -> Iterator[Said]:
    """One that "calls itself" so, the name before "claimed responsibility" or after "blamed"/"claimed by", or
    a front, army or brigade told as the doer.
    """
    for basis in _UNKNOWN:
        cues = bases[basis] if basis in _CLAIMED_OF_ANYBODY else sentence.found(f"claim.{basis}.deed")
        avowals = sentence.found("claim.avowed") if basis == "claimed" else ()
        for hit in (*cues, *avowals):
            holds = basis == "denied" or not negated(sentence, hit)
            found = named_beside(sentence, hit, basis) if holds else None
            if found is None or (basis == "blamed" and not blames_act(sentence, hit, found[1])):
                continue
            anybody = basis == "claimed" and not hit.label.startswith("claim.avowed")
            if anybody or (is_near(sentence, hit, *found) and is_organised(sentence, *found)):
                yield _said(sentence, basis, *found)
    if act is None:
        return
    for start, end in organised_names(sentence):
        told = _basis(sentence, [Naming("", "alias", "", start, end, None)], bases, act)
        if told in ("stated", "suspected"):
            yield _said(sentence, told, start, end)


def _said(sentence: Sentence, basis: AttributionBasis, start: int, end: int) -> Said:
    return Said(Attribution(sentence.passage.text[start:end], None, basis, None), sentence, start, end)


def merge(said: Iterable[Said]) -> list[Said]:
    """One attribution a group, on the strongest basis: a claim stands for the bare statement; its denial
    stands beside it.
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
    return [*best.values(), *denials.values()]


def _fill(one: Said, other: Said | None) -> Said:
    """`one`, with the part and outlet that only `other` names."""
    if other is None:
        return one
    mine, theirs = one.attribution, other.attribution
    via = mine.via or (theirs.via if mine.basis == theirs.basis else None)
    filled = Attribution(mine.group, mine.part or theirs.part, mine.basis, via)
    return Said(filled, one.sentence, one.start, one.end)
