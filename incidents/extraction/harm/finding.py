"""Find the noun phrases for people in one sentence: counted ones, single persons, and names.

What befell them is `tolls`' business, and who of them is the same person as another is `victims`'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from incidents.extraction.harm.ages import is_age, is_age_of, with_age
from incidents.extraction.harm.among import taken_for
from incidents.extraction.harm.befallen import befallen
from incidents.extraction.harm.personal_names import named
from incidents.extraction.harm.persons import Persons, Role, is_out_of
from incidents.extraction.harm.sides import agents, doers, losses, lynched, members, of_attackers
from incidents.extraction.numbers import Count
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Toll

_MOST_AGES = 8  # words of a row of ages
_OWNER = 5  # words from a number's noun to whose they are
_NOUN_REACH = 4  # words from a number to its noun
_PARTING = "prepositions|conjunctions|determiners"
_CLAUSE = "subordinates|conjunctions"  # behind a noun: not "two bodies *after* gunmen attacked"
_QUOTES = ('"', "“", "„", "«", "'", "‘")  # that open
_HARMS = ("toll.killed", "toll.injured", "toll.abducted", "toll.arrested")
_ADVERB = 1  # words between an auxiliary and what befell somebody


def find_persons(sentence: Sentence, *, shouted: bool) -> list[Persons]:
    """Every noun phrase for people, in the order of the text."""
    people = sentence.found("person")
    taken: set[int] = set()
    found = _counted(sentence, people, taken)
    found.extend(_singles(sentence, people, taken, found[:], shouted=shouted))
    for at in befallen(sentence):
        if at not in taken:
            taken.add(at)
            found.append(Persons.of(sentence, at, at + 1, Toll.exactly(1), "victim"))
    if not shouted and not sentence.in_title:
        found = named(found, taken, sentence)
    found.sort(key=lambda one: one.first)
    found = lynched(doers(taken_for(found, sentence), sentence), sentence)
    found = losses(members(agents(found, sentence), sentence), sentence)
    return of_attackers(found, sentence)


def _counted(sentence: Sentence, people: Sequence[Hit], taken: set[int]) -> list[Persons]:
    """Persons told with a number; the words that they take are added to `taken`."""
    passage, span = sentence.passage, sentence.span
    found: list[Persons] = []
    for count in sentence.counts:
        first = sentence.word_at(count.start)
        if is_age(sentence, count, people) or (count.kind == "bare" and _is_theirs(sentence, first, people)):
            continue
        last = max(first + 1, bisect_left(passage.starts, count.end))
        nouns = _nouns(sentence, count, first, last, people)
        if count.kind == "unit" and not nouns and not _befell(sentence, count):
            continue
        end = max([last, bisect_left(passage.starts, count.noun_end), *(hit.last for hit in nouns[:1])])
        if any(index in taken for index in range(first, last)):
            continue
        taken.update(range(first, end))
        if found and _is_whole_of(sentence, found[-1].last, first):
            found[-1] = replace(
                found[-1], last=end, role=found[-1].role or (_role(nouns[0]) if nouns else None)
            )
            continue
        bare = count.kind == "bare" and not nouns
        parts = [hit for hit in sentence.found("cue.part") if hit.first == last] if bare else []
        end = max([end, *(hit.last for hit in parts)])  # "six *of them* were killed"
        role = _role(nouns[0]) if nouns else None
        found.append(Persons(first, end, count.start, count.end, count.toll, role, True, bare))
    return [one for one in found if span.first <= one.first < span.last]


def _is_whole_of(sentence: Sentence, last: int, first: int) -> bool:
    """Whether a number at word `first` is the whole of that which ends at `last`: "two *of the five* victims"
    are two.
    """
    words, between = sentence.lexicon, sentence.words(last, first)
    return is_out_of(sentence, last) and len(between) <= 2 and words.words("articles").issuperset(between[1:])


def _nouns(sentence: Sentence, count: Count, first: int, last: int, people: Sequence[Hit]) -> list[Hit]:
    """The nouns for people that a number of the words `first` to `last` may count, the nearest first."""
    passage = sentence.passage
    near = [
        hit
        for hit in people
        if first <= hit.first < last + _NOUN_REACH
        and not any(passage.borders[last : hit.first])
        and not (passage.borders[hit.first] and last <= hit.first and not _is_quoted(sentence, hit.first))
        and not sentence.says(_CLAUSE if count.noun else _PARTING, last, hit.first)
        and not _is_of_next(sentence, count, hit)
    ]
    if count.kind != "unit":
        return near
    return [
        hit
        for hit in near
        if passage.starts[hit.first] < count.noun_end <= passage.ends[hit.last - 1]
        or _behind_name(sentence, last, hit)
    ]


def _is_quoted(sentence: Sentence, at: int) -> bool:
    """Whether nothing but an opening quotation mark stands before a word: "killed forty *"terrorists"*"."""
    passage = sentence.passage
    return passage.text[passage.ends[at - 1] : passage.starts[at]].strip() in _QUOTES


def _befell(sentence: Sentence, count: Count) -> bool:
    """Whether what is counted was killed, hurt, abducted or arrested, as only the living are: "nine
    *loggers* were killed", "shot dead four *mechanics*".
    """
    words = sentence.lexicon
    passage = sentence.passage
    first, behind = sentence.word_at(count.start), bisect_left(passage.starts, count.noun_end)
    if sentence.has("domain.animal") or sentence.says("livestock", first, behind):
        return False
    fates = [hit for label in _HARMS for hit in sentence.found(label)]
    if sentence.says("many_were", behind, behind + 1):
        return any(0 <= hit.first - behind - 1 <= _ADVERB for hit in fates)
    object_of = [hit for hit in fates if hit.last == first and not passage.borders[first]]
    if sentence.in_title:  # "Two Austrians kidnapped"
        object_of += [hit for hit in fates if hit.first == behind and not passage.borders[behind]]
    if words.words("heads_first"):  # "погибли четыре звонаря", "четыре звонаря погибли"
        object_of += [hit for hit in fates if hit.first == behind]
    return any(passage.words[hit.first] in words.words("befalling") for hit in object_of)


def _singles(
    sentence: Sentence,
    people: Sequence[Hit],
    taken: set[int],
    counted: Sequence[Persons],
    *,
    shouted: bool,
) -> Iterator[Persons]:
    """Persons told without a number; the words that they take are added to `taken`."""
    fates = sentence.found("toll")
    for hit in people:
        if any(one.first < hit.first and _ends_in(one, hit, fates) for one in fates):
            continue  # "were taken *hostage*"
        if hit.first in taken or _is_source(sentence, hit, fates):
            continue
        if not shouted and _within_name(sentence, hit):
            continue
        if is_age_of(hit, people, sentence) or _is_kind_of_next(hit, people, sentence):
            continue
        if _is_of_several(hit, counted, people, sentence):
            continue
        first = with_age(hit, sentence)
        taken.update(range(first, hit.last))
        yield Persons.of(sentence, first, hit.last, _single(sentence, hit), _role(hit))


def _is_of_several(hit: Hit, counted: Sequence[Persons], people: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether it only says whose several persons before it are: "three members of the *Guard*", "all members
    of the same *family*".
    """
    of, passage = sentence.lexicon.words("of"), sentence.passage
    several = [one.last for one in counted]
    several += [one.last for one in people if one.last < hit.first and _single(sentence, one) is None]
    return any(
        0 < hit.first - last <= _OWNER
        and passage.words[last] in of
        and not any(passage.borders[last : hit.first + 1])
        and not sentence.says("both", last, hit.first)
        for last in several
    )


