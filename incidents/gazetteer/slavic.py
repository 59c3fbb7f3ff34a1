"""Russian and Ukrainian declension read backwards: an inflected word to the forms that a gazetteer may hold.

Rules by ending, no list of names. They offer more than is right; the gazetteer's own names are the filter.
Words come folded (`names.fold`): lower case, ё as е, no apostrophes.
"""

from __future__ import annotations

import functools
import re
from typing import Final

# ending of the text's form -> endings of the base form that it can come from, likeliest first
_RUSSIAN: Final = {
    "ами": ("ы", "и", "а"), "ями": ("и", "я", "ь"), "ах": ("ы", "и", "а"), "ях": ("и", "я", "ь", "ье"),
    "ам": ("ы", "и", "а"), "ям": ("и", "я", "ь"), "ов": ("ы", "и"), "ев": ("и", "ы"),
    "ьего": ("ий", "ье"), "ьему": ("ий", "ье"), "ьем": ("ий", "ье"), "ьим": ("ий", "ье", "ьи"),
    "ьих": ("ьи",), "ьими": ("ьи",),
    "ом": ("", "о", "ый", "ий", "ой", "ое", "ее"), "ем": ("", "й", "ь", "е", "ий", "ее"), "ой": ("а", "ая"),
    "ою": ("а", "ая"), "ей": ("я", "а", "ь", "яя", "ая", "и"), "ею": ("я", "а"), "ью": ("ь", "ье"),
    "ии": ("ия", "ий", "ие"), "ию": ("ия", "ий", "ие"), "ией": ("ия",), "ием": ("ий", "ие"), "ья": ("ье",),
    "ия": ("ий", "ие"), "ого": ("ый", "ий", "ой", "ое"), "его": ("ий", "ее"),
    "ому": ("ый", "ий", "ой", "ое"), "ему": ("ий", "ее"), "ым": ("ый", "ой", "ое", "ые"),
    "им": ("ий", "ое", "ие", "ой", "ее"), "ых": ("ые",), "их": ("ие",), "ыми": ("ые",), "ими": ("ие",),
    "ую": ("ая",), "юю": ("яя",), "ок": ("ки",), "ек": ("ки", "ьки"), "ец": ("цы",), "иц": ("ицы",),
    "ен": ("ны",), "орь": ("ори",), "ркви": ("рковь",), "ща": ("ще",), "щу": ("ще",),
    "и": ("ь", "а", "я"), "ы": ("а", ""), "е": ("а", "", "я", "о", "ь", "й"), "у": ("а", "", "о"),
    "ю": ("я", "ь", "й", "е"), "а": ("", "о"), "я": ("ь", "й", "е"),
}  # fmt: skip
_UKRAINIAN: Final = {
    "ами": ("и", "а", "і"), "ями": ("і", "я", "ь"), "ах": ("и", "а", "і"), "ях": ("і", "я", "ь"),
    "ам": ("и", "а", "і"), "ям": ("і", "я", "ь"), "ом": ("", "о"), "ем": ("ь", "е", "й", ""), "єм": ("й",),
    "ою": ("а", "ая"), "ею": ("я", "а"), "єю": ("я", "ія"), "ією": ("ія",), "ії": ("ія",), "ію": ("ія", "ій"),
    "ового": ("ів",), "овому": ("ів",), "овим": ("ів",), "ової": ("ова",), "ої": ("а",), "ій": ("а", "я"),
    "ого": ("ий", "е", "ій"), "ому": ("ий", "е", "ій"),
    "им": ("ий", "е", "і"), "их": ("і",), "ими": ("і",), "ова": ("ів",), "ову": ("ів",), "овом": ("ів",),
    "ові": ("ів",), "ева": ("ів", "їв"), "єва": ("їв",), "єву": ("їв",), "євом": ("їв",), "єві": ("їв",),
    "оля": ("іль",), "олі": ("іль",), "олю": ("іль",), "олем": ("іль",), "ю": ("я", "ь", "й"),
    "і": ("а", "", "я", "о", "ь", "й", "е", "и"), "ї": ("я", "й"), "и": ("а", "я", "ь", "і"),
    "у": ("а", "", "о"), "а": ("", "о"), "я": ("ь", "й", "е"), "зі": ("га", "г"),
    "ці": ("ка", "к", "ець"), "ця": ("ець",), "цю": ("ець",), "цем": ("ець",),
    "сі": ("ха", "х"), "ів": ("и", "і"), "їв": ("ї",), "ок": ("ки",), "ець": ("ці",),
    "иць": ("иці",), "ь": ("я",),
    "івця": ("овець",), "івцю": ("овець",), "івці": ("овець",), "івцем": ("овець",), "ен": ("ни",),
    "ддю": ("дь",), "ззю": ("зь",), "ллю": ("ль",), "нню": ("нь",), "ссю": ("сь",), "ттю": ("ть",),
    "ччю": ("ч",), "чю": ("ч",), "ща": ("ще",), "щу": ("ще",),
}  # fmt: skip
# Words of three letters are read as plurals here only: "Бен" and "Топ" are not of Бены and Топы.
_SHORT_GENITIVES: Final = {"вод": "воды", "гор": "горы", "сум": "сумы", "гір": "гори"}
_VOWELS: Final = "аеиоуыэюяіїє"
_PLURALS: Final = ("ы", "и")
# Behind -ск the endings are Russian, behind -ськ Ukrainian: "Крымске" is a town's, "Кримське" an adjective's.
_RUSSIAN_ENDINGS: Final = "ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|ою|ею"
_UKRAINIAN_ENDINGS: Final = "ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими"
_FORMED: Final = rf"(?:[сзц]к(?:{_RUSSIAN_ENDINGS})|[сзц]ьк(?:{_UKRAINIAN_ENDINGS}))"
_ADJECTIVE: Final = re.compile(rf"(.{{2,}}?){_FORMED}$")
_ADJECTIVE_FORM: Final = re.compile(
    rf"((?:.{{3,}}[сзц]к|подмосковн)(?=(?:{_RUSSIAN_ENDINGS})$)|.{{3,}}[сзц]ьк(?=(?:{_UKRAINIAN_ENDINGS})$))"
)
_PEOPLE_ENDINGS: Final = (
    "ец|ц(?:ы|ев|ам|ами|ах|а|у|ем|е|і|ів|ям|ями)|ян(?:ин|ина|ину|ином|е|ам|ами|ах|и|ка|ки)?"
)
_PEOPLE: Final = re.compile(rf".{{3,}}(?:{_PEOPLE_ENDINGS})$")
# A pattern for the small-letter words that may point at a place, coarser than `points_at_place`.
POINTING: Final = rf"[а-яёіїєґ’']{{2,}}(?:{_FORMED}|{_PEOPLE_ENDINGS})|подмосковн(?:{_RUSSIAN_ENDINGS})"
# what stands at the end of a place's name where its adjective has nothing, or the linking -ин-, -ен-, -ов-,
# -ан-
_BASES: Final = (
    "", "ск", "ськ", "а", "я", "о", "ь", "ль", "ия", "ы", "и", "і", "е", "у", "ый",
    "к", "с", "са", "сы", "си",  # дамасский, одесский, черкаський: the last consonant and the suffix are one
)  # fmt: skip
_HARSH: Final = ("ц", "цк", "цьк", "к", "ца", "ця", "цы", "цо")
_LINKS: Final = ("ин", "ен", "ов", "ан", "н", "й", "ий")
_SOFTENED: Final = {"ж": ("г", "га", "ги", "з"), "ч": ("к", "ка", "ки", "ц"), "ш": ("х", "ха")}
# Names whose adjectives no rule makes.
_IRREGULAR: Final = {
    "уфим": "уфа", "запорож": "запорожье", "запорі": "запоріжжя", "ровен": "ровно",
    "ростов": "ростов на дону", "черновиц": "черновцы", "чернівец": "чернівці", "пари": "париж",
    "пра": "прага", "ри": "рига", "криворож": "кривой рог", "криворі": "кривий ріг", "днепропетров": "днепр",
    "константинополь": "стамбул", "венециан": "венеция",
}  # fmt: skip


