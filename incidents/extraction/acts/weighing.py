"""How surely a mention tells of a real single act: what speaks for it, and what says that it is a threat, a
plan, a denial, a play or a sum.

It looks at the mention's own sentence, with the article's domain as the only wider knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from incidents.extraction.acts.clauses import is_when
from incidents.extraction.acts.denials import denial_of
from incidents.extraction.acts.mentions import APART, Mention, names_doer, type_of
from incidents.extraction.acts.sparing import denies, spares
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Type

TOLL = 1.0
BASE: Mapping[str, float] = {"strong": 3.0, "medium": 1.6, "weak": 0.8, "generic": 0.3}


def _near(sentence: Sentence, label: str, first: int, last: int, before: int, after: int) -> bool:
    """Whether a term under `label` stands within some words of a range, and in its clause where commas part
    clauses.
    """
    hits = sentence.found(label)
    apart = hits and sentence.lexicon.words("clauses_apart")
    return bool(hits) and any(
        first - before <= hit.first
        and hit.last <= last + after
        and not (apart and _parted(sentence, hit, first, last))
        for hit in hits
    )


def _parted(sentence: Sentence, hit: Hit, first: int, last: int) -> bool:
    """Whether a comma or more stands between a term and a range of words."""
    borders = sentence.passage.borders
    return any(borders[hit.last : first + 1]) or any(borders[last : hit.first + 1])


def _is_negated(mention: Mention) -> bool:
    """Whether the act is said not to have happened. In a language whose negation bears on the next word
    alone it must stand right before the act, or among its words.
    """
    sentence, first, last = mention.sentence, mention.first, mention.last
    known = sentence.lexicon.words("no_negation")  # "not" as in "not less than five"
    for hit in sentence.found("mod.negation.next"):
        beside = hit.last == first or first <= hit.first < last
        if beside and not known.intersection(sentence.words(hit.last, hit.last + 1)):
            return True
    wide = "mod.negation.any" if sentence.has("mod.negation.next") else "mod.negation"
    found = [hit for hit in sentence.found(wide) if not denies(hit, sentence)]
    within = any(first <= hit.first < last <= hit.last for hit in found)
    if within or not _near(sentence, wide, first, last, 4, 1):
        return within
    before = [hit for hit in found if hit.last <= first]
    return not all(spares(hit, sentence) or _in_closed_bracket(hit, first, sentence) for hit in before)


def _in_closed_bracket(hit: Hit, first: int, sentence: Sentence) -> bool:
    """Whether a term stands in brackets that close before word `first`: "two (*not* three) were seized"."""
    passage = sentence.passage
    text, start = passage.text, passage.starts[hit.first]
    opens = text.rfind("(", sentence.span.start, start) > text.rfind(")", sentence.span.start, start)
    return opens and ")" in text[start : passage.starts[first]]


_PLAN_REACH = 8


def _is_foiled(mention: Mention) -> bool:
    """Whether the act was only planned or was prevented, and not what a plan followed: "a law prepared
    *after the attacks*"; "prepared after a quarrel an attack" is a plan.
    """
    sentence, first = mention.sentence, mention.first
    if not _near(sentence, "mod.foiled", first, mention.last, _PLAN_REACH, _PLAN_REACH):
        return False
    before = first - sentence.says("articles", first - 1, first)
    follows = sentence.says("then", before - 1, before)
    return not (follows and all(hit.last < first for hit in sentence.found("mod.foiled")))


def _is_listed(mention: Mention) -> bool:
    """Whether it is one of several kinds in a row, as in talk of violence: "murder, kidnapping and arson"."""
    sentence, both = mention.sentence, mention.sentence.lexicon.words("both")
    if _is_verb(mention):
        return False
    if _names_row(mention):
        return True
    for hit in sentence.found("act"):
        if APART.get(type_of(hit), "violence") == mention.family:
            continue
        before = hit.first < mention.first
        first, last = (hit.last, mention.first) if before else (mention.last, hit.first)
        gap = sentence.words(first, last)
        if len(gap) != 1 or any(border > 1 for border in sentence.passage.borders[first : last + 1]):
            continue  # "robbed at gunpoint; a bullet hit him"
        if gap[0] in both and not names_doer(sentence, hit):
            return True
    return False


def _names_row(mention: Mention) -> bool:
    """Whether its words name another kind of act, too, both of many, and people in general whom they befall:
    "*похищения и убийства свидетелей*"; "похищение и убийство туристов" is one act.
    """
    sentence, last = mention.sentence, mention.last
    if sentence.says("single_acts", mention.first, last):
        return False
    if sentence.counts or not sentence.passage.words[last - 1].endswith(
        sentence.lexicon.endings("partitives")
    ):
        return False
    inside = [hit for hit in sentence.found("act") if mention.first < hit.first < hit.last < last]
    return any(sentence.says("both", hit.first - 1, hit.first) for hit in inside)


def _is_verb(mention: Mention) -> bool:
    """Whether an act is told by a verb of what was done, in languages that decline nouns, whose verbs are no
    nouns: "*похитил и убил* студентку".
    """
    declined = mention.sentence.lexicon.words("heads_first")
    return bool(declined) and any(
        mention.first <= hit.first < mention.last for hit in mention.sentence.found("cue.active")
    )


_OPENING = ("«", '"', "“", "„")  # marks of quotation


_SHORTEST = 5  # letters of a participle in its short form ("убит")


def _is_attribute(mention: Mention) -> bool:
    """Whether the act is only said of somebody who is spoken of for another reason: "the slain senator"."""
    sentence, words = mention.sentence, mention.sentence.lexicon
    word = sentence.passage.words[mention.first]
    declined = words.endings("attributes")
    if declined and len(word) > _SHORTEST and word.endswith(declined):
        if any(hit.first == mention.first + 1 for hit in sentence.found("weapon")):
            return False  # "керованої авіабомби"
        if _tells_of_subject(sentence, mention.first):
            return False
        return sentence.passage.borders[mention.first] == 0  # "отец убитого …", not "…, убитого в …"
    if mention.last - mention.first != 1:
        return False
    if not word.endswith(words.endings("participles")):
        return False
    before, after = sentence.words(mention.first - 1, mention.first), mention.first + 1
    persons = any(hit.first == after for hit in sentence.found("person"))
    return bool(before) and (
        (before[0] in words.words("articles") and persons) or before[0] in words.words("of")
    )


def _tells_of_subject(sentence: Sentence, at: int) -> bool:
    """Whether a participle right behind somebody, or behind no more than where and when, says what was done
    to him, in a language where its long form may: "пенсіонер *застрелений* у Полтаві", "в Одесі *зарізаний*
    таксист".
    """
    passage = sentence.passage
    if not passage.words[at].endswith(sentence.lexicon.endings("long_predicates")) or passage.borders[at]:
        return False
    if any(hit.last == at for hit in sentence.found("person")):
        return True
    if _opens_clause(sentence, at):
        return not _has_verb_behind(sentence, at)
    named = at - sentence.span.first > 1 and passage.text[passage.starts[at - 1]].isupper()
    return named and not any(sentence.range_of(place)[1] == at for place in sentence.places)


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Whether only places and days, with their prepositions, stand before a word in its clause."""
    told = sentence.words_of(*sentence.places, *sentence.dates)
    first = at
    while first > sentence.span.first and not sentence.passage.borders[first]:
        first -= 1
    before = range(first, at)
    return any(one in told for one in before) and all(
        one in told or sentence.says("prepositions|locative", one, one + 1) for one in before
    )


