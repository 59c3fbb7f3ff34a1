"""Names that a text gives to groups which no list knows: "the Fifth of May Front", who calls itself so, the
name beside a claim.

It finds names and judges their look; whether they are said to have done it is decided in `attribution`.
"""

from __future__ import annotations

import re

from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import AttributionBasis

_WORD = r"[A-ZА-ЯЁЇІЄҐ][\w'’.-]*"


_JOINED = r"of the|for the|of|de la|de|del|for|al|and|el|los|ul|ud|ur|us|ut|uz|bin|wal|dos|das|du|des"


_NAME_RUN = re.compile(rf"(?:[Tt]he |THE )?({_WORD}(?:[ -](?:{_JOINED})?[ -]?{_WORD}){{0,6}})")


_FULL_STOP = re.compile(r"(?<=\w\w\w)[.’']+$")


_BEHIND = re.compile(rf" (?:[\"“«]([^\"”»\n]{{3,60}})[\"”»]|({_WORD}(?: {_WORD}){{0,3}}))")


_QUOTED = re.compile(r"[\"“«]([^\"”»\n]{3,60})[\"”»]")


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
    names = organised_names(sentence)
    return next((name for name in names if name[0] in inside and name[1] - 1 in inside), None)


_NAME_REACH = 9


_SEPARATOR = re.compile(r"[\"”»,(\[]")


def _nearest(sentence: Sentence, cue: Hit, *, after: bool) -> tuple[int, int] | None:
    """The name next to words of claim or blame, on the side where it belongs."""
    passage = sentence.passage
    start = passage.ends[cue.last - 1] if after else sentence.span.start
    end = sentence.span.end if after else passage.starts[cue.first]
    text = passage.text[start:end]
    runs = [match.span(1) for match in _QUOTED.finditer(text) if match[1][0].isupper()]
    if not text.isupper():
        names = (match.span(1) for match in _NAME_RUN.finditer(text) if len(match[1]) > 3)
        runs += [one for one in names if not any(first <= one[0] < last for first, last in runs)]
    runs = [one for one in runs if not is_bound_to(sentence, sentence.word_at(start + one[0]))]
    if not runs:
        return None
    first, last = min(runs) if after else max(runs)
    if not after and text[first:last].endswith(_POSSESSIVE):
        last = _possessed(sentence, cue, start + last) - start
    return _with_noun(sentence, *_trimmed(sentence, start + first, start + last))


_POSSESSIVE = ("'s", "’s")
_POSSESSED = 3  # words of what somebody has


def _possessed(sentence: Sentence, cue: Hit, end: int) -> int:
    """The end of what the owner whose name ends at `end` has, up to words of claim: "Ukraine's *military
    intelligence* claimed".
    """
    passage, last = sentence.passage, sentence.word_at(end - 1) + 1
    words = range(last, cue.first)
    plain = len(words) <= _POSSESSED and not any(passage.borders[at] for at in words)
    return passage.ends[cue.first - 1] if words and plain else end


_BOUND = 3  # words from "allegiance" to the name


def is_bound_to(sentence: Sentence, first: int) -> bool:
    """Whether a name at word `first` only says to whom a group belongs: "X, a group affiliated with *the
    Taliban*".
    """
    return sentence.says("bound_to", first - _BOUND, first)


def _trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """A name without the stop behind it, and without "suspected" or "fighters of the" before it."""
    passage = sentence.passage
    ended = _FULL_STOP.search(passage.text, start, end)
    word, last = sentence.word_at(start), sentence.span.last - 1
    if any(hit.first == word == hit.last - 1 for hit in sentence.found("claim.suspected.word")):
        word += 1
    if sentence.says("members", word, word + 1) and sentence.says("of", word + 1, word + 2):
        word += 2 + sentence.says("determiners", word + 2, word + 3)
    opens = max(start, passage.starts[min(word, last)])
    end = ended.start() if ended else end
    return (opens, end) if opens < end else (start, end)


def of_bands(sentence: Sentence) -> list[tuple[int, int]]:
    """The names right behind a word for a band of people, in languages that decline it: "группировка «Чёрные
    драконы»", "банда Лос Лобос".
    """
    passage, bands = sentence.passage, sentence.lexicon.words("bands")
    found = []
    for at in range(sentence.span.first, sentence.span.last if bands else 0):
        name = passage.words[at] in bands and _BEHIND.match(passage.text, passage.ends[at])
        if name:
            found.append(_trimmed(sentence, *name.span(1 if name[1] else 2)))
    return [one for one in found if not _is_place_or_day(sentence, *one)]


def quoted_names(sentence: Sentence) -> list[tuple[int, int]]:
    """What stands in quotation marks and begins with a capital."""
    first = max(sentence.span.start - 1, 0)
    quoted = _QUOTED.finditer(sentence.passage.text, first, sentence.span.end)
    return [match.span(1) for match in quoted if match[1][0].isupper()]


