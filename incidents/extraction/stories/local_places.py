"""Which place of one sentence says where something happened, as far as its words show: after "in", near the
act, not where somebody comes from, goes to or is nursed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.extraction.acts.anchors import compatible, identity, strikes_from
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.places import Located
from incidents.extraction.places.words import context_words
from incidents.extraction.reading import Sentence
from incidents.extraction.stories.caught import charged_there, is_caught_there
from incidents.extraction.words.lexicon import Lexicon
from incidents.gazetteer.slavic import is_adjective, is_goal
from incidents.incident import Place, Type

FINE = {"place": 2, "admin": 1, "country": 0}
_LEAST = 0.0


def local_place(mention: Mention) -> Located | None:
    """Where the mention's own sentence puts it: beside its words, or as `best_place` weighs."""
    sentence, anchor = mention.sentence, mention.anchor
    if mention.is_charge:
        return anchor or charged_there(mention)
    best = best_place(sentence, sentence.passage.starts[mention.first], caught=mention.kind is Type.ARREST)
    if anchor is None or best is None or not compatible(best.place, anchor.place):
        return anchor or best
    return max((best, anchor), key=lambda one: FINE[one.place.precision])


def best_place(sentence: Sentence, at: int | None = None, *, caught: bool = False) -> Located | None:
    """The place of a sentence that most likely says where: after a locative word, near the act, fine
    before coarse. `caught`: where somebody was arrested is asked for.
    """
    fitting = [place for place in sentence.places if place.kind == "mention"]
    if not fitting:
        return None
    scored = [
        (
            _where_score(sentence, place, at, caught=caught) - _yields(sentence, place, fitting),
            -place.start,
            place,
        )
        for place in fitting
    ]
    score, _, best = max(scored, key=lambda one: one[:2])
    if score <= _LEAST:
        return None
    inside = [(one, at, place) for one, at, place in scored if _held_by(sentence, place, best)]
    return max(inside, key=lambda one: one[:2])[2] if inside else best


_HELD = 4  # words at most between a town and its division


def _held_by(sentence: Sentence, town: Located, division: Located) -> bool:
    """Whether a town stands right before what holds it: "of Uruapan in the state of Michoacán"."""
    if town.place.precision != "place" or division.place.precision != "admin" or town.end > division.start:
        return False
    last, first = sentence.word_at(town.end - 1), sentence.word_at(division.start)
    return (
        division.place.admin1_code in (town.place.admin1_code, None)
        and division.place.country == town.place.country
        and first - last <= _HELD
        and not any(sentence.passage.borders[last + 1 : first + 1])
    )


def locative(sentence: Sentence, place: Located) -> bool:
    """Whether a word such as "in" or "near" stands before the place's name, with "the edge of" between."""
    first = sentence.word_at(place.start)
    return sentence.says("locative", first - (_FAR if _is_edge(sentence, first) else _NEAR), first)


def _is_edge(sentence: Sentence, first: int) -> bool:
    """Whether a part or an exit of a place stands before its first word: "the edge of", "the entrance to"."""
    words, before = sentence.lexicon.words, sentence.words(first - 2, first)
    if len(before) < 2:
        return False
    part, of = before
    return part in words("parts") if of in words("of") else part in words("exits") and of in words("origin")


_CAUGHT = 3.0  # what a place counts less where somebody was caught
_NEAR, _FAR = 3, 5  # words: "in the town of X", "at the edge of X"


def _where_score(sentence: Sentence, place: Located, at: int | None, *, caught: bool = False) -> float:
    """How likely an act told at an offset happened there, as far as the sentence shows; below 0 it is no
    place of an act.
    """
    score = sentence.fits.get(id(place))
    if score is None:
        score = sentence.fits[id(place)] = _fits(sentence, place)
    if caught and is_caught_there(sentence, place):
        score += _CAUGHT
    if at is not None:
        score -= abs(place.start - at) / 120
        score += 0.4 if place.start > at else 0.0
    return score


