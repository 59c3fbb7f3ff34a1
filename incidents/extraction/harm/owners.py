"""Whose fate a casualty word tells: of the persons in its sentence, the one that grammar binds to it.

It knows words for structure only (articles, auxiliaries, conjunctions); who the persons are is found before.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.harm.parts import is_one_of_them
from incidents.extraction.harm.persons import Persons
from incidents.extraction.harm.relatives import before_and, before_relative
from incidents.extraction.harm.sides import is_subject_behind
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_OBJECT = 5  # words from "the death of" to who died
_DASHES = frozenset("—–")
_CLAUSE = 5  # and where a bare number opens a clause or headline: "eleven died, *four* survived with burns"
_AGENT = 4  # words from "by" to who did it
_BESIDE_NOUN = 2  # words from a person to a noun for those hit
_PHRASE = 4  # words of a noun phrase before its noun
_REACH = 9  # words between a person and the word that tells his fate


def owner(hit: Hit, persons: Sequence[Persons], fates: Sequence[Hit], sentence: Sentence) -> Persons | None:
    """Whose fate a casualty word tells: the persons after an active verb, else the nearest before, else
    after.
    """
    words = sentence.lexicon
    inside = next((one for one in persons if hit.first < one.first < hit.last), None)
    if inside is not None:
        return inside  # "shot his wife to death"
    if _has_pronoun(hit, persons, sentence):
        return None
    listed = _behind_dash(hit, persons, sentence)
    if listed is not None:
        return listed
    before, after = _in_case(*_neighbours(hit, persons, fates, sentence), hit, sentence)
    after = None if _is_doer(after, hit, sentence) else after
    before = None if _is_noun_apart(before, hit, sentence) else before
    if (head := _before_aside(hit, after, persons, fates, sentence)) is not None:
        return head
    before = _whose_apposition(before, hit, persons, sentence)
    before = before_relative(before, hit, persons, sentence)
    before = before_and(before, hit, persons, sentence)
    if before is not None and sentence.says("subjects", before.last, hit.first):
        if _passive(hit, sentence):
            return None  # "hurt two men before *he* was shot by officers"
        before = None
    word = sentence.passage.words[hit.last - 1]
    if word in words.words("of"):
        return after if after is not None and after.first - hit.last <= _OBJECT else None
    theirs = sentence.says("possessives", hit.first, hit.last)  # "lost *their* lives"
    if word in words.words("found_dead") and before is not None and not theirs:
        before = before if before.counted and before.last == hit.first else None
    if word in words.words("takes_object"):
        return after if after is not None and _is_direct(after, hit, sentence) else None
    if after is None and before is not None and word in words.words("transitive"):
        return before if before.last == hit.first else None  # "the Smith killing", not "accused of killing"
    if after is None and before is not None and _befell_unknown(hit, sentence):
        return None
    if before is None or after is None:
        return before or after
    return after if _is_behind(hit, before, after, sentence) else before


def _is_direct(after: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether persons stand right behind a verb in -ing, which behind an article is a noun: "fatally shooting
    *a clerk*", not "the shooting".
    """
    gap = sentence.words(hit.last, after.first)
    article = bool(gap) and not sentence.says("determiners", hit.first - 1, hit.first)
    near = not gap or (article and sentence.lexicon.words("determiners").issuperset(gap))
    return near and (sentence.in_title or not after.bare)


def _is_noun_apart(before: Persons | None, hit: Hit, sentence: Sentence) -> bool:
    """Whether words part persons from a noun for those hit, which counts whoever stands beside it: "thousands
    came to the funeral of *the dead*".
    """
    words, noun = sentence.lexicon, sentence.passage.words[hit.last - 1]
    oblique = words.endings("partitives|instrumental")
    if before is None or noun not in words.words("casualties") or not noun.endswith(oblique):
        return False
    return hit.first - before.last > _BESIDE_NOUN


def _is_doer(after: Persons | None, hit: Hit, sentence: Sentence) -> bool:
    """Whether it is told that they did it: "shot, killed *by police*", "таксиста убили *двое* пассажиров"."""
    if after is None:
        return False
    if sentence.lexicon.words("heads_first"):
        return is_subject_behind(after, sentence)
    return sentence.says("agent", hit.last - 1, hit.last + 1) and after.first - hit.last <= _AGENT


