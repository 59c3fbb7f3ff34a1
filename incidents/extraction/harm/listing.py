"""Persons told in one enumeration: "a mother, her son and two others" are four."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit, Lexicon
from incidents.incident import Toll

_LINK = 7  # words between two persons of one enumeration
_BEHIND_AND = 2  # words from "and" to the person that it adds


def joined(
    found: Persons,
    persons: Sequence[Persons],
    fates: Sequence[Hit],
    sentence: Sentence,
    *,
    before: bool,
) -> Persons:
    """Add those who stand beside in one enumeration: "a mother and her son", "three children and two
    adults".
    """
    ordered = [one for one in persons if one.toll is not None and one.toll.best is not None and not one.bare]
    at = next((i for i, one in enumerate(ordered) if one.first == found.first), None)
    if at is None or found.toll is None or found.toll.best is None or found.toll.low != found.toll.best:
        return found
    while before and at + 1 < len(ordered) and _enumerated(ordered[at], ordered[at + 1], sentence) == "and":
        at += 1  # "two women and a child were killed"
    step = -1 if before else 1
    group, listed, end, tied = [ordered[at]], [], ordered[at], False
    for other in ordered[at + step :: step] if at + step >= 0 else []:
        left, right = (other, end) if before else (end, other)
        if _is_apposition(left, right, sentence):
            end = replace(other, role=end.role)
            continue
        link = _enumerated(left, right, sentence)
        if not link or (link == "comma" and before and not tied):
            break
        if not before and any(_follows(fate, other, sentence) for fate in fates):
            break  # "kills a boy, another wounded"
        if any(other.first <= fate.first < other.last for fate in fates):
            break  # "5 погибших, 14 раненых": the noun tells what befell them
        if any(
            _is_parted_by_comma(left, right, sentence) and _has_own(other, fate, sentence) for fate in fates
        ):
            break  # "зарезали таксиста, *пассажирка* в больнице", "зарезали *таксиста*, ранена пассажирка"
        listed.append(other)
        end = other
        if link == "and" or (before and tied):
            group, listed, tied = [*group, *listed], [], True
    group = _without_whole(group, sentence)
    total = sum(one.number for one in group) + _and_him(group, sentence)
    if total == found.toll.best:
        return found
    return replace(found, toll=Toll.exactly(total), counted=True, bare=False)


def without_asides(hit: Hit, persons: Sequence[Persons], sentence: Sentence) -> list[Persons]:
    """The persons of a sentence without those who are some of the ones before them, where an enumeration that
    shares the fate `hit` goes on behind: "five officers, *including an inspector,* and two guards died".
    """
    kept = list(persons)
    for mark in sentence.found("cue.part"):
        found = _aside(mark, kept, sentence)
        if found is None:
            continue
        whole, end = found
        inside = [one for one in kept if kept[whole].last <= one.first < end]
        if len(inside) <= 1 if hit.last <= kept[whole].first else _goes_on(hit, end, kept, sentence):
            kept[whole] = replace(kept[whole], last=end)
            kept = [one for one in kept if all(one is not other for other in inside)]
    return kept


def _aside(mark: Hit, persons: Sequence[Persons], sentence: Sentence) -> tuple[int, int] | None:
    """Of an aside that tells a part of those counted right before it: which of the persons they are, and the
    "and" with which the enumeration goes on.
    """
    borders, words = sentence.passage.borders, sentence.passage.words
    both = sentence.lexicon.words("both")
    first = next((at for at in range(mark.first, sentence.span.first, -1) if borders[at]), None)
    end = next((at for at in range(mark.last, sentence.span.last) if borders[at]), None)
    if first is None or end is None or borders[first] > 1 or borders[end] > 1 or words[end] not in both:
        return None
    follows = any(0 < one.first - end <= _BEHIND_AND for one in persons)
    whole = next((n for n, one in enumerate(persons) if one.counted and one.last == first), None)
    return (whole, end) if follows and whole is not None else None


def _goes_on(hit: Hit, end: int, persons: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether no comma parts the last of an enumeration from the word of fate behind it; one that does closes
    an aside which is a list: "…, including two officers, *and three guards,* were killed".
    """
    last = max((one.last for one in persons if end < one.first and one.last <= hit.first), default=None)
    return last is not None and not any(sentence.passage.borders[last : hit.first + 1])


