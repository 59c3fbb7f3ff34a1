"""Find the noun phrases for people in one sentence: counted ones, single persons, and names.

What befell them is `tolls`' business, and who of them is the same person as another is `victims`'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Literal

from incidents.extraction.harm.befallen import befallen
from incidents.extraction.numbers import Count
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit, Lexicon
from incidents.incident import Toll
from incidents.records import record

Role = Literal["victim", "attacker", "force", "official", "member"]  # of an armed group

_MOST_AGES = 8  # words of a row of ages
_PARTING = ("prepositions", "conjunctions", "determiners")


@record
class Persons:
    """A noun phrase for people: its words, how many they are, and whether a number was written."""

    first: int
    last: int
    start: int
    end: int
    toll: Toll | None
    role: Role | None
    counted: bool
    bare: bool = False

    @property
    def number(self) -> int:
        """The best number known of them; 0 where none is."""
        return (self.toll.best or 0) if self.toll else 0


def find_persons(sentence: Sentence, words: Lexicon, *, shouted: bool) -> list[Persons]:
    """Every noun phrase for people: counted ones first, then single persons and names."""
    passage, span = sentence.passage, sentence.span
    people = [hit for hit in sentence.hits if hit.label.startswith("person.")]
    taken: set[int] = set()
    found: list[Persons] = []
    for count in sentence.counts:
        first = sentence.word_at(count.start)
        if _is_age(sentence, count) or (count.kind == "bare" and _is_theirs(sentence, first, people)):
            continue
        last = max(first + 1, bisect_left(passage.starts, count.end))
        nouns = [
            hit
            for hit in people
            if first <= hit.first < last + 4
            and _open(sentence, last, hit.first)
            and not (not count.noun and any(sentence.says(name, last, hit.first) for name in _PARTING))
            and not _is_of_next(sentence, count, hit)
        ]
        if count.kind == "unit":
            nouns = [
                hit
                for hit in nouns
                if passage.starts[hit.first] < count.noun_end <= passage.ends[hit.last - 1]
                or _behind_name(sentence, last, hit)
            ]
            if not nouns and not _befell(sentence, count, words):
                continue
        end = max([last, bisect_left(passage.starts, count.noun_end), *(hit.last for hit in nouns[:1])])
        if any(index in taken for index in range(first, last)):
            continue
        taken.update(range(first, end))
        if found and found[-1].counted and found[-1].last == first - 1 and passage.words[first - 1] == "of":
            found[-1] = replace(found[-1], last=end)  # "two of the five victims" are two
            continue
        bare = count.kind == "bare" and not nouns
        parts = [hit for hit in sentence.found("cue.part") if hit.first == last] if bare else []
        end = max([end, *(hit.last for hit in parts)])  # "six *of them* were killed"
        role = _role(nouns[0] if nouns else None)
        found.append(Persons(first, end, count.start, count.end, count.toll, role, True, bare))
    found.extend(_singles(sentence, people, taken, words, shouted=shouted))
    for at in befallen(sentence, words):
        if at not in taken:
            taken.add(at)
            start, end = passage.starts[at], passage.ends[at]
            found.append(Persons(at, at + 1, start, end, Toll.exactly(1), "victim", False))
    if not shouted and not sentence.in_title:
        found = _named(found, _names(sentence, taken, words), sentence)
    found.sort(key=lambda one: one.first)
    found = _of_attackers(_members(_doers(found, sentence), sentence), sentence)
    return [one for one in found if span.first <= one.first < span.last]


_HARMS = ("toll.killed", "toll.injured", "toll.abducted")
_ADVERB = 1  # words between an auxiliary and what befell somebody


def _befell(sentence: Sentence, count: Count, words: Lexicon) -> bool:
    """Whether what is counted was killed, hurt or abducted, as only the living are: "nine *loggers* were
    killed", "shot dead four *mechanics*".
    """
    passage = sentence.passage
    first, behind = sentence.word_at(count.start), bisect_left(passage.starts, count.noun_end)
    if sentence.has("domain.animal") or sentence.says("livestock", first, behind):
        return False
    fates = [hit for label in _HARMS for hit in sentence.found(label)]
    if not words.words("many_were").isdisjoint(sentence.words(behind, behind + 1)):
        return any(0 <= hit.first - behind - 1 <= _ADVERB for hit in fates)
    object_of = [hit for hit in fates if hit.last == first and not passage.borders[first]]
    if words.words("heads_first"):  # "погибли четыре звонаря", "четыре звонаря погибли"
        object_of += [hit for hit in fates if hit.first == behind]
    return any(passage.words[hit.first] in words.words("befalling") for hit in object_of)


def _singles(
    sentence: Sentence, people: Sequence[Hit], taken: set[int], words: Lexicon, *, shouted: bool
) -> Iterator[Persons]:
    """Persons told without a number; the words that they take are added to `taken`."""
    passage, fates = sentence.passage, sentence.found("toll")
    for hit in people:
        if any(one.first < hit.first and _ends_in(one, hit, fates) for one in fates):
            continue  # "were taken *hostage*"
        if hit.first in taken or (_role(hit) in ("force", "official") and _speaks(sentence, hit, words)):
            continue
        if not shouted and _within_name(sentence, hit):
            continue
        if _is_age_of(hit, people, sentence) or _is_kind_of_next(hit, people, sentence):
            continue
        first = _with_age(hit, sentence)
        taken.update(range(first, hit.last))
        start, end = passage.starts[first], passage.ends[hit.last - 1]
        number = _single(sentence, hit, words)
        yield Persons(first, hit.last, start, end, number, _role(hit), False)


_KIND = 3  # capitalised words between an age and its noun: "a 16-year-old *West Allis* boy"


def _is_age_of(hit: Hit, people: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether it is no more than the age of the person behind it: "a *16-year-old* boy"."""
    aged = sentence.says("of_age", hit.last - 1, hit.last)
    return aged and any(_behind_age(one.first, sentence) == hit.last for one in people)


