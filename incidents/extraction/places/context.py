"""How far the words around a place's name say that it is one, and not a person, a paper, a team or a street.

Looks at single mentions; which of several places a name means is decided in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from incidents.extraction.places.around import Around, is_headline
from incidents.extraction.places.words import ContextWords
from incidents.extraction.words.headings import heads
from incidents.gazetteer import Mention
from incidents.gazetteer.names import fold
from incidents.gazetteer.slavic import base_forms, is_cyrillic

# What a mention is worth when its surroundings say ...
SURE: Final = 1.0  # "in Tulsa", "Tulsa, Oklahoma"
LIKELY: Final = 0.7
OPEN: Final = 0.5  # nothing
BODY: Final = 0.6  # "Tulsa Police"
FAINT: Final = 0.58  # "от Москвы", "с Овьедо": said of towns and of persons
DOUBTFUL: Final = 0.25  # "Tulsa Smith", "Judge Tulsa"
ORDINARY: Final = 20_000  # what has harm done to it is surely a town if it is larger
GREAT_TOWN: Final = 300_000  # followed by a capital, a smaller town's name is a person's first
GREAT_CITY: Final = 1_000_000  # may be written as an acronym: LA, NYC
KNOWN_POPULATION: Final = 90_000  # a larger town is believed without further signs
CALLED: Final = 0.2  # "Tulsa Hospital", "South Tulsa": called after a place, wherever it is
NOT: Final = 0.0  # "Tulsa Road", "Tulsa Tribune"

_AIMED: Final = frozenset({"on", "of", "against", "по"})
_INITIALS: Final = 3  # of a place at most, without dots: LA, NYC
_ARTICLES: Final = frozenset({"a", "an", "the"})
_STREET_BEFORE: Final = re.compile(
    r"\bblock of (?:(?:[NSEW]|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\.? )?$|\bcorner of $|\bintersection of $",
    re.IGNORECASE,
)
# "at Brook and Winter streets", "the Wellington Village Apartments"
_NO_TOWN: Final = re.compile(
    r" and (?:[A-Z][\w.]+ ){1,2}(?:[Ss]treets|[Aa]venues|[Rr]oads|[Bb]oulevards|[Dd]rives|[Ll]anes)\b"
    r"|(?: [A-Z][\w’']+){1,2} (?:Apartments?|Homes|Townhomes|Condominiums|Motel|Hotel|Inn|Lounge|Nightclub)\b"
)
_PAIRED: Final = r"(?:\s?/\s?[A-ZА-ЯЁІЇЄҐ][^—–\n/(),.:]{1,30}?)?"  # "RAFAH/BEIRUT, May 16 -"
_DATELINE_TAIL: Final = re.compile(
    _PAIRED + r"(?:,\s?[^—–\n/]{1,40}?)?\s*"
    r"(?:(?:\([^)\n]{1,60}\)\s*)?(?:\[[^\]\n]{1,30}\]\s*)?(?:-{1,2}|—|–|/[^/\n]{2,40}/)"
    r"|\([^)\n]{1,60}\)\s*\|)[\s.\[]"
)

# Behind a town in capitals: "PESHAWAR: Three constables …".
_COLON_TAIL: Final = re.compile(r"(?:,\s?[^—–\n/:]{1,40}?|\s\([^)\n]{1,60}\))?:\s(?=[\"“‘'A-ZА-ЯЁІЇЄҐ\d])")


@dataclass(slots=True)
class Seen:
    """A mention in its surroundings. `strength` is 0 (no place) to 1; `division` says that a division is
    meant.
    """

    where: str
    mention: Mention
    strength: float = OPEN
    dateline: bool = False
    division: bool = False
    tail: int = 0  # where the dateline's agency and dash end
    plain: bool = True  # the name stands in its base form
    declined: bool = False  # in a language that declines its names
    given: bool = False  # the name is a person's given name too
    person: bool = False  # the name is surely a person's here
    goes_on: bool = False  # another word with a capital follows
    heads: bool = False  # it heads a paragraph of the text: "Herat."
    capital: bool = False  # its capital is meant: "the capital of Somalia", "в турецкой столице"
    soil: bool = False  # its land is meant by an adjective: "on Israeli soil", "по палестинским территориям"


def look(
    where: str, text: str, mention: Mention, words: ContextWords, language: str | None, *, shouted: bool
) -> Seen:
    """Judge one mention by its neighbours. `shouted`: the text is in capitals, which then say nothing."""
    seen = Seen(where, mention, declined=bool(words.spaced))
    line = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line, mention.start - 24) : mention.start]
    if (" of " in before.lower() and _STREET_BEFORE.search(before)) or _NO_TOWN.match(text, mention.end):
        seen.strength = NOT
        return seen
    seen.tail = _dateline_end(text, mention, line)
    if not seen.tail:
        seen.tail = _opening_end(where, text, mention, line, words)
        seen.heads = seen.tail > 0
    if seen.tail:
        seen.dateline, seen.strength = True, SURE
        return seen
    around = Around.of(text, mention, line, words, shouted)
    seen.heads = where == "text" and not mention.weak and heads(text, mention.start, mention.end, line)
    called = around.honoured and not mention.weak
    bound = around.hyphened and around.after in words.bound
    if around.after in words.particle or called or bound or _is_feature(mention, around, words):
        seen.strength = NOT
        return seen
    seen.person = _is_named_person(around, words)
    seen.division, seen.goes_on = _division_meant(around, words), around.name_goes_on
    seen.soil = mention.weak and around.after in words.soil
    seen.capital = (around.after if mention.weak else around.before) in words.capital
    if mention.words == 1:
        surface = fold(text[mention.start : mention.end])
        forms = base_forms(surface, language == "uk") if is_cyrillic(surface) else (surface,)
        seen.given = not words.given.isdisjoint(forms)
        seen.plain = surface == mention.key
        if seen.given and seen.goes_on:
            seen.division = False  # "глава Томской области Виктор …"
        if _is_acronym(text, mention, words, shouted) or _is_street(seen, around, words):
            seen.strength = NOT
            return seen
    if mention.weak:
        seen.strength = NOT if around.before_capital and mention.key.isascii() else LIKELY
    elif (
        (around.after in words.street or around.after in words.organisation)
        and _named_after(text, mention, around)
    ) or (not shouted and not words.spaced and _is_paper(text, mention, line, words)):
        seen.strength = NOT
    elif around.quoted and words.spaced and mention.candidates[0].kind != "country":
        seen.strength = CALLED
    elif around.before in words.honorific:
        seen.strength = DOUBTFUL
    elif seen.heads:
        seen.strength = LIKELY if seen.given else SURE
    elif seen.division:
        seen.strength = SURE
    elif words.spaced and _is_person(seen, text, around, words):
        seen.strength = DOUBTFUL
    elif mention.candidates[0].kind != "place" and not (seen.given or mention.common or seen.person):
        seen.strength = max(LIKELY, _strength(seen, around, words))
    else:
        seen.strength = _strength(seen, around, words)
    return seen


def _is_named_person(around: Around, words: ContextWords) -> bool:
    """Whether a name is surely a person's: behind a given name, or with an age ("Xavier *Salinas*, 42,")."""
    return not words.spaced and (around.before_given or (around.before_capital and around.aged))