def _with_noun(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """A name of several words with the noun of a group behind it: "the Jaime Martinez *front*"."""
    passage, nouns = sentence.passage, sentence.found("cue.group_noun")
    if " " not in passage.text[start:end] or any(start <= passage.starts[hit.first] < end for hit in nouns):
        return start, end
    noun = next((hit for hit in nouns if passage.starts[hit.first] == end + 1), None)
    return start, passage.ends[noun.last - 1] if noun else end


def organised_names(sentence: Sentence) -> list[tuple[int, int]]:
    """Names that say that a group is meant: in quotation marks or with capitals, with a word such as
    "front" or "brigade", or with one such as "gang" behind them.
    """
    gangs = sentence.says("gangs", sentence.span.first, sentence.span.last)
    if not (gangs or sentence.has("cue.group_noun")):
        return []
    passage, span = sentence.passage, sentence.span
    pattern = _QUOTED if sentence.text.isupper() else _NAME_RUN
    runs = [match.span(1) for match in pattern.finditer(passage.text, span.start, span.end)]
    nouns = [passage.starts[hit.first] for hit in sentence.found("cue.group_noun")]
    persons = {passage.starts[hit.first] for hit in sentence.hits if hit.label in _OFFICES}
    found = [_with_noun(sentence, *_trimmed(sentence, *one)) for one in runs if one[0] not in persons]
    return [
        (start, end)
        for start, end in found
        if " " in passage.text[start:end]
        and (any(start <= one < end for one in nouns) or _is_gang(sentence, start, end))
        and not _is_police(sentence, start, end)
    ]


def _is_police(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name is one of the police or of a hospital: "State Police Welch Detachment"."""
    return sentence.says("bystanders", sentence.word_at(start), sentence.word_at(end - 1) + 1)


_OFFICES = ("person.force", "person.official")  # "Captain Ann Lee of the … Command" is a person


def _is_gang(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word for a band of people stands right behind a name, which is none of a place or people:
    "the Black Dragons *gang*", but not "the Haitian gang".
    """
    last = sentence.word_at(end - 1) + 1
    gap = sentence.passage.text[end : end + 1]
    return (
        gap == " " and sentence.says("gangs", last, last + 1) and not _is_place_or_day(sentence, start, end)
    )


_ACRONYM = re.compile(r"\b[A-ZА-ЯЁЇІЄҐ]{3,}\b")


def is_organised(sentence: Sentence, start: int, end: int) -> bool:
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
    if _ACRONYM.search(text, start, end) or any(start <= noun < end for noun in nouns):
        return True
    return _is_gang(sentence, start, end)


_BESIDE = 12  # characters from a name to the noun of a group


_OPENING_QUOTES, _CLOSING_QUOTES = ('"', "“", "«"), ('"', "”", "»")


def _is_bystander(sentence: Sentence, start: int, end: int) -> bool:
    """Whether it is who tells of any act: "gang-related, Police claimed"."""
    words = sentence.words(sentence.word_at(start), sentence.word_at(end - 1) + 1)
    return sentence.lexicon.words("bystanders").issuperset(words)


def _is_place_or_day(sentence: Sentence, start: int, end: int) -> bool:
    inside = [(p.start, p.end) for p in sentence.places] + [(d.start, d.end) for d in sentence.dates]
    return any(s <= start and end <= e for s, e in inside)


_NEAR = 6  # words from a name to what is said of it


def is_near(sentence: Sentence, cue: Hit, start: int, end: int) -> bool:
    """Whether a name stands by words of blame, suspicion or denial, with no dash or bracket between."""
    first, last = sentence.word_at(start), sentence.word_at(end - 1) + 1
    between = range(cue.last, first) if first >= cue.last else range(last, cue.first)
    return len(between) <= _NEAR and all(sentence.passage.borders[at] < _INNER for at in between)


_INNER = 2  # the border of a dash, a colon or a bracket


def blames_act(sentence: Sentence, cue: Hit, end: int) -> bool:
    """Whether words of blame are of an act, told or meant ("the army blamed the Black Front."), and of whom
    they name up to `end`; who is "accused of" it is a person.
    """
    lexicon, behind = sentence.lexicon, sentence.word_at(end - 1) + 1
    accused = sentence.passage.words[cue.last - 1] in lexicon.words("blames") and not lexicon.words(
        "of"
    ).isdisjoint(sentence.words(cue.last, cue.last + 1))
    told = sentence.has("act") or not sentence.says("blamed_for", behind, behind + 1)
    return told and not accused


def _names_behind(sentence: Sentence, cue: Hit, basis: AttributionBasis) -> bool:
    """Whether the one that a claim or blame is of stands behind its words: "claimed by X", "blamed X",
    "suspicion fell on X", but "X claimed", "X was behind the attack", "X is suspected".
    """
    lexicon, last = sentence.lexicon, sentence.passage.words[cue.last - 1]
    if basis in ("claimed", "denied"):
        return last in lexicon.words("by")
    if sentence.passage.words[cue.first] in lexicon.words("auxiliary"):
        return last in lexicon.words("of")
    if last in lexicon.words("suspicion_of"):
        return True
    return basis == "blamed" and last not in lexicon.words("blamed_before")


def named_beside(sentence: Sentence, cue: Hit, basis: AttributionBasis) -> tuple[int, int] | None:
    """The offsets of the name that words of claim or blame are of; None where it is no group's."""
    after = _names_behind(sentence, cue, basis)
    found = _self_named(sentence, cue) or _inside(sentence, cue) or _nearest(sentence, cue, after=after)
    if found is None or _is_place_or_day(sentence, *found) or _is_bystander(sentence, *found):
        return None
    return found