def _is_kind_of_next(hit: Hit, people: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether it only says what the next noun is, where the head comes last: "a *deputy* chief"."""
    passage, at = sentence.passage, hit.last
    if sentence.lexicon.words("heads_first") or at >= sentence.span.last or passage.borders[at]:
        return False
    both = passage.text[passage.starts[hit.first]] + passage.text[passage.starts[at]]
    return both.islower() and any(one.first == at for one in people)


def _with_age(hit: Hit, sentence: Sentence) -> int:
    """The first word of a person with the age that stands before the noun: "*16-year-old* boy"."""
    own = sentence.says("of_age", hit.last - 1, hit.last)
    old = hit.last if own else _behind_age(hit.first, sentence)
    if old is None:
        return hit.first
    passage, number = sentence.passage, old - 3  # "16", "year", "old"
    if number < sentence.span.first or not (
        _is_hyphened(number + 1, sentence) or passage.words[number].isdigit()
    ):
        return min(hit.first, old - 2)
    while number > sentence.span.first and _is_hyphened(number, sentence):
        number -= 1  # "thirty-one-year-old"
    return number


def _is_hyphened(at: int, sentence: Sentence) -> bool:
    """Whether a hyphen alone parts a word from the one before."""
    passage = sentence.passage
    return passage.text[passage.ends[at - 1] : passage.starts[at]] == "-"


def _behind_age(at: int, sentence: Sentence) -> int | None:
    """The word behind "old" where a noun has that age; a town may stand between, and nothing else."""
    passage = sentence.passage
    for index in range(at, max(at - _KIND - 1, sentence.span.first + 1), -1):
        if passage.borders[index]:
            return None
        if sentence.says("of_age", index - 1, index):
            return index
        if not passage.text[passage.starts[index - 1]].isupper():
            return None
    return None


def _ends_in(fate: Hit, hit: Hit, fates: Sequence[Hit]) -> bool:
    """Whether a noun is a part of the words for a fate, and not whom it befell: "взяты в *заложники*"."""
    own = any(one.label == fate.label and (one.first, one.last) == (hit.first, hit.last) for one in fates)
    return hit.last == fate.last or (own and hit.last < fate.last)


def _doers(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers of whom it is said that they did it."""
    hits = sentence.found("cue.doer")
    if not hits:
        return found
    return [replace(one, role="attacker") if _did(one, hits, sentence) else one for one in found]


def _did(one: Persons, doers: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether the words behind say that they did it: "a man *accused of* …", "two men *who opened fire*"."""
    auxiliary = sentence.lexicon.words("auxiliary")
    return any(
        0 <= hit.first - one.last <= 2
        and all(word in auxiliary or word == "who" for word in sentence.words(one.last, hit.first))
        for hit in doers
    )


_OF_GROUP = 3  # words between "members" and the group's name


def _members(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked whom the text calls members of an armed group: "two *members* of the PKK"."""
    if not sentence.groups:
        return found
    named = [sentence.word_at(start) for start in sentence.groups]
    members, of = sentence.lexicon.words("members"), sentence.lexicon.words("of")
    return [
        replace(one, role="member")
        if one.role != "attacker"
        and sentence.passage.words[one.last - 1] in members
        and any(
            one.first <= at < one.last
            or (0 < at - one.last <= _OF_GROUP and not of.isdisjoint(sentence.words(one.last, at)))
            for at in named
        )
        else one
        for one in found
    ]


def _of_attackers(found: list[Persons], sentence: Sentence) -> list[Persons]:
    """The same, those marked as attackers who are counted among them: "*из нападавших* убиты *девять*",
    "*нападавших* убито *девять*".
    """
    words, passage, first = sentence.lexicon, sentence.passage, sentence.span.first
    endings = tuple(words.words("partitives"))

    def opens(at: int) -> bool:
        return at == first or passage.borders[at] > 0

    heads = [
        one.last
        for one in found
        if one.role == "attacker"
        and (
            (
                not words.words("out_of").isdisjoint(sentence.words(one.first - 1, one.first))
                and opens(one.first - 1)
            )
            or (opens(one.first) and not one.counted and passage.words[one.last - 1].endswith(endings))
        )
    ]
    return [
        replace(one, role="attacker") if one.bare and any(head <= one.first for head in heads) else one
        for one in found
    ]


def _is_theirs(sentence: Sentence, first: int, people: Sequence[Hit]) -> bool:
    """Whether a number only says whose somebody is: "the driver *of the two*"."""
    words = sentence.lexicon
    near = sentence.words(first - 2, first)
    return (
        len(near) == 2
        and near[0] in words.words("of")
        and near[1] in words.words("articles")
        and any(hit.last == first - 2 and _single(sentence, hit, words) for hit in people)
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


def _speaks(sentence: Sentence, hit: Hit, words: Lexicon) -> bool:
    """Whether it is the report's source: "police said"."""
    return sentence.says("speech", hit.last, hit.last + 1)


def _is_age(sentence: Sentence, count: Count) -> bool:
    """A number between commas, or after "aged": "a boy, 8, was shot"."""
    text = sentence.passage.text
    before = text[max(0, count.start - 6) : count.start].rstrip().lower()
    after = text[count.end : count.end + 1]
    digits = text[count.start : count.end].isdigit()
    return digits and (
        before.endswith(("age", "ages", "aged"))
        or (before.endswith((",", "(", " and")) and after in (",", ")", ";", ".") and count.kind == "bare")
    )


def _open(sentence: Sentence, left: int, right: int) -> bool:
    """Whether no comma, bracket or stop parts two words."""
    return all(border == 0 for border in sentence.passage.borders[left : right + 1])


def _role(hit: Hit | None) -> Role | None:
    if hit is None or hit.label == "person.calling":
        return None if hit is None else "victim"
    if hit.label == "person.bomber":
        return "attacker"
    return hit.label.removeprefix("person.")  # type: ignore[return-value]


def _single(sentence: Sentence, hit: Hit, words: Lexicon) -> Toll | None:
    """One person where the noun is singular, two of a couple; None for a plural without a number."""
    endings = tuple(words.words("plural_endings"))
    head = hit.first if words.words("heads_first") else hit.last - 1
    word = sentence.passage.words[head]
    if word in words.words("pairs"):
        return Toll.exactly(2)
    if not word.endswith(endings) or word in words.words("singulars") or _is_of_one(sentence, head, words):
        return Toll.exactly(1)
    ages = _ages(sentence, hit)
    return Toll.exactly(ages) if ages > 1 else None


def _is_of_one(sentence: Sentence, head: int, words: Lexicon) -> bool:
    """Whether a noun that ends like a plural stands in another case of one person, by its own ending or what
    is before it: "чоловікові", "у *женщины*", "34-летней *женщины*".
    """
    word, before = sentence.passage.words[head], sentence.words(head - 1, head)
    if word.endswith(tuple(words.words("singular_endings"))):
        return True
    if not before or not word.endswith(tuple(words.words("genitive_endings"))):
        return False
    return before[0] in words.words("governing") or before[0].endswith(tuple(words.words("of_one")))


def _ages(sentence: Sentence, hit: Hit) -> int:
    """How many ages stand behind a noun: "his sons, ages *3 and 4*"."""
    if not sentence.says("ages", hit.last, hit.last + 1):
        return 0
    behind = sentence.words(hit.last + 1, hit.last + 1 + _MOST_AGES)
    both = sentence.lexicon.words("both")
    row = list(takewhile(lambda word: word.isdigit() or word in both, behind))
    return sum(word.isdigit() for word in row)


def _named(found: list[Persons], names: Sequence[Persons], sentence: Sentence) -> list[Persons]:
    """The persons and the names, those as one that stand side by side: "16-year-old *Hank Ortiz*"."""
    passage = sentence.passage
    alone = {one.last: one for one in found if not one.counted and one.number == 1}
    for name in names:
        noun = None if passage.borders[name.first] else alone.get(name.first)
        if noun is None or sentence.lexicon.words("heads_first"):
            found.append(name)
            continue
        found.remove(noun)
        found.append(replace(noun, last=name.last, end=name.end))
    return found


def _names(sentence: Sentence, taken: set[int], words: Lexicon) -> list[Persons]:
    """Runs of capitalised words that are no place, no month and no known term: names of persons.

    Not whoever speaks ("Smith said"), nor what a person is of or taken to ("of Lincoln", "at Mercy").
    """
    passage = sentence.passage
    covered = taken.union(*(_ends(hit) for hit in sentence.hits))
    known = [(place.start, place.end) for place in sentence.places]
    known += [(day.start, day.end) for day in sentence.dates]
    found: list[Persons] = []
    for first, last in _runs(sentence, words):
        start, end = passage.starts[first], passage.ends[last - 1]
        named = any(s < end and start < e for s, e in known) or not covered.isdisjoint(range(first, last))
        address = not words.words("name_parts").isdisjoint(passage.words[first : last + 1])
        if not named and not address and not _beside(sentence, first, last, words):
            role: Role = "attacker" if sentence.words(first - 1, first) == ["by"] else "victim"
            found.append(Persons(first, last, start, end, Toll.exactly(1), role, False))
    return found


def _ends(hit: Hit) -> Iterable[int]:
    """The words of a term; the outer ones of a fate that may hold a person: "*shot* Ann Lee to *death*"."""
    return (hit.first, hit.last - 1) if hit.label.startswith("toll.") else range(hit.first, hit.last)


def _runs(sentence: Sentence, words: Lexicon) -> list[tuple[int, int]]:
    """The ranges of words with a capital that nothing parts, without a word that only opens the sentence."""
    passage, span = sentence.passage, sentence.span
    articles, pronouns = words.words("articles"), words.words("pronouns")
    runs: list[tuple[int, int]] = []
    told = any(hit.first == span.first for hit in sentence.found("toll"))  # "Погиб Иван Петров"
    for at in range(span.first + told, span.last):
        word = passage.words[at]
        if not passage.text[passage.starts[at]].isupper() or len(word) < 2:
            continue
        if word in articles or word in pronouns:
            continue
        goes_on = not passage.borders[at] or word in words.words("suffixes")  # "Larry Lynch, Jr."
        if runs and runs[-1][1] == at and goes_on:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    if runs and runs[0][0] == span.first and passage.words[span.first] in words.words("openers"):
        runs[0] = (span.first + 1, runs[0][1])
    return [(first, last) for first, last in runs if first < last]


def _beside(sentence: Sentence, first: int, last: int, words: Lexicon) -> bool:
    """Whether a name is the speaker's, or of a place that the gazetteer does not know."""
    speech, passage = words.words("speech"), sentence.passage
    before, after = sentence.words(first - 1, first), sentence.words(last, last + 1)
    if (before and before[0] in speech) or (after and after[0] in speech):
        return True
    if not before:
        return False
    if before[0] in words.words("locative") or before[0] in words.words("origin"):
        return True
    block = ("block", "corner", "intersection")
    return before[0] == "of" and (
        passage.borders[first - 1] > 0
        or passage.words[first - 2].isdigit()
        or passage.words[first - 2] in block
    )