def _fits(sentence: Sentence, place: Located) -> float:
    """The same of an act told anywhere in the sentence."""
    words = sentence.lexicon
    passage = sentence.passage
    first = sentence.word_at(place.start)
    before = sentence.words(first - 3, first)
    last = first
    while last < sentence.span.last and passage.starts[last] < place.end:
        last += 1
    after = sentence.words(last, last + 2)
    if last < sentence.span.last and passage.borders[last]:
        after = []  # "in Tulsa, said police": who speaks is not in the place's phrase
    score = 1.2 * FINE[place.place.precision] + 1.5 * place.score
    if not words.words("locative").isdisjoint(before) or is_at_exit(sentence, first):
        score += -1.0 if _is_goal(sentence, place, before) else 1.5
        score -= 4.0 if _ends_way(sentence, place, before) else 0.0
    elif _answers(sentence):
        score -= 5.0  # "Бельгия и Руанда осудили убийства"
    origin = _origin(_before_list(sentence, place), words)
    if origin in words.words("born") or _is_home(sentence, first):
        score -= 5.0
    elif origin or not words.words("borders").isdisjoint(before):
        score -= 2.0
    if origin and before[-1] in context_words(words.language).settlement:
        score -= 1.0  # "учитель из города X": surely
    if len(before) > 1 and before[-1] in words.words("of") and before[-2] in words.words("suburb"):
        score -= 1.0  # "a town west of the capital"
    around = context_words(words.language)
    if before and (before[-1] in around.struck or before[-1] in around.striking):
        score += 1.5
    if after and (after[0] in words.words("name_parts") or after[-1] in words.words("name_parts")):
        score -= 3.0
    if after and after[0] in words.words("settlements") and after[-1] not in words.words("locative"):
        score -= 2.0
    if after and after[0] in words.words("speaks"):
        score -= 2.0
    if _is_somebodys(sentence, last, before):
        score -= 1.0
    if acts_abroad(sentence, place):
        score -= 3.0
    if _is_seat(sentence, place):
        score -= 5.0
    if is_said_there(sentence, place) or was_there(sentence, place):
        score -= 8.0
    if is_in_care(sentence, first):
        score -= 2.5
    if is_caught_there(sentence, place):
        score -= _CAUGHT
    return score


_HOME = 6  # words from "came from" to the place


def _is_home(sentence: Sentence, at: int) -> bool:
    """Whether persons are told of as coming from a place's surroundings: "the attackers, who *came from*
    villages in the West Bank"; shots and cars come from anywhere.
    """
    if not (sentence.has("act") and sentence.says("coming", at - _HOME, at)):
        return False
    since = max(sentence.span.first + 1, at - _HOME)
    return any(
        sentence.says("coming", near, near + 1)
        and sentence.says("origin", near + 1, near + 2)
        and not any(sentence.passage.borders[near + 1 : at + 1])
        and (
            sentence.says("relatives", near - 1, near)
            or any(hit.last == near for hit in sentence.found("person"))
        )
        for near in range(since, at - 1)
    )


def _is_somebodys(sentence: Sentence, last: int, before: Sequence[str]) -> bool:
    """Whether a name only says where somebody is from: "a 38-year-old *Merbein* man"."""
    words = sentence.lexicon
    aged = bool(before) and before[-1] in words.words("of_age|indefinite")
    return aged and any(hit.first == last for hit in sentence.found("person"))


def is_at_exit(sentence: Sentence, first: int) -> bool:
    """Whether something lies where one enters or leaves a place: "at the entrance to X"."""
    at_exit = _is_edge(sentence, first) and not sentence.says("of", first - 1, first)
    return at_exit and sentence.says("locative", first - _FAR, first)


_CARE = 7  # words from a hospital to the town where it stands


def is_in_care(sentence: Sentence, at: int) -> bool:
    """Whether a place's first word stands behind where the hurt were taken: "treated in *Tulsa*"; not where
    an act was: "людей увели *из больницы* в Кано".
    """
    if not sentence.says("care", at - _CARE, at):
        return False
    cared = (near for near in range(at - _CARE, at) if sentence.says("care", near, near + 1))
    return not all(_is_taken_from(sentence, near) for near in cared)