def _behind_dash(hit: Hit, persons: Sequence[Persons], sentence: Sentence) -> Persons | None:
    """ "The dead rose to four, *the hurt — to nine*": a dash parts a noun for those hit and their number."""
    passage = sentence.passage
    gap = passage.text[passage.ends[hit.last - 1] : passage.starts[min(hit.last, sentence.span.last - 1)]]
    if _DASHES.isdisjoint(gap) or not sentence.says("casualties", hit.last - 1, hit.last):
        return None
    if any(one.counted and one.first < hit.first and hit.last <= one.last for one in persons):
        return None  # "five dead — three men and two women"
    return next((one for one in persons if one.counted and one.first - hit.last in (0, 1)), None)


def _neighbours(
    hit: Hit, persons: Sequence[Persons], fates: Sequence[Hit], sentence: Sentence
) -> tuple[Persons | None, Persons | None]:
    """The persons before and behind a word that no other word of fate parts from it."""
    borders = sentence.passage.borders
    others = [
        (other.first, other.last)
        for other in fates
        if other is not hit and not _is_event(other, persons, sentence)
    ]
    marks, heads_first = sentence.found("cue.part"), bool(sentence.lexicon.words("heads_first"))
    before: Persons | None = None
    after: Persons | None = None
    for one in persons:
        opens = heads_first and borders[one.first] > 0
        reach = (_CLAUSE if opens or _opens_headline(one, hit, sentence) else 2) if one.bare else _REACH
        if one.last <= hit.first:
            if _helped_before(one, hit, sentence):
                continue
            near = hit.first - one.last <= reach and not _parted(one.last, hit.first, others, borders)
            own = before is not None and one.last == hit.first and _comma(before.last, one.first, borders)
            own = own or any(is_one_of_them(mark, one, sentence) for mark in marks)
            if before is not None and _is_in_aside(before, one, hit, sentence):
                continue
            if near and (
                before is None or one.counted or not before.counted or own or hit.first - before.last > 5
            ):
                before = one  # own: "five were hurt, *the driver* died"
        elif one.first >= hit.last:
            near = one.first - hit.last <= min(reach, _REACH - 3)
            free = after is None or (after.first < hit.last and after.toll is None)
            apart = _parted(hit.last, one.first, others, borders) or _of_next(hit, one, others, sentence)
            if free and near and not apart:
                after = one
        elif after is None and (one.first < hit.first or one.toll is not None):
            after = one  # "трое убитых"
    return before, after