def _is_kind_of_next(hit: Hit, people: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether it only says what the next noun is, where the head comes last: "a *deputy* chief"."""
    passage, at = sentence.passage, hit.last
    if sentence.lexicon.words("heads_first") or at >= sentence.span.last or passage.borders[at]:
        return False
    both = passage.text[passage.starts[hit.first]] + passage.text[passage.starts[at]]
    return both.islower() and any(one.first == at for one in people)


def _ends_in(fate: Hit, hit: Hit, fates: Sequence[Hit]) -> bool:
    """Whether a noun is a part of the words for a fate, and not whom it befell: "взяты в *заложники*"."""
    own = any(one.label == fate.label and (one.first, one.last) == (hit.first, hit.last) for one in fates)
    return hit.last == fate.last or (own and hit.last < fate.last)


def _is_theirs(sentence: Sentence, first: int, people: Sequence[Hit]) -> bool:
    """Whether a number only says whose somebody is: "the driver *of the two*"."""
    words = sentence.lexicon
    near = sentence.words(first - 2, first)
    return (
        len(near) == 2
        and near[0] in words.words("of")
        and near[1] in words.words("articles")
        and any(hit.last == first - 2 and _single(sentence, hit) for hit in people)
    )


def _is_of_next(sentence: Sentence, count: Count, hit: Hit) -> bool:
    """Whether a noun is counted by a number of its own: "four deaths and nine *people*"."""
    start = sentence.passage.starts[hit.first]
    return any(count.noun_end < other.start < start for other in sentence.counts)


def _behind_name(sentence: Sentence, first: int, hit: Hit) -> bool:
    """Whether nothing but a name parts a number and its noun: "five *New People's Army* rebels"."""
    passage, text = sentence.passage, sentence.passage.text
    named = range(first, hit.first)
    return (
        bool(named)
        and all(text[passage.starts[at]].isupper() or len(passage.words[at]) == 1 for at in named)
        and (not text[passage.starts[hit.first]].isupper())
    )


def _within_name(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is a part of the name of a body: "the Border *Guard* Brigade"."""
    behind = [one for one in sentence.found("cue.group_noun") if one.first == hit.last]
    text, starts = sentence.passage.text, sentence.passage.starts
    return (
        bool(behind)
        and not sentence.in_title
        and all(text[starts[at]].isupper() for at in (hit.first, hit.last))
    )


def _is_source(sentence: Sentence, hit: Hit, fates: Sequence[Hit]) -> bool:
    """Whether it is the report's source: "police said", "nine people died, *a doctor* said"."""
    if not sentence.says("speech", hit.last, hit.last + 1):
        return False
    at = hit.first - sentence.says("indefinite", hit.first - 1, hit.first)
    told = any(one.last <= at for one in fates)
    return _role(hit) in ("force", "official") or (told and sentence.passage.borders[at] == 1)


def _role(hit: Hit) -> Role:
    if hit.label == "person.calling":
        return "victim"
    if hit.label == "person.bomber":
        return "attacker"
    return hit.label.removeprefix("person.")  # type: ignore[return-value]


def _single(sentence: Sentence, hit: Hit) -> Toll | None:
    """One person where the noun is singular, two of a couple; None for a plural without a number, for a
    family and for a body of men.
    """
    words = sentence.lexicon
    if sentence.says("bodies", hit.first, hit.last):
        return None
    endings = words.endings("plural_endings")
    head = hit.first if words.words("heads_first") else hit.last - 1
    word = sentence.passage.words[head]
    if word in words.words("families"):
        return None
    if word in words.words("pairs"):
        return Toll.exactly(2)
    own = word.endswith("ss") or word in words.words("singulars")  # "waitress"
    if own or not word.endswith(endings) or _is_of_one(sentence, head):
        return Toll.exactly(1)
    ages = _ages(sentence, hit)
    return Toll.exactly(ages) if ages > 1 else None


def _is_of_one(sentence: Sentence, head: int) -> bool:
    """Whether a noun that ends like a plural stands in another case of one person, by its own ending or what
    is before it: "чоловікові", "у *женщины*", "34-летней *женщины*".
    """
    words = sentence.lexicon
    word, before = sentence.passage.words[head], sentence.words(head - 1, head)
    if word.endswith(words.endings("singular_endings")):
        return True
    if not before or not word.endswith(words.endings("genitive_endings")):
        return False
    return before[0] in words.words("governing") or before[0].endswith(words.endings("of_one"))


def _ages(sentence: Sentence, hit: Hit) -> int:
    """How many ages stand behind a noun: "his sons, ages *3 and 4*"."""
    if not sentence.says("ages", hit.last, hit.last + 1):
        return 0
    behind = sentence.words(hit.last + 1, hit.last + 1 + _MOST_AGES)
    both = sentence.lexicon.words("both")
    row = list(takewhile(lambda word: word.isdigit() or word in both, behind))
    return sum(word.isdigit() for word in row)