def _is_taken_from(sentence: Sentence, at: int) -> bool:
    """Whether somebody was taken by force out of what word `at` names, in languages that decline names: an
    act stands right before it, or its phrase opens the sentence of an act or of attackers.
    """
    first = at - 1
    if not (context_words(sentence.lexicon.language).spaced and sentence.says("origin", first, at)):
        return False
    if first == sentence.span.first:
        return sentence.has_any("act", "person.attacker")
    return any(0 <= first - hit.last <= _TAKEN for hit in sentence.found("act"))


_TAKEN = 3  # words from an act to "из больницы": "увели троих врачей"


def acts_abroad(sentence: Sentence, place: Located) -> bool:
    """Whether a country is named for whom it sends or what it does: "US soldiers", "Israel kills …", "удары
    *США* по Сане".
    """
    if strikes_from(sentence, place):
        return True
    last = sentence.word_at(place.end - 1) + 1
    return place.place.precision == "country" and sentence.says("abroad", last, last + 1)


def is_aside(sentence: Sentence, place: Located) -> bool:
    """Whether a place is named for what it does, or for what is said there of the act."""
    return acts_abroad(sentence, place) or (_answers(sentence) and not locative(sentence, place))


def _answers(sentence: Sentence) -> bool:
    """Whether a sentence says what others think of the act, below the report's first words."""
    return sentence.has("cue.reaction") and sentence.index > 1


_SPEECH = 3  # words from a word of speech to the town where it was made


def is_said_there(sentence: Sentence, place: Located) -> bool:
    """Whether somebody only spoke of an act in a town, or was on a visit there: "…, the commissioner said *in
    Kano*", "*In Abuja*, the president condemned the killings".
    """
    if is_answered_there(sentence, place):
        return True
    first, last = sentence.range_of(place)
    if any(hit.last == first for hit in sentence.found("cue.visiting")):
        return True
    if not sentence.says("locative", first - 1, first):
        return False
    since = max(sentence.span.first, first - _SPEECH)
    spoken = sentence.says("speaks|avows", since, first) and not any(
        sentence.passage.borders[since + 1 : first + 1]
    )
    told_next = sentence.says("that", last, last + 1)  # "the minister said in Abuja that …"
    return spoken and (told_next or any(one.last <= since for one in sentence.found("act")))


_TOLD = ("act", "toll")
_PAST = 8  # words from "who had" to a place


def was_there(sentence: Sentence, place: Located) -> bool:
    """Whether somebody once was at a place: "a judge *who had studied* in Spain"; not where the clause tells
    an act or a fate.
    """
    if not sentence.has("past.who"):
        return False
    first, borders = sentence.word_at(place.start), sentence.passage.borders
    return any(
        0 <= first - hit.last <= _PAST
        and not any(borders[hit.last : first + 1])
        and not any(hit.first <= told.first < first for name in _TOLD for told in sentence.found(name))
        for hit in sentence.found("past.who")
    )


_ANSWER = 9  # words from a town that opens a sentence to what is said there of an act


def is_answered_there(sentence: Sentence, place: Located) -> bool:
    """Whether a sentence opens with "in" a town, and nothing is done there before somebody condemns it."""
    town, opening = sentence.word_at(place.start), sentence.span.first
    if town - opening > _NEAR or not sentence.says("locative", opening, min(town, opening + 1)):
        return False
    said = [hit.first for hit in sentence.found("cue.reaction") if town < hit.first <= town + _ANSWER]
    return bool(said) and not any(town < act.first < said[0] for act in sentence.found("act"))


def _is_seat(sentence: Sentence, place: Located) -> bool:
    """Whether a town alone in brackets says where an organisation or expert sits: "the observatory (London)
    says …"; a division in brackets holds the town before it.
    """
    text = sentence.passage.text
    alone = text[place.start - 1 : place.start] == "(" and text[place.end : place.end + 1] == ")"
    return alone and place.place.precision == "place"