def _opens_headline(one: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether a number opens a headline that ends in their fate: "*Nine* taken off a bus and shot"."""
    opens = sentence.in_title and one.first == sentence.span.first
    return opens and sentence.says("both", hit.first - 1, hit.first)


_AGENTS = 2  # words from "by" to the noun of whoever did it


def _helped_before(one: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether they only did to another what is told before his fate: "he was found *by soldiers* and is in
    hospital"; what befell whom they were told with as doers is told behind a subject of its own.
    """
    if not sentence.says("both", one.last, one.last + 1):
        return False
    by = next((at for at in range(one.first - 1, one.first - 2 - _AGENTS, -1) if _is_by(at, sentence)), None)
    if by is None or any(sentence.passage.borders[by : hit.first + 1]):
        return False
    gap = sentence.words(one.last + 1, hit.first)
    return not gap or sentence.lexicon.words("auxiliary|then_later").issuperset(gap)


def _is_by(at: int, sentence: Sentence) -> bool:
    return sentence.says("agent", at, at + 1)


def _is_in_aside(counted: Persons, one: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether commas part one from those counted and from the verb: "five, all of *a family*, died"."""
    borders = sentence.passage.borders
    aside = borders[counted.last] == 1 and _comma(one.last, hit.first, borders)
    opens = sentence.says("asides", counted.last, counted.last + 1)
    return counted.counted and not one.counted and aside and opens


_ADVERBS = 3  # words from the end of an aside to the verb


def _before_aside(
    hit: Hit, after: Persons | None, persons: Sequence[Persons], fates: Sequence[Hit], sentence: Sentence
) -> Persons | None:
    """Who is counted before an aside that commas part from subject and verb, where they always do: "*четверо
    мужчин*, пытавшихся защитить соседей, убиты", "*трое*, в их числе полицейский, погибли".
    """
    borders, words = sentence.passage.borders, sentence.lexicon
    if not words.words("clauses_apart") or (after is not None and after.first == hit.last):
        return None
    closing = next((at for at in range(hit.first, hit.first - _ADVERBS - 1, -1) if borders[at]), None)
    if closing is None or borders[closing] > 1 or any(closing <= one.first < hit.first for one in persons):
        return None
    heads = [one for one in persons if one.counted and one.last < closing and borders[one.last] == 1]
    if not heads:
        return None
    head = heads[-1]
    several = sentence.passage.words[hit.first].endswith(words.endings("many_befallen"))
    parted = any(head.last <= one.first < hit.first for one in fates if one is not hit)
    opens = sentence.words(head.last, head.last + 1)
    aside = bool(opens) and (opens[0].endswith(_PARTICIPLES) or opens[0] in words.words("asides"))
    return head if aside and not parted and several == (head.number != 1) else None


_PARTICIPLES = tuple(
    f"{stem}{ending}{self}"
    for stem in ("вш", "ущ", "ющ", "ащ", "ящ", "нн")
    for ending in ("ий", "ая", "ие", "их", "ый", "ые", "ых", "і", "а", "ую", "его")
    for self in ("", "ся")
)


def _in_case(
    before: Persons | None, after: Persons | None, hit: Hit, sentence: Sentence
) -> tuple[Persons | None, Persons | None]:
    """Without who stands in the case of the doer or companion, where nouns are declined: "убит *соседом*",
    "вместе *с отцом* погиб сын".
    """
    words = sentence.lexicon
    endings, passives = words.endings("instrumental"), words.endings("passives")
    if not endings:
        return before, after

    def with_others(one: Persons) -> bool:
        head = sentence.passage.words[one.last - 1 if one.counted else one.first]
        return head.endswith(endings)

    if after is not None and with_others(after) and sentence.passage.words[hit.last - 1].endswith(passives):
        after = None
    companion = before is not None and sentence.says("accompanied", before.first - 1, before.first)
    if before is not None and after is not None and companion and with_others(before):
        before = None
    return before, after


def _whose_apposition(
    one: Persons | None, hit: Hit, persons: Sequence[Persons], sentence: Sentence
) -> Persons | None:
    """The attacker whom a noun between commas only describes: "*the gunman*, a local man, was shot dead"."""
    borders = sentence.passage.borders
    if one is None or one.counted or one.role == "attacker" or one.first >= hit.first:
        return one
    earlier = [p for p in persons if p.last <= one.first]
    if not earlier or earlier[-1].role != "attacker" or earlier[-1].number > 1:
        return one
    opened = _comma(earlier[-1].last, one.first, borders)
    return earlier[-1] if opened and _comma(one.last, hit.first, borders) else one


def _is_behind(hit: Hit, before: Persons, after: Persons, sentence: Sentence) -> bool:
    """Whether a word with persons before and behind it tells of those behind."""
    borders, passive = sentence.passage.borders, _passive(hit, sentence)
    word, gap = sentence.passage.words[hit.last - 1], after.first - hit.last
    comma = _comma(before.last, hit.first, borders)
    active = (_acts(hit, sentence) or _has_object(hit, sentence)) and not passive
    theirs = any(one.endswith(("'s", "’s")) for one in sentence.words(hit.last, after.first))
    direct = word.endswith("ing") or active or word in sentence.lexicon.words("transitive")
    if direct and gap <= 2 + 2 * theirs:
        return True  # "killed *his ex-wife's two* sons"
    if active and gap <= _PHRASE and _is_phrase(hit.last, after.first, sentence):
        return True  # "killed *a mentally ill* man"
    if comma and gap == 0 and not borders[after.first]:
        return True
    if borders[after.first] and not comma and not active:
        return False
    struck = hit.label != "toll.arrested"  # which befalls attackers
    if struck and before.role == "attacker" and not (before.counted or passive or after.role == "attacker"):
        return True
    if before.last == hit.first and not before.counted and _is_object(before, after, gap):
        return True
    if before.last == hit.first and gap == 0 and _is_verb_of(before, after, hit, sentence):
        return True
    if before.last == hit.first and gap == 0 and not passive and _did_to(before, after, sentence):
        return True
    if passive or before.last == hit.first:
        return False
    return gap <= 1 or sentence.passage.words[hit.first].endswith("ing") or gap < hit.first - before.last


def _did_to(before: Persons, after: Persons, sentence: Sentence) -> bool:
    """Whether those counted right before a verb did it to those counted right behind: "*two gunmen* killed
    *nine people*", but not "nine people killed two wounded".
    """
    if not (before.counted and after.counted) or sentence.passage.borders[after.first]:
        return False
    if not sentence.lexicon.words("patients") or _are_told_of(after, sentence):
        return False
    if before.role in ("attacker", "force"):
        return True
    named = any(after.first <= one.first < after.last for one in sentence.found("person"))
    return named and after.role != "attacker" and not (before.bare or sentence.in_title)


def _are_told_of(one: Persons, sentence: Sentence) -> bool:
    """Whether words behind those counted tell something of them, so that they are no object: "two wounded",
    "two *were* children", "20 homes *destroyed*", "two suspects *at large*".
    """
    passage, last = sentence.passage, one.last
    if last >= sentence.span.last or passage.borders[last] or sentence.dated(last):
        return False
    if any(0 <= hit.first - last <= 1 for hit in sentence.found("toll")):
        return True
    if sentence.says("afoot", last, last + 3):
        return True
    return not sentence.says("prepositions|conjunctions|subordinates", last, last + 1)


def _is_phrase(first: int, last: int, sentence: Sentence) -> bool:
    """Whether words are those of one noun phrase, which nothing parts from its noun."""
    parted = any(sentence.says(name, first, last) for name in ("prepositions", "conjunctions", "clauses"))
    return not parted and not any(sentence.passage.borders[first : last + 1])


def _is_event(hit: Hit, persons: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether a word names the act and tells nobody's fate: "in the *shooting*"."""
    word = sentence.passage.words[hit.last - 1]
    return (
        hit.label == "toll.shot"
        and word in sentence.lexicon.words("takes_object")
        and not any(one.first - hit.last in (0, 1) for one in persons)
    )


def _is_object(before: Persons, after: Persons, gap: int) -> bool:
    """Whether the doer stands before the verb: "troops killed four gunmen", "agents killed the gunman"."""
    return (after.counted and gap == 0) or (before.role == "force" and after.role == "attacker" and gap <= 1)


def _is_verb_of(before: Persons, after: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether a person stands right before a verb, and another right behind: "a man shot *Ann Lee*"."""
    words = sentence.lexicon
    if sentence.in_title or words.words("heads_first") or sentence.passage.borders[after.first]:
        return False
    return before.number == 1 and not after.bare and not sentence.says("speaks", after.last, after.last + 1)


def _acts(hit: Hit, sentence: Sentence) -> bool:
    """Whether the word is a verb that somebody does to others, so that they stand behind it: "похитили"."""
    return any(one.first == hit.first for one in sentence.found("cue.active"))


def _has_object(hit: Hit, sentence: Sentence) -> bool:
    """Whether an article or a possessive stands right behind: "killed *his* wife"."""
    words = sentence.lexicon
    if sentence.passage.words[hit.last - 1] in words.words("by|locative"):
        return False  # "killed in a blast", "killed by a gunman"
    return sentence.says("determiners", hit.last, hit.last + 1)


def _has_pronoun(hit: Hit, persons: Sequence[Persons], sentence: Sentence) -> bool:
    """Whether a pronoun is whom it befell: "gunmen shot *him* dead", but not "shot *her* husband"."""
    if sentence.says("objects", hit.first + 1, hit.last):
        return True
    if not sentence.says("objects", hit.last, hit.last + 1):
        return False
    noun = any(1 <= one.first - hit.last <= 3 for one in persons)
    return not noun and not _passive(hit, sentence)


def _befell_unknown(hit: Hit, sentence: Sentence) -> bool:
    """Whether what stands behind is hit, though no word says that it is a person: "five men killed *a
    zookeeper*".
    """
    said, passage = sentence.passage.words[hit.last - 1], sentence.passage
    if said not in sentence.lexicon.words("active_past") or _passive(hit, sentence):
        return False
    if not _has_object(hit, sentence) or passage.borders[hit.last]:
        return False
    behind = range(passage.starts[hit.last], passage.ends[min(hit.last + 2, sentence.span.last - 1)])
    return not any(day.start in behind or day.end - 1 in behind for day in sentence.dates)


def _of_next(hit: Hit, one: Persons, others: Sequence[tuple[int, int]], sentence: Sentence) -> bool:
    """Whether who stands behind a word is told of by the next one: "one dead *and two* hurt", "a boy dies,
    *two others* wounded".
    """
    passage = sentence.passage
    if sentence.says("both", hit.last, hit.last + 1):
        return True
    if "&" in passage.text[passage.ends[hit.last - 1] : passage.starts[hit.last]]:
        return True
    parted = any(passage.borders[hit.last : one.first + 1])
    return parted and any(0 <= first - one.last <= 1 for first, _ in others)


def _comma(left: int, right: int, borders: Sequence[int]) -> bool:
    """Whether a comma stands between two words."""
    return any(borders[left : right + 1])


def _passive(hit: Hit, sentence: Sentence) -> bool:
    """Whether an auxiliary stands right before the word."""
    auxiliary = sentence.lexicon.words("auxiliary")
    return not auxiliary.isdisjoint(sentence.words(hit.first - 3, hit.first))


def _parted(left: int, right: int, others: Sequence[tuple[int, int]], borders: Sequence[int]) -> bool:
    """Whether another casualty word, a colon or a bracket stands between."""
    if others and any(left <= first and last <= right for first, last in others):
        return True
    return max(borders[left : right + 1], default=0) >= 2