def _has_verb_behind(sentence: Sentence, at: int) -> bool:
    """Whether a word behind, in its clause, ends as a verb: "у Києві застрелений суддя *заповів* картини"."""
    passage, verbs = sentence.passage, sentence.lexicon.endings("finite")
    for one in range(at + 1, sentence.span.last):
        if passage.borders[one]:
            return False
        if len(passage.words[one]) > _SHORTEST - 1 and passage.words[one].endswith(verbs):
            return True
    return False


_MODAL_REACH = 5


def _is_possible(mention: Mention) -> bool:
    """Whether what may come of the act is told: "an attack on the town could unleash a war"."""
    sentence, modal = mention.sentence, mention.sentence.lexicon.words("modal")
    for at in range(mention.last, min(mention.last + _MODAL_REACH, sentence.span.last)):
        if sentence.passage.borders[at]:
            return False
        if sentence.passage.words[at] in modal and not _is_month(sentence, at):
            return sentence.words(at + 1, at + 2) != ["have"]  # "may have killed" tells what was done
    return False


def _is_month(sentence: Sentence, at: int) -> bool:
    """Whether "may" is the month, in a date or with a capital: "the May Day march"."""
    capital = sentence.passage.text[sentence.passage.starts[at]].isupper()
    return sentence.dated(at) or (capital and not sentence.in_title and not sentence.text.isupper())