def listed_before(last: Persons, persons: Sequence[Persons], sentence: Sentence) -> list[Persons]:
    """Those who stand before `last` in its enumeration: "including *two guards, a cook* and a boy"."""
    found: list[Persons] = []
    for one in reversed([one for one in persons if one.last <= last.first and one.toll is not None]):
        if not _enumerated(one, found[0] if found else last, sentence):
            break
        found.insert(0, one)
    return found


def _without_whole(group: list[Persons], sentence: Sentence) -> list[Persons]:
    """Without a number that those behind its comma make up: "*three others*, a woman and two men"."""
    first, *others = sorted(group, key=lambda one: one.first)
    anybody = sentence.says("general", first.last - 1, first.last)
    whole = anybody and others and first.number == sum(one.number for one in others)
    return others if whole and any(sentence.passage.borders[first.last : others[0].first + 1]) else group


def _and_him(group: Sequence[Persons], sentence: Sentence) -> int:
    """1 where a pronoun stands before them: "killing *her* and another woman", "*he* and eight others"."""
    words = sentence.lexicon
    first = min(one.first for one in group)
    near = sentence.words(first - 2, first)
    pronouns = words.words("subjects|objects")
    return int(len(near) == 2 and near[0] in pronouns and near[1] in words.words("both"))


def _follows(fate: Hit, one: Persons, sentence: Sentence) -> bool:
    """Whether a word of fate stands right behind a person, but for an auxiliary."""
    words = sentence.lexicon
    between = sentence.words(one.last, fate.first)
    if words.words("heads_first") and sentence.passage.borders[fate.first]:
        return False  # "убиты пекарь и кок, ранена прачка"
    return 0 <= fate.first - one.last <= 1 and all(word in words.words("auxiliary") for word in between)


def _is_parted_by_comma(left: Persons, right: Persons, sentence: Sentence) -> bool:
    """Whether a comma of a headline, and no "and", stands between two persons."""
    both = sentence.lexicon.words("both")
    parted = any(sentence.passage.borders[left.last : right.first + 1])
    return sentence.in_title and parted and both.isdisjoint(sentence.words(left.last, right.first))


_OWN = 3  # words from a person to the fate of his clause


def _has_own(one: Persons, fate: Hit, sentence: Sentence) -> bool:
    """Whether a word of fate stands right before a person, or behind him in his clause of a headline."""
    if fate.last <= one.first:
        return fate.last == one.first
    gap = sentence.words(one.last, fate.first)
    joined = not sentence.lexicon.words("both").isdisjoint(gap)
    return len(gap) <= _OWN and not joined and not any(sentence.passage.borders[one.last : fate.first + 1])


def _enumerated(left: Persons, right: Persons, sentence: Sentence) -> Literal["and", "comma", ""]:
    """How two noun phrases are joined, with no more than ages and articles between: by "and", or in a list
    by a comma, which in a headline is an "and".
    """
    words = sentence.lexicon
    passage = sentence.passage
    between = _behind_name(left, right, sentence)
    borders = passage.borders[left.last : right.first + 1]
    both, links = words.words("both"), words.words("links")
    if _is_complement(left, right, sentence):
        return "" if _are_parted(left, right) else "and"
    if (
        len(between) > _LINK
        or any(border >= 2 for border in borders if not _is_semicolon(left, right, sentence))
        or _are_parted(left, right)
        or _is_part(left, right, sentence)
        or not all(word in links or word in both or word.isdigit() for word in _without_kind(between, words))
    ):
        return ""
    if not both.isdisjoint(between):
        return "and"
    alike = passage.text[left.start].isupper() == passage.text[right.start].isupper()
    alike = alike or left.first == sentence.span.first  # where any word has a capital
    return ("and" if sentence.in_title else "comma") if any(borders) and alike else ""


_OF, _FROM = 5, 2  # words of whom or what somebody is the head of, or where he is from
_GENITIVE = 3  # words behind a noun where cases say whose or whence: "глава сельсовета"
_CLAUSE = 12  # words of a clause that says who he is