def _is_acronym(text: str, mention: Mention, words: ContextWords, shouted: bool) -> bool:
    """Whether a short word in capitals happens to be some town's name; judged as no place then."""
    surface = text[mention.start : mention.end]
    if len(surface) > 4 or shouted or not surface.isupper():
        return False
    if is_cyrillic(surface) and fold(surface) != mention.key:
        return True  # "РИА" is no form of Рио
    if words.spaced and surface.isascii() and len(surface) <= _INITIALS:
        return True  # "SC/15702", in Cyrillic
    first = mention.candidates[0]
    if len(surface) > _INITIALS:  # SANA is no Sana'a, OHIO is Ohio
        return first.kind != "country" and first.name.upper() != surface
    return first.kind == "place" and mention.population < GREAT_CITY


def _is_street(seen: Seen, around: Around, words: ContextWords) -> bool:
    """Whether the word for a street stands before what is no town of some size, nor only one: "на улице
    Советской", "на проспекте Кирова", but "на улице Донецка".
    """
    if not words.spaced or around.before not in words.street:
        return False
    small = seen.mention.candidates[0].kind == "place" and seen.mention.population < KNOWN_POPULATION
    return seen.given or seen.mention.weak or small


def _is_feature(mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether what looks like a town is the first word of a sea's, an army's or a house's name: "в Чёрном
    море", "в Белом доме"; or a people of another country: "Indian Reservation".
    """
    if mention.candidates[0].weak:
        return around.after in words.native
    named = mention.words == 1 and mention.candidates[0].kind == "place"
    return named and around.after in words.feature and (bool(words.spaced) or around.next_word.islower())


_INSTRUMENTAL: Final = re.compile(r".*(ом|ем|ой|ей|ым|им)$")
_STANDS_STILL: Final = tuple("оуиеэію")  # a name with such an ending does not say its case


def _is_person(seen: Seen, text: str, around: Around, words: ContextWords) -> bool:
    """Whether a name that is a place's too stands beside another with a capital as persons' do, in one case:
    "Мартин Куба", "с Китом Лоусоном", "актриса Ливия Росси".
    """
    mention = seen.mention
    surface = text[mention.start : mention.end]
    if mention.words > 1 or mention.weak or not is_cyrillic(surface):
        return False
    if surface.isupper() or around.before_acronym or around.quoted:
        return False
    placing = (words.before - words.faint, words.struck, words.peopled, words.division_before, words.capital)
    if any(around.before in some for some in placing):
        return False
    kind, still = mention.candidates[0].kind, surface.endswith(_STANDS_STILL)
    if still and around.before in words.title:
        return False  # "президент Перу Алан …"
    if seen.plain and (kind == "admin1" or (kind == "country" and not still)):
        return (around.before_capital and text[mention.start - 1] == " ") or around.name_goes_on
    ending, other = _INSTRUMENTAL.match(surface), _INSTRUMENTAL.match(around.next_word)
    agree = ending is not None and other is not None and ending[1] == other[1]
    return agree and around.name_goes_on and around.after not in words.body


def _named_after(text: str, mention: Mention, around: Around) -> bool:
    """Whether the word after the name is a part of a name itself: "Chicago Avenue", not "Chicago avenue"."""
    return not around.hyphened and text[mention.end + 1 : mention.end + 2].isupper()


_LONGER: Final = re.compile(r" [A-Z][\w'’]+((?: [A-Z][\w'’]+){1,2})\b")


def _is_paper(text: str, mention: Mention, line: int, words: ContextWords) -> bool:
    """Whether a longer name ends in the word for a paper or team: "the Aden Tomorrow Post"."""
    longer = _LONGER.match(text, mention.end)
    if longer is None or is_headline(text, line):
        return False
    return any(word.lower() in words.organisation for word in longer[1].split())


def _dateline_end(text: str, mention: Mention, line: int) -> int:
    """Where a dateline ends that the mention opens: "TULSA, Okla. (Agency) - "; 0 if it opens none."""
    if text[line : mention.start].strip(' \t*"“«(') or mention.weak:
        return 0
    tail = _DATELINE_TAIL.match(text, mention.end, mention.end + 110)
    if tail is None and _may_be_town(mention) and text[mention.start : mention.end].isupper():
        tail = _COLON_TAIL.match(text, mention.end, mention.end + 110)
    return 0 if tail is None or re.match(r"-(?!-)", tail.group()) else tail.end()


def _may_be_town(mention: Mention) -> bool:
    """Whether a name means a town, and no country first."""
    return mention.candidates[0].kind != "country" and any(one.kind == "place" for one in mention.candidates)


_OPENING_TAIL: Final = re.compile(r"(?:, [^\n.:;!?]{2,40})?(?:\.(?= [А-ЯЁІЇЄҐA-Z«\"—])|[ \t]*\n)")


_BYLINE: Final = 40  # characters of a line with an author or a date above the report


def _opening_end(where: str, text: str, mention: Mention, line: int, words: ContextWords) -> int:
    """Where a dateline without a dash ends, as Russian papers open a report: "Тегеран. В Захедане …",
    "БЕЙРУТ, 16 мая. …"; 0 if it opens none.
    """
    if where != "text" or mention.start != line or not _may_be_town(mention) or not words.spaced:
        return 0
    if line > 4 * _BYLINE or any(len(one) > _BYLINE for one in text[:line].split("\n")):
        return 0
    tail = _OPENING_TAIL.match(text, mention.end)
    return tail.end() if tail else 0


def _division_meant(around: Around, words: ContextWords) -> bool:
    if around.after in words.division or around.before in words.division_before:
        return True
    return around.before == "of" and around.before_before in words.division_before


def _strength(seen: Seen, around: Around, words: ContextWords) -> float:
    """The worth of a name that is no adjective, street, paper or division."""
    placed = around.before in words.before and around.before not in words.faint
    if _struck(seen, around, words):
        return SURE if seen.mention.candidates[0].kind != "place" or _town(seen) else LIKELY
    if words.spaced:
        return _slavic_strength(seen, around, words, placed)
    if around.before in words.natural:
        return CALLED
    if around.before in words.title or (around.before in words.given and around.before not in words.before):
        return DOUBTFUL
    if around.after in words.named and around.name_goes_on:
        return OPEN if _known(seen) else CALLED
    if around.before_capital and around.before in words.compass:
        return LIKELY if seen.mention.candidates[0].population >= KNOWN_POPULATION else CALLED
    goes_on = around.name_goes_on and not (around.after in words.body or around.after in words.title)
    if goes_on and seen.mention.words == 1 and not around.hyphened:
        if placed and not seen.given:
            return LIKELY
        return OPEN if placed or (_known(seen) and not around.before_capital) else DOUBTFUL
    if placed:
        return OPEN if around.possessive and not _known(seen) else SURE
    if around.after in words.speech and not around.hyphened:
        return DOUBTFUL
    if (
        around.before_capital and around.before not in words.body and around.before not in _ARTICLES
    ) or around.aged:
        return DOUBTFUL
    if around.doubled and not _known(seen):
        return DOUBTFUL
    if around.after in words.body or around.after in words.title or around.hyphened:
        return BODY
    if around.before in _ARTICLES and around.before_before in words.before:
        return LIKELY  # "in a Tulsa bar"
    if around.before in words.faint and not seen.given:
        return LIKELY
    return OPEN


def _struck(seen: Seen, around: Around, words: ContextWords) -> bool:
    """Whether harm befalls what is named, as it does towns rather than persons: "shelling of X", "strike on
    X", "bombed X", "X shelled", "X: six dead".
    """
    if around.before_capital or (seen.mention.common and around.titled):
        return False
    if around.name_goes_on and not (words.spaced and not seen.plain):  # "штурм Сирта Каддафи"
        return False
    if (
        not seen.given
        and around.before in ("on", "of", "against", "по")
        and around.before_before in words.struck
    ):
        return True
    if around.before in words.striking and not seen.given:
        return True
    told = around.before in words.struck or around.before in words.peopled
    if words.spaced and told and not (seen.plain and seen.given):
        return True
    return not seen.given and (around.after in words.harmed or (around.titled and not around.before))


def _town(seen: Seen) -> bool:
    """Whether the likeliest meaning is a town of some size."""
    return seen.mention.population >= ORDINARY


def _slavic_strength(seen: Seen, around: Around, words: ContextWords, placed: bool) -> float:
    """As `_strength` where names are declined: titles stand before places ("мэр Москвы"), persons after
    them.
    """
    forms = base_forms(fold(around.before), False) if around.before else ()
    after_person = around.before_capital and (len(around.before) == 1 or any(f in words.given for f in forms))
    if after_person or (seen.given and around.name_goes_on and around.before in words.division):
        return DOUBTFUL
    if placed:
        return SURE
    if around.before in words.natural and _is_mere_town(seen):
        return CALLED  # "к озеру Бам"
    if around.described and not seen.given:
        return LIKELY
    if around.before in words.of_state and _is_mere_town(seen):
        return DOUBTFUL  # "президента Обамы"
    if seen.given and around.name_goes_on:
        return DOUBTFUL
    if around.before in words.title and not (seen.plain or seen.given):
        return LIKELY  # "мэр Абакана Николай …"
    town = seen.mention.candidates[0].kind == "place"
    if town and around.name_goes_on and seen.mention.words == 1 and seen.mention.population < GREAT_TOWN:
        return DOUBTFUL  # "Гасан Хитто"
    if around.before_capital and town and not around.before_acronym and (seen.plain or not _known(seen)):
        return DOUBTFUL
    if seen.given and (around.before in words.title or around.aged):
        return DOUBTFUL
    return FAINT if around.before in words.faint and not seen.given else OPEN


def _is_mere_town(seen: Seen) -> bool:
    """Whether a name means towns only, none of them a capital: they have no presidents."""
    return all(entry.kind == "place" and not entry.capital for entry in seen.mention.candidates)


def _known(seen: Seen) -> bool:
    return not seen.given and seen.mention.candidates[0].population >= KNOWN_POPULATION


_SMALL_WORD: Final = re.compile(r"(?<![\w-])[а-яёіїєґ]{3,}")
_OPENS: Final = re.compile(r"(?:^|[.!?…\n][\s\"“”«»—–-]*)$")
_WHO: Final = re.compile(r", (?:кто|кого|кому|кем|хто|ком)\b")
_ENDING: Final = 2  # letters in which two cases of one word may differ


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """The Cyrillic words that an article writes small."""
    return frozenset(fold(match[0]) for text in texts for match in _SMALL_WORD.finditer(text))


def is_word(one: Seen, text: str, small: frozenset[str]) -> bool:
    """Whether a town's name that opens a sentence is a word that the article writes small elsewhere: "База"
    beside "базу".
    """
    start, end = one.mention.start, one.mention.end
    if one.mention.words > 1 or one.dateline or not _OPENS.search(text, max(0, start - 4), start):
        return False
    if _WHO.match(text, end):
        return True  # "Того, кто собирал машину, …", not Togo
    if one.mention.candidates[0].kind != "place":
        return fold(text[start:end]) in small  # "Того утра"
    stem = fold(text[start:end]).rstrip("аяоеиыуюьіїє")
    return len(stem) > 2 and any(word.startswith(stem) and len(word) - len(stem) <= _ENDING for word in small)


def is_foreign(one: Seen, text: str) -> bool:
    """Whether a name is written in Latin letters, as makes and agencies are where places are not: "под
    Toyota", "пишет Reuters".
    """
    return text[one.mention.start : one.mention.end].isascii()