def _is_invented(mention: Mention) -> bool:
    """Whether a film or book tells it that is not said to tell what really happened."""
    labels = mention.sentence.labels
    told = "domain.fiction" in labels and "cue.true_story" not in labels
    return told and not _befell_maker(mention)


def _befell_maker(mention: Mention) -> bool:
    """Whether a work only says who was hit, on a day counted from publication: "*режиссёра сериала*
    застрелили во вторник".
    """
    sentence, words = mention.sentence, mention.sentence.lexicon
    if not words.words("makers") or not any(one.when.basis == "relative" for one in sentence.dates):
        return False
    makers = all(
        sentence.says("makers", hit.first - 1, hit.first) for hit in sentence.found("domain.fiction")
    )
    done = words.endings("doerless|passives")
    return makers and any(
        word.endswith(done) for word in sentence.passage.words[mention.first : mention.last]
    )


_UNLIKE = -2.0  # log odds of words that tell of no act, or hardly


def _tells_its_story(mention: Mention, steeped: frozenset[str]) -> bool:
    """Whether an article on a work of fiction goes on with its story, or that of another: nobody says it, and
    no day is given, or its words are hardly those of a report.
    """
    if "fiction" not in steeped:
        return False
    sentence, span = mention.sentence, mention.sentence.span
    unlike = mention.told is not None and mention.told < _UNLIKE
    return unlike or not (sentence.dates or sentence.says("speech", span.first, span.last))


def _is_title(mention: Mention) -> bool:
    """Whether the act only stands in the title of a work: "книга «Убийство в Праге»"."""
    passage, first = mention.sentence.passage, mention.first
    quoted = passage.text[passage.starts[first] - 1 : passage.starts[first]] in _OPENING
    return quoted and any(hit.last == first for hit in mention.sentence.found("domain.film"))


_PERIOD = timedelta(days=27)


def _is_period(mention: Mention) -> bool:
    """Whether several people were hurt in some weeks or months: "38 were shot between 1 February and 30
    April" is a sum; who was held so long is one hostage.
    """
    lasting = mention.kind in (Type.KIDNAPPING, Type.HIJACKING)
    return not lasting and any(
        one.kind == "span" and one.when.end - one.when.start >= _PERIOD for one in mention.sentence.dates
    )


def _tells_no_more(mention: Mention) -> bool:
    """Whether no harm is told beside the act's own word ("подготовка убийства"), and nobody counted but those
    who were arrested.
    """
    arrested, harms = mention.sentence.has("toll.arrested"), mention.sentence.found("toll")
    return (arrested or not mention.sentence.counts) and all(
        (mention.first <= hit.first and hit.last <= mention.last) or hit.label == "toll.arrested"
        for hit in harms
    )


def _is_false(sentence: Sentence) -> bool:
    """Whether what is told is said not to be true; "after *rumours* that …" only says why it was done."""
    return any(
        not denies(hit, sentence)
        and not (
            sentence.says("hearsay", hit.first, hit.first + 1)
            and sentence.says("because", hit.first - 1, hit.first)
        )
        for hit in sentence.found("mod.false")
    )


def _is_grave(mention: Mention) -> bool:
    """Whether a sentence tells of a harm with its day and place in plain words, as an article on sport or
    film does of a player's murder.
    """
    sentence = mention.sentence
    harmed = sentence.has_any("toll.killed", "toll.injured", "weapon.gun", "act.stabbing.strong")
    if not (harmed and (sentence.dates or sentence.places)) or sentence.has("status.epoch"):
        return False
    domains = [hit for hit in sentence.found("domain") if not _is_sport_then(hit, mention)]
    told = sentence.has("cue.police") and all(hit.label == "domain.sport" for hit in domains)
    return _spots(domains) <= 1 or told


_HARM = ("toll.killed", "toll.injured")


def _is_sport_then(hit: Hit, mention: Mention) -> bool:
    """Whether a term of sport only says when somebody was killed or hurt: "as *fans* left the *derby*"."""
    told = hit.label == "domain.sport" and mention.sentence.has_any(*_HARM)
    return told and is_when(hit, mention)


def _is_taken(sentence: Sentence) -> bool:
    """Whether it tells who was abducted, when and where: "брат художника похищен в Багдаде в 2006 году"."""
    return sentence.has("toll.abducted") and bool(sentence.dates and sentence.places)


def _is_of_sport(mention: Mention) -> bool:
    """Whether a sentence speaks of sport twice beside the act: "the taking of *athletes*" does not."""
    within = range(mention.first, mention.last)
    spoken = [hit for hit in mention.sentence.found("domain.sport") if not _is_sport_then(hit, mention)]
    return _spots([hit for hit in spoken if hit.first not in within]) > 1