def _is_complement(left: Persons, right: Persons, sentence: Sentence) -> bool:
    """Whether all that stands between two persons before an "and" tells more of the first: "the head *of the
    village council* and two officers", "the manager, *who had signed it*, and a guard".
    """
    words, passage, first = sentence.lexicon, sentence.passage, left.last
    both, links = words.words("both"), words.words("links")
    at = next((n for n in range(right.first - 1, first, -1) if passage.words[n] in both), None)
    if at is None or not all(word in links for word in passage.words[at + 1 : right.first]):
        return False
    inner = range(first + 1, at)
    if any(hit.label.startswith(_TOLD) and first <= hit.first < at for hit in sentence.hits):
        return False
    if passage.borders[first]:
        relative = passage.words[first] in words.words("relatives") and passage.borders[at]
        return bool(relative) and len(inner) <= _CLAUSE and not any(passage.borders[n] for n in inner)
    if words.words("heads_first"):
        return len(inner) < _GENITIVE and not any(passage.borders[n] for n in (*inner, at))
    reach = _FROM if passage.words[first] in words.words("from") else 0
    reach = _OF if sentence.says("of", first - 1, first + 1) else reach
    verb = any(passage.words[n].endswith(words.endings("participles")) for n in inner)
    return 0 < len(inner) <= reach and not verb and not any(passage.borders[n] for n in (*inner, at))


_TOLD = ("act.", "toll.", "claim.", "cue.")


def _is_semicolon(left: Persons, right: Persons, sentence: Sentence) -> bool:
    """Whether semicolons part the names of a list: "Ann Lee, 34; Paul Stern, 31; and …"."""
    passage = sentence.passage
    gap = passage.text[passage.ends[left.last - 1] : passage.starts[right.first]]
    return ";" in gap and not any(mark in gap for mark in ":()[]{}•|–—")


_KIND = 5  # words from a name to the noun that says who he is: "68, *a part-time* driver"


def _is_apposition(left: Persons, right: Persons, sentence: Sentence) -> bool:
    """Whether between commas a name is that of the person before it, or a noun says who the name before it
    is: "his wife, *Ann Lee*, and two sons", "Bob Ray, 34, *a driver*, died".
    """
    passage, words = sentence.passage, sentence.lexicon
    noun, name = (passage.text[one.start] for one in (left, right))
    comma = passage.text[passage.ends[left.last - 1]] == ","
    if not left.number == right.number == 1 or not comma:
        return False
    if noun.islower() and name.isupper():
        return left.last == right.first
    between = sentence.words(left.last, right.first)
    told = sentence.says("first_told", left.last, right.first + 1) and len(between) <= _KIND
    return noun.isupper() and not name.isupper() and told and words.words("both").isdisjoint(between)


def _are_parted(left: Persons, right: Persons) -> bool:
    """Whether they stand on two sides."""
    roles = (left.role, right.role)
    return "attacker" in roles or ("member" in roles and roles != ("member", "member"))


_NAME = 4  # words of a name


def _behind_name(left: Persons, right: Persons, sentence: Sentence) -> list[str]:
    """The words between two persons, but for the name of the first: "judge *Ann Lee* and her two guards"."""
    passage, at = sentence.passage, left.last
    shouted = sentence.text.isupper()
    while not left.counted and at < min(left.last + _NAME, right.first) and not passage.borders[at]:
        word = passage.words[at]
        named = passage.text[passage.starts[at]].isupper() and word.isalpha()
        if not named or (shouted and sentence.lexicon.fits(word)) or word in sentence.lexicon.words("both"):
            break
        at += 1
    return passage.words[at : right.first]


def _without_kind(between: list[str], words: Lexicon) -> list[str]:
    """Without the one word that says what kind of person follows: "and a *shoeshine* boy"."""
    kind = len(between) > 2 and between[-2] in words.words("determiners")
    return between[:-1] if kind else between


def _is_part(left: Persons, right: Persons, sentence: Sentence) -> bool:
    """Whether the second of two are some of the first: "eleven people, seven *of them* children"."""
    theirs = sentence.lexicon.words("possessives")  # "a colonel and four of *his* men" are five
    return any(
        hit.last - hit.first > 1
        and left.last <= hit.first <= right.last
        and not (hit.first == right.first and sentence.passage.words[hit.last] in theirs)
        for hit in sentence.found("cue.part")
    )
