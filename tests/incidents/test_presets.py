"""The groups and regions that come with the program."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pytest

from incidents import presets
from incidents.gazetteer import Gazetteer
from incidents.names import Name, Names
from incidents.text import fold
from incidents.watch import Group

# Words that a report uses of other things; as an alias they would find the group everywhere. Written by us.
_TOO_COMMON = """
    army group movement militia militants rebels insurgents fighters gang cartel front brigade battalion
    jihad islamic caliphate party force forces lashkar jaish youth lobos contras maoists zealots wagner azov
    sendero is ig it us state base mit hua tip imu pdf adf asg kia ola rsf jem epl agc auc pcc
    армия группа движение фронт боевики вагнер азов иг халифат бригада батальон партия
    الدولة القاعدة الشباب الجهاد حزب جماعة الإخوان
"""
GROUPS = presets.groups()


def strong(group: Group) -> Iterator[str]:
    yield from (group.name, *group.aliases)
    for part, aliases in group.parts.items():
        yield from (part, *aliases)


def key(word: str) -> str:
    return fold(word).replace("-", " ").strip()


def test_there_are_150_groups_and_40_regions_at_least() -> None:
    assert len(GROUPS) >= 150
    assert len(presets.regions()) >= 40


def test_each_group_names_its_source() -> None:
    assert presets.sources().keys() == {group.name for group in GROUPS}
    known = re.compile(r"(?:UN|US|EU|RU)(?: \([^)]+\))?(?:, (?:US|EU|RU))*|public record")
    assert not [name for name, source in presets.sources().items() if not known.fullmatch(source)]


def test_no_strong_name_belongs_to_two_groups() -> None:
    owners = defaultdict(set)
    for group in GROUPS:
        for word in strong(group):
            owners[key(word)].add(group.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_no_weak_name_is_strong_elsewhere() -> None:
    taken = {key(word): group.name for group in GROUPS for word in strong(group)}
    shared = {
        word: (group.name, taken[key(word)])
        for group in GROUPS
        for word in group.weak
        if taken.get(key(word), group.name) != group.name
    }
    assert shared == {}


def test_no_strong_name_is_a_common_word() -> None:
    common = set(map(key, _TOO_COMMON.split()))
    assert [word for group in GROUPS for word in strong(group) if key(word) in common] == []


def test_a_short_latin_or_cyrillic_name_is_an_acronym_in_capitals() -> None:
    """In any other case it would be found inside ordinary text whatever its letters."""
    names = [word for group in GROUPS for word in (*group.aliases, *group.weak) if len(word) <= 3]
    cased = [word for word in names if word.lower() != word.upper()]
    assert [word for word in cased if word != word.upper()] == []


def test_names_are_clean_text_and_not_said_twice() -> None:
    for group in GROUPS:
        for words in (group.aliases, group.weak, group.media, *group.parts.values()):
            assert len(set(words)) == len(words), group.name
            for word in words:
                assert word == unicodedata.normalize("NFC", word).strip(), word
                assert word.isprintable(), word


def test_no_name_mixes_latin_and_cyrillic_letters_in_one_word() -> None:
    mixed = re.compile(r"[a-z][а-яё]|[а-яё][a-z]", re.IGNORECASE)
    assert [word for group in GROUPS for word in strong(group) if mixed.search(word)] == []


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Responsibility was claimed by ISIS.", "Islamic State"),
        ("Боевики ИГИЛ взяли ответственность", "Islamic State"),
        ("операция против «Исламского государства»", "Islamic State"),
        ("أعلن تنظيم داعش مسؤوليته", "Islamic State"),
        ("the Wilayat al-Qawqaz group", "Islamic State"),
        ("ISIS-K said it was behind it", "Islamic State"),
        ("fighters of ISWAP", "Islamic State"),
        ("ответственность взяла «Аль-Каида»", "al-Qaeda"),
        ("удары «Талибана»", "Taliban"),
        ("бойцы ЧВК «Вагнер»".replace("«", "").replace("»", ""), "Wagner Group"),
        ("the Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan"),
        ("militants of Boko Haram", "Boko Haram"),
        ("صواريخ حزب الله", "Hezbollah"),
        ("Hizbullah fighters", "Hezbollah"),
        ("rockets fired by Hamas", "Hamas"),
        ("the FMLN attacked the barracks", "Farabundo Martí National Liberation Front"),
        ("Sendero Luminoso terrorists", "Shining Path"),
        ("MRTA REBELS", "Túpac Amaru Revolutionary Movement"),
        ("PKK'lı teröristler", "Kurdistan Workers' Party"),
        ("the Lord’s Resistance Army", "Lord's Resistance Army"),
        ("gunmen of the CJNG", "Jalisco New Generation Cartel"),
        ("the Allied Democratic Forces (ADF)", "Allied Democratic Forces"),
    ],
)
def test_a_group_is_found_by_the_names_reporters_use(text: str, group: str) -> None:
    names = Names(Name(word, group.name) for group in GROUPS for word in strong(group))
    assert group in {span.payload for span in names.find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador spoke of rights, flights and insights; this is what it is.",
        "The youth of the town read a pdf about the base of the movement.",
        "Вагнер и Верди звучали в зале; группа туристов уехала на фронт работ.",
        "The wolf and the fox were in the lions' den on 17 November; the state of the party is grave.",
        "We play in Fano and Sinaloa; the tip of the iceberg; the white army of waiters.",
    ],
)
def test_ordinary_sentences_name_no_group(text: str) -> None:
    names = Names(Name(word, group.name) for group in GROUPS for word in strong(group))
    assert names.find(text) == []


def test_each_place_of_each_region_is_a_country_or_a_first_level_division() -> None:
    gazetteer = Gazetteer.open()
    for region in presets.regions().values():
        for place in region.places:
            entry = gazetteer.entry(gazetteer.resolve(place))
            assert entry.kind in ("country", "admin1", "place"), (region.name, place)


def test_no_region_lists_a_place_twice_and_no_name_belongs_to_two() -> None:
    owners = defaultdict(set)
    for region in presets.regions().values():
        assert len(set(region.places)) == len(region.places), region.name
        for name in region.names:
            owners[fold(name)].add(region.name)
    assert {name: regions for name, regions in owners.items() if len(regions) > 1} == {}


def test_they_are_read_once() -> None:
    assert presets.groups() is presets.groups()
    assert presets.regions() is presets.regions()