def is_cyrillic(word: str) -> bool:
    return "Ѐ" <= word[0] <= "ӿ"


@functools.lru_cache(maxsize=50_000)
def base_forms(word: str, ukrainian: bool) -> tuple[str, ...]:
    """The forms that `word` can be an inflected form of: itself first, then likelier before less likely."""
    found = {word: None}
    if len(word) < 3 or not is_cyrillic(word):
        return (word,)
    table = _UKRAINIAN if ukrainian else _RUSSIAN
    for length in (5, 4, 3, 2, 1):
        ending = word[-length:]
        stem = word[:-length]
        if len(stem) < 2:
            continue
        for replacement in table.get(ending, ()):
            found[stem + replacement] = None
            if replacement == "" or (replacement == "ь" and stem[-1] == "н"):  # Камня is Камень
                found.update({whole + replacement: None for whole in _with_fleeting_vowel(stem)})
    if short := _SHORT_GENITIVES.get(word):
        found[short] = None
    if word[-1] not in _VOWELS and word[-1] not in "ьй" and len(word) >= 4:
        found.update({word + plural: None for plural in _PLURALS})
    if ukrainian:
        found.update({_CLOSED.sub("і", form): None for form in list(found)})
        found.update({_in_russian(form): None for form in list(found)})
    return tuple(found)