def _yields(sentence: Sentence, place: Located, others: Iterable[Located]) -> float:
    """What a town counts less near which it happened."""
    return 2.0 if told_near(sentence, place, others) else 0.0


def told_near(sentence: Sentence, place: Located, others: Iterable[Located]) -> bool:
    """Whether the act is told of its surroundings: "outside Kyiv"; in Russian, which has many words for it,
    where another town there is named: "в Броварах, под Киевом".
    """
    words = sentence.lexicon
    first = sentence.word_at(place.start)
    if not sentence.says("around", first - 2, first) or follows_mark(sentence, place):
        return False
    return not context_words(words.language).spaced or any(
        _is_beside(place.place, one.place) for one in others
    )


def follows_mark(sentence: Sentence, town: Located) -> bool:
    """Whether a town stands right behind that by which it is told: "в пригороде Парижа *Сен-Дени*"."""
    first = sentence.word_at(town.start)
    marks = (sentence.range_of(one) for one in sentence.places if one.end < town.start)
    return any(last == first and sentence.says("around", start - 1, start) for start, last in marks) and (
        not sentence.passage.borders[first]
    )


def _is_beside(one: Place, other: Place) -> bool:
    """Whether two towns lie close by, and are not the same."""
    return other.precision == "place" and identity(one) != identity(other) and compatible(one, other)


def _origin(before: Sequence[str], words: Lexicon) -> str:
    """The word that says that somebody comes from the place, if one does: "from X", "охранник из штата X";
    not "на выезде из X".
    """
    context = context_words(words.language)
    if len(before) > 1 and before[-2] in words.words("exits"):
        return ""
    noun = bool(context.spaced) and len(before) > 1 and before[-1] not in words.words("prepositions")
    noun = noun and any(
        before[-1] in one for one in (context.division_before, context.division, context.before)
    )
    if before and (before[-1] in words.words("articles") or (context.spaced and is_adjective(before[-1]))):
        before = before[:-1]  # "towards *the* Malian border", "из *сирийского* Дамаска"
    word = before[-2 if noun else -1] if before else ""
    return word if word in words.words("origin") or word in words.words("born") else ""


def _before_list(sentence: Sentence, place: Located) -> Sequence[str]:
    """The words before a place, or before the first of a list of places: "выходцы *из* Пакистана и Чечни"."""
    lists, text, first = context_words(sentence.lexicon.language).lists, sentence.passage.text, place.start
    for one in reversed(sentence.places):
        gap = text[one.end : first] if one.end <= first else ""
        if gap and (gap == ", " or (gap[0] == gap[-1] == " " and gap.strip(" ,") in lists)):
            first = one.start
    at = sentence.word_at(first)
    return sentence.words(at - 3, at)


def _comes(sentence: Sentence, place: Located) -> bool:
    """Whether a way begins at a place: "из X"."""
    first = sentence.word_at(place.start)
    return bool(_origin(sentence.words(first - 3, first), sentence.lexicon))


def _ends_way(sentence: Sentence, place: Located, before: Sequence[str]) -> bool:
    """Whether a way that begins at the place right before ends there: "из Мопти в *Гао*"."""
    into = bool(before) and before[-1] in sentence.lexicon.words("into")
    return into and any(
        place.start - 4 <= one.end < place.start and _comes(sentence, one) for one in sentence.places
    )


def _is_goal(sentence: Sentence, place: Located, before: Sequence[str]) -> bool:
    """Whether a town stands in the case of where somebody goes ("летел в Каир"), not of where he is, or ends
    a way: "из Мопти в Гао", "поезда на Серпухов".
    """
    words = sentence.lexicon
    if not before or place.place.precision != "place":
        return False
    if len(before) > 1 and before[-2] in words.words("ways"):
        return before[-1] in words.words("onto")
    if before[-1] not in words.words("into"):
        return False
    if _ends_way(sentence, place, before):
        return True
    name = sentence.passage.text[place.start : place.end]
    return is_goal(name) and not place.place.name.endswith(("u", "y"))  # "в Баку" stays as it is