def _spots(hits: Sequence[Hit]) -> int:
    """In how many places of a sentence terms stand; those side by side are one: "a football referee"."""
    ends = {hit.last for hit in hits}
    return sum(hit.first not in ends for hit in hits)


_UNTRUE = frozenset(("hoax", "cleared"))


def _is_untrue(mention: Mention, steeped: frozenset[str]) -> bool:
    """Whether an article on a hoax, or on what was no crime, tells just of that: what it says to be long past
    is not.
    """
    sentence = mention.sentence
    return not _UNTRUE.isdisjoint(steeped) and not sentence.has_any("status.history", "status.anniversary")


_CALM = ("sport", "film", "drill", "travel")
_WEIGHTS: Mapping[str, float] = {
    "toll": TOLL,
    "count": 0.5,
    "weapon": 0.6,
    "attacker": 0.6,
    "victim": 0.5,
    "target": 0.4,
    "day": 0.8,
    "new": 0.3,
    "place": 0.5,
    "police": 0.4,
    "title": 0.3,
    # against
    "negated": -2.0,
    "supposed": -1.5,
    "possible": -1.5,
    "summary": -1.5,
    "habitual": -2.0,
    "listed": -1.0,
    "attribute": -2.0,
    "foiled": -2.0,
    "threatened": -1.5,
    "legal": -0.7,
    "report": -1.2,
    "sport": -2.5,
    "fiction": -2.5,
    "mere": 0.0,
    "film": -1.0,
    "false": -3.0,
    "market": -1.5,
    "law": -1.5,
    "drill": -3.0,
    "travel": -3.0,
    "survey": -3.0,
    "animal": -3.0,
    "metaphor": -1.0,
    "steeped": -1.5,
    "future": -1.5,
}
# The signs that any term of a label is, wherever it stands in the sentence.
_BY_LABEL = {
    **dict.fromkeys(("toll.killed", "toll.injured", "toll.abducted"), "toll"),
    **dict.fromkeys(("person.victim", "person.force", "person.official"), "victim"),
    "weapon": "weapon",
    "person.attacker": "attacker",
    "target": "target",
    "cue.police": "police",
    **{f"status.{name}": name for name in ("new", "legal", "report")},
    **{f"mod.{name}": name for name in ("summary", "habitual")},
    **{f"domain.{name}": name for name in ("film", "law", "drill", "travel", "animal", "metaphor")},
}


def weigh(mention: Mention, steeped: frozenset[str]) -> None:
    """Set the score: the tier, what speaks for a real single act, and what speaks against it."""
    sentence, first, last = mention.sentence, mention.first, mention.last
    why = mention.why
    why["base"] = BASE[mention.tier]
    grave = _is_grave(mention)
    signs = {
        "count": bool(sentence.counts),
        "day": any(date.when.precision == "day" for date in sentence.dates),
        "place": any(place.place.precision != "country" for place in sentence.places),
        "title": sentence.in_title,
        "negated": _is_negated(mention),
        "supposed": _near(sentence, "mod.hypothetical", first, last, 6, 0),
        "possible": _is_possible(mention),
        "habitual": _is_period(mention),
        "listed": _is_listed(mention),
        "attribute": _is_attribute(mention),
        "foiled": _is_foiled(mention),
        "threatened": mention.kind != Type.THREAT and _near(sentence, "mod.threat", first, last, 6, 0),
        "sport": ("sport" in steeped and not grave) or _is_of_sport(mention),
        "fiction": _is_invented(mention) or _is_title(mention) or _tells_its_story(mention, steeped),
        "mere": _tells_no_more(mention),
        "false": _is_false(sentence),
        "drill": _is_untrue(mention, steeped) or ("drill" in steeped and not grave),
        "market": sentence.has("domain.market") and not grave,
        "survey": "survey" in steeped and (not grave or "domain.survey" in sentence.labels),
        "animal": "animal" in steeped,
        "steeped": not (grave or _is_taken(sentence)) and not steeped.isdisjoint(_CALM),
        "future": any(date.future for date in sentence.dates),
    }
    held = {name for name, holds in signs.items() if holds}
    held.update(map(_BY_LABEL.__getitem__, sentence.labels & _BY_LABEL.keys()))
    denied = denial_of(mention) is not None  # weighed as it is told all the same, to be known again
    why.update({n: weight for n, weight in _WEIGHTS.items() if n in held and (weight > 0 or not denied)})
    if denied:
        why["denied"] = 0.0
    mention.score = sum(why.values())