# A vowel that only an open syllable keeps: рогу is of ріг, каменя of камінь.
_CLOSED: Final = re.compile(r"(?<=[^аеиоуюяіїє])[ое](?=[бвгджзклмнпрстфхцчш]ь?$)")
_COMPASS: Final = {
    "северн": "північн", "южн": "південн", "западн": "західн", "восточн": "східн", "верхн": "верхн",
    "нижн": "нижн", "центральн": "центральн", "северо": "північно", "юго": "південно",
}  # fmt: skip
_COMPASS_WORD: Final = re.compile(rf"({'|'.join(_COMPASS)})(ый|ий|ая|яя|ое|ее|)$")
_COMPASS_ENDINGS: Final = {"ый": "ий", "ий": "ій", "ая": "а", "яя": "я", "ое": "е", "ее": "є", "": ""}
_RUSSIAN_COMPASS: Final = {ukrainian: russian for russian, ukrainian in _COMPASS.items()}
_UKRAINIAN_COMPASS: Final = re.compile("(північн|південн|західн|східн)(ий|а|е)$")
_RUSSIAN_COMPASS_ENDINGS: Final = {"ий": "ый", "а": "ая", "е": "ое"}


_RUSSIAN_SPELLING: Final = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г"})


def _in_russian(form: str) -> str:
    """A Ukrainian name as Russian spells it: каспійськ is каспийск; most towns of Russia are held so only."""
    if compass := _UKRAINIAN_COMPASS.match(form):
        return _RUSSIAN_COMPASS[compass[1]] + _RUSSIAN_COMPASS_ENDINGS[compass[2]]
    return form.translate(_RUSSIAN_SPELLING).replace("ськ", "ск").replace("цьк", "цк").replace("ець", "ец")


_GOAL: Final = re.compile(r"(?!.*(?:[аяиы]х|[оеі]м)$).*(?:[^аеиоуыэюяіїє]|у|ю)$", re.IGNORECASE)


def is_goal(name: str) -> bool:
    """Whether a name has the ending of where somebody goes ("в Каир", "в Москву"), not of where he is."""
    return _GOAL.match(name.split("-на-")[0]) is not None


_UKRAINIAN_SPELLING: Final = str.maketrans({"и": "і", "ы": "и", "э": "е"})
_KEEPS_I: Final = re.compile(r"(?<=[жчшщцр])і(?=[^аеиоуюяіїєй])")


@functools.lru_cache(maxsize=50_000)
def in_ukrainian(form: str) -> tuple[str, ...]:
    """A Russian name as Ukrainian may spell it (синалоа is сіналоа): many divisions are held so only."""
    if compass := _COMPASS_WORD.match(form):
        return (_COMPASS[compass[1]] + _COMPASS_ENDINGS[compass[2]],)
    spelled = form.translate(_UKRAINIAN_SPELLING)
    found = dict.fromkeys((spelled, _KEEPS_I.sub("и", spelled)))
    found.pop(form, None)
    return tuple(found)


def _with_fleeting_vowel(stem: str) -> tuple[str, ...]:
    """орл- (Орла) is орел, ельц- (Ельца) is елец."""
    if len(stem) < 3 or stem[-1] not in "лцкнрт" or stem[-2] in _VOWELS:
        return ()
    head = stem[:-2] if stem[-2] == "ь" else stem[:-1]
    if not head or (head[-1] in _VOWELS and stem[-2] != "ь"):
        return ()
    return (head + "е" + stem[-1], head + "о" + stem[-1])


def points_at_place(word: str) -> bool:
    """Whether the word has the form of an adjective such as дагестанский, or of a people's name
    (американцы).
    """
    return _ADJECTIVE_FORM.match(word) is not None or _PEOPLE.match(word) is not None


def is_adjective(word: str) -> bool:
    """Whether a folded word that points at a place is an adjective ("американский"), and no person's
    ("американец").
    """
    return _ADJECTIVE_FORM.match(word) is not None


# What the noun behind an adjective of each ending can end in, Russian or Ukrainian; verbs end so more rarely.
_NOUN_ENDINGS: Final = {
    "ий": "[^аеиоуыэюяіїє]", "ая": "[аяь]", "а": "[аяь]", "ой": "[ыиейю]", "ої": "[иії]", "ій": "[ії]",
    "ую": "[уюь]", "у": "[уюь]", "ою": "[юй]", "ею": "[юй]", "ое": "[оея]", "е": "[оеяє]", "ого": "[аяуюое]",
    "ому": "[уюіїе]", "ом": "[еиуюм]", "ім": "[уюіїм]", "им": "[мю]",
}  # fmt: skip
_NO_NOUN: Final = (
    r"\w*(?:л[аио]|[лтс][сь][яь]|[нт]о)|перед|через|после|около|возле|когда|также|тоже|після|біля"
)
_NOUN: Final = {
    ending: re.compile(rf"\s+(?!(?:{_NO_NOUN})\b)(?:\w{{3,}}{last}|[А-ЯЁІЇЄҐ]{{2,}})\b")
    for ending, last in _NOUN_ENDINGS.items()
}
_ALL_ENDINGS: Final = re.compile(rf"(?:{_RUSSIAN_ENDINGS}|{_UKRAINIAN_ENDINGS})$")
_LISTED: Final = re.compile(
    rf"(?:(?:,| и| или| й| і| та| або)\s+[А-ЯІЇЄҐ][\w’'-]+{_FORMED})+\s+\w+(?:[хмвыиі]|ей)\b"
)


def qualifies(adjective: str, following: str) -> bool:
    """Whether a folded adjective in -ский has its noun, or a list that has one, in what follows: "Крымском
    мосту", "Донецкой и Луганской областях". Without one it is the name of a town: "в Крымском,".
    """
    ending = _ALL_ENDINGS.search(adjective)
    noun = _NOUN.get(ending[0]) if ending else None
    return noun is None or noun.match(following) is not None or _LISTED.match(following) is not None


@functools.lru_cache(maxsize=20_000)
def dictionary_forms(word: str) -> tuple[str, ...]:
    """The dictionary form of an adjective in -ский; the base forms of a people's name."""
    match = _ADJECTIVE_FORM.match(word)
    if match:
        return (match.group(1) + ("ый" if word[len(match.group(1)) - 1] == "н" else "ий"),)
    forms = dict.fromkeys((*base_forms(word, False), *base_forms(word, True)))
    return (*forms, word + "е", word + "и")


_LAND: Final = re.compile(r"(.{3,}?)(ччин|[щч]ин)(?:а|ы|е|у|ой|ою|і)$")


def lands(word: str) -> tuple[str, ...]:
    """The names of divisions that a folded popular name may stand for: саратовщина is саратовская область."""
    match = _LAND.match(word)
    if match is None:
        return ()
    harsh = match[2] == "ччин"
    stem, russian = match[1], match[1].translate(_RUSSIAN_SPELLING)
    return (
        f"{russian}{'ц' if harsh else 'с'}кая область",
        f"{russian}{'ц' if harsh else 'с'}кий край",
        f"{stem}{'ц' if harsh else 'с'}ька область",
    )


@functools.lru_cache(maxsize=20_000)
def adjective_bases(word: str) -> tuple[str, ...]:
    """Names that an adjective in -ский or -цкий can be made from: сургутский gives сургут, among others."""
    match = _ADJECTIVE.match(word)
    if match is None:
        return ()
    stem = match.group(1)
    harsh = word[len(stem)] == "ц"
    found = dict.fromkeys([_IRREGULAR[stem]] if stem in _IRREGULAR else [])
    found.update(dict.fromkeys(stem + ending for ending in _HARSH if harsh))
    found.update(dict.fromkeys(stem + ending for ending in _BASES))
    for link in _LINKS:
        if stem.endswith(link) and len(stem) - len(link) >= 3:
            found.update(dict.fromkeys(stem[: -len(link)] + ending for ending in _BASES))
    if stem[-1] == "ь":
        found.update(dict.fromkeys(stem[:-1] + ending for ending in ("", "а", "я")))
    for softened in _SOFTENED.get(stem[-1], ()):
        found[stem[:-1] + softened] = None
    return tuple(name for name in found if len(name) >= 3)
